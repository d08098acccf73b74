package dev.usher.sync;

import java.time.Instant;

/**
 * How trusted time goes on from a tick: with the ticker, and a little faster or slower until a distance is made up.
 *
 * @param tick of the ticker, where it begins
 * @param from the time at that tick
 * @param distance in nanoseconds, of at most some minutes; positive: to be made up by going faster
 */
record Course(long tick, Instant from, long distance) {
    /** In which a small distance would be made up; a larger one takes longer. */
    private static final double MADE_UP_IN_NANOS = 10e9;

    /** A thousand times what an undisturbed clock drifts, and slow enough that nobody's day gets shorter. */
    private static final double FASTEST = 0.01;

    static Course straight(long tick, Instant from) {
        return new Course(tick, from, 0);
    }

    /** Never earlier for a later tick. */
    Instant at(long now) {
        var elapsed = now - tick;
        var rate = Math.clamp(distance / MADE_UP_IN_NANOS, -FASTEST, FASTEST);
        var madeUp = Math.clamp((long) (elapsed * rate), -Math.abs(distance), Math.abs(distance));
        return from.plusNanos(elapsed).plusNanos(madeUp);
    }
}
