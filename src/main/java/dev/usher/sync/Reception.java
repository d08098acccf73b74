package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Identity;
import java.util.function.BooleanSupplier;

/** How an app receives values: which it rejects of everybody alike, and which it takes and keeps of nobody. */
final class Reception {
    private final Standing standing;
    private final Runnable goesOn;
    private final CommonRejection common;
    private final Unkept unkept;

    /**
     * Of an app that was given nothing yet.
     *
     * @param takesOthers whether the app has taken what is decided now of somebody
     * @param goesOn called when those who waited for others to be taken need not wait any more
     */
    Reception(Timing timing, Standing standing, BooleanSupplier takesOthers, Runnable goesOn) {
        this.standing = standing;
        this.goesOn = goesOn;
        this.common = new CommonRejection(timing.nanos(), timing.health(), takesOthers);
        this.unkept = new Unkept(timing.clock(), standing::isKeepingNone);
    }

    Unkept unkept() {
        return unkept;
    }

    /** To be asked before values are sent, and before anything is looked up for that. */
    void expectNoRejection(Identity identity, Applied aim) throws AppFailure {
        common.expectNone(identity, aim);
    }

    boolean isRejecting() {
        return common.standing().isPresent();
    }

    /** How the app answered to values. */
    void answers(Identity identity, Applied aim, Change.OfAccount change, Outcome outcome) {
        if (!carriesValues(change)) {
            return;
        }
        switch (outcome) {
            case Outcome.Failed failed -> {
                if (common.meets(identity, aim, failed.why())) {
                    standing.isRejecting(common::standing);
                    goesOnUnlessRejected();
                }
            }
            case Outcome.Agreed agreed -> taken();
            case Outcome.Accepted accepted -> taken();
            case Outcome.Exists exists -> {}
            case Outcome.Ambiguous ambiguous -> {}
        }
    }

    private void taken() {
        if (common.ends()) {
            standing.isRejecting(common::standing);
            goesOn.run();
        }
    }

    private void goesOnUnlessRejected() {
        if (!isRejecting()) {
            goesOn.run();
        }
    }

    /** The app is another one. */
    void forget() {
        unkept.forget();
        taken();
    }

    static boolean carriesValues(Change.OfAccount change) {
        return switch (change) {
            case Change.Create create -> true;
            case Change.Update update ->
                !update.delta().attributes().isEmpty()
                        || update.delta().externalId().isPresent();
            case Change.Enable enable -> false;
            case Change.Disable disable -> false;
            case Change.Delete delete -> false;
            case Change.EndSessions end -> false;
            case Change.HandOver over -> false;
            case Change.SetPassword set -> false;
            case Change.Invite invite -> false;
        };
    }
}
