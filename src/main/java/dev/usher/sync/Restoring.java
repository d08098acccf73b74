package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.plan.Membership;
import dev.usher.domain.plan.Step;
import dev.usher.domain.safety.Member;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Brings back an account that a wave took, with the entitlements that went with it, for as long as a person says so. */
final class Restoring {
    private static final Delta ENABLED = new Delta(new TreeMap<>(), Optional.empty(), true);

    private final AccountWork work;
    private final Decision decision;
    private final Why why;
    private final Applied aim;
    private final FirstCredential credential;

    Restoring(AccountWork work, Decision decision, Why why, Applied aim) {
        this.work = work;
        this.decision = decision;
        this.why = why;
        this.aim = aim;
        this.credential = new FirstCredential(work, true, work.userName().orElse(""));
    }

    /** What is done instead of taking it away; empty where nobody brings it back, or it cannot be brought back. */
    Optional<Done> instead() throws AppFailure, LedgerFailure {
        if (work.permission.isOnlyPlanning()
                || decision.isLocked()
                || work.knownId().isEmpty()) {
            return Optional.empty();
        }
        var asOf = work.context.breaker().edition();
        var due = work.context
                .breaker()
                .restitution()
                .of(Member.of(work.holder.identity()))
                .filter(any -> any.isOfAccount(why));
        if (due.isEmpty() || isGone() || !work.permission.allows(Step.UPDATE)) {
            return Optional.empty();
        }
        var clearance = new Clearance(work, aim, false);
        var id = work.knownId().orElseThrow();
        var ruling = due.get().ruling();
        if (!isRecorded(clearance)) {
            return Optional.of(clearance.restoring(ruling, id, asOf));
        }
        work.doubt();
        var there = work.find();
        if (work.calls.dormancy().mayBe(work, there)) {
            return Optional.of(woken(id, there, due.get(), asOf));
        }
        return there.isEmpty() ? Optional.empty() : Optional.of(back(there.get(), due.get(), asOf));
    }

    /** What a wave took was theirs: so is what the app does not show of it since. */
    private Done woken(RemoteId id, Optional<Account> shown, Restitution.Due due, int asOf)
            throws AppFailure, LedgerFailure {
        if (!work.stillDecided(decision)) {
            return new Done.Again();
        }
        credential.beforeWaking(id, shown);
        var there = Dormancy.wake(work, id);
        if (there.isPresent()) {
            return back(there.get(), due, asOf);
        }
        work.forgets(id);
        return work.settled(AccountState.Deleted, Optional.of(id), aim);
    }

    private Done back(Account there, Restitution.Due due, int asOf) throws AppFailure, LedgerFailure {
        work.expectOurs(there);
        work.sees(there);
        return isBack(there, due)
                ? told(new Clearance(work, aim, false).restored(due.ruling(), there.id(), asOf))
                : new Done.Again();
    }

    /** They are in again, by what they had or by something new: for the next time it counts from the next end. */
    private Done.Held told(Done.Held back) {
        work.known.ifPresent(account ->
                work.context.holdings().note(work.holder, account.doubted().ended(Optional.empty())));
        return CredentialBook.of(work).told(back);
    }

    private boolean isGone() {
        return work.known
                .filter(account -> account.state() == AccountState.Deleted)
                .isPresent();
    }

    /** A status that says disabled must not be there while it is not: should this process end, nobody would look again. */
    private static boolean isRecorded(Clearance clearance) {
        return clearance.recorded().filter(account -> !account.state().isShut()).isPresent();
    }

    /** False where it has to be decided again. */
    private boolean isBack(Account there, Restitution.Due due) throws AppFailure, LedgerFailure {
        credential.owes(there);
        if (!there.active()) {
            if (!work.stillDecided(decision)) {
                return false;
            }
            credential.give(there);
            enable(there);
        }
        giveOrShut(there);
        credential.invite(there);
        var missing = new TreeSet<>(due.entitlements());
        missing.removeAll(work.entries(there.id()).held(missing));
        return missing.isEmpty()
                || work.entries(there.id()).apply(new Membership(missing, Collections.emptySortedSet()));
    }

    /** Whoever no read showed was enabled before anything could be set, and must not be in by what was known before. */
    private void giveOrShut(Account there) throws AppFailure, LedgerFailure {
        try {
            credential.give(there);
        } catch (AppFailure e) {
            new Removal(work, decision, aim, false).atOnce(there.id());
            throw e;
        }
    }

    private void enable(Account there) throws AppFailure {
        work.context.seats().expectOne(work);
        var change = new Change.Update(work.calls.nextId(), there.id(), ENABLED, there.version());
        switch (work.send(change)) {
            case Outcome.Agreed agreed
            when agreed.read().isPresent() -> expectEnabled(agreed.read(), Kind.NOT_EFFECTIVE, Detail.NONE);
            case Outcome.Agreed agreed -> expectEnabled(read(there.id()), Kind.NOT_EFFECTIVE, Detail.NONE);
            case Outcome.Accepted accepted -> expectEnabled(read(there.id()), Kind.NOT_EFFECTIVE, Detail.NONE);
            case Outcome.Ambiguous ambiguous -> expectEnabled(read(there.id()), Kind.WAITING, Detail.ANSWER_LOST);
            case Outcome.Exists exists -> throw AppFailure.of(Kind.INTERNAL, Detail.NONE);
            case Outcome.Failed failed -> throw new AppFailure(failed.why(), false);
        }
    }

    private Optional<Account> read(RemoteId id) throws AppFailure {
        return work.calls.read(id);
    }

    private static void expectEnabled(Optional<Account> after, Kind otherwise, Detail detail) throws AppFailure {
        if (after.filter(Account::active).isEmpty()) {
            throw AppFailure.of(otherwise, detail);
        }
    }
}
