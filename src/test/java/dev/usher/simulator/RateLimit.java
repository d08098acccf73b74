package dev.usher.simulator;

import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Limits;
import dev.usher.simulator.protocol.ScimError;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts requests in windows that begin at whole multiples of their length, and tells clients where they stand. */
final class RateLimit {
    private final Supplier<Dialect> dialect;
    private final Clock clock;
    private long window;
    private int taken;

    RateLimit(Supplier<Dialect> dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    /** The answer, or a refusal, with what is left in its headers. */
    Answer limited(Supplier<Answer> answer) {
        Optional<Limits.Rate> rate = dialect.get().find(Limits.Rate.class);
        if (rate.isEmpty()) {
            return answer.get();
        }
        long seconds = Math.max(1, rate.get().window().toSeconds());
        long now = clock.instant().getEpochSecond();
        int left = take(now / seconds, rate.get().requests());
        long reset = (now / seconds + 1) * seconds;
        Answer given = left < 0
                ? Answer.refused(ScimError.of(429, "too many requests")).with("Retry-After", Long.toString(reset - now))
                : answer.get();
        return headed(given, rate.get(), Math.max(0, left), now, reset);
    }

    /** How many are left after this one; negative where there was none left for it. */
    private synchronized int take(long current, int most) {
        if (current != window) {
            window = current;
            taken = 0;
        }
        taken = Math.min(taken + 1, most + 1);
        return most - taken;
    }

    private static Answer headed(Answer answer, Limits.Rate rate, int left, long now, long reset) {
        boolean draft = rate.headers() == Limits.Rate.Headers.DRAFT;
        if (draft) {
            String policy = "\"default\";q=%d;w=%d"
                    .formatted(rate.requests(), rate.window().toSeconds());
            return answer.with("RateLimit-Policy", policy)
                    .with("RateLimit", "\"default\";r=%d;t=%d".formatted(left, reset - now));
        }
        boolean epoch = rate.headers() == Limits.Rate.Headers.X_EPOCH;
        return answer.with("X-RateLimit-Limit", Integer.toString(rate.requests()))
                .with("X-RateLimit-Remaining", Integer.toString(left))
                .with("X-RateLimit-Reset", Long.toString(epoch ? reset : reset - now));
    }
}
