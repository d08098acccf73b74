package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Membership;
import dev.usher.domain.plan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which entitlements one account has, and is let into and out of, as a part of the work on it. */
record Entries(AccountWork work, RemoteId id) {
    /** Which of these the account holds. */
    Set<Entitlement> held(Set<Entitlement> asked) throws AppFailure {
        var held = new HashSet<Entitlement>();
        for (var entitlement : asked) {
            if (work.context.memberships().has(entitlement, id, work.calls)) {
                held.add(entitlement);
            }
        }
        return held;
    }

    /**
     * Applies a membership difference one entitlement at a time; one that fails does not keep the others from going.
     *
     * <p>Returns false where something else was decided since: at the pace of a slow app a departure may come in between.
     */
    boolean apply(Membership membership) throws AppFailure {
        var adds = membership.add().isEmpty() || work.permission.allows(Step.UPDATE);
        var removes = membership.remove().isEmpty() || work.permission.allows(Step.REMOVE_ENTITLEMENTS);
        if (!adds || !removes) {
            return true;
        }
        var failures = new ArrayList<AppFailure>();
        var changes = new ArrayList<Map.Entry<Entitlement, Boolean>>();
        membership.remove().forEach(entitlement -> changes.add(Map.entry(entitlement, false)));
        membership.add().forEach(entitlement -> changes.add(Map.entry(entitlement, true)));
        for (var change : changes) {
            work.calls.willWrite();
            var member = new Change.Member(work.calls.nextId(), id);
            var wish = new Memberships.Wish(member, change.getValue(), work::isStillDecided, work.calls);
            if (!isSent(change.getKey(), wish, failures)) {
                return false;
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return true;
    }

    private boolean isSent(Entitlement entitlement, Memberships.Wish wish, List<AppFailure> failures)
            throws AppFailure {
        try {
            return work.context.memberships().send(entitlement, wish);
        } catch (AppFailure e) {
            if (e.failure().kind().scope() == Kind.Scope.APP) {
                throw e;
            }
            failures.add(e);
            return true;
        } finally {
            work.lateness.sent(entitlement, wish);
        }
    }
}
