package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.time.Instant;
import java.util.Optional;

/**
 * Sets passwords one after the other: of two that are under way an app may take either last.
 *
 * @param occasion for which the password was made; empty: nobody is told it, and one is as good as another
 */
record PasswordSetting(AccountWork work, Optional<Instant> occasion) {
    /** Sets one that nobody is told. */
    static void replace(AccountWork work, RemoteId account, PasswordPolicy policy) throws AppFailure {
        var nobodys = work.context.ports().handout().unknown(policy);
        new PasswordSetting(work, Optional.empty()).send(account, new Change.NewPassword(nobodys, false));
    }

    void send(RemoteId account, Change.NewPassword password) throws AppFailure {
        expectAlone();
        var outcome = work.send(new Change.SetPassword(work.calls.nextId(), account, password));
        if (outcome instanceof Outcome.Ambiguous(var _, var until)) {
            work.context.suspects().setting(work.holder.identity(), occasion, until);
        }
        expectTaken(outcome);
    }

    /** No other one may arrive after it. */
    void expectAlone() throws AppFailure {
        if (work.context.suspects().mayTakeAnother(work.holder, occasion, work.now())) {
            throw AppFailure.of(Kind.WAITING, Detail.ANSWER_LOST);
        }
    }

    /** The same is sent again where nobody knows whether it arrived. */
    static void expectTaken(Outcome outcome) throws AppFailure {
        switch (outcome) {
            case Outcome.Agreed _, Outcome.Accepted _ -> {}
            case Outcome.Ambiguous _ -> throw AppFailure.of(Kind.WAITING, Detail.ANSWER_LOST);
            case Outcome.Exists _ -> throw AppFailure.of(Kind.INTERNAL, Detail.NONE);
            case Outcome.Failed(var why) -> throw new AppFailure(why, false);
        }
    }
}
