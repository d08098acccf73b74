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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A lane's way to its app: every request in the pace of the app, and none without tenure. */
final class LaneWire implements Wire {
    /** Whatever an app asks for: one that is wrong about it must not keep access alive for days. */
    static final Duration LONGEST_QUIET = Duration.ofHours(1);

    /** An app that has answered may be wrong about the next request: after that it is asked. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** How urgent is what this thread asks a session for, and the session its wire: it may become so while it waits. */
    private static final ScopedValue<Supplier<Priority>> ASKING = ScopedValue.newInstance();

    /** Whether what this thread asks for may still be sent. */
    private static final ScopedValue<BooleanSupplier> PROVIDED = ScopedValue.newInstance();

    /** What this thread does before each request, so that others go first. */
    private static final ScopedValue<Courtesy> YIELDING = ScopedValue.newInstance();

    /** Lets others go first. */
    @FunctionalInterface
    interface Courtesy {
        void letOthersGo() throws InterruptedException;
    }

    private final AppId app;
    private final Tenure tenure;
    private final Meter meter;
    private final Timing timing;
    private final Pace pace;
    private final AtomicReference<Optional<Long>> quietUntil = new AtomicReference<>(Optional.empty());

    LaneWire(AppId app, Tenure tenure, Meter meter, Timing timing) {
        this.app = app;
        this.tenure = tenure;
        this.meter = meter;
        this.timing = timing;
        this.pace = new Pace(Rate.STANDARD, timing.nanos());
    }

    void pace(Rate rate) {
        pace.configure(rate);
    }

    /** Whoever waits may have become more urgent. */
    void hurry() {
        pace.hurry();
    }

    /** What a session is asked in there is asked for work that is so urgent. */
    static <T, X extends Throwable> T as(Supplier<Priority> urgency, ScopedValue.CallableOp<T, X> asked) throws X {
        return ScopedValue.where(ASKING, urgency).call(asked);
    }

    /** Nothing that a session is asked in there is sent once this does not hold any more: it is looked at last thing. */
    static <T, X extends Throwable> T provided(BooleanSupplier holds, ScopedValue.CallableOp<T, X> asked) throws X {
        return ScopedValue.where(PROVIDED, holds).call(asked);
    }

    /** What a session is asked in there lets others go first, before each of its requests. */
    static <T, X extends Throwable> T asLast(Courtesy courtesy, ScopedValue.CallableOp<T, X> asked) throws X {
        return ScopedValue.where(ASKING, () -> Priority.REPAIR)
                .where(YIELDING, courtesy)
                .call(asked);
    }

    @Override
    public <T> T call(Op op, Call<T> call) throws AppFailure {
        // However slow whoever does it is, that takes nothing of what the app is asked: Handovers counts them.
        var isElsewhere = op == Op.HAND_OVER;
        var revocation = !isElsewhere && enter(ASKING.orElse(() -> Priority.CHANGE));
        try {
            respectQuiet(timing.nanos().getAsLong());
            if (!tenure.holds(timing.call())) {
                throw AppFailure.of(Kind.WAITING, Detail.LEASE_LOST);
            }
            if (PROVIDED.isBound() && !PROVIDED.get().getAsBoolean()) {
                throw AppFailure.of(Kind.WAITING, Detail.NONE);
            }
            return metered(op, call);
        } catch (AppFailure e) {
            throw bounded(e);
        } finally {
            if (!isElsewhere) {
                pace.leave(revocation);
            }
        }
    }

    /** What was not sent is no request. */
    private <T> T metered(Op op, Call<T> call) throws AppFailure {
        var started = timing.nanos().getAsLong();
        Optional<Kind> failed = Optional.empty();
        try {
            return call.send(new Ticket(timing.call(), CorrelationId.ofRequest()));
        } catch (AppFailure e) {
            failed = Optional.of(e.failure().kind());
            throw e;
        } finally {
            meter.called(app, op, failed, Duration.ofNanos(timing.nanos().getAsLong() - started));
        }
    }

    private boolean enter(Supplier<Priority> urgency) throws AppFailure {
        try {
            if (YIELDING.isBound()) {
                YIELDING.get().letOthersGo();
            }
            return pace.enter(() -> urgency.get().endsAccess());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AppFailure.of(Kind.WAITING, Detail.LEASE_LOST);
        }
    }

    private static AppFailure bounded(AppFailure failure) {
        return failure.failure()
                .retryAfter()
                .filter(asked -> asked.compareTo(LONGEST_QUIET) > 0)
                .map(asked -> new AppFailure(failure.failure().after(LONGEST_QUIET), failure.maybeDone()))
                .orElse(failure);
    }

    /** What an app says of the next requests is kept to, and what it refuses is said. */
    @Override
    public void limits(RateHint seen) {
        switch (seen) {
            case RateHint.Refused(var pause) ->
                pause.map(asked -> shorter(asked, LONGEST_QUIET)).ifPresent(this::keepQuiet);
            case RateHint.UsedUp(Duration reset) -> pace.pause(shorter(reset, LONGEST_PAUSE));
        }
    }

    /** Of several that the app said, the one that ends last holds. */
    private void keepQuiet(Duration pause) {
        var until = timing.nanos().getAsLong() + pause.toNanos();
        quietUntil.accumulateAndGet(
                Optional.of(until),
                (before, next) -> before.filter(at -> at - until > 0).or(() -> next));
    }

    private static Duration shorter(Duration asked, Duration most) {
        return asked.compareTo(most) < 0 ? asked : most;
    }

    /** The app asked everybody to be quiet, and revocations are no exception. */
    private void respectQuiet(long now) throws AppFailure {
        var until = quietUntil.get();
        if (until.isPresent() && until.get() - now > 0) {
            var pause = Duration.ofNanos(until.get() - now);
            throw new AppFailure(Failure.of(Kind.THROTTLED, Detail.NONE).after(pause), false);
        }
    }
}
