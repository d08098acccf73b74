package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;

/**
 * Whether a refusal is about one account or about the app, or means nothing but that somebody else was there at the same time: a trigger can
 * fail of one row in the words of a statement that is wrong.
 *
 * @param change what was to be changed; empty of who is in a group
 */
record Blame(Database database, Model model, Optional<Change.OfAccount> change) {
    Outcome refused(Answer.Refused<Outcome> refused) {
        if (isRace(refused)) {
            return Hits.failed(Kind.STALE);
        }
        var outcome = database.refused(refused);
        return outcome instanceof Outcome.Failed(Failure why)
                        && why.kind() == Kind.MISCONFIGURED
                        && !refused.atDial()
                        && works()
                ? new Outcome.Failed(States.of(Kind.REJECTED, refused.state()))
                : outcome;
    }

    /** Whether nothing was done since somebody else changed the same. */
    boolean isRace(Answer.Refused<Outcome> refused) {
        return !refused.atDial() && model.isRace(refused.state(), change);
    }

    private boolean works() {
        try {
            return database.read(Op.DISCOVER, sql -> {
                model.verify(sql);
                return true;
            });
        } catch (AppFailure _) {
            // What it was about is left to whoever asks for a sign of life.
            return false;
        }
    }
}
