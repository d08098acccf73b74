package dev.usher.domain.person;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What has to be known of everybody of one type before they are given anything.
 *
 * @param end whether an engagement needs an end
 * @param owner whether somebody has to answer for them
 * @param longest how long one engagement may last
 * @param warning how long before an end it is said that it is near; empty: it is not said
 * @param attributes what has to have a value, by name, such as {@code department}
 */
public record Duties(
        boolean end,
        boolean owner,
        Optional<Duration> longest,
        Optional<Duration> warning,
        SortedSet<String> attributes) {
    public static final Duties NONE = new Duties(false, false, Optional.empty(), Optional.empty(), new TreeSet<>());

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    public Duties {
        attributes = Collections.unmodifiableSortedSet(new TreeSet<>(attributes));
    }

    /** What holds where no policy says anything: who is here for a while needs an end and a sponsor, software needs an owner. */
    public static Duties standard(PersonType type) {
        return switch (type) {
            case Employee, Partner -> NONE;
            case Contractor, Temporary ->
                new Duties(true, true, Optional.of(YEAR), Optional.of(TWO_WEEKS), new TreeSet<>());
            case Service -> new Duties(false, true, Optional.empty(), Optional.empty(), new TreeSet<>());
        };
    }
}
