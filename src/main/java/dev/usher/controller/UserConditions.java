package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Sequence;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.quality.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions of a user: what somebody has to mend, else what failed, else how it stands; and what is worth knowing. */
final class UserConditions {
    private static final String DRIFTED = Kind.DRIFTED.reason();
    private static final String UNEXPLAINED = "EntitlementsUnexplained";

    private final Conditions conditions;
    private final Resolution resolution;
    private final AccountEntries accounts;
    private final Sequence sequence;

    private UserConditions(Conditions conditions, Resolution resolution, AccountEntries accounts, Sequence sequence) {
        this.conditions = conditions;
        this.resolution = resolution;
        this.accounts = accounts;
        this.sequence = sequence;
    }

    static List<Condition> of(
            ProvisionedUser user, Resolution resolution, AccountEntries accounts, Sequence sequence, Present present) {
        var before = Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::conditions)
                .orElse(List.of());
        var conditions = new Conditions(before, Translate.generation(user), present.decided());
        return new UserConditions(conditions, resolution, accounts, sequence).list(present);
    }

    private void held() {
        var reasons = accounts.entries().stream()
                .filter(entry -> entry.state().equals(AccountState.Held.name()))
                .map(AccountEntry::reason)
                .distinct()
                .toList();
        if (reasons.equals(List.of(Reason.KeptByDecision.name()))) {
            conditions.waiting(
                    Reason.KeptByDecision.name(),
                    "A RemovalDecision lets an account be as it was: see status.accounts");
        } else if (reasons.equals(List.of(Reason.RestoredByDecision.name()))) {
            conditions.waiting(
                    Reason.RestoredByDecision.name(), "A RemovalDecision brought an account back: see status.accounts");
        } else if (reasons.stream().allMatch(UserConditions::isBroughtBack)) {
            conditions.waiting(
                    Reason.Restoring.name(), "A RemovalDecision is bringing an account back: see status.accounts");
        } else if (reasons.equals(List.of(Reason.ChangesHeld.name()))) {
            conditions.waiting(Reason.ChangesHeld.name(), "A limit on changes holds an account: see status.accounts");
        } else {
            conditions.waiting(Reason.RemovalsHeld.name(), "A limit on removals holds an account: see status.accounts");
        }
    }

    private static boolean isBroughtBack(@Nullable String reason) {
        return Reason.Restoring.name().equals(reason)
                || Reason.RestoredByDecision.name().equals(reason);
    }

    private List<Condition> list(Present present) {
        var freezing = problems(Problem.Effect.FREEZES);
        var waiting = problems(Problem.Effect.WAITS);
        if (!freezing.isEmpty()) {
            conditions.stalled(freezing.getFirst().kind().name(), sentences(freezing));
        } else if (!waiting.isEmpty()) {
            conditions.reconciling("False", waiting.getFirst().kind().name(), sentences(waiting));
        } else if (!failures().isEmpty()) {
            failed(failures());
        } else if (accounts.held()) {
            held();
        } else if (!open().isEmpty()) {
            conditions.reconciling("Unknown", Reason.Progressing.name(), cut(progress()));
        } else {
            settled();
        }
        // One condition for each kind, since a list of conditions is a map by type.
        problems(Problem.Effect.SAYS).stream()
                .collect(Collectors.groupingBy(Problem::kind, TreeMap::new, Collectors.toList()))
                .forEach((kind, found) -> conditions.say(kind.name(), "True", kind.name(), sentences(found)));
        if (!accounts.drifted().isEmpty()) {
            conditions.say(DRIFTED, "True", DRIFTED, left(accounts.drifted()));
        }
        UnexplainedEntitlements.sentence(resolution, accounts.entries())
                .ifPresent(sentence -> conditions.say(UNEXPLAINED, "True", UNEXPLAINED, cut(sentence)));
        resolution
                .shownTransition()
                .filter(next -> present.holdsBack(next.time()))
                .ifPresent(
                        next -> conditions.say(
                                "ClockSuspect",
                                "True",
                                "ClockSuspect",
                                "what is due, see status.nextTransition, waits until the clocks of this node and of the API server agree again: see the events of the Lease of Usher"));
        return conditions.list();
    }

    /** What would be done, and is not, waits for nobody. */
    private boolean isPlanned(AppId app) {
        return resolution.apps().get(app) instanceof Decision.Planned;
    }

    private String progress() {
        var asked = open().stream()
                .filter(app -> !sequence.behind().containsKey(app))
                .toList();
        var behind = open().stream().filter(app -> !asked.contains(app)).toList();
        return "Waiting for " + names(asked)
                + (behind.isEmpty() ? "" : ", and then for " + names(behind) + ", as their `spec.priority` says");
    }

    private List<AppId> open() {
        return accounts.open().stream().filter(app -> !isPlanned(app)).toList();
    }

    private Map<AppId, Failure> failures() {
        var failures = new TreeMap<AppId, Failure>(accounts.failures());
        failures.keySet().removeIf(this::isPlanned);
        return failures;
    }

    private List<AppId> apps(Predicate<Decision> which) {
        return resolution.apps().entrySet().stream()
                .filter(app -> which.test(app.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What a lock shut out says so, unless nobody may ask there. */
    private void settled() {
        var suspended = apps(decision -> decision.isHeldBecause(Why.AppSuspended));
        var planned = apps(Decision.Planned.class::isInstance);
        if (!resolution.lockout().isNone() && suspended.isEmpty() && planned.isEmpty()) {
            conditions.ready(Reason.Locked);
        } else if (resolution.paused() && resolution.lockout().isNone()) {
            conditions.ready(Reason.Suspended);
        } else if (!suspended.isEmpty()) {
            conditions.ready(
                    Reason.PartlyObserved,
                    cut("Nothing is written to " + names(suspended)
                            + ", as `spec.suspend` of the TargetApp asks: what is due there waits"));
        } else if (!planned.isEmpty()) {
            conditions.ready(
                    Reason.PartlyObserved,
                    cut("Nothing is written for this user to " + names(planned)
                            + ", as `spec.phase` of the TargetApp says: see status.accounts for what would be done"));
        } else if (!accounts.drifted().isEmpty()) {
            conditions.ready(Reason.PartlyObserved, left(accounts.drifted()));
        } else if (!accounts.awaiting().isEmpty() && resolution.state() != LifecycleState.Planned) {
            conditions.ready(
                    Reason.AwaitingLogin,
                    cut("The first login to " + names(List.copyOf(accounts.awaiting()))
                            + " makes the account, as `spec.creation` of the TargetApp says; everything else agrees"));
        } else {
            conditions.ready(resolution.state() == LifecycleState.Planned ? Reason.Planned : Reason.Provisioned);
        }
    }

    private static String left(List<AppId> apps) {
        return cut("What somebody changed in " + names(apps)
                + " is left so, as `spec.drift` of the TargetApp asks: see status.accounts for what to do");
    }

    private List<Problem> problems(Problem.Effect effect) {
        return resolution.problems().stream()
                .filter(problem -> problem.effect() == effect)
                .toList();
    }

    /** A failure that only a person can mend stalls; of several, one that does not is shown as work in progress. */
    private void failed(Map<AppId, Failure> failures) {
        var message = failures.entrySet().stream()
                .map(failure ->
                        failure.getKey().name() + ": " + failure.getValue().message())
                .collect(Collectors.joining("; "));
        var first = failures.values().iterator().next();
        var hopeless = failures.values().stream().allMatch(UserConditions::needsSomebody);
        if (hopeless) {
            conditions.stalled(first.reason(), cut(message));
        } else {
            conditions.reconciling("False", first.reason(), cut(message));
        }
    }

    private static boolean needsSomebody(Failure failure) {
        return failure.kind().scope() != Kind.Scope.APP && failure.kind().retry() != Kind.Retry.BACKOFF;
    }

    private static String cut(String message) {
        return Excerpt.of(message, 1000);
    }

    private static String sentences(List<Problem> problems) {
        return cut(problems.stream().map(Problem::message).collect(Collectors.joining("; ")));
    }

    private static String names(List<AppId> apps) {
        var first = apps.stream().limit(3).map(AppId::name).collect(Collectors.joining(", "));
        return apps.size() <= 3 ? first : first + " and " + (apps.size() - 3) + " more";
    }
}
