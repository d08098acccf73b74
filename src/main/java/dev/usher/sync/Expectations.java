package dev.usher.sync;

import dev.usher.domain.access.Allowance;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Mistake;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Restraint;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an inventory can expect of the accounts that are recorded, by what is decided at that moment. */
final class Expectations {
    private final AppId app;
    private final World world;
    private final Holdings holdings;
    private final Digests digests;
    private final Clock clock;
    private final Tenant tenant;
    private final Restraint restraint;
    private final Set<Entitlement> watched = new HashSet<>();
    private final Map<Set<Entitlement>, Set<Entitlement>> shared = new HashMap<>();
    private final Set<Set<Entitlement>> noted = Collections.newSetFromMap(new IdentityHashMap<>());

    Expectations(LaneContext context, Restraint restraint) {
        this.restraint = restraint;
        this.app = context.app();
        this.world = context.ports().world();
        this.holdings = context.holdings();
        this.digests = context.digests();
        this.clock = context.timing().clock();
        this.tenant = context.tenant();
    }

    /** What somebody was expected to hold, or not to hold. */
    Set<Entitlement> watched() {
        return Set.copyOf(watched);
    }

    /**
     * Of whatever has to be worked on anyway nothing can be expected; but one that can be used and is not to be is always told
     * of, since nobody works on an account that was removed before this process began.
     */
    Optional<Expected> of(Facts.OfHolder holder, RemoteId id, boolean open) {
        var known = holdings.known(holder, app)
                .filter(account -> account.idIn(tenant).equals(Optional.of(id)))
                .filter(account -> open || isThere(account) || account.state() != AccountState.Deleted);
        return known.flatMap(account -> holder.decide(
                        app, Holdings.toDecide(known, holder.account(app)), clock.instant())
                .flatMap(decision -> Aims.of(decision, digests)
                        .flatMap(aim -> restored(holder, decision, aim)
                                .or(() -> expected(holder, decision, aim, account, open)))));
    }

    /** Who has something back is not as decided, and looked at all the same: nobody else would notice that it is gone again. */
    private Optional<Expected> restored(Facts.OfHolder holder, Decision decision, Applied aim) {
        return Restitution.due(restraint, Member.of(holder.identity()))
                .filter(due -> due.isFor(decision))
                .map(due -> new Expected(
                        decision, aim, allowance(due.allowance(decision)), holder.ours(app), Set.of(), false, true));
    }

    private Optional<Expected> expected(
            Facts.OfHolder holder, Decision decision, Applied aim, KnownAccount account, boolean open) {
        var isAsAimed = account.applied().equals(Optional.of(aim)) || (open && takes(decision));
        return isAsAimed && (open || isThere(account))
                ? Optional.of(expected(holder, decision, aim, account))
                : Optional.empty();
    }

    private Expected expected(Facts.OfHolder holder, Decision decision, Applied aim, KnownAccount account) {
        var owed = holder.ours(app).owing(decision.terms().owed());
        return new Expected(
                decision,
                aim,
                allowance(Allowance.of(decision, owed)),
                owed,
                account.takeover().held(),
                account.drifted(),
                false);
    }

    /** Whose it is, as far as that can be told. */
    Optional<Facts.OfHolder> holder(Key key) {
        return facts(key) instanceof Facts.OfHolder holder ? Optional.of(holder) : Optional.empty();
    }

    /** Whoever works on somebody whose facts cannot be had says so; all others are looked at. */
    Facts facts(Key key) {
        try {
            return world.facts(key);
        } catch (RuntimeException | Error e) {
            var _ = Mistake.ofCode(e);
            return new Facts.None();
        }
    }

    private static boolean takes(Decision decision) {
        return switch (decision) {
            case Decision.Disabled disabled -> true;
            case Decision.Absent absent -> true;
            case Decision.Want want -> false;
            case Decision.Trim trim -> false;
            case Decision.Hold hold -> false;
            case Decision.Planned plan -> false;
        };
    }

    private static boolean isThere(KnownAccount account) {
        return account.state() == AccountState.Active
                || account.state() == AccountState.Disabled
                || account.isShutElsewhere();
    }

    /** Most people hold the same as many others, so that this is kept once for all of them. */
    private Allowance allowance(Allowance allowed) {
        if (noted.add(allowed.taken())) {
            watched.addAll(allowed.taken());
        }
        var wanted = shared.computeIfAbsent(allowed.wanted(), same -> same);
        watched.addAll(wanted);
        return new Allowance(wanted, allowed.tolerated(), allowed.taken());
    }
}
