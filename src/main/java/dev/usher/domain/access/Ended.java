package dev.usher.domain.access;

import dev.usher.domain.person.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An assignment by hand that is over although the user resource still asks for it: what ended it must not be forgotten.
 *
 * @param from the beginning that the entry named then; another one renews it
 * @param cause for which the role was held, where it may be held again as if nothing had been
 */
public record Ended(Instant at, By by, Optional<Moment> from, Optional<Cause> cause) {
    /** One that only a renewal brings back. */
    public Ended(Instant at, By by, Optional<Moment> from) {
        this(at, by, from, Optional.empty());
    }

    /** The constants are API: they are values of {@code status.endedAssignments.by}. */
    public enum By {
        /** It lasted as long as the role allows. */
        Maximum,
        /** Something changed about the person on whose change the role ends. */
        Change,
        /** The person departed. */
        Departure
    }

    /** Whether the person was away for so long that the role is not theirs any more without a word. */
    boolean isForgottenBy(Instant now, Duration longAbsence) {
        return by != By.Departure || !now.isBefore(at.plus(longAbsence));
    }
}
