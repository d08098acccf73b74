package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.outcome.Mistake;
import java.util.Optional;

/** The keeper's look at an app: opens the gate when it is well, shuts it when it is not. */
record Checkup(
        World world,
        LaneSession session,
        Barrier barrier,
        Breaker breaker,
        Experience experience,
        InventoryKeeper inventories,
        Tempi tempi,
        Leftovers leftovers) {
    /** Says what is wrong with the app; what lies where it should not goes whatever the app does, and nobody waits for that. */
    Optional<Failure> take() {
        try {
            return look();
        } finally {
            takeAway();
        }
    }

    private Optional<Failure> look() {
        if (session.setup().isEmpty() || barrier.isBlocked()) {
            return Optional.empty();
        }
        try {
            var asked = session.refresh();
            var capabilities = asked.capabilities();
            tempi.knows(Tempo.of(capabilities));
            leftovers.book().settleClaims();
            experience.unshown().forget(leftovers.clock().instant());
            breaker.review();
            breaker.restitution().wake(world, session.setup(), barrier.queue());
            barrier.open();
            experience.handovers().areAskedBy(asked);
            inventories.appIsWell();
            return barrier.standing().isWell(capabilities);
        } catch (AppFailure e) {
            return shut(e.failure());
        } catch (LedgerFailure e) {
            return shut(Failure.of(Kind.WAITING, Detail.LEDGER));
        }
    }

    private Optional<Failure> shut(Failure why) {
        barrier.shut(why);
        return Optional.of(why);
    }

    /** A mistake in it says nothing of the app. */
    private void takeAway() {
        try {
            leftovers.takeAway(world);
        } catch (RuntimeException | Error e) {
            System.getLogger(Checkup.class.getName())
                    .log(
                            System.Logger.Level.ERROR,
                            "what lies of no use any more for "
                                    + leftovers.book().app() + " could not be taken away",
                            Mistake.ofCode(e));
        }
    }
}
