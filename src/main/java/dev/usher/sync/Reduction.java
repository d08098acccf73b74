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
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Membership;
import dev.usher.domain.safety.RemovalBudget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** Takes an account away: disabled or deleted, after a live look at the reason and inside the budget. */
final class Reduction {
    private final AccountWork work;
    private final Decision decision;
    private final Why why;
    private final boolean delete;
    private final AccountState goal;
    private final Applied aim;

    Reduction(AccountWork work, Decision decision, Why why, boolean delete) {
        this.work = work;
        this.decision = decision;
        this.why = why;
        this.delete = delete;
        this.goal = delete ? AccountState.Deleted : AccountState.Disabled;
        this.aim = aim(work, decision);
    }

    private static Applied aim(AccountWork work, Decision decision) {
        return Aims.of(decision, work.context.digests())
                .orElseThrow(() -> new IllegalStateException("a reduction has an aim"));
    }

    Done run() throws AppFailure, LedgerFailure {
        if (work.isSettledAs(goal, aim)) {
            return work.settled(goal, work.knownId(), aim);
        }
        if (work.isSettledAs(AccountState.Deleted, aim)) {
            return work.settled(AccountState.Deleted, work.knownId(), aim);
        }
        work.doubt();
        var there = find();
        if (there.isEmpty()) {
            return gone(work.knownId());
        }
        var account = there.get();
        work.expectOurs(account);
        work.context.holdings().bind(account.id(), work.holder.identity());
        if (account.active() || delete) {
            var held = remove(account);
            if (held.isPresent()) {
                return held.get();
            }
        }
        if (!delete && why.takesEntitlements() && !leave(account.id())) {
            return new Done.Again();
        }
        return delete ? gone(Optional.of(account.id())) : work.settled(goal, Optional.of(account.id()), aim);
    }

    /** By id; or, where a create was claimed and never answered, by what was claimed. */
    private Optional<Account> find() throws AppFailure {
        var id = work.knownId();
        if (id.isPresent()) {
            return work.calls.read(id.get());
        }
        var claim = work.claim();
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        return work
                .calls
                .lookUp(work.holder.identity().externalId(), claim.get().userName())
                .stream()
                .filter(account -> account.attributes()
                        .userName()
                        .equalsIgnoreCase(claim.get().userName()))
                .findFirst();
    }

    private Done gone(Optional<RemoteId> id) {
        id.ifPresent(known -> work.context.holdings().forget(work.holder.identity(), known));
        return work.settled(AccountState.Deleted, id, aim);
    }

    /** Empty once the app agreed that the account is removed. */
    private Optional<Done> remove(Account account) throws AppFailure, LedgerFailure {
        if (!work.isConfirmed()) {
            return Optional.of(new Done.Again());
        }
        var heldUntil = reserve();
        if (heldUntil.isPresent()) {
            return Optional.of(new Done.Held(held(account), heldUntil.get()));
        }
        if (!work.stillDecided(decision)) {
            return Optional.of(new Done.Again());
        }
        send(account.id());
        return Optional.empty();
    }

    /** Reserved before it is spent, so that a crash can only count too much. */
    private Optional<Instant> reserve() throws LedgerFailure {
        var until = new ArrayList<Instant>(1);
        work.context.book().edit(page -> {
            var verdict = work.context
                    .budget()
                    .reserve(page.removals(), work.context.holdings().owned(), work.now());
            return switch (verdict) {
                case RemovalBudget.Verdict.Reserved reserved -> page.withRemovals(reserved.next());
                case RemovalBudget.Verdict.Held held -> {
                    until.add(held.until());
                    yield page;
                }
            };
        });
        return until.stream().findFirst();
    }

    private Result held(Account account) {
        return new Result(
                AccountState.Held,
                Optional.of(account.id()),
                Optional.of(work.context.setup().target().tenant()),
                Optional.of(aim),
                Optional.empty(),
                Optional.empty());
    }

    private void send(RemoteId id) throws AppFailure {
        var change = delete ? new Change.Delete(work.calls.nextId(), id) : new Change.Disable(work.calls.nextId(), id);
        switch (work.calls.send(change)) {
            case Outcome.Agreed agreed ->
                expect(
                        agreed.read().isPresent() ? agreed.read() : work.calls.read(id),
                        Kind.NOT_EFFECTIVE,
                        Detail.NONE);
            case Outcome.Accepted accepted -> expect(work.calls.read(id), Kind.NOT_EFFECTIVE, Detail.NONE);
            case Outcome.Ambiguous ambiguous -> expect(work.calls.read(id), Kind.WAITING, Detail.ANSWER_LOST);
            case Outcome.Exists exists -> throw failure(Kind.INTERNAL, Detail.NONE);
            case Outcome.Failed failed -> throw new AppFailure(failed.why(), false);
        }
    }

    /** Access that the app still shows is access that is still there, whatever it answered. */
    private void expect(Optional<Account> after, Kind otherwise, Detail detail) throws AppFailure {
        var done = delete ? after.isEmpty() : after.filter(Account::active).isEmpty();
        if (!done) {
            throw failure(otherwise, detail);
        }
    }

    /** Whether the account holds nothing of ours any more; if not, it has to be decided again. */
    private boolean leave(RemoteId id) throws AppFailure {
        var managed = work.holder.managed(work.context.setup().config().app());
        var membership = Membership.none(managed, work.calls.held(id, Set.copyOf(managed)));
        if (membership.isEmpty()) {
            return true;
        }
        if (!work.isConfirmed()) {
            return false;
        }
        work.apply(membership, id);
        return true;
    }

    private static AppFailure failure(Kind kind, Detail detail) {
        return new AppFailure(Failure.of(kind, detail), false);
    }
}
