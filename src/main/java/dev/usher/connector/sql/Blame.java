package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;

/** Whether a refusal is about one account or about the app: a trigger can fail of one row in the words of a statement that is wrong. */
record Blame(Database database, Model model) {
    Outcome refused(Answer.Refused<Outcome> refused) {
        var outcome = database.refused(refused);
        return outcome instanceof Outcome.Failed(Failure why)
                        && why.kind() == Kind.MISCONFIGURED
                        && !refused.atDial()
                        && works()
                ? new Outcome.Failed(States.of(Kind.REJECTED, refused.state()))
                : outcome;
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
