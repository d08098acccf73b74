package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Change.NewPassword;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;

/** What becomes of what the holder of an account signs on with once they are shut out. */
record CredentialEnd(AccountWork work, Decision.Disabled decision, Applied aim) {
    /**
     * Ends it; empty where nothing is left to do.
     *
     * @param account as the last read showed it before anything was sent
     */
    Optional<Done> of(Account account) throws AppFailure, LedgerFailure {
        var book = new CredentialBook(work);
        var terms = book.terms();
        if (!terms.areSome() || work.permission.isOnlyPlanning() || isPause()) {
            return Optional.empty();
        }
        if (decision.compromised() || (decision.isLocked() && terms.replacePasswords())) {
            book.owe();
        } else if (!decision.isLocked()
                && book.known().filter(DueCredential::isOpen).isEmpty()) {
            book.forget();
        }
        return terms instanceof CredentialTerms.Generated generated
                        && generated.replaced()
                        && !isDone(account)
                        && !isHidden(account)
                ? replaced(account, generated)
                : Optional.empty();
    }

    /** Whoever is away for a while comes back as they were. */
    private boolean isPause() {
        return !decision.isLocked() && !decision.why().takesEntitlements();
    }

    /** Nothing can be said to an app of whom it does not show. */
    private boolean isHidden(Account account) {
        return work.calls.dormancy().hides(account.disabled());
    }

    /** Whoever was shut out as decided before has no password that they know. */
    private boolean isDone(Account account) {
        return !account.active()
                && work.known
                        .filter(known -> known.isConfirmedAs(AccountState.Disabled, aim))
                        .isPresent();
    }

    private Optional<Done> replaced(Account account, CredentialTerms.Generated generated) throws AppFailure {
        var nobodys = new NewPassword(work.context.ports().handout().unknown(generated.policy()), false);
        return switch (work.send(new Change.SetPassword(work.calls.nextId(), account.id(), nobodys))) {
            case Outcome.Agreed agreed
            when agreed.read().filter(Account::active).isPresent() -> Optional.of(new Done.Again());
            case Outcome.Agreed _, Outcome.Accepted _ -> Optional.empty();
            // Some open an account by that, and whether this one did has to be read.
            case Outcome.Ambiguous _ -> throw AppFailure.of(Kind.WAITING, Detail.ANSWER_LOST);
            case Outcome.Exists _ -> throw AppFailure.of(Kind.INTERNAL, Detail.NONE);
            case Outcome.Failed(var why) when why.kind() == Kind.WAITING -> throw new AppFailure(why, false);
            case Outcome.Failed(var why) -> Optional.of(open(account, why));
        };
    }

    /** The account is shut, and is said to be; what stands in the way concerns nothing else of the app. */
    private Done open(Account account, Failure cause) {
        var said = Failure.of(
                Kind.PASSWORD_UNCHANGED, cause.detail(), cause.names().toArray(String[]::new));
        var why = cause.retryAfter().map(said::after).orElse(said);
        return new Done.Open(
                work.noted(new Result(
                        AccountState.Disabled,
                        Optional.of(account.id()),
                        Optional.of(work.context.tenant()),
                        Optional.of(aim),
                        Optional.empty(),
                        Optional.of(why),
                        work.isPrepared(),
                        Optional.empty(),
                        work.takeover(),
                        Optional.empty())),
                why);
    }
}
