package dev.usher.domain.access;

import dev.usher.domain.person.Hold;
import dev.usher.domain.person.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is left of an account that was deleted: whose it was is known until that is forgotten, its name is reserved meanwhile,
 * and then nothing is left.
 *
 * @param deletedAt when the account was deleted
 * @param reserved for how long its name is given to nobody else
 * @param forgotten after how long whose it was is forgotten; empty: not before the name is free
 * @param isForgotten whether digests alone are left
 * @param holds that keep what there is of whose it was; also those that are over
 */
public record Tombstone(
        Instant deletedAt, Duration reserved, Optional<Duration> forgotten, boolean isForgotten, List<Hold> holds) {
    /** What becomes of it at one time. */
    public enum Step {
        /** Nothing yet. */
        STAYS,
        /** Whose it was is forgotten, and the name stays reserved. */
        IS_FORGOTTEN,
        /** The name is free. */
        GOES
    }

    public Tombstone {
        holds = List.copyOf(holds);
    }

    /** One by the policy of where the person was. */
    public static Tombstone of(Instant deletedAt, Policy policy, boolean isForgotten, List<Hold> holds) {
        return new Tombstone(
                deletedAt, policy.reserved(), policy.forget().map(Policy.Forget::after), isForgotten, holds);
    }

    /** The same of one whose name nobody is kept from. */
    public Tombstone unreserved() {
        return new Tombstone(deletedAt, Duration.ZERO, forgotten, isForgotten, holds);
    }

    /** From when on anybody may be given the name. */
    public Instant reservedUntil() {
        return deletedAt.plus(reserved);
    }

    public Step at(Instant now) {
        if (isOver(goes(), now)) {
            return Step.GOES;
        }
        return isOver(forgets(), now) ? Step.IS_FORGOTTEN : Step.STAYS;
    }

    /** When time alone makes the next step; empty: something else has to happen first. */
    public Optional<Instant> next(Instant now) {
        return Stream.of(forgets(), goes())
                .flatMap(Optional::stream)
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    /** A hold keeps what is known, and digests say nothing that could be held. */
    private Optional<Instant> goes() {
        return isForgotten ? Optional.of(reservedUntil()) : new Preservation(holds).puttingOff(reservedUntil());
    }

    private Optional<Instant> forgets() {
        return isForgotten
                ? Optional.empty()
                : forgotten.map(deletedAt::plus).flatMap(due -> new Preservation(holds).puttingOff(due));
    }

    private static boolean isOver(Optional<Instant> due, Instant now) {
        return due.filter(at -> !now.isBefore(at)).isPresent();
    }
}
