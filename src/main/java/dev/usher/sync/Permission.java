package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Step;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether an account may be written to: asked before each write is begun, and once more when it may go out.
 *
 * <p>Where only a plan is wanted, work goes its way as always, and what it would do is noted in the place of each write.
 */
final class Permission {
    private final AccountWork work;
    private final Set<Step> planned = EnumSet.noneOf(Step.class);
    private Optional<Decision.Planned> plan = Optional.empty();
    private Optional<Account> shown = Optional.empty();

    Permission(AccountWork work) {
        this.work = work;
    }

    /** From now on nothing is written, and nobody is told of it. */
    Decision onlyPlans(Decision.Planned wanted) {
        plan = Optional.of(wanted);
        work.calls.sendNothing();
        work.inquiry.takesNothingBack();
        return wanted.would();
    }

    boolean isOnlyPlanning() {
        return plan.isPresent();
    }

    /** Whether an account that was there may become the holder's. */
    boolean takesOver() {
        return plan.map(Decision.Planned::takesOver).orElse(true);
    }

    /** What this work is about, where that is decided; while it plans, what would be done. */
    Decision within(Decision decided) {
        return isOnlyPlanning() && decided instanceof Decision.Planned wanted ? wanted.would() : decided;
    }

    /** A read showed it, or it would look like this. */
    void sees(Account account) {
        shown = Optional.of(account);
        if (isProtected(account)) {
            work.inquiry.takesNothingBack();
        }
    }

    /** There is none yet: what a read would show of it, as far as that can be told. */
    void imagines(Desired desired) {
        sees(imagined(desired, new RemoteId("new"), desired.enabled()));
    }

    /** The same of one that is disabled, and that no read shows. */
    void imagines(Desired desired, RemoteId asleep) {
        sees(imagined(desired, asleep, false));
    }

    private static Account imagined(Desired desired, RemoteId id, boolean active) {
        return new Account(
                id, Optional.of(desired.identity().externalId()), active, desired.atCreation(), Optional.empty());
    }

    private boolean isProtected(Account account) {
        return work.context
                .upkeep()
                .protection()
                .covers(account, work.context.ports().world());
    }

    /** Nobody may come to have an account that is protected. */
    void expectUnprotected(Account account) throws AppFailure {
        if (isProtected(account)) {
            throw AppFailure.of(Kind.PROTECTED, Detail.PROTECTED);
        }
    }

    /** To be asked before a write is begun; false where that it would be is noted instead. */
    boolean allows(Step step) throws AppFailure {
        if (shown.isPresent()) {
            expectUnprotected(shown.get());
        }
        if (isOnlyPlanning()) {
            planned.add(step);
        }
        return !isOnlyPlanning();
    }

    /** Whether it is still so, by what is declared now: asked when a write may go out. */
    boolean stands() {
        return isUnprotected() && work.decidedNow().filter(Permission::forbids).isEmpty();
    }

    /** Whether nothing that a read showed is protected by now. */
    boolean isUnprotected() {
        return shown.filter(this::isProtected).isEmpty();
    }

    private static boolean forbids(Decision decision) {
        return decision instanceof Decision.Planned || decision.isHeldBecause(Why.AppSuspended);
    }

    /** Why the account is not as decided, where something would have to be done. */
    Optional<Failure> withheld() {
        return planned.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.of(
                        Kind.PLANNED,
                        Detail.PLANNED,
                        planned.stream().map(Step::text).collect(Collectors.joining(", "))));
    }

    /** The account as it is there; empty where there is none yet, or it is not the holder's. */
    Optional<Account> there() {
        return planned.contains(Step.CREATE) ? Optional.empty() : shown;
    }

    /** How that account stands, whatever would be done. */
    AccountState state() {
        return there().map(account -> account.active() ? AccountState.Active : AccountState.Disabled)
                .orElse(AccountState.Pending);
    }
}
