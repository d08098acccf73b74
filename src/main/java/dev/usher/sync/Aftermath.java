package dev.usher.sync;

import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;

/** What follows once somebody worked on a key: how it ended is told, and the key rests, or goes on when its time has come. */
record Aftermath(
        LaneQueue queue,
        Reports reports,
        Timing timing,
        Breaker breaker,
        Reception reception,
        Seats seats,
        LaneNews news) {
    /** Until then whoever keeps the record should have written it; if not, it is told once more. */
    private static final Duration UNTIL_RECORDED = Duration.ofMillis(500);

    private static final Duration SOON = Duration.ofMillis(100);

    /** Nobody is behind the key any more. */
    void ofNobody(Key key) {
        seats.ended(key);
        queue.settled(key);
    }

    void of(Turn turn, Done done) {
        var key = turn.key();
        seats.ended(key);
        switch (done) {
            case Done.Settled settled -> {
                settled.result().ifPresent(result -> tell(key, result));
                queue.settled(key);
            }
            case Done.Held held -> held(turn, held);
            case Done.Waits waits -> {
                waits.why().ifPresent(why -> reports.failure(key, why));
                queue.retry(turn, waits.pause());
            }
            case Done.Taken taken -> {
                tell(key, taken.result());
                queue.retry(turn, UNTIL_RECORDED);
            }
            case Done.Asks asks -> {
                tell(key, asks.result());
                of(turn, asks.why());
            }
            case Done.Open open -> {
                tell(key, open.result());
                of(open.why().kind() == Kind.HANDOVER_PENDING ? new Turn(key, Priority.REPAIR) : turn, open.why());
            }
            case Done.Yields yields -> {
                tell(key, yields.result());
                queue.retry(new Turn(key, Priority.REPAIR), yields.pause());
            }
            case Done.Later later -> {
                // The app has answered, so that whatever was said of it before is not so any more.
                reports.failure(key, Failure.of(Kind.WAITING, later.why()));
                queue.retry(turn, Duration.between(timing.clock().instant(), later.until()));
            }
            case Done.Again again -> queue.retry(turn, SOON);
        }
    }

    private void tell(Key key, Result result) {
        reports.ports().outbox().put(key, reports.app(), result);
    }

    private void held(Turn turn, Done.Held held) {
        tell(turn.key(), held.result());
        queue.retry(turn, Duration.between(timing.clock().instant(), held.until()));
        if (breaker.edition() != held.asOf()) {
            queue.hasten();
        }
    }

    /** Of work that failed because of this, and may not for ever. */
    void of(Turn turn, Failure why) {
        var attempts = queue.failed(turn.key());
        var next = turn.priority().afterFailure(why.kind().retry());
        queue.retry(new Turn(turn.key(), next), timing.pause(why, next, attempts));
        news.putsOff(turn.key(), why, attempts);
        if (CommonRejection.isCommon(why) && !reception.isRejecting()) {
            // Somebody was taken since, and nobody would wake what waits from now on.
            queue.hasten();
        }
    }
}
