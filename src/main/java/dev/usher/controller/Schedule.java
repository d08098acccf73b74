package dev.usher.controller;

import dev.usher.domain.access.Resolution;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.sync.Key;
import dev.usher.sync.TrustedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When a user, or an account without one, is looked at again although nothing was edited. */
final class Schedule {
    /** Whoever gives a name back does not say so. */
    private static final Duration TAKEN_AGAIN = Duration.ofSeconds(10);

    /** Between looks at what is due while time is in doubt. */
    private static final Duration DOUBTFUL_AGAIN = Duration.ofSeconds(1);

    private final Agenda agenda;
    private final TrustedClock time;

    Schedule(Agenda agenda, TrustedClock time) {
        this.agenda = agenda;
        this.time = time;
    }

    /**
     * Notes the next instant at which something may be different.
     *
     * @param again when something that did not succeed is tried once more
     */
    void note(Key key, Resolution resolution, Optional<Instant> again, Instant now) {
        var waits = resolution.problems().stream()
                .anyMatch(problem -> problem.kind() == Problem.Kind.DuplicateExternalId
                        || problem.kind() == Problem.Kind.DuplicateUserName
                        || problem.kind() == Problem.Kind.UserNameReserved);
        Stream.of(
                        resolution.nextTransition().map(Transition::time),
                        Optional.of(now.plus(TAKEN_AGAIN)).filter(any -> waits),
                        again)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .ifPresentOrElse(when -> at(key, when), () -> agenda.forget(key));
    }

    /** Looks at it then. */
    void at(Key key, Instant when) {
        agenda.at(key, notPassed(when));
    }

    /** While time is in doubt what is due stays due. */
    private Instant notPassed(Instant when) {
        var trusted = time.instant();
        return when.isAfter(trusted) ? when : trusted.plus(DOUBTFUL_AGAIN);
    }
}
