package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** A lane's way to its app: a permit for every request, and none without tenure. */
final class LaneWire implements Wire {
    private final AppId app;
    private final Tenure tenure;
    private final Meter meter;
    private final Timing timing;
    private final Semaphore permits;
    private final AtomicReference<Optional<Long>> quietUntil = new AtomicReference<>(Optional.empty());

    LaneWire(AppId app, Tenure tenure, Meter meter, Timing timing, int concurrency) {
        this.app = app;
        this.tenure = tenure;
        this.meter = meter;
        this.timing = timing;
        this.permits = new Semaphore(concurrency);
    }

    @Override
    public <T> T call(Op op, Call<T> call) throws AppFailure {
        acquire();
        var started = timing.nanos().getAsLong();
        Optional<Kind> failed = Optional.empty();
        try {
            respectQuiet(started);
            if (!tenure.holds(timing.call())) {
                throw new AppFailure(Failure.of(Kind.WAITING, Detail.LEASE_LOST), false);
            }
            return call.send(new Ticket(timing.call(), UUID.randomUUID().toString()));
        } catch (AppFailure e) {
            failed = Optional.of(e.failure().kind());
            throw e;
        } finally {
            permits.release();
            meter.called(app, op, failed, Duration.ofNanos(timing.nanos().getAsLong() - started));
        }
    }

    private void acquire() throws AppFailure {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AppFailure(Failure.of(Kind.WAITING, Detail.LEASE_LOST), false);
        }
    }

    @Override
    public void limits(RateHint seen) {
        seen.retryAfter()
                .ifPresent(pause -> quietUntil.set(Optional.of(timing.nanos().getAsLong() + pause.toNanos())));
    }

    private void respectQuiet(long now) throws AppFailure {
        var until = quietUntil.get();
        if (until.isPresent() && until.get() - now > 0) {
            var pause = Duration.ofNanos(until.get() - now);
            throw new AppFailure(Failure.of(Kind.THROTTLED, Detail.NONE).after(pause), false);
        }
    }
}
