package dev.usher.sync;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.util.Set;

/**
 * How an app wants to be told who enters and leaves its entitlements, and goes.
 *
 * @param most how many accounts go with one request
 * @param makes whether an entitlement is made that is not there
 * @param deletes whether accounts can be deleted there
 * @param probes whether it shows of each account alone whether it holds one, and of none who does
 */
record Handling(int most, boolean makes, boolean deletes, boolean probes) {
    private static final int DEFAULT_MOST = 100;
    private static final int MOST_EVER = 10_000;

    static final Handling DEFAULT = new Handling(DEFAULT_MOST, false, true, false);

    static Handling of(Capabilities capabilities) {
        return new Handling(
                capabilities.value(Capability.MEMBERS_MAX).map(Handling::most).orElse(DEFAULT_MOST),
                says(capabilities, Capability.GROUPS_CREATE, "true"),
                !says(capabilities, Capability.DELETE_MEANS, "forbidden")
                        && !says(capabilities, Capability.ACTIVE_VIA, "delete"),
                says(capabilities, Capability.MEMBERS_READ, "probe"));
    }

    /** What to observe to learn which of these accounts hold an entitlement. */
    Scope scope(Entitlement entitlement, Set<RemoteId> asked) {
        return probes ? new Scope.Holders(entitlement, asked) : new Scope.Members(entitlement);
    }

    private static boolean says(Capabilities capabilities, String name, String value) {
        return capabilities.value(name).filter(value::equals).isPresent();
    }

    private static int most(String text) {
        try {
            return Math.clamp(Long.parseLong(text), 1, MOST_EVER);
        } catch (NumberFormatException e) {
            return DEFAULT_MOST;
        }
    }
}
