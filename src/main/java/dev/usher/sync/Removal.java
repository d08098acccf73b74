package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Step;
import java.util.Optional;

/** One account is disabled or deleted, and a read says whether it was; what a lock asks for costs and waits for no limit. */
record Removal(AccountWork work, Decision decision, Applied aim, boolean delete) {

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
        if (delete) {
            expectUnheld(account);
        }
        atOnce(account.id());
        return Optional.empty();
    }

    /** Caches may not have seen yet that somebody keeps it: then it loses its access, and stays. */
    private void expectUnheld(Account account) throws AppFailure {
        var said = work.context.ports().world().unheld(work.key, work.context.app(), work.now());
        if (said == Confirmation.CONFIRMED) {
            return;
        }
        if (account.active()) {
            new Removal(work, decision, aim, false).atOnce(account.id());
        }
        throw switch (said) {
            case CHANGED -> AppFailure.of(Kind.HELD_BY_POLICY, Detail.NONE);
            case TEARDOWN -> AppFailure.of(Kind.WAITING, Detail.TEARDOWN);
            case CONFIRMED, UNKNOWN -> AppFailure.of(Kind.WAITING, Detail.HOLDS_NOT_READ);
        };
    }

    /** What holds it back for now, without a look at the app. */
    Optional<Done> heldBack() throws LedgerFailure {
        return decision.isLocked() ? Optional.empty() : clearance().holding(decision);
    }

    private Clearance clearance() {
        return new Clearance(work, aim, delete);
    }

    /** Without asking anybody, for access that nobody ever decided. */
    void atOnce(RemoteId id) throws AppFailure {
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
