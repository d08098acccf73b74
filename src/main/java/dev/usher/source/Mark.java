package dev.usher.source;

import java.time.Instant;

/**
 * Up to where a source was read and applied, from where on it may be asked for what changed.
 *
 * @param since what it is asked by, which only its reader understands
 * @param time when the reading began that came so far
 * @param whole when the last reading of all of it began
 * @param ended how many work no more by what was read since that one
 * @param authority which source counted before which, in a word
 */
public record Mark(String since, Instant time, Instant whole, int ended, String authority) {
    /** Of a reading that is not applied yet. */
    public Mark(String since, Instant time, Instant whole) {
        this(since, time, whole, 0, "");
    }

    /** The same once a run is over. */
    Mark after(int others, String under) {
        return new Mark(since, time, whole, others, under);
    }
}
