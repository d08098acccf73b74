package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;

/** What follows once somebody worked on a key: how it ended is told, and the key rests, or goes on when its time has come. */
record Aftermath(
        AppId app,
        LaneQueue queue,
        Outbox outbox,
        Reports reports,
        Timing timing,
        Breaker breaker,
        Reception reception,
        Seats seats) {
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
                settled.result().ifPresent(result -> outbox.put(key, app, result));
                queue.settled(key);
            }
            case Done.Held held -> held(turn, held);
            case Done.Waits waits -> {
                waits.why().ifPresent(why -> reports.failure(key, why));
                queue.retry(turn, waits.pause());
            }
            case Done.Taken taken -> {
                outbox.put(key, app, taken.result());
                queue.retry(turn, UNTIL_RECORDED);
            }
            case Done.Asks asks -> {
                outbox.put(key, app, asks.result());
                of(turn, asks.why());
            }
            case Done.Open open -> {
                outbox.put(key, app, open.result());
                of(open.why().kind() == Kind.HANDOVER_PENDING ? new Turn(key, Priority.REPAIR) : turn, open.why());
            }
            case Done.Yields yields -> {
                outbox.put(key, app, yields.result());
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

    private void held(Turn turn, Done.Held held) {
        outbox.put(turn.key(), app, held.result());
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
        if (CommonRejection.isCommon(why) && !reception.isRejecting()) {
            // Somebody was taken since, and nobody would wake what waits from now on.
            queue.hasten();
        }
    }
}
