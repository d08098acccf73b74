package dev.usher.domain.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The removals of one limit in one app that still count: in any stretch of time as long as the limit's window, not only in
 * those that begin somewhere.
 *
 * @param spendings the first one first
 */
public record Window(List<Spending> spendings) {
    /** Nothing counts. */
    public static final Window NONE = new Window(List.of());

    /** Removals this close together, as a part of the window, are kept as if all were made when the last of them was. */
    private static final int PARTS = 12;

    public Window {
        spendings = List.copyOf(spendings);
    }

    /** One in which removals were reserved once. */
    public Window(Instant at, int owned, int amount) {
        this(List.of(new Spending(at, at, owned, amount)));
    }

    /**
     * Removals that were reserved about the same time.
     *
     * @param first when the first of them were
     * @param last when the last of them were, from which on all count
     * @param owned how many accounts there were of ours at the first
     * @param amount how many removals; a crash can only make it too high
     */
    public record Spending(Instant first, Instant last, int owned, int amount) {
        private Spending with(int more, Instant at) {
            return new Spending(first, at, owned, amount + more);
        }
    }

    /** What of it counts at an instant; a clock that was set back frees nothing. */
    Window at(Instant now, Duration length) {
        var left = spendings.stream()
                .filter(spent -> spent.last().plus(length).isAfter(now))
                .toList();
        return left.size() == spendings.size() ? this : new Window(left);
    }

    /** The same with removals that are reserved now. */
    Window with(int amount, int owned, Instant now, Duration length) {
        if (amount == 0) {
            return this;
        }
        var next = new ArrayList<>(spendings);
        var joins = !next.isEmpty()
                && !now.isBefore(next.getLast().last())
                && now.isBefore(next.getLast().first().plus(length.dividedBy(PARTS)));
        next.add(joins ? next.removeLast().with(amount, now) : new Spending(now, now, owned, amount));
        return new Window(next);
    }

    /** How many removals count. */
    public int reserved() {
        return spendings.stream().mapToInt(Spending::amount).sum();
    }

    /** How many accounts were ours before the first of them. */
    public int owned(int now) {
        return spendings.isEmpty() ? now : spendings.getFirst().owned();
    }

    /** When something of it counts no longer that counts now. */
    Optional<Instant> next(Instant now, Duration length) {
        return spendings.stream()
                .map(spent -> spent.last().plus(length))
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }
}
