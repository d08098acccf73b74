package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Unexplained;
import java.util.Optional;

/** The sessions that an app has open for an account that a lock shut: they end once a read showed that nobody can begin another one. */
record Sessions(AccountWork work, Decision.Disabled decision) {
    /**
     * Ends them; empty where the account is shut as decided, and nothing is left to do.
     *
     * @param account as the last read showed it before anything was sent
     */
    Optional<Done> end(Account account, Optional<Unexplained> unexplained) throws AppFailure {
        if (!decision.endsSessions() || work.permission.isOnlyPlanning() || areEnded(account)) {
            return Optional.empty();
        }
        if (!work.isConfirmed(decision)) {
            return Optional.of(new Done.Again());
        }
        return switch (work.calls.send(change(account), work::isStillDecided)) {
            case Outcome.Agreed agreed -> Optional.empty();
            case Outcome.Accepted accepted -> Optional.empty();
            case Outcome.Ambiguous ambiguous -> Optional.of(open(account, ambiguous.why(), unexplained));
            case Outcome.Exists exists -> throw AppFailure.of(Kind.INTERNAL, Detail.NONE);
            case Outcome.Failed failed
            when failed.why().kind() == Kind.WAITING ->
                // Nothing was sent, for a reason of ours.
                throw new AppFailure(failed.why(), false);
            case Outcome.Failed failed -> Optional.of(open(account, failed.why(), unexplained));
        };
    }

    /** Whoever could begin no session since they were ended has none. */
    private boolean areEnded(Account account) {
        return !account.active()
                && work.known
                        .filter(known -> known.isConfirmedAs(AccountState.Disabled, work.aim())
                                || known.isConfirmedAs(
                                        AccountState.Disabled, Aims.shut(work.aim(), work.context.digests())))
                        .isPresent();
    }

    private Change.EndSessions change(Account account) {
        var shown = account.attributes().userName();
        var userName = work.calls.dormancy().masks(account) ? work.userName().orElse(shown) : shown;
        return new Change.EndSessions(
                work.calls.nextId(),
                account.id(),
                userName,
                account.externalId().orElseGet(work::externalId));
    }

    /** The account is shut, and is said to be; what stands in the way concerns nothing else of the app. */
    private Done open(Account account, Failure cause, Optional<Unexplained> unexplained) {
        var said = Failure.of(Kind.SESSIONS_OPEN, cause.detail(), cause.names().toArray(String[]::new));
        var why = cause.retryAfter().map(said::after).orElse(said);
        return new Done.Open(
                work.noted(new Result(
                        AccountState.Disabled,
                        Optional.of(account.id()),
                        Optional.of(work.context.tenant()),
                        Optional.of(work.aim()),
                        Aims.of(decision.endingSessions(false), work.context.digests()),
                        Optional.of(why),
                        work.isPrepared(),
                        unexplained,
                        work.takeover(),
                        Optional.empty())),
                why);
    }
}
