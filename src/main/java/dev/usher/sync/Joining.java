package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Leeway;
import dev.usher.domain.plan.Membership;
import dev.usher.domain.plan.Ours;
import dev.usher.domain.plan.Residue;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Lets an account that is there hold what it is to hold, and says how it stands then. */
final class Joining {
    private final AccountWork work;
    private final Decision.Want want;
    private final Desired desired;
    private final Applied aim;
    private final Leeway leeway;
    private final Optional<Done> valuesHeld;
    private Residue residue;

    /**
     * Entitlements of an account whose values are seen to by somebody else.
     *
     * @param residue what of the account was left as somebody else made it so far
     * @param valuesHeld how it ends because values wait, where they do
     */
    Joining(AccountWork work, Decision.Want want, Leeway leeway, Residue residue, Optional<Done> valuesHeld) {
        this.work = work;
        this.want = want;
        this.desired = want.account();
        this.aim = work.aim();
        this.leeway = leeway;
        this.residue = residue;
        this.valuesHeld = valuesHeld;
    }

    /** @param second what is written once nothing else is left to be done */
    Done of(Account found, boolean fresh, SecondPass second) throws AppFailure, LedgerFailure {
        try {
            return holding(found, fresh, second);
        } catch (AppFailure e) {
            // What the app does not have, such as a group, keeps nobody's manager from being shown.
            if (e.failure().kind().scope() == Kind.Scope.ENTITLEMENT) {
                second.make();
            }
            throw e;
        }
    }

    private Done holding(Account found, boolean fresh, SecondPass second) throws AppFailure, LedgerFailure {
        var id = found.id();
        var ours = work.ours();
        var asked = concerned(ours);
        var held = fresh ? Set.<Entitlement>of() : work.entries(id).held(asked);
        work.knows(work.takeover().once(desired.entitlements(), asked, held));
        var whole = Membership.between(desired, untouched(held), ours, held);
        var membership = leeway.within(whole);
        residue = residue.and(whole, membership);
        if (!membership.isEmpty()) {
            if (!membership.remove().isEmpty()) {
                work.inquiry.findsLoosened();
            }
            var otherwise = change(id, membership);
            if (otherwise.isPresent()) {
                return otherwise.get();
            }
        }
        // One that was just made holds what the app gave it a moment ago: the next inventory looks at that.
        var excess = Excess.of(work, aim, fresh ? found.holdingUnknown() : found, explained(held));
        var otherwise = takeBeyond(excess);
        if (otherwise.isPresent() || valuesHeld.isPresent()) {
            return otherwise.or(() -> valuesHeld).orElseThrow();
        }
        if (!second.make()) {
            return new Done.Again();
        }
        var state = isShut() ? AccountState.Disabled : AccountState.Active;
        work.knows(work.takeover().closed());
        return work.settled(
                state,
                Optional.of(id),
                aim,
                work.unexplained(found, explained(held), membership.and(excess.taken())),
                residue.told());
    }

    private Optional<Done> takeBeyond(Excess excess) throws AppFailure, LedgerFailure {
        var whole = excess.membership();
        var now = leeway.within(whole);
        residue = residue.and(whole, now);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        work.inquiry.findsLoosened();
        return work.isConfirmed(want) ? excess.take() : Optional.of(new Done.Again());
    }

    /** What is lost alone: it does not wait for values that nobody can record, or that the app does not take. */
    void lose(RemoteId id) throws AppFailure, LedgerFailure {
        var ours = work.ours();
        var held = work.entries(id).held(concerned(ours));
        var lost = leeway.within(Membership.between(desired, untouched(held), ours, held))
                .onlyRemoving();
        var _ = lost.isEmpty() ? Optional.empty() : change(id, lost);
    }

    /** What is gained waits for nothing that may keep what is lost. */
    private Optional<Done> change(RemoteId id, Membership membership) throws AppFailure, LedgerFailure {
        var isLess = !membership.remove().isEmpty();
        if (isLess && !work.isConfirmed(want)) {
            return Optional.of(new Done.Again());
        }
        var otherwise = isLess
                ? new Clearance(work, aim, false).ofEntitlements(membership.remove(), id)
                : Optional.<Done>empty();
        var now = otherwise.isEmpty() ? membership : membership.onlyAdding();
        return now.isEmpty() || work.entries(id).apply(now) ? otherwise : Optional.of(new Done.Again());
    }

    /** What nobody can say that it is given, and what it held before Usher. */
    private Set<Entitlement> untouched(Set<Entitlement> held) {
        var all = new HashSet<>(want.frozen());
        all.addAll(work.takeover().held());
        all.addAll(work.takeover().among(held));
        return all;
    }

    private Set<Entitlement> explained(Set<Entitlement> held) {
        var all = untouched(held);
        all.addAll(desired.entitlements());
        return all;
    }

    private Set<Entitlement> concerned(Ours ours) {
        var all = new HashSet<>(desired.entitlements());
        all.addAll(ours.taken());
        return all;
    }

    private boolean isShut() {
        return residue.shut() || !desired.enabled();
    }
}
