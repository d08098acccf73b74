package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Change.NewPassword;
import dev.usher.connector.FirstAccess;
import dev.usher.domain.account.AccessEnd;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the holder of one account is given to get in with: once whenever they are let in for the first time or anew, and never to correct
 * anything. That it is due is stored before anything is sent, and a password lies where it can be fetched before the app knows it.
 */
final class FirstCredential {
    /** Who was gone for less was shut out by mistake, and still knows the password. */
    private static final Duration CORRECTION = Duration.ofDays(1);

    /** One of the two things that are given. */
    interface Step {
        void of(Account there) throws AppFailure, LedgerFailure;
    }

    private final AccountWork work;
    private final String userName;
    private final CredentialBook book;
    private final CredentialTerms terms;
    private final boolean isGivenNothing;
    private Optional<DueCredential> due = Optional.empty();
    /** Of which occasion the password is with which an account is to be made, and was. */
    private Optional<Instant> offered = Optional.empty();

    private Optional<Instant> taken = Optional.empty();
    private boolean isNoted;

    /**
     * Of somebody who is to get in, or not.
     *
     * @param userName by which they sign on
     */
    FirstCredential(AccountWork work, boolean enabled, String userName) {
        this.work = work;
        this.userName = userName;
        this.book = CredentialBook.of(work);
        var isMeant = enabled && !work.permission.isOnlyPlanning();
        this.terms = isMeant ? book.terms() : CredentialTerms.none();
        this.isGivenNothing = isMeant && !terms.areSome();
    }

    /** Said before a create is claimed. */
    void isClaimed() throws LedgerFailure {
        isNoted = terms.areSome() && book.open().isEmpty();
    }

    /** The page on which a create is claimed: whoever has an account for the first time can get in with nothing yet. */
    Page claimed(Page page) {
        return switch (terms) {
            case CredentialTerms.None _ -> page;
            case CredentialTerms.Generated _ -> book.keeping(page);
            case CredentialTerms.Invitation _ -> book.owing(page);
        };
    }

    /** What was noted with a claim that made nothing goes with it. */
    void isWithdrawn() throws LedgerFailure {
        if (isNoted) {
            book.isOver();
        }
    }

    /** With what a new account is made; nothing where the app takes it later. */
    Optional<NewPassword> atCreation() throws AppFailure, LedgerFailure {
        if (!(terms instanceof CredentialTerms.Generated generated) || !work.calls.takesPasswordsAtCreation()) {
            return Optional.empty();
        }
        var open = book.open();
        offered = open.map(DueCredential::since);
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(new NewPassword(kept(generated, open.get()), generated.mustChange()));
    }

    /** An account that the app has just made, with what it was offered. */
    Account made(Account account) {
        taken = offered;
        return account;
    }

    /**
     * Stores what is due to whoever comes back, is let in for the first time, or was a moment ago; to be said before anything is sent.
     *
     * @param there as a read showed it before that
     */
    void owes(Account there) throws LedgerFailure {
        owes(!there.active() && (work.isPrepared() || work.takeover().open()));
    }

    /** Of somebody whom no read shows before they are let in: what can be set before is, and what cannot be kept lets nobody in. */
    void beforeWaking(RemoteId account, Optional<Account> masked) throws AppFailure, LedgerFailure {
        owes(false);
        if (masked.isPresent()) {
            set(account);
        } else {
            keep();
        }
    }

    /** What cannot be kept, or may not be the last that arrives, is known before anybody is let in. */
    void keep() throws AppFailure, LedgerFailure {
        if (terms instanceof CredentialTerms.Generated generated && due.isPresent()) {
            setting(due.get()).expectAlone();
            kept(generated, due.get());
        }
    }

    private PasswordSetting setting(DueCredential mine) {
        return new PasswordSetting(work, Optional.of(mine.since()));
    }

    /** Whether something is to be given to somebody of whom all else is as decided; where the ledger does not say, nothing can be. */
    boolean isDue() {
        try {
            return terms.areSome() && book.open().isPresent();
        } catch (LedgerFailure e) {
            return false;
        }
    }

    /** Where nobody is given anything any more, nothing is to be set on the day on which that changes. */
    private void owes(boolean begins) throws LedgerFailure {
        if (isGivenNothing && book.open().isPresent()) {
            book.isOver();
        }
        var before = terms.areSome() ? book.known() : Optional.<DueCredential>empty();
        if (terms.areSome() && (returns(before) || (begins && before.isEmpty()))) {
            book.owe();
        }
        due = terms.areSome() ? book.open() : Optional.empty();
    }

    /** Whether they were away, and were given nothing since. */
    private boolean returns(Optional<DueCredential> before) {
        return work.known
                .flatMap(KnownAccount::ended)
                .filter(end -> end.renewed() || isLongAgo(end))
                .filter(any -> before.filter(book::isSinceTheEnd).isEmpty())
                .isPresent();
    }

    private boolean isLongAgo(AccessEnd end) {
        return !end.since().plus(CORRECTION).isAfter(work.now());
    }

    /** Sets what is due, of whoever is about to be let in, or was a moment ago. */
    void give(Account there) throws AppFailure, LedgerFailure {
        set(there.id());
        if (terms instanceof CredentialTerms.Invitation
                && due.isPresent()
                && !there.active()
                && book.can(FirstAccess.PASSWORD)) {
            // An invitation takes nothing away from whoever knows the password.
            PasswordSetting.replace(work, there.id(), PasswordPolicy.STANDARD);
        }
    }

    private void set(RemoteId account) throws AppFailure, LedgerFailure {
        if (terms instanceof CredentialTerms.Generated generated && due.isPresent()) {
            var mine = due.get();
            if (!taken.equals(Optional.of(mine.since()))) {
                var password = new NewPassword(kept(generated, mine), generated.mustChange());
                setting(mine).send(account, password);
            }
            // For as long as was said from when it is of use: it may have lain there long before the app took it.
            book.isFetchable(mine.fetchableIn(place(), book.now().plus(generated.lifetime())));
            due = Optional.empty();
        }
    }

    /** Invites whoever can get in by now: sooner they would meet a closed door. */
    void invite(Account there) throws AppFailure, LedgerFailure {
        if (terms instanceof CredentialTerms.Invitation && due.isPresent()) {
            PasswordSetting.expectTaken(work.send(new Change.Invite(
                    work.calls.nextId(),
                    there.id(),
                    there.attributes().userName(),
                    there.externalId().orElseGet(work::externalId))));
            book.isOver();
            due = Optional.empty();
        }
    }

    private Sensitive kept(CredentialTerms.Generated generated, DueCredential mine) throws AppFailure, LedgerFailure {
        var parcel = new Handout.Parcel(
                book.user().orElseThrow(FirstCredential::nobodys),
                work.context.app(),
                mine.since(),
                place(),
                userName,
                generated.labels());
        book.keeps(mine, parcel.place());
        try {
            return work.context.ports().handout().keep(parcel, generated.policy());
        } catch (Handout.NotKept e) {
            throw new AppFailure(e.why(), false);
        }
    }

    private DueCredential.Place place() throws AppFailure {
        return book.place().orElseThrow(FirstCredential::nobodys);
    }

    private static AppFailure nobodys() {
        return AppFailure.of(Kind.STALE, Detail.NONE);
    }
}
