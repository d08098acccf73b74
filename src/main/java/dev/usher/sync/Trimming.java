package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.plan.Membership;
import dev.usher.domain.plan.Residue;
import java.util.List;
import java.util.Optional;

/** Takes from an account what it may not keep of what is ours to give, and does nothing else to it. */
final class Trimming {
    private final AccountWork work;
    private final Decision.Trim trim;
    private final Applied aim;

    Trimming(AccountWork work, Decision.Trim trim) {
        this.work = work;
        this.trim = trim;
        this.aim = work.aim();
    }

    Done run() throws AppFailure, LedgerFailure {
        for (var state : List.of(AccountState.Active, AccountState.Disabled, AccountState.Deleted)) {
            if (work.isSettledAs(state, aim)) {
                return work.settled(state, work.knownId(), aim);
            }
        }
        work.doubt();
        var found = work.find();
        if (found.isEmpty() || work.calls.dormancy().mayBe(work, found)) {
            return notRead(found);
        }
        var account = found.get();
        work.expectOurs(account);
        work.sees(account);
        var ours = work.ours();
        var whole =
                Membership.atMost(trim.kept(), ours, work.entries(account.id()).held(ours.taken()));
        var membership = work.inquiry.leeway().within(whole);
        if (!membership.isEmpty()) {
            work.inquiry.findsLoosened();
            if (!work.isConfirmed(trim)) {
                return new Done.Again();
            }
            var otherwise = new Clearance(work, aim, false).ofEntitlements(membership.remove(), account.id());
            if (otherwise.isPresent()) {
                return otherwise.get();
            }
            if (!work.entries(account.id()).apply(membership)) {
                return new Done.Again();
            }
        }
        var state = account.active() ? AccountState.Active : AccountState.Disabled;
        return work.settled(
                state,
                Optional.of(account.id()),
                aim,
                work.unexplained(account, trim.kept(), membership),
                Residue.NONE.and(whole, membership).told());
    }

    /** An account that a read by its id does not find holds nothing; a search that finds none proves nothing. */
    private Done notRead(Optional<Account> found) {
        var id = work.knownId();
        if (work.calls.dormancy().mayBe(work, found)) {
            return work.settled(AccountState.Disabled, id, aim);
        }
        if (id.isEmpty()) {
            return Done.Settled.NOTHING;
        }
        work.forgets(id.get());
        return work.settled(AccountState.Deleted, id, aim);
    }
}
