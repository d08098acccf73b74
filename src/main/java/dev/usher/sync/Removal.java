package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Step;
import java.util.Optional;

/** One account is disabled or deleted, and a read says whether it was; what a lock asks for costs and waits for no limit. */
record Removal(AccountWork work, Decision decision, Applied aim, boolean delete) {

    /** An account that was made disabled a moment ago and is enabled all the same costs nobody's budget. */
    Optional<Done> ahead(Account there, boolean fresh) throws AppFailure, LedgerFailure {
        if (!work.permission.allows(Step.DISABLE)) {
            return Optional.of(work.planned());
        }
        if (fresh || work.usage.isMadeDisabled(there.id())) {
            atOnce(there.id());
            return Optional.empty();
        }
        return of(there);
    }

    /** After a live look at the reason, and inside the limits where there are any; empty once the app agreed that the account is removed. */
    Optional<Done> of(Account account) throws AppFailure, LedgerFailure {
        if (!work.permission.allows(delete ? Step.DELETE : Step.DISABLE)) {
            return delete ? Optional.of(work.planned()) : Optional.empty();
        }
        if (!work.isConfirmed(decision)) {
            return Optional.of(new Done.Again());
        }
        var otherwise =
                decision.isLocked() ? Optional.<Done>empty() : clearance().ofAccount(decision, account);
        if (otherwise.isPresent()) {
            return otherwise;
        }
        if (!work.stillDecided(decision)) {
            return Optional.of(new Done.Again());
        }
        return delete ? forGood(account) : now(account);
    }

    private Optional<Done> now(Account account) throws AppFailure {
        send(account.id(), !delete || !work.calls.dormancy().hides(account));
        return Optional.empty();
    }

    private Optional<Done> forGood(Account account) throws AppFailure, LedgerFailure {
        expectUnheld(account);
        if (!work.calls.handling().deletes()) {
            // What will be refused must not leave anybody in.
            shut(account);
        }
        if (!handover().isAskedFor() || handover().isWaived(account.id())) {
            return now(account);
        }
        var left = shuts(account) ? handover().begins(account) : account;
        var otherwise = handover().of(left);
        if (otherwise.isPresent()) {
            return otherwise;
        }
        // It may have taken long.
        if (!stands()) {
            return Optional.of(new Done.Again());
        }
        expectUnheld(left);
        return now(left);
    }

    /** What is done elsewhere before. */
    Handover handover() {
        return new Handover(work, this);
    }

    /** Whether it is still to happen, by a live look at the reason. */
    boolean stands() throws AppFailure, LedgerFailure {
        return !clearance().isSpared(decision)
                && work.isConfirmed(decision)
                && work.stillDecided(decision)
                && work.permission.stands();
    }

    /** The same when a request may go out, and nothing is to be thrown; whatever it is, it is looked at once more then. */
    boolean mayGoNow() {
        try {
            return stands() && unheld() == Confirmation.CONFIRMED;
        } catch (AppFailure | LedgerFailure e) {
            return false;
        }
    }

    private Confirmation unheld() {
        return work.context.ports().world().unheld(work.key, work.context.app(), work.now());
    }

    /** Caches may not have seen yet that somebody keeps it: then it loses its access, and stays. */
    void expectUnheld(Account account) throws AppFailure {
        var said = unheld();
        if (said == Confirmation.CONFIRMED) {
            return;
        }
        shut(account);
        throw switch (said) {
            case CHANGED -> AppFailure.of(Kind.HELD_BY_POLICY, Detail.NONE);
            case TEARDOWN -> AppFailure.of(Kind.WAITING, Detail.TEARDOWN);
            case CONFIRMED, UNKNOWN -> AppFailure.of(Kind.WAITING, Detail.HOLDS_NOT_READ);
        };
    }

    /** Whoever is to lose it loses the access first. */
    private void shut(Account account) throws AppFailure {
        if (account.active()) {
            new Removal(work, decision, aim, false).atOnce(account.id());
        }
    }

    /** The same where it is going to be deleted anyway; false where the app cannot disable it, and says so. */
    private boolean shuts(Account account) throws AppFailure {
        try {
            shut(account);
            return true;
        } catch (AppFailure e) {
            if (isImpossible(e.failure())) {
                return false;
            }
            throw e;
        }
    }

    private boolean isImpossible(Failure why) {
        return switch (why.kind()) {
            case UNSUPPORTED, REJECTED, DENIED -> true;
            case NOT_EFFECTIVE -> work.calls.lag().isZero();
            default -> false;
        };
    }

    /** What holds it back for now, without a look at the app. */
    Optional<Done> heldBack() throws LedgerFailure {
        var held = decision.isLocked() ? Optional.<Done>empty() : clearance().holding(decision);
        return held.isEmpty() && delete && handover().isAskedFor() ? handover().rests() : held;
    }

    private Clearance clearance() {
        return new Clearance(work, aim, delete);
    }

    /** Without asking anybody, for access that nobody ever decided. */
    void atOnce(RemoteId id) throws AppFailure {
        send(id, true);
    }

    /** @param tells whether a read that shows nothing after it tells that it is done */
    private void send(RemoteId id, boolean tells) throws AppFailure {
        var change = delete ? new Change.Delete(work.calls.nextId(), id) : new Change.Disable(work.calls.nextId(), id);
        var outcome = work.calls.send(change, work.permission::stands);
        work.lateness.sent(change, outcome);
        if (outcome instanceof Outcome.Agreed || outcome instanceof Outcome.Accepted) {
            work.context.seats().mayBeFree();
        }
        switch (outcome) {
            case Outcome.Agreed agreed ->
                expect(
                        agreed.read().isPresent() ? agreed.read() : work.calls.read(id),
                        Kind.NOT_EFFECTIVE,
                        Detail.NONE);
            case Outcome.Accepted accepted -> expect(work.calls.read(id), Kind.NOT_EFFECTIVE, Detail.NONE);
            case Outcome.Ambiguous ambiguous when !tells -> throw AppFailure.of(Kind.WAITING, Detail.ANSWER_LOST);
            case Outcome.Ambiguous ambiguous -> expect(work.calls.read(id), Kind.WAITING, Detail.ANSWER_LOST);
            case Outcome.Exists exists -> throw AppFailure.of(Kind.INTERNAL, Detail.NONE);
            case Outcome.Failed failed -> throw new AppFailure(failed.why(), false);
        }
    }

    /** Access that the app still shows is access that is still there, whatever it answered. */
    private void expect(Optional<Account> after, Kind otherwise, Detail detail) throws AppFailure {
        var done = delete ? after.isEmpty() : after.filter(Account::active).isEmpty();
        if (!done) {
            throw AppFailure.of(otherwise, detail);
        }
    }
}
