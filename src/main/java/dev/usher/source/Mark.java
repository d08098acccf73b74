package dev.usher.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Up to where a source was read and applied, from where on it may be asked for what changed.
 *
 * @param since what it is asked by, which only its reader understands
 * @param time when the reading began that came so far
 * @param whole when the last reading of all of it began
 * @param due when all of it is to be read, where that is another time than usual
 * @param ended how many work no more by what was read since they are counted
 * @param counted since when they are
 * @param authority which source counted before which, in a word
 */
public record Mark(
        String since,
        Instant time,
        Instant whole,
        Optional<Instant> due,
        int ended,
        Instant counted,
        String authority) {
    /** What is read whole although it could be asked for what changed is not read so at the pace of changes. */
    public static final Duration BETWEEN_WHOLES = Duration.ofHours(1);

    /** Of one that is read whole at the usual time. */
    public Mark(String since, Instant time, Instant whole, int ended, String authority) {
        this(since, time, whole, Optional.empty(), ended, whole, authority);
    }

    /** Of a reading that is not applied yet. */
    public Mark(String since, Instant time, Instant whole) {
        this(since, time, whole, 0, "");
    }

    /** The same, where a later reading came so far that was not of all. */
    public Mark further(String to, Instant at) {
        return new Mark(to, at, whole, due, ended, counted, authority);
    }

    /** The same, where all of it was read again, and those who work no more are counted on. */
    public Mark anew(String to, Instant at) {
        return new Mark(to, at, at, Optional.empty(), ended, counted, authority);
    }

    /** Whether all of it is to be read, which is done so often as a rule. */
    public boolean isWholeDue(Instant now, Duration every) {
        return !due.orElseGet(() -> whole.plus(every)).isAfter(now);
    }

    /** Whether those who work no more are counted anew once all of it is applied, which is done so often. */
    public boolean isCountOver(Instant now, Duration every) {
        return !counted.plus(every).isAfter(now);
    }

    /** The same, but all of it is to be read then. */
    public Mark wholeAt(Instant then) {
        return new Mark(since, time, whole, Optional.of(then), ended, counted, authority);
    }

    /** The same, but the last reading of all of it came to nothing: the next one is of all, too. */
    public Mark wholeAgain() {
        return wholeAt(whole);
    }

    /** Whether that is so. */
    boolean isWholeAgain() {
        return due.filter(then -> !then.isAfter(whole)).isPresent();
    }

    /** The same, but all of it is to be read as soon after that as it may be, if that was not put off already. */
    Mark wholeSoonAfter(Instant then) {
        return due.isPresent() ? this : wholeAt(then.plus(BETWEEN_WHOLES));
    }

    /** The same once a run is over. */
    Mark after(int others, Instant countedSince, String under) {
        return new Mark(since, time, whole, due, others, countedSince, under);
    }
}
