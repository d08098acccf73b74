package dev.usher.domain.access;

import dev.usher.domain.person.Life;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the personal data of somebody who was purged goes.
 *
 * @param now whether it goes now
 * @param due when it will go, where that is ahead
 * @param problem what is to be said where it is back
 */
record Oblivion(boolean now, Optional<Instant> due, Optional<Problem> problem) {
    private static final Oblivion NONE = new Oblivion(false, Optional.empty(), Optional.empty());

    /** Whoever is to be there again is not forgotten before. */
    static Oblivion of(Person person, Surroundings around, Life life, Memory next, Instant now) {
        var comesBack = life.ahead().stream().anyMatch(ahead -> ahead.what() == Transition.What.EmploymentStarts);
        return comesBack
                ? NONE
                : next.purgedAt()
                        .flatMap(purged -> around.forget().map(forget -> of(person, around, purged, forget, next, now)))
                        .orElse(NONE);
    }

    /** A resource is emptied once for each purge: where git writes the data back, the two would fight for ever. */
    private static Oblivion of(
            Person person, Surroundings around, Instant purged, Policy.Forget forget, Memory next, Instant now) {
        if (forget.how() == Policy.Forget.How.Empty && next.forgottenAt().isPresent()) {
            return around.dataIsBack()
                    ? new Oblivion(
                            false,
                            Optional.empty(),
                            Optional.of(new Problem(Problem.Kind.ForgottenDataIsBack, person.name())))
                    : NONE;
        }
        var preservation = new Preservation(around.holds());
        var due = purged.plus(forget.after());
        return preservation
                        .puttingOff(due)
                        .filter(instant -> !now.isBefore(instant))
                        .isPresent()
                ? new Oblivion(true, Optional.empty(), Optional.empty())
                : new Oblivion(false, preservation.shown(due, now), Optional.empty());
    }
}
