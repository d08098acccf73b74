package dev.usher.sync;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A word given before a create: an account that shows this name in this tenant from now on was made by us.
 *
 * @param prepared whether everything that was sent under it asked for a disabled account
 * @param instead the account that was recorded then and is gone: that it is recorded says nothing of a new one
 */
public record Claim(String userName, Tenant tenant, Instant since, boolean prepared, Optional<RemoteId> instead) {
    /** One of somebody of whom no account was recorded. */
    public Claim(String userName, Tenant tenant, Instant since, boolean prepared) {
        this(userName, tenant, since, prepared, Optional.empty());
    }

    /** The same once something was sent that enables the account. */
    Claim used() {
        return new Claim(userName, tenant, since, false, instead);
    }

    /** Whether the account that was made under it is recorded. */
    boolean hasServed(Collection<KnownAccount> recorded) {
        return recorded.stream()
                .flatMap(account -> account.idIn(tenant).stream())
                .anyMatch(id -> !instead.equals(Optional.of(id)));
    }

    /** Whether the account has the name that was claimed. */
    boolean names(Account account) {
        return userName.equalsIgnoreCase(account.attributes().userName());
    }
}
