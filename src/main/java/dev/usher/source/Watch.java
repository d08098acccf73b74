package dev.usher.source;

import java.time.Duration;

/** Tells, between two readings of a feed, whether it would say something else by now. */
public interface Watch {
    /** How long it rests before it is asked, and from then on. */
    Duration every();

    /**
     * Asks. Where it cannot be told, nothing follows from that; where it will not be told any more, the feed may well say
     * something else.
     */
    boolean isOtherThanRead();
}
