package dev.usher.connector.scim;

import java.time.Duration;

/** A time that an app, or its authorization server, says something takes or lasts. */
final class SaidTime {
    /** Nobody is believed for longer. */
    static final Duration LONGEST = Duration.ofDays(1);

    private SaidTime() {}

    /** What is believed of it: at least nothing, at most a day. */
    static Duration bounded(Duration said) {
        if (said.isNegative()) {
            return Duration.ZERO;
        }
        return said.compareTo(LONGEST) < 0 ? said : LONGEST;
    }
}
