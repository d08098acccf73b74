package dev.usher.domain.access;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody said by hand of one person's accounts.
 *
 * @param accounts which account is theirs, where Usher has none of theirs yet
 * @param none the apps in which they get none, whatever roles say
 */
public record Links(Map<AppId, RemoteId> accounts, Set<AppId> none) {
    public static final Links NONE = new Links(Map.of(), Set.of());

    public Links {
        accounts = Map.copyOf(accounts);
        none = Set.copyOf(none);
    }

    /**
     * What was there, or was said, before any role counts in one app.
     *
     * @param adopted what the account held when it was taken over and no role explained
     * @param link the account that is linked, and that Usher does not know as theirs
     * @param ignored whether a link counts for nothing, since Usher has another account of theirs
     * @param barred whether they get none
     */
    record Before(Set<Entitlement> adopted, Optional<RemoteId> link, boolean ignored, boolean barred) {
        private static final Before NOTHING = new Before(Set.of(), Optional.empty(), false, false);
    }

    Before in(AppId app, Memory memory) {
        var known = Optional.ofNullable(memory.accounts().get(app));
        var adopted = known.map(KnownAccount::adopted).orElse(Set.of());
        if (equals(NONE) && adopted.isEmpty()) {
            return Before.NOTHING;
        }
        var standing =
                known.filter(account -> account.state() != AccountState.Deleted).flatMap(KnownAccount::id);
        var linked = Optional.ofNullable(accounts.get(app));
        return new Before(
                adopted,
                linked.filter(id -> !standing.equals(Optional.of(id))),
                standing.isPresent() && linked.isPresent() && !standing.equals(linked),
                none.contains(app));
    }
}
