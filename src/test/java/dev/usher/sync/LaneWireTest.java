package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import dev.usher.connector.Wire.RateHint;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Backoff;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneWireTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong nanos = new AtomicLong();
    private final FakeTenure tenure = new FakeTenure();
    private final Timing timing = new Timing(
            Clock.systemUTC(),
            nanos::get,
            new Backoff(SECOND, SECOND, () -> 0),
            SECOND,
            SECOND,
            SECOND,
            SECOND,
            SECOND,
            SECOND,
            SECOND,
            Boarding.AT_ONCE);
    private final List<Op> metered = new CopyOnWriteArrayList<>();
    private final LaneWire wire =
            new LaneWire(new AppId("people", "wiki"), tenure, (app, op, failure, took) -> metered.add(op), timing);

    private boolean sends() throws AppFailure {
        return wire.call(Op.READ, ticket -> true);
    }

    private Failure isRefused(Priority priority) {
        return catchThrowableOfType(AppFailure.class, () -> LaneWire.as(() -> priority, this::sends))
                .failure();
    }

    private void appSays(Duration retryAfter) {
        wire.limits(new RateHint.Refused(Optional.of(retryAfter)));
    }

    private String correlation() throws AppFailure {
        return wire.call(Op.UPDATE, Wire.Ticket::correlation);
    }

    @Test
    void everyRequestOfAWriteBearsTheIdOfItsRecordsAndOthersBearTheirOwn() throws AppFailure {
        var ofOneWrite =
                CorrelationId.of(() -> List.of(CorrelationId.current().orElseThrow(), correlation(), correlation()));

        assertThat(Set.copyOf(ofOneWrite)).hasSize(1);
        assertThat(List.of(correlation(), correlation(), ofOneWrite.getFirst())).doesNotHaveDuplicates();
        assertThat(CorrelationId.current()).isEmpty();
    }

    @Test
    void whatIsNotSentIsNotMeteredAsARequest() throws AppFailure {
        sends();
        appSays(SECOND);
        assertThat(isRefused(Priority.CHANGE).kind()).isEqualTo(Kind.THROTTLED);

        assertThat(metered).containsExactly(Op.READ);
    }

    @Test
    void whoIsAskedInARevocationSendsAsOne() throws AppFailure, InterruptedException {
        wire.pace(Rate.aSecond(1, 5, 8));
        for (var number = 0; number < 4; number++) {
            sends();
        }
        var waiting = new CountDownLatch(1);
        var joiner = Thread.ofVirtual().start(() -> {
            waiting.countDown();
            isRefused(Priority.DUE);
        });
        waiting.await();

        assertThat(LaneWire.as(() -> Priority.REVOCATION, this::sends)).isTrue();
        joiner.interrupt();
        joiner.join();
    }

    @Test
    void anInterruptedRequestIsNotSent() throws InterruptedException {
        wire.pace(Rate.aSecond(1, 1, 1));
        var refused = new AtomicReference<Optional<Failure>>(Optional.empty());
        var joiner = Thread.ofVirtual().unstarted(() -> {
            Thread.currentThread().interrupt();
            refused.set(Optional.of(isRefused(Priority.CHANGE)));
        });
        joiner.start();
        joiner.join();

        assertThat(refused.get()).map(Failure::kind).contains(Kind.WAITING);
    }

    /** Only then is it certain that nothing comes in between. */
    @Test
    void whatDoesNotHoldAnyMoreOnceTheAppMayBeAskedIsNotSent() throws AppFailure, InterruptedException {
        wire.pace(Rate.aSecond(1, 1, 1));
        sends();
        var holds = new AtomicBoolean(true);
        var sent = new AtomicBoolean();
        var failure = new AtomicReference<Optional<AppFailure>>(Optional.empty());
        var waiting = Thread.ofVirtual()
                .start(() -> failure.set(Optional.of(catchThrowableOfType(
                        AppFailure.class,
                        () -> LaneWire.provided(
                                holds::get,
                                () -> wire.call(Op.CREATE, ticket -> {
                                    sent.set(true);
                                    return true;
                                }))))));
        Stage.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        holds.set(false);
        nanos.addAndGet(SECOND.toNanos());
        waiting.join();

        assertThat(sent).isFalse();
        assertThat(failure.get()).hasValueSatisfying(said -> {
            assertThat(said.failure().kind()).isEqualTo(Kind.WAITING);
            assertThat(said.maybeDone()).isFalse();
        });
    }

    @Test
    void onlyRevocationsAreSentToAnAppThatTakesNoMoreForNow() throws AppFailure, InterruptedException {
        wire.limits(new RateHint.UsedUp(Duration.ofSeconds(7)));
        wire.limits(new RateHint.UsedUp(Duration.ofSeconds(3)));
        var joins = new AtomicBoolean();
        var joiner = Thread.ofVirtual().start(() -> joins.set(succeeds(Priority.CHANGE)));
        Stage.await().until(() -> joiner.getState() == Thread.State.TIMED_WAITING);

        for (var number = 0; number < 6; number++) {
            assertThat(succeeds(Priority.REVOCATION)).isTrue();
        }
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(succeeds(Priority.REVOCATION)).isTrue();
        assertThat(joins).isFalse();

        nanos.addAndGet(SECOND.toNanos());
        wire.hurry();
        joiner.join();
        assertThat(joins).isTrue();
    }

    @Test
    void anAppThatAnsweredIsAskedAgainAfterAMinuteWhateverItSays() throws InterruptedException {
        wire.limits(new RateHint.UsedUp(Duration.ofDays(1)));
        nanos.addAndGet(LaneWire.LONGEST_PAUSE.toNanos());

        assertThat(succeeds(Priority.CHANGE)).isTrue();
    }

    private boolean succeeds(Priority priority) {
        try {
            return LaneWire.as(() -> priority, this::sends);
        } catch (AppFailure e) {
            return false;
        }
    }

    @Test
    void everybodyIsQuietForAsLongAsTheAppAsks() throws AppFailure {
        appSays(Duration.ofSeconds(7));
        nanos.addAndGet(SECOND.toNanos());

        var throttled = Failure.of(Kind.THROTTLED, Detail.NONE).after(Duration.ofSeconds(6));
        assertThat(isRefused(Priority.CHANGE)).isEqualTo(throttled);
        assertThat(isRefused(Priority.REVOCATION)).isEqualTo(throttled);

        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(sends()).isTrue();
    }

    @Test
    void ofSeveralWordsOfTheAppTheOneThatEndsLastHolds() {
        appSays(Duration.ofSeconds(7));
        appSays(Duration.ofSeconds(2));
        nanos.addAndGet(SECOND.toNanos());

        assertThat(isRefused(Priority.CHANGE).retryAfter()).contains(Duration.ofSeconds(6));
    }

    @Test
    void noAppIsLeftAloneForLongerThanAnHour() throws AppFailure {
        appSays(Duration.ofDays(1));
        assertThat(isRefused(Priority.REVOCATION).retryAfter()).contains(LaneWire.LONGEST_QUIET);

        nanos.addAndGet(LaneWire.LONGEST_QUIET.toNanos());
        var failure = catchThrowableOfType(
                AppFailure.class,
                () -> wire.call(Op.READ, ticket -> {
                    throw new AppFailure(
                            Failure.of(Kind.UNREACHABLE, Detail.STATUS, "503").after(Duration.ofDays(1)), true);
                }));

        assertThat(failure.failure())
                .isEqualTo(Failure.of(Kind.UNREACHABLE, Detail.STATUS, "503").after(LaneWire.LONGEST_QUIET));
        assertThat(failure.maybeDone()).isTrue();
    }

    @Test
    void nobodySendsWithoutTenure() {
        tenure.isHeld(false);

        assertThat(isRefused(Priority.REVOCATION)).isEqualTo(Failure.of(Kind.WAITING, Detail.LEASE_LOST));
    }

    @Test
    void aRequestThatEndedBadlyMakesRoomForTheNext() throws AppFailure {
        wire.pace(Rate.aSecond(100, 100, 1));
        tenure.isHeld(false);
        isRefused(Priority.CHANGE);
        isRefused(Priority.REVOCATION);
        tenure.isHeld(true);

        assertThat(sends()).isTrue();
    }
}
