package dev.usher.sync;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import java.util.Optional;

/**
 * What is said of how much an app may be asked; a limit that is not said follows from another one, or is standard.
 *
 * @param perMinute requests a minute, in the long run
 * @param burst requests at once, after a while with fewer
 * @param concurrency requests under way at a time
 */
public record Tempo(Optional<Integer> perMinute, Optional<Integer> burst, Optional<Integer> concurrency) {
    /** Nothing. */
    public static final Tempo SILENT = new Tempo(Optional.empty(), Optional.empty(), Optional.empty());

    /** A burst is what comes in two seconds. */
    private static final int PARTS_OF_A_MINUTE = 30;

    /** What a connector knows of its app. */
    static Tempo of(Capabilities known) {
        return new Tempo(
                number(known, Capability.RATE_PER_MINUTE),
                number(known, Capability.RATE_BURST),
                number(known, Capability.RATE_CONCURRENCY));
    }

    private static Optional<Integer> number(Capabilities known, String name) {
        return known.value(name).filter(text -> text.matches("[1-9][0-9]{0,7}")).map(Integer::valueOf);
    }

    /** The limits that follow where somebody else has said something, too, which counts less. */
    public Rate over(Tempo weaker) {
        var often = Math.max(1, perMinute.or(weaker::perMinute).orElse(Rate.STANDARD.perMinute()));
        // A burst that is known of a rate goes with that one.
        var atOnce = burst.or(() -> perMinute.isPresent() ? Optional.empty() : weaker.burst())
                .orElse(often / PARTS_OF_A_MINUTE);
        var underWay = concurrency.or(weaker::concurrency).orElse(Rate.STANDARD.concurrency());
        return new Rate(often, Math.max(1, atOnce), Math.max(1, underWay));
    }
}
