package dev.usher.sync;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Tenant;
import java.time.Instant;

/**
 * A word given before a create: an account that shows this name in this tenant from now on was made by us.
 *
 * @param prepared whether everything that was sent under it asked for a disabled account
 */
public record Claim(String userName, Tenant tenant, Instant since, boolean prepared) {
    /** Whether the account has the name that was claimed. */
    boolean names(Account account) {
        return userName.equalsIgnoreCase(account.attributes().userName());
    }
}
