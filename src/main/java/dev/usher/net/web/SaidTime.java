package dev.usher.net.web;

import java.time.Duration;

/** A time that the other side says something takes or lasts. */
public final class SaidTime {
    /** Nobody is believed for longer. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private SaidTime() {}

    /** What is believed of it: at least nothing, at most a day. */
    public static Duration bounded(Duration said) {
        if (said.isNegative()) {
            return Duration.ZERO;
        }
        return said.compareTo(LONGEST) < 0 ? said : LONGEST;
    }
}
