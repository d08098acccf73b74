package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Arrival;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.plan.Leeway;
import dev.usher.domain.plan.Residue;
import dev.usher.domain.plan.Step;
import dev.usher.domain.plan.Unexplained;
import java.util.Optional;

/**
 * Lets an account be there, enabled or prepared for a start: found by its id, by correlation, or created, and then made to
 * agree.
 */
final class Provision {
    private final AccountWork work;
    private final Decision.Want want;
    private final Desired desired;
    private final AccountState goal;
    private final Applied aim;
    private final Leeway leeway;
    private final FirstLogin firstLogin;
    private final Candidates candidates;
    private final Search search;
    private final Adoption adoption;
    private final Writing writing;
    private final FirstCredential credential;
    private Residue residue = Residue.NONE;
    private Optional<Done> valuesHeld = Optional.empty();

    Provision(AccountWork work, Decision.Want want) {
        this.work = work;
        this.want = want;
        this.desired = want.account();
        this.goal = desired.enabled() ? AccountState.Active : AccountState.Disabled;
        this.aim = work.aim();
        this.leeway = work.inquiry.leeway();
        this.firstLogin = new FirstLogin(work, Correlation.Sought.by(desired));
        this.candidates = new Candidates(work, desired, firstLogin);
        this.search = new Search(work, desired);
        this.adoption = new Adoption(work);
        this.writing = new Writing(work, desired, leeway);
        this.credential = new FirstCredential(
                work, desired.enabled(), desired.attributes().userName());
    }

    Done run() throws AppFailure, LedgerFailure {
        var id = work.knownId();
        if (id.isPresent() && adoption.isUnrecorded()) {
            if (isStillMeant(id.get())) {
                return adoption.tells(id.get());
            }
            work.knows(Takeover.NONE);
        } else if (id.isPresent()) {
            if (work.isSettledAs(goal, aim) && !credential.isDue()) {
                return work.settled(goal, id, aim);
            }
            var counting = new Clearance(work, aim, false).counting();
            if (counting.isPresent()) {
                return counting.get();
            }
            work.doubt();
            return known(id.get(), work.calls.read(id.get()));
        } else if (firstLogin.isAwaited()) {
            return firstLogin.awaits();
        }
        return goOn(search());
    }

    private Done known(RemoteId id, Optional<Account> there) throws AppFailure, LedgerFailure {
        if (!work.calls.dormancy().mayBe(work, there)) {
            return read(id, there);
        }
        if (!desired.enabled()) {
            return work.settled(goal, Optional.of(id), aim);
        }
        if (!Dormancy.isDisabledByUs(work) && leaves()) {
            return read(id, there);
        }
        work.permission.imagines(desired, id);
        if (!work.permission.allows(Step.UPDATE)) {
            return work.planned();
        }
        return work.stillDecided(want) ? woken(id, there) : new Done.Again();
    }

    private Done woken(RemoteId id, Optional<Account> masked) throws AppFailure, LedgerFailure {
        credential.beforeWaking(id, masked);
        return read(id, Dormancy.wake(work, id));
    }

    private Done read(RemoteId id, Optional<Account> there) throws AppFailure, LedgerFailure {
        if (there.isPresent()) {
            work.expectOurs(there.get());
            return converge(there.get(), false);
        }
        work.forgets(id);
        if (want.arrival() != Arrival.CREATED) {
            firstLogin.losesTheirs(id);
        } else if (leaves()) {
            return leftAway(id);
        }
        return goOn(search());
    }

    private Done goOn(Candidates.Match match) throws AppFailure, LedgerFailure {
        return switch (match) {
            case Candidates.Match.None none -> nowhere();
            case Candidates.Match.Own own -> converge(own.account(), false);
            case Candidates.Match.Adopted adopted -> takeOver(adopted.account());
            case Candidates.Match.Open open -> adoption.asks(open.id());
        };
    }

    private Done nowhere() throws AppFailure, LedgerFailure {
        return switch (want.arrival()) {
            case CREATED -> create();
            case AWAITED -> firstLogin.awaits();
            case ARRIVED -> {
                firstLogin.remembers();
                // What was reported in another tenant says nothing here.
                var left = work.knownId().filter(id -> leaves());
                yield left.isPresent() ? leftAway(left.get()) : firstLogin.awaits();
            }
        };
    }

    /** Whether an account that is gone is left so. */
    private boolean leaves() {
        return leeway.shut() && want.link().isEmpty();
    }

    private Done takeOver(Account account) throws AppFailure {
        if (!work.permission.takesOver() && !work.permission.allows(Step.UPDATE)) {
            return work.planned();
        }
        return want.link().isEmpty() && firstLogin.made(account.id())
                ? firstLogin.takeOver(account, adoption)
                : adoption.of(account, desired);
    }

    /** Somebody may have thought better of it before it was recorded. */
    private boolean isStillMeant(RemoteId taken) {
        return adoption.linked()
                .map(taken::equals)
                .orElseGet(() -> firstLogin.comesLater()
                        || work.context.upkeep().correlation().adoption() == Correlation.Adoption.Adopt);
    }

    private Candidates.Match search() throws AppFailure, LedgerFailure {
        work.context.holdings().letGo(work.holder);
        if (want.link().isPresent()) {
            writing.expectNoRejection();
            return candidates.linked(want.link().get());
        }
        if (want.arrival() == Arrival.CREATED) {
            writing.expectNoRejection();
            return candidates.among(search.beforeCreate());
        }
        firstLogin.expectRead();
        return candidates.among(firstLogin.found(search));
    }

    private Done leftAway(RemoteId id) {
        var why = Failure.of(Kind.DRIFTED, Detail.DELETED_ELSEWHERE);
        return work.settled(
                AccountState.Deleted, Optional.of(id), aim, Optional.of(Unexplained.NONE), Optional.of(why));
    }

    private Done create() throws AppFailure, LedgerFailure {
        return switch (new Making(work, want, writing, credential, candidates, search).run()) {
            case Making.Made.New(Account account) -> converge(account, true);
            case Making.Made.Landed(Account account) -> converge(account, false);
            case Making.Made.Met(Candidates.Match match) -> goOn(match);
            case Making.Made.None(Done done) -> done;
        };
    }

    private Done converge(Account found, boolean fresh) throws AppFailure, LedgerFailure {
        work.sees(found);
        var there = found;
        if (there.active() && !desired.enabled()) {
            work.inquiry.findsLoosened();
            var otherwise = new Removal(work, want, aim, false).ahead(there, fresh);
            if (otherwise.isPresent()) {
                return otherwise.get();
            }
            there = writing.reread(found.id());
            if (there.active()) {
                return new Done.Again();
            }
        }
        credential.owes(found);
        return agreeing(found, there, fresh);
    }

    private Done agreeing(Account found, Account before, boolean fresh) throws AppFailure, LedgerFailure {
        var id = found.id();
        var isTakenOver = work.takeover().open();
        given(before, isHidden(), isTakenOver ? any -> credential.keep() : credential::give);
        writing.sees(found, fresh);
        var whole = writing.difference(before);
        var meant = fresh ? whole : leeway.within(whole);
        residue = residue.and(whole, meant);
        var delta = fresh ? meant : withinLimits(meant, id);
        var joining = new Joining(work, want, leeway, residue, valuesHeld);
        var first = delta.without(SecondPass.NAMES);
        var there = before;
        if (!first.isEmpty() && !(fresh && !first.enable()) && work.permission.allows(Step.UPDATE)) {
            if (!work.stillDecided(want)) {
                return new Done.Again();
            }
            there = updated(id, first, there, joining);
            if (there.active() && !desired.enabled()) {
                work.usage.begins(id);
                return new Done.Again();
            }
            work.permission.sees(there);
        }
        expectTaken(there);
        if (isTakenOver) {
            given(there, !found.active(), credential::give);
        }
        given(there, false, credential::invite);
        return joining.of(found, fresh, new SecondPass(work, want, writing, delta, there));
    }

    private Account updated(RemoteId id, Delta delta, Account before, Joining joining)
            throws AppFailure, LedgerFailure {
        if (work.calls.areUnrecorded()) {
            joining.lose(id);
        }
        try {
            return updated(id, delta, before);
        } catch (AppFailure e) {
            if (e.failure().kind().scope() == Kind.Scope.ACCOUNT && !work.calls.areUnrecorded()) {
                joining.lose(id);
            }
            throw e;
        }
    }

    private Account updated(RemoteId id, Delta delta, Account before) throws AppFailure, LedgerFailure {
        if (delta.enable()) {
            work.context.seats().expectOne(work);
            work.usage.begins(id);
        }
        var after = writing.update(id, delta, before);
        if (!after.active() && desired.enabled() && !residue.shut()) {
            throw AppFailure.of(Kind.NOT_EFFECTIVE, Detail.NONE);
        }
        return after;
    }

    /** What an edit changes of many waits until they are counted, or is held; whatever else is to be done goes on. */
    private Delta withinLimits(Delta delta, RemoteId id) throws LedgerFailure {
        if (delta.attributes().isEmpty() || work.permission.isOnlyPlanning()) {
            return delta;
        }
        valuesHeld = new Clearance(work, aim, false).ofValues(id, SecondPass.isAll(delta));
        return valuesHeld.isEmpty() ? delta : delta.without(delta.attributes().keySet());
    }

    /** Nobody could tell later that an account is theirs, and shut it, that does not show it. */
    private void expectTaken(Account there) throws AppFailure {
        if (work.takeover().open() && !work.isOurs(there) && !work.permission.isOnlyPlanning()) {
            throw AppFailure.of(Kind.NOT_EFFECTIVE, Detail.NONE);
        }
    }

    /** Of an account that no read showed it could be told only once it was enabled. */
    private boolean isHidden() {
        return work.knownId().isPresent() && work.calls.dormancy() == Dormancy.HIDDEN;
    }

    /**
     * What is lost waits for nothing that somebody is to be given.
     *
     * @param shuts whether they are in by now, and must not be by what was known before
     */
    private void given(Account there, boolean shuts, FirstCredential.Step step) throws AppFailure, LedgerFailure {
        try {
            step.of(there);
        } catch (AppFailure e) {
            if (shuts) {
                new Removal(work, want, aim, false).atOnce(there.id());
            }
            new Joining(work, want, leeway, residue, valuesHeld).lose(there.id());
            throw e;
        }
    }
}
