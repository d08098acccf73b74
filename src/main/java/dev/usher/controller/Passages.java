package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.person.LifecycleState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a status says of a user as long as it is not over: that they are getting their first access, or losing all of it.
 *
 * <p>Whoever measures how long that takes has to know, after a restart, what was measured already; and nothing else of a status
 * tells somebody who was never done from somebody whose access has changed since.
 */
final class Passages {
    static final String JOINING = "Joining";
    static final String LEAVING = "Leaving";

    private static final Set<String> BEFORE_WORK = Set.of(
            LifecycleState.Planned.name(),
            LifecycleState.PreProvisioned.name(),
            LifecycleState.Departed.name(),
            LifecycleState.Purged.name());
    private static final Set<String> OVER = Set.of(LifecycleState.Departed.name(), LifecycleState.Purged.name());
    private static final Set<String> IN_USE = Set.of(
            AccountState.Active.name(),
            AccountState.Held.name(),
            AccountState.Failed.name(),
            AccountState.Pending.name());

    private Passages() {}

    /** These conditions, and what is not over. */
    static List<Condition> with(
            ProvisionedUser user,
            Resolution resolution,
            List<AccountEntry> accounts,
            Set<AppId> agreeing,
            List<Condition> said,
            Instant now) {
        var before = stored(user);
        var more = new Conditions(before.conditions(), Translate.generation(user), now);
        if (resolution.state() == LifecycleState.Active && !Conditions.areReady(said) && joins(before)) {
            more.say(
                    JOINING, "True", joiningAs(before).name(), joiningAs(before).meaning());
        } else if (resolution.state() == LifecycleState.Departed
                && leaves(before)
                && accounts.stream()
                        .anyMatch(entry -> isOpen(entry, resolution) && !agreeing.contains(Recall.id(entry)))) {
            var reason = isRecordedLate(user, resolution) ? Reason.RecordedLate : Reason.RecordedInTime;
            more.say(LEAVING, "True", reason.name(), reason.meaning());
        }
        return more.list().isEmpty()
                ? said
                : Stream.concat(said.stream(), more.list().stream()).toList();
    }

    static ProvisionedUserStatus stored(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).orElse(ProvisionedUserStatus.NONE);
    }

    /** Whether somebody of whom this is recorded, and who is to have access, never had all of it since they came. */
    static boolean joins(ProvisionedUserStatus recorded) {
        return recorded.lifecycleState() == null
                || BEFORE_WORK.contains(recorded.lifecycleState())
                || Conditions.of(recorded.conditions(), JOINING).isPresent();
    }

    /** Whether they were here before, and come back. */
    static boolean returns(ProvisionedUserStatus recorded) {
        return joiningAs(recorded) == Reason.Return;
    }

    private static Reason joiningAs(ProvisionedUserStatus recorded) {
        return Conditions.of(recorded.conditions(), JOINING)
                .map(said -> Reason.Return.name().equals(said.reason()) ? Reason.Return : Reason.FirstAccess)
                .orElseGet(() -> isOver(recorded.lifecycleState()) ? Reason.Return : Reason.FirstAccess);
    }

    /** Whether somebody of whom this is recorded, and who departed, has not lost all of it since. */
    static boolean leaves(ProvisionedUserStatus recorded) {
        return !isOver(recorded.lifecycleState())
                || Conditions.of(recorded.conditions(), LEAVING).isPresent();
    }

    /** Whether nothing is left of the access of somebody of whom this is recorded. */
    static boolean hasLeft(ProvisionedUserStatus recorded) {
        return isOver(recorded.lifecycleState())
                && Conditions.of(recorded.conditions(), LEAVING).isEmpty();
    }

    /** Whether somebody of whom this state is recorded is here no more. */
    static boolean isOver(@Nullable String state) {
        return state != null && OVER.contains(state);
    }

    /** Whether a departure was not known before it came; one without a date comes when it is said. */
    static boolean isRecordedLate(ProvisionedUser user, Resolution resolution) {
        var recorded = stored(user);
        return Conditions.of(recorded.conditions(), LEAVING)
                .map(said -> Reason.RecordedLate.name().equals(said.reason()))
                .orElseGet(() -> resolution
                        .next()
                        .departedAt()
                        .filter(any -> user.getSpec().employments().stream().allMatch(one -> one.endTime() != null))
                        .filter(at -> recorded.employments().stream().noneMatch(one -> wasToEnd(one, at)))
                        .isPresent());
    }

    /** A confidential end is not shown, but that it was said is. */
    private static boolean wasToEnd(ProvisionedUserStatus.EmploymentSeen employment, Instant departed) {
        return Boolean.TRUE.equals(employment.terminated())
                || Times.parse(employment.endTime())
                        .filter(end -> !end.isAfter(departed))
                        .isPresent();
    }

    /** Whether an account that is to be shut may be one that somebody can use. */
    static boolean isOpen(AccountEntry entry, Resolution resolution) {
        return isInUse(entry)
                && Optional.ofNullable(resolution.apps().get(Recall.id(entry)))
                        .filter(Passages::shuts)
                        .isPresent();
    }

    private static boolean shuts(Decision decision) {
        return decision instanceof Decision.Disabled
                || decision instanceof Decision.Absent
                || decision.isHeldBecause(Why.AppSuspended);
    }

    /** Whether nothing shows that nobody can use it. */
    static boolean isInUse(AccountEntry entry) {
        return IN_USE.contains(entry.state())
                && (entry.id() != null || !entry.state().equals(AccountState.Failed.name()));
    }
}
