package dev.usher.sync;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;

/**
 * How an app wants to be told who enters and leaves its entitlements.
 *
 * @param most how many accounts go with one request
 * @param makes whether an entitlement is made that is not there
 */
record Handling(int most, boolean makes) {
    private static final int DEFAULT_MOST = 100;
    private static final int MOST_EVER = 10_000;

    static final Handling DEFAULT = new Handling(DEFAULT_MOST, false);

    static Handling of(Capabilities capabilities) {
        return new Handling(
                capabilities.value(Capability.MEMBERS_MAX).map(Handling::most).orElse(DEFAULT_MOST),
                capabilities
                        .value(Capability.GROUPS_CREATE)
                        .filter("true"::equals)
                        .isPresent());
    }

    private static int most(String text) {
        try {
            return Math.clamp(Long.parseLong(text), 1, MOST_EVER);
        } catch (NumberFormatException e) {
            return DEFAULT_MOST;
        }
    }
}
