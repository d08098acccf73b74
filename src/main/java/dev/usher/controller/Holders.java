package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.quality.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who keeps a name or a key that two want: who has accounts under it, else who is older. */
final class Holders {
    private static final Comparator<ProvisionedUser> HOLDER_FIRST = Comparator.comparing(Holders::hasNoAccounts)
            .thenComparing(user -> user.getMetadata().getCreationTimestamp())
            .thenComparing(user -> user.getMetadata().getUid());

    private final Caches caches;

    Holders(Caches caches) {
        this.caches = caches;
    }

    /** Of several users of one person the one that has accounts holds the key, else the oldest. */
    boolean holdsKey(ProvisionedUser user) {
        return keyHolder(user).isEmpty();
    }

    /**
     * What others have and keep of what this user wants.
     *
     * @param tenants those in which the user can be given accounts
     */
    List<Problem> taken(ProvisionedUser user, Set<Tenant> tenants) {
        var problems = new ArrayList<Problem>(2);
        keyHolder(user)
                .map(holder -> new Problem(Problem.Kind.DuplicateExternalId, name(holder)))
                .ifPresent(problems::add);
        loginHolder(user, tenants)
                .map(holder -> new Problem(Problem.Kind.DuplicateUserName, holder))
                .ifPresent(problems::add);
        return problems;
    }

    private Optional<ProvisionedUser> keyHolder(ProvisionedUser user) {
        return before(user, caches.usersWith(Translate.identity(user)).stream());
    }

    private Optional<String> loginHolder(ProvisionedUser user, Set<Tenant> tenants) {
        var login = Caches.login(user);
        if (login.isEmpty()) {
            return Optional.empty();
        }
        var rivals = caches.usersOfLogin(login.get()).stream()
                .filter(other -> isHere(user, other) || hasAccountIn(other, tenants))
                .filter(Holders::usesItsName);
        var holder = before(user, rivals);
        if (holder.isPresent()) {
            return holder.map(other -> isHere(user, other) ? name(other) : "somebody in another namespace");
        }
        return caches.retainedOfLogin(login.get()).stream()
                .filter(account -> isOfSomebodyElse(user, account, tenants))
                .map(account -> isHere(user, account) ? name(account) : "somebody in another namespace")
                .findFirst();
    }

    /** Who comes before a user among those who want the same; empty where nobody does. */
    private static Optional<ProvisionedUser> before(ProvisionedUser user, Stream<ProvisionedUser> rivals) {
        return rivals.filter(other -> !other.isMarkedForDeletion())
                .min(HOLDER_FIRST)
                .filter(holder -> !isSame(holder, user))
                .filter(holder -> HOLDER_FIRST.compare(holder, user) < 0);
    }

    private static boolean isSame(ProvisionedUser one, ProvisionedUser other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }

    private static boolean isHere(ProvisionedUser user, HasMetadata other) {
        return Objects.equals(
                user.getMetadata().getNamespace(), other.getMetadata().getNamespace());
    }

    private static boolean hasNoAccounts(ProvisionedUser user) {
        return user.getStatus() == null
                || user.getStatus().accounts().stream()
                        .noneMatch(entry -> entry.id() != null
                                && !AccountState.Deleted.name().equals(entry.state()));
    }

    /** The name of somebody who departed is free again once no account bears it. */
    private static boolean usesItsName(ProvisionedUser user) {
        return user.getStatus() == null || user.getStatus().departedTime() == null || !hasNoAccounts(user);
    }

    private static boolean hasAccountIn(ProvisionedUser user, Set<Tenant> tenants) {
        return user.getStatus() != null
                && user.getStatus().accounts().stream()
                        .filter(entry -> entry.id() != null)
                        .anyMatch(entry -> Optional.ofNullable(entry.tenant())
                                .map(Tenant::new)
                                .filter(tenants::contains)
                                .isPresent());
    }

    private static boolean isOfSomebodyElse(ProvisionedUser user, RetainedAccount account, Set<Tenant> tenants) {
        var spec = account.getSpec();
        if (spec == null || spec.tenant() == null || !RetainedStates.isThere(account)) {
            return false;
        }
        var identity = new Identity(spec.realm(), spec.externalId());
        var own = identity.equals(Translate.identity(user))
                || Translate.alias(user).filter(identity::equals).isPresent();
        var tenant = new Tenant(spec.tenant());
        return !own && tenants.contains(tenant) && !hasAccountIn(user, Set.of(tenant));
    }

    private static String name(HasMetadata holder) {
        return holder.getKind() + " " + holder.getMetadata().getName();
    }
}
