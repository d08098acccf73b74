package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.util.List;

/** What a decision about a holder in an app rests on, as a live read shows it. */
record Grounds(World world, Facts.OfHolder holder, AppId app) {
    /** False where it has to be decided again. */
    boolean hold(Decision decision) throws AppFailure {
        var said = decision instanceof Decision.Disabled disabled && disabled.isLocked()
                ? ofAny(holder.basis().ofLocks(disabled.locks()))
                : of(holder.basis());
        return switch (said) {
            case CONFIRMED -> true;
            case CHANGED -> false;
            case TEARDOWN -> throw AppFailure.of(Kind.WAITING, Detail.TEARDOWN);
            case UNKNOWN -> throw AppFailure.of(Kind.WAITING, Detail.NOT_CONFIRMED);
        };
    }

    private Confirmation of(Basis basis) {
        return world.confirm(basis.in(app.namespace()));
    }

    /** Any lock by itself shuts somebody out, whatever became of the others. */
    private Confirmation ofAny(List<Basis> locks) {
        var said = Confirmation.CHANGED;
        for (var lock : locks) {
            said = said.or(of(lock.in(holder.identity().realm())));
            if (said == Confirmation.CONFIRMED) {
                break;
            }
        }
        return said;
    }
}
