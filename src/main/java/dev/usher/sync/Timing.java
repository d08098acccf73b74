package dev.usher.sync;

import dev.usher.domain.outcome.Backoff;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
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
            return atMost(why, why.retryAfter().get());
        }
        var pause = switch (why.kind().retry()) {
            case BACKOFF -> backoff.pause(attempts);
            case PERIODIC, NEVER -> periodic;
            case SELDOM -> periodic.multipliedBy(SELDOM);
        };
        return priority.endsAccess() && pause.compareTo(revocation) > 0 ? revocation : pause;
    }

    /** Whoever answers for sessions, which need not be the app, does not say for how long somebody may go on with them. */
    private Duration atMost(Failure why, Duration asked) {
        return why.kind() == Kind.SESSIONS_OPEN && asked.compareTo(revocation) > 0 ? revocation : asked;
    }
}
