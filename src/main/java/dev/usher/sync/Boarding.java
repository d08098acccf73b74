package dev.usher.sync;

import java.time.Duration;

/**
 * How long those who enter a group wait for others who do, too.
 *
 * @param alone for one who comes when nobody else does
 * @param quiet since the last one came, where they come one shortly after the other
 * @param longest since the first one came: for so long they wait while others are on the way who may enter it as well
 */
public record Boarding(Duration alone, Duration quiet, Duration longest) {
    /** One who comes alone hardly notices it; of those who come with hundreds, nobody would be done earlier. */
    public static final Boarding STANDARD =
            new Boarding(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(4));

    /** Whoever can set out does. */
    public static final Boarding AT_ONCE = new Boarding(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /**
     * For how long they wait before they look again.
     *
     * @param othersMayCome whether somebody is on the way
     * @return zero where they set out now
     */
    Duration patience(Rounds.Arrivals arrivals, boolean othersMayCome) {
        var left = longest.minus(arrivals.first());
        if (!othersMayCome) {
            var together =
                    arrivals.gap().filter(gap -> gap.compareTo(quiet) <= 0).isPresent();
            left = shorter(left, (together ? quiet : alone).minus(arrivals.last()));
        }
        return left.isNegative() ? Duration.ZERO : shorter(left, alone);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
