package dev.usher.connector;

import dev.usher.domain.account.Tenant;
import java.util.List;

/**
 * What the settings of an app address.
 *
 * @param tenant what account ids mean there
 * @param secrets what a session needs to be opened
 */
public record Target(Tenant tenant, List<SecretUse> secrets) {
    public Target {
        secrets = List.copyOf(secrets);
    }
}
