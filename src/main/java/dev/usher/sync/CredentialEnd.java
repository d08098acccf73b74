package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.FirstAccess;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;

/** What becomes of what the holder of an account signs on with once they are shut out. */
record CredentialEnd(AccountWork work, Decision.Disabled decision, Applied aim) {
    /**
     * Whatever becomes of the account meanwhile, and whoever shut it: whose password somebody else knows gets in by something new.
     *
     * <p>Shutting the account does not wait for it.
     */
    void isOwed() {
        if (!work.permission.isOnlyPlanning()) {
            Stolen.isKnown(CredentialBook.of(work), decision);
        }
    }

    /**
     * Ends it; empty where nothing is left to do.
     *
     * @param account as the last read showed it before anything was sent
     */
    Optional<Done> of(Account account) throws AppFailure {
        var book = CredentialBook.of(work);
        if (!book.terms().areSome() || work.permission.isOnlyPlanning() || isPause()) {
            return Optional.empty();
        }
        var instead = instead(book).filter(any -> !isDone(account) && !isHidden(account));
        try {
            notes(book, instead.isPresent());
        } catch (LedgerFailure e) {
            return Optional.of(open(account, Failure.of(Kind.WAITING, Detail.LEDGER)));
        }
        return instead.isPresent() ? replaced(account, instead.get()) : Optional.empty();
    }

    /** What they had and could fetch yet is gone: whoever had not fetched it has nothing. */
    private void notes(CredentialBook book, boolean replaces) throws LedgerFailure {
        if (decision.compromised() || replaces || (!decision.isLocked() && book.isUnfinished())) {
            book.oweAnew();
        }
        if (decision.isLocked()) {
            book.takeAway();
        }
    }

    /** Whoever is away for a while comes back as they were. */
    private boolean isPause() {
        return !decision.isLocked() && !decision.why().takesEntitlements();
    }

    /** Like what the password is that they have from now on; empty where they keep theirs. */
    private Optional<PasswordPolicy> instead(CredentialBook book) {
        return switch (book.terms()) {
            case CredentialTerms.Generated generated when generated.replaced() -> Optional.of(generated.policy());
            // An invitation takes nothing away from whoever knows the password.
            case CredentialTerms.Invitation _
            when decision.compromised() && book.can(FirstAccess.PASSWORD) -> Optional.of(PasswordPolicy.STANDARD);
            case CredentialTerms.Generated _, CredentialTerms.Invitation _, CredentialTerms.None _ -> Optional.empty();
        };
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

    private Optional<Done> replaced(Account account, PasswordPolicy policy) throws AppFailure {
        if (!work.isConfirmed(decision)) {
            return Optional.of(new Done.Again());
        }
        try {
            PasswordSetting.replace(work, account.id(), policy);
        } catch (AppFailure e) {
            if (isOfOurs(e.failure())) {
                throw e;
            }
            return Optional.of(open(account, e.failure()));
        }
        staysShut(account.id());
        return Optional.empty();
    }

    /** Nothing was sent for a reason of ours. */
    private static boolean isOfOurs(Failure why) {
        return (why.kind() == Kind.WAITING && why.detail() != Detail.ANSWER_LOST) || why.kind() == Kind.INTERNAL;
    }

    /** Some apps open an account by that. */
    private void staysShut(RemoteId id) throws AppFailure {
        if (work.calls.read(id).filter(Account::active).isPresent()) {
            new Removal(work, decision, aim, false).atOnce(id);
            if (work.calls.read(id).filter(Account::active).isPresent()) {
                throw AppFailure.of(Kind.NOT_EFFECTIVE, Detail.NONE);
            }
        }
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
                        Optional.of(Aims.shut(aim, work.context.digests())),
                        Optional.of(why),
                        work.isPrepared(),
                        Optional.empty(),
                        work.takeover(),
                        Optional.empty())),
                why);
    }
}
