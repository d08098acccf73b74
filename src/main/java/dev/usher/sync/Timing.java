package dev.usher.sync;

import dev.usher.domain.outcome.Backoff;
import dev.usher.domain.outcome.Failure;
import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The clocks and the paces of lanes.
 *
 * @param clock for what is written down
 * @param nanos monotonic, for what is waited for
 * @param backoff between attempts that may soon succeed
 * @param periodic between attempts that wait for a person
 * @param revocation at most between two attempts to take access away, whatever went wrong
 * @param credentials between looks at a Secret that is missing or rejected
 * @param health between looks at an app that is well
 * @param call for one request
 * @param gather how long removals by one change are waited for, once the first is known
 * @param company how long a claim waits for others, to be stored with them
 * @param boarding how long those who enter a group wait for others
 */
public record Timing(
        Clock clock,
        LongSupplier nanos,
        Backoff backoff,
        Duration periodic,
        Duration revocation,
        Duration credentials,
        Duration health,
        Duration call,
        Duration gather,
        Duration company,
        Boarding boarding) {

    /** Until whoever hands over what an account owned is asked again, whatever they asked for. */
    static final Duration LONGEST_HANDOVER = Duration.ofHours(1);

    private static final int SELDOM = 12;

    public static Timing standard(Clock clock, LongSupplier nanos, DoubleSupplier random) {
        return new Timing(
                clock,
                nanos,
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), random),
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(8),
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Boarding.STANDARD);
    }

    /**
     * How long work on a key waits after it failed.
     *
     * @param attempts how many failed in a row
     */
    Duration pause(Failure why, Priority priority, int attempts) {
        if (why.retryAfter().isPresent()) {
            return asAsked(why, why.retryAfter().get(), attempts);
        }
        var pause = switch (why.kind().retry()) {
            case BACKOFF -> backoff.pause(attempts);
            case PERIODIC, NEVER -> periodic;
            case SELDOM -> periodic.multipliedBy(SELDOM);
        };
        return priority.endsAccess() && pause.compareTo(revocation) > 0 ? revocation : pause;
    }

    /** Whoever answers for sessions, which need not be the app, does not say for how long somebody may go on with them. */
    private Duration asAsked(Failure why, Duration asked, int attempts) {
        return switch (why.kind()) {
            case SESSIONS_OPEN, PASSWORD_UNCHANGED -> shorter(asked, revocation);
            case HANDOVER_PENDING -> longer(atMostOfHandover(asked), backoff.pause(attempts));
            default -> asked;
        };
    }

    /** Nobody is in a hurry, and nobody puts off a deletion for years. */
    static Duration atMostOfHandover(Duration asked) {
        return shorter(asked, LONGEST_HANDOVER);
    }

    private static Duration longer(Duration asked, Duration least) {
        return asked.compareTo(least) < 0 ? least : asked;
    }

    private static Duration shorter(Duration asked, Duration most) {
        return asked.compareTo(most) < 0 ? asked : most;
    }
}
