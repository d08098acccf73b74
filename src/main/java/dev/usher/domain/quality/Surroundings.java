package dev.usher.domain.quality;

import dev.usher.domain.person.Duties;
import dev.usher.domain.person.Hold;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Pin;
import dev.usher.domain.person.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What follows for a person from others and from the policy.
 *
 * @param duties of the person's type
 * @param main the person behind this identity
 * @param manager where one is named
 * @param owners those that are named
 * @param taken names and keys that somebody else has and keeps
 * @param forget when and how the personal data goes after the last account; empty: it stays
 * @param dataIsBack whether personal data that was forgotten is there again
 * @param longAbsence after how long a departure roles that were given by hand before do not come back by themselves
 * @param locks that shut the person out; also those that are over
 * @param holds that keep what there is of the person from being deleted; also those that are over
 */
public record Surroundings(
        Duties duties,
        Main main,
        Optional<Related> manager,
        List<Related> owners,
        List<Problem> taken,
        Optional<Policy.Forget> forget,
        boolean dataIsBack,
        Duration longAbsence,
        List<Lock> locks,
        List<Hold> holds) {
    /** Of somebody who is alone, where no policy asks for anything. */
    public static final Surroundings NONE = new Surroundings(
            Duties.NONE,
            new Main.Own(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            false,
            Policy.LONG_ABSENCE);

    public Surroundings {
        owners = List.copyOf(owners);
        taken = List.copyOf(taken);
        locks = locks.isEmpty() ? List.of() : locks.stream().sorted().toList();
        holds = holds.isEmpty() ? List.of() : holds.stream().sorted().toList();
    }

    /** Of somebody of whom nothing is held. */
    public Surroundings(
            Duties duties,
            Main main,
            Optional<Related> manager,
            List<Related> owners,
            List<Problem> taken,
            Optional<Policy.Forget> forget,
            boolean dataIsBack,
            Duration longAbsence,
            List<Lock> locks) {
        this(duties, main, manager, owners, taken, forget, dataIsBack, longAbsence, locks, List.of());
    }

    /** Of somebody whom nothing shuts out. */
    public Surroundings(
            Duties duties,
            Main main,
            Optional<Related> manager,
            List<Related> owners,
            List<Problem> taken,
            Optional<Policy.Forget> forget,
            boolean dataIsBack,
            Duration longAbsence) {
        this(duties, main, manager, owners, taken, forget, dataIsBack, longAbsence, List.of());
    }

    /** The same for somebody whom these shut out. */
    public Surroundings lockedBy(List<Lock> more) {
        return more.isEmpty()
                ? this
                : new Surroundings(duties, main, manager, owners, taken, forget, dataIsBack, longAbsence, more, holds);
    }

    /** The same without locks that have yet to begin. */
    public Surroundings asShown(Instant now) {
        var begun = locks.stream().filter(lock -> !lock.term().isAheadAt(now)).toList();
        return new Surroundings(duties, main, manager, owners, taken, forget, dataIsBack, longAbsence, begun, holds);
    }

    /** The same for somebody of whom these keep what there is. */
    public Surroundings heldBy(List<Hold> more) {
        return more.isEmpty()
                ? this
                : new Surroundings(duties, main, manager, owners, taken, forget, dataIsBack, longAbsence, locks, more);
    }

    /** The same for an identity that was pinned to a person. */
    public Surroundings pinnedTo(Optional<Pin> pinned) {
        var same = main.pinnedTo(pinned);
        return same.equals(main)
                ? this
                : new Surroundings(duties, same, manager, owners, taken, forget, dataIsBack, longAbsence, locks, holds);
    }
}
