package dev.usher.domain.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many accounts of one app may be removed in a window: the larger of a count and a share of what is ours.
 *
 * @param percent of the accounts that were ours when the window started
 */
public record RemovalBudget(int count, int percent, Duration window) {
    public static final RemovalBudget DEFAULT = new RemovalBudget(10, 10, Duration.ofHours(1));

    /** What may be done about one more removal. */
    public sealed interface Verdict {
        /** It may happen once this window is stored. */
        record Reserved(Window next) implements Verdict {}

        /** It waits for the next window. */
        record Held(Instant until) implements Verdict {}
    }

    /**
     * Reserves one removal.
     *
     * @param current the stored window, empty where there never was one
     * @param owned how many accounts are ours now, which counts only when a window starts
     */
    public Verdict reserve(Optional<Window> current, int owned, Instant now) {
        var open = current.filter(window -> now.isBefore(window.start().plus(this.window)))
                .orElseGet(() -> new Window(now, owned, 0));
        if (open.reserved() < allowed(open.owned())) {
            return new Verdict.Reserved(new Window(open.start(), open.owned(), open.reserved() + 1));
        }
        return new Verdict.Held(open.start().plus(this.window));
    }

    int allowed(int owned) {
        return Math.max(count, (int) ((long) owned * percent / 100));
    }
}
