package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Retention;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.outcome.Failure;
import dev.usher.sync.Aims;
import dev.usher.sync.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of an account without a user, as a pure function of what is decided, recorded and found out. */
final class RetainedStatuses {
    /**
     * When something becomes of an account.
     *
     * @param purge from when on it is not to be there; empty: it stays
     * @param orphaned since when inventories have shown it in use without a user
     * @param disable from when on it is disabled for that; empty: it stays in use
     */
    record Dates(Optional<Instant> purge, Optional<Instant> orphaned, Optional<Instant> disable) {
        static final Dates NONE = new Dates(Optional.empty(), Optional.empty(), Optional.empty());

        static Dates of(Optional<Retention> retention, Optional<Instant> orphaned, Instant now) {
            return new Dates(
                    retention.flatMap(known -> known.shownPurgeAt(now)),
                    orphaned,
                    retention.flatMap(known -> known.shutAt(now)));
        }
    }

    private RetainedStatuses() {}

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Times::text).orElse(null);
    }

    /** The generation of which the status speaks; empty: there is none of ours. */
    static Optional<Long> observed(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus()).map(RetainedAccountStatus::observedGeneration);
    }

    /**
     * A disabled account is where it should be as long as it is not to be deleted; but whoever locks wants to know that it
     * is disabled now, since somebody may have enabled it there, and what a lock left to it goes once that is over.
     */
    static boolean isDone(RetainedAccount account, Optional<Decision> decision, Digests digests) {
        return !RetainedStates.isThere(account)
                || (RetainedStates.isDisabled(account)
                        && decision.filter(wanted -> wanted instanceof Decision.Absent
                                        || (wanted.isLocked() && !isConfirmed(account, wanted, digests))
                                        || (takesEntitlements(wanted) && !RetainedStates.isBare(account)))
                                .isEmpty());
    }

    private static boolean takesEntitlements(Decision decision) {
        return switch (decision) {
            case Decision.Disabled disabled -> disabled.why().takesEntitlements();
            case Decision.Planned plan -> takesEntitlements(plan.would());
            case Decision.Want want -> false;
            case Decision.Trim trim -> false;
            case Decision.Absent absent -> false;
            case Decision.Hold hold -> false;
        };
    }

    /** Whether a read showed that the account is disabled for this very reason. */
    static boolean isConfirmed(RetainedAccount account, Decision decision, Digests digests) {
        return Aims.of(decision, digests)
                .filter(aim -> confirmed(account).equals(Optional.of(aim)))
                .isPresent();
    }

    /** What a read agreed with of an account that is disabled. */
    static Optional<Applied> confirmed(RetainedAccount account) {
        return Optional.of(account)
                .filter(RetainedStates::isDisabled)
                .map(RetainedAccount::getStatus)
                .flatMap(status -> Optional.ofNullable(status.applied()))
                .flatMap(Applied::parse);
    }

    /** The state in which the account was last seen, as far as the record tells. */
    static Optional<AccountState> seen(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .filter(status -> RetainedStates.Retained.name().equals(status.state()))
                .map(retained -> AccountState.Disabled);
    }

    /**
     * The status from what is decided, what was recorded and what the lane said.
     *
     * @param dates what is known of when something becomes of it
     * @param result empty: the lane said nothing new
     */
    static RetainedAccountStatus of(
            RetainedAccount account,
            Optional<Decision> decision,
            Dates dates,
            Optional<Result> result,
            Digests digests,
            Instant now) {
        var before = Optional.ofNullable(account.getStatus());
        var generation = Translate.generation(account);
        var conditions =
                new Conditions(before.map(RetainedAccountStatus::conditions).orElse(List.of()), generation, now);
        var state = state(decision, result, before);
        switch (RetainedStates.valueOf(state)) {
            case Removing -> removing(conditions, result.flatMap(Result::failure), decision);
            case Held -> conditions.waiting(heldAs(result, before), held(result, before));
            case Retained -> PendingHandover.say(conditions, PendingHandover.of(decision, result, before));
            case Kept -> conditions.ready(Reason.Kept);
            case Deleted -> conditions.ready(Reason.Deleted);
        }
        var since = before.filter(said -> state.equals(said.state()))
                .flatMap(said -> Optional.ofNullable(said.since()))
                .orElseGet(() -> Times.text(now));
        var isThere = isThere(RetainedStates.valueOf(state));
        var end = CredentialEntries.ended(result, before).filter(any -> isThere);
        return new RetainedAccountStatus(
                generation,
                state,
                since,
                text(dates.purge().filter(any -> isThere)),
                text(dates.orphaned()),
                text(dates.disable().filter(any -> !state.equals(RetainedStates.Retained.name()))),
                null,
                applied(state, result, before, digests),
                keepsEntitlements(account, state, result, decision, digests),
                CredentialEntries.time(end),
                CredentialEntries.renewed(end),
                conditions.list());
    }

    /** What is under way is so only as long as it is wanted: it may have been said before the app was known. */
    private static String state(
            Optional<Decision> decision, Optional<Result> result, Optional<RetainedAccountStatus> before) {
        return result.map(RetainedStatuses::state)
                .orElseGet(() -> before.flatMap(said -> Optional.ofNullable(said.state()))
                        .filter(said -> !said.equals(RetainedStates.Removing.name()))
                        .orElseGet(() -> asDecided(decision).name()));
    }

    /** The same where the account would be deleted by now, and a hold keeps it: not which one, for whoever may not read holds. */
    static RetainedAccountStatus heldByPolicy(RetainedAccountStatus status) {
        return new RetainedAccountStatus(
                status.observedGeneration(),
                status.state(),
                status.since(),
                status.purgeTime(),
                status.orphanedTime(),
                status.disableTime(),
                status.reservedUntil(),
                status.applied(),
                status.keepsEntitlements(),
                status.endedTime(),
                status.credentialDue(),
                status.conditions().stream().map(RetainedStatuses::heldByPolicy).toList());
    }

    private static Condition heldByPolicy(Condition said) {
        return said.reason().equals(Reason.Retained.name())
                ? new Condition(
                        said.type(),
                        said.status(),
                        Reason.HeldByPolicy.name(),
                        Reason.HeldByPolicy.meaning(),
                        said.observedGeneration(),
                        said.lastTransitionTime())
                : said;
    }

    /** Where it cannot be told what was taken, nothing was: then it is asked for again. */
    private static @Nullable Boolean keepsEntitlements(
            RetainedAccount account,
            String state,
            Optional<Result> result,
            Optional<Decision> decision,
            Digests digests) {
        if (!state.equals(RetainedStates.Retained.name()) || RetainedStates.isBare(account)) {
            return null;
        }
        var aim = decision.filter(RetainedStatuses::takesEntitlements).flatMap(wanted -> Aims.of(wanted, digests));
        var isTaken =
                aim.isPresent() && result.filter(said -> said.aim().equals(aim)).isPresent();
        return isTaken ? null : Boolean.TRUE;
    }

    private static void removing(Conditions conditions, Optional<Failure> said, Optional<Decision> decision) {
        var failure = said.or(() -> Plans.of(decision));
        var going = isSuspended(decision) ? Reason.AppSuspended : Reason.Removing;
        conditions.reconciling(
                "False",
                failure.map(Failure::reason).orElse(going.name()),
                failure.map(Failure::message).orElse(going.meaning()));
    }

    private static String heldAs(Optional<Result> result, Optional<RetainedAccountStatus> before) {
        return result.flatMap(Result::failure)
                .map(Failure::reason)
                .or(() -> before.flatMap(RetainedStatuses::heldBy).map(Condition::reason))
                .orElse(Reason.RemovalsHeld.name());
    }

    private static String held(Optional<Result> result, Optional<RetainedAccountStatus> before) {
        return result.flatMap(Result::failure)
                .map(Failure::message)
                .or(() -> before.flatMap(RetainedStatuses::heldBy).map(Condition::message))
                .orElse("A limit on removals holds the account as it was");
    }

    /** What was said of it stands until the lane says something else: a restart is no news. */
    private static Optional<Condition> heldBy(RetainedAccountStatus before) {
        return Conditions.of(before.conditions(), "Ready")
                .filter(said -> Reason.RemovalsHeld.name().equals(said.reason())
                        || Reason.KeptByDecision.name().equals(said.reason())
                        || Reason.Restoring.name().equals(said.reason())
                        || Reason.RestoredByDecision.name().equals(said.reason()));
    }

    /** That it was disabled to be deleted is known of it whatever fails until then. */
    private static @Nullable String applied(
            String state, Optional<Result> result, Optional<RetainedAccountStatus> before, Digests digests) {
        var isRetained = state.equals(RetainedStates.Retained.name());
        var isRemoving = state.equals(RetainedStates.Removing.name());
        return result.map(said -> said.applied().map(Applied::text))
                .orElseGet(() -> before.map(RetainedAccountStatus::applied))
                .filter(text -> isRetained
                        || (isRemoving && text.equals(Aims.halfway(digests).text())))
                .orElse(null);
    }

    private static RetainedStates asDecided(Optional<Decision> decision) {
        return decision.filter(Decision.Hold.class::isInstance).isPresent() && !isSuspended(decision)
                ? RetainedStates.Kept
                : RetainedStates.Removing;
    }

    private static boolean isSuspended(Optional<Decision> decision) {
        return decision.filter(found -> found.isHeldBecause(Why.AppSuspended)).isPresent();
    }

    private static boolean isThere(RetainedStates state) {
        return switch (state) {
            case Removing, Held, Retained -> true;
            case Kept, Deleted -> false;
        };
    }

    private static String state(Result result) {
        return switch (result.state()) {
            case Disabled ->
                result.failure()
                                .filter(failure -> !failure.kind().isOfDisabled())
                                .isEmpty()
                        ? RetainedStates.Retained.name()
                        : RetainedStates.Removing.name();
            case Deleted -> RetainedStates.Deleted.name();
            case Held -> RetainedStates.Held.name();
            case Pending, Active, AwaitingLogin, Failed, AppGone -> RetainedStates.Removing.name();
        };
    }
}
