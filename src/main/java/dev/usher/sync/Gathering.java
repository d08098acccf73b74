package dev.usher.sync;

import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Wave;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits until all removals by one change can be counted.
 *
 * <p>Whatever arrives shortly after the first one is of the same wave, and everybody whom the change touches has to be looked
 * at. What is lost to one edit may reach people by the sweep of another, so that all are waited for that are under way by
 * then; not those that begin later, or in a large company no wave would ever be counted.
 */
final class Gathering {
    /** Whoever began to wait, and has not asked for so long, does not wait any more; a busy lane may be late. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);

    private record Wait(long since, long last, OptionalLong sweeps) {
        Wait askedAt(long now) {
            return new Wait(since, now, sweeps);
        }

        Wait until(long under) {
            return sweeps.isPresent() ? this : new Wait(since, last, OptionalLong.of(under));
        }
    }

    private final Census census;
    private final Timing timing;
    private final Map<Wave.Key, Wait> waits = new ConcurrentHashMap<>();

    Gathering(Census census, Timing timing) {
        this.census = census;
        this.timing = timing;
    }

    /** How long others are still waited for who may come with this one. */
    Optional<Duration> left(Wave.Key wave) {
        // What somebody gave in the app is found one by one.
        if (wave.origin() instanceof Origin.InApp) {
            return Optional.empty();
        }
        var now = timing.nanos().getAsLong();
        var wait = waits.compute(
                wave,
                (any, before) -> before == null || now - before.last() > GIVEN_UP.toNanos()
                        ? new Wait(now, now, OptionalLong.empty())
                        : before.askedAt(now));
        var left = timing.gather().minusNanos(now - wait.since());
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** Whether everybody whom the change touches was looked at with it. */
    boolean isSwept(Wave.Key wave) {
        if (!(wave.origin() instanceof Origin.OfEdit)) {
            return true;
        }
        var wait = waits.computeIfPresent(wave, (any, before) -> before.until(census.sweeps()));
        return wait == null
                || wait.sweeps().isEmpty()
                || census.areOver(wait.sweeps().getAsLong());
    }

    /** Since when a wave is waited for, in nanoseconds of the lane. */
    OptionalLong since(Wave.Key wave) {
        return Optional.ofNullable(waits.get(wave))
                .map(wait -> OptionalLong.of(wait.since()))
                .orElseGet(OptionalLong::empty);
    }

    /** It was counted. */
    void ends(Wave.Key wave) {
        waits.remove(wave);
    }
}
