package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.safety.Member;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the account of one holder has back of what a wave took, beside all that it is to have anyway. */
final class Regained {
    private final AccountWork work;
    private volatile Optional<Decision.Want> plain = Optional.empty();

    Regained(AccountWork work) {
        this.work = work;
    }

    /** The decision with what a person brings back; what the ledger does not say is not brought back yet. */
    Decision with(Decision decision) {
        plain = Optional.empty();
        if (!(decision instanceof Decision.Want want) || !want.account().enabled()) {
            return decision;
        }
        try {
            var more = due().map(due -> more(want.account(), due));
            if (more.isEmpty() || more.get().equals(want.account().entitlements())) {
                return decision;
            }
            plain = Optional.of(want);
            return want.of(with(want.account(), more.get()));
        } catch (LedgerFailure e) {
            return decision;
        }
    }

    private Optional<Restitution.Due> due() throws LedgerFailure {
        return work.context.breaker().restitution().of(Member.of(work.holder.identity()));
    }

    private static SortedSet<Entitlement> more(Desired account, Restitution.Due due) {
        var more = new TreeSet<>(account.entitlements());
        more.addAll(due.entitlements());
        return more;
    }

    private static Desired with(Desired account, SortedSet<Entitlement> entitlements) {
        return new Desired(
                account.identity(),
                account.attributes(),
                account.managed(),
                account.awaited(),
                account.initial(),
                account.rolesSet(),
                entitlements,
                account.enabled());
    }

    /** Provides what is decided; where something of it is only brought back, that is what is said of the account. */
    Done provided(Decision.Want want) throws AppFailure, LedgerFailure {
        if (work.permission.isOnlyPlanning()) {
            return new Provision(work, want).run();
        }
        if (!want.account().enabled()) {
            // It was enabled until the start was put off.
            var back = new Restoring(work, want, Why.NotStarted, work.aim()).instead();
            return back.isPresent() ? back.get() : new Provision(work, want).run();
        }
        var without = plain;
        var asOf = work.context.breaker().edition();
        work.context
                .breaker()
                .restitution()
                .wants(Member.of(work.holder.identity()), without.orElse(want).account());
        var due = due();
        var id = work.knownId();
        if (without.isEmpty() || due.isEmpty() || id.isEmpty()) {
            return new Provision(work, want).run();
        }
        var aim = Aims.of(without.get(), work.context.digests()).orElseThrow();
        var clearance = new Clearance(work, aim, false);
        if (!isRecorded(clearance)) {
            return clearance.restoring(due.get().ruling(), id.get(), asOf);
        }
        var done = new Provision(work, want).run();
        return done instanceof Done.Settled
                ? CredentialBook.of(work).told(clearance.restored(due.get().ruling(), id.get(), asOf))
                : done;
    }

    /** A status must not say that all is as decided while it is not: should this process end, nobody would look again. */
    private static boolean isRecorded(Clearance clearance) {
        return clearance
                .recorded()
                .filter(account -> account.state() == AccountState.Held)
                .isPresent();
    }
}
