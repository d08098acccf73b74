package dev.usher.kube;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Basis;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whose an account is that lost its user: one rule, whether users are known from caches or read live. */
public final class Claimants {
    private static final Comparator<ProvisionedUser> OLDER_FIRST = Comparator.comparing(
                    (ProvisionedUser user) -> user.getMetadata().getCreationTimestamp())
            .thenComparing(user -> user.getMetadata().getUid());

    private Claimants() {}

    /** The order of those who want the same thing: who holds it comes first, then who is older. */
    public static Comparator<ProvisionedUser> order(Predicate<ProvisionedUser> holds) {
        return Comparator.comparing((ProvisionedUser user) -> !holds.test(user)).thenComparing(OLDER_FIRST);
    }

    /** Of all users who have a key the one who goes by it. */
    public static Optional<ProvisionedUser> holder(String key, Stream<ProvisionedUser> users) {
        return users.filter(user -> !user.isMarkedForDeletion())
                .min(order(user -> Optional.ofNullable(user.getStatus())
                        .map(ProvisionedUserStatus::externalId)
                        .filter(key::equals)
                        .isPresent()));
    }

    /** Whether somebody who goes by the key takes the account back: not beside another one of theirs in its place. */
    public static boolean claims(ProvisionedUser user, Basis.Unclaimed account) {
        return !user.isMarkedForDeletion()
                && Optional.ofNullable(user.getStatus()).stream()
                        .flatMap(status -> status.accounts().stream())
                        .filter(entry -> !AccountState.Deleted.name().equals(entry.state()))
                        .noneMatch(entry -> isAnother(entry, account));
    }

    private static boolean isAnother(AccountEntry entry, Basis.Unclaimed account) {
        return account.app().equals(new AppId(entry.namespace(), entry.app()))
                && account.tenant().map(Tenant::fingerprint).equals(Optional.ofNullable(entry.tenant()))
                && account.id()
                        .map(RemoteId::value)
                        .filter(id -> entry.id() != null && !id.equals(entry.id()))
                        .isPresent();
    }
}
