package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Change.NewPassword;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * What the holder of one account is given to get in with: once whenever they are let in for the first time or anew, and never to correct
 * anything. That it is due is stored before anything is sent, and a password lies where it can be fetched before the app knows it.
 */
final class FirstCredential {
    /** Who was gone for less was shut out by mistake, and still knows the password. */
    private static final Duration CORRECTION = Duration.ofDays(1);

    private final AccountWork work;
    private final Desired desired;
    private final CredentialBook book;
    private final CredentialTerms terms;
    private boolean isOffered;
    private boolean isMadeWithIt;

    FirstCredential(AccountWork work, Desired desired) {
        this.work = work;
        this.desired = desired;
        this.book = new CredentialBook(work);
        this.terms = desired.enabled() && !work.permission.isOnlyPlanning() ? book.terms() : CredentialTerms.NONE;
    }

    /** The page on which a create is claimed: whoever has an account for the first time can get in with nothing yet. */
    Page claimed(Page page) {
        return terms.areSome() ? book.owing(page) : page;
    }

    /**
     * To be said before anything is doubted: whoever was away for good comes back to a credential of their own. What they had before was
     * forgotten when they went, so that what is known was given since.
     */
    void returns() throws LedgerFailure {
        if (terms.areSome() && wasAway() && book.known().isEmpty()) {
            work.context.book().editInCompany(book::owing);
        }
    }

    private boolean wasAway() {
        return work.known
                .flatMap(KnownAccount::ended)
                .filter(since ->
                        terms.replacePasswords() || !since.plus(CORRECTION).isAfter(work.now()))
                .isPresent();
    }

    /** With what a new account is made; nothing where the app takes it later. */
    Optional<NewPassword> atCreation() throws AppFailure, LedgerFailure {
        if (!(terms instanceof CredentialTerms.Generated generated) || !work.calls.takesPasswordsAtCreation()) {
            return Optional.empty();
        }
        var due = book.known().filter(DueCredential::isOpen);
        isOffered = due.isPresent();
        return due.isEmpty() ? Optional.empty() : Optional.of(password(generated, due.get()));
    }

    /** An account that the app has just made, with what it was offered. */
    Account made(Account account) {
        isMadeWithIt = isOffered;
        return account;
    }

    /**
     * Gives a password to whoever is about to be let in, or was a moment ago.
     *
     * @param there as a read showed it
     */
    void give(Account there) throws AppFailure, LedgerFailure {
        if (!terms.areSome()) {
            return;
        }
        if (!there.active() && (work.isPrepared() || work.takeover().open())) {
            work.context.book().editInCompany(book::owing);
        }
        var due = book.known().filter(DueCredential::isOpen);
        if (terms instanceof CredentialTerms.Generated generated && due.isPresent()) {
            set(there.id(), generated, due.get());
        }
    }

    /** Invites whoever can get in by now: sooner they would meet a closed door. */
    void invite(Account there) throws AppFailure, LedgerFailure {
        if (terms instanceof CredentialTerms.Invitation
                && book.known().filter(DueCredential::isOpen).isPresent()) {
            expectTaken(work.send(new Change.Invite(
                    work.calls.nextId(),
                    there.id(),
                    there.attributes().userName(),
                    there.externalId().orElseGet(work::externalId))));
            book.forget();
        }
    }

    private void set(RemoteId id, CredentialTerms.Generated generated, DueCredential due)
            throws AppFailure, LedgerFailure {
        if (!isMadeWithIt) {
            var password = password(generated, due);
            expectTaken(work.send(new Change.SetPassword(work.calls.nextId(), id, password)));
        }
        isMadeWithIt = false;
        book.lies(due.lyingIn(parcel(generated, due).place()));
    }

    /** The same password is sent again where nobody knows whether it arrived. */
    private static void expectTaken(Outcome outcome) throws AppFailure {
        switch (outcome) {
            case Outcome.Agreed _, Outcome.Accepted _ -> {}
            case Outcome.Ambiguous _ -> throw AppFailure.of(Kind.WAITING, Detail.ANSWER_LOST);
            case Outcome.Exists _ -> throw AppFailure.of(Kind.INTERNAL, Detail.NONE);
            case Outcome.Failed(var why) -> throw new AppFailure(why, false);
        }
    }

    private NewPassword password(CredentialTerms.Generated generated, DueCredential due) throws AppFailure {
        try {
            var kept = work.context.ports().handout().keep(parcel(generated, due), generated.policy());
            return new NewPassword(kept, generated.mustChange());
        } catch (Handout.NotKept e) {
            throw new AppFailure(e.why(), false);
        }
    }

    private Handout.Parcel parcel(CredentialTerms.Generated generated, DueCredential due) throws AppFailure {
        var user = book.user().orElseThrow(() -> AppFailure.of(Kind.STALE, Detail.NONE));
        var app = work.context.app();
        return new Handout.Parcel(
                user,
                app,
                due.since(),
                work.context.ports().handout().place(user, app, due.since().plus(generated.lifetime())),
                desired.attributes().userName(),
                generated.labels());
    }
}
