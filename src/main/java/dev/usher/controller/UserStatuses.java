package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.Reference;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Problem;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.LifecycleState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The status of a user as a pure function of what is decided, recorded and found out. */
final class UserStatuses {
    private static final int MOST_CAUSES = 8;

    private UserStatuses() {}

    /**
     * A status and what is still to come.
     *
     * @param settled whether every app has answered to what is decided now
     * @param answered whether any app has
     * @param agreed whether a read agreed everywhere
     * @param open the apps that have to be asked
     */
    record Assessment(
            ProvisionedUserStatus status, boolean settled, boolean answered, boolean agreed, List<AppId> open) {}

    static Assessment assess(
            ProvisionedUser user, Resolution resolution, Access access, Answers answers, Digests digests, Instant now) {
        var before = Optional.ofNullable(user.getStatus());
        var accounts = AccountEntries.of(
                resolution.apps(),
                AccountEntries.recorded(before),
                answers,
                app -> Optional.ofNullable(access.apps().get(app)).flatMap(AppDefinition::tenant),
                digests,
                now);
        var status = new ProvisionedUserStatus(
                generation(user),
                resolution.state().name(),
                resolution.next().departedAt().map(Times::text).orElse(null),
                accounts.agreed() + "/" + accounts.due(),
                resolution
                        .nextTransition()
                        .map(next -> new ProvisionedUserStatus.NextTransition(
                                Times.text(next.time()), next.what().name()))
                        .orElse(null),
                roles(resolution.next()),
                accounts.entries(),
                conditions(user, resolution, accounts, now));
        return new Assessment(
                status,
                accounts.open().isEmpty(),
                accounts.open().size() < accounts.due(),
                accounts.agreed() == accounts.due(),
                accounts.open());
    }

    /** The status of a user about whom nothing is decided; what was recorded stays. */
    static ProvisionedUserStatus stalled(ProvisionedUser user, String reason, String message, Instant now) {
        var before = Optional.ofNullable(user.getStatus())
                .orElseGet(
                        () -> new ProvisionedUserStatus(null, null, null, null, null, List.of(), List.of(), List.of()));
        return new ProvisionedUserStatus(
                generation(user),
                before.lifecycleState(),
                before.departedTime(),
                before.converged(),
                before.nextTransition(),
                before.roles(),
                before.accounts(),
                new Conditions(before.conditions(), generation(user), now)
                        .stalled(reason, message)
                        .list());
    }

    private static List<Condition> conditions(
            ProvisionedUser user, Resolution resolution, AccountEntries accounts, Instant now) {
        var before = Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::conditions)
                .orElse(List.of());
        var conditions = new Conditions(before, generation(user), now);
        var blocking = resolution.problems().stream()
                .filter(problem -> problem.kind() != Problem.Kind.SourceContradiction)
                .toList();
        if (!blocking.isEmpty()) {
            conditions.reconciling("False", blocking.getFirst().kind().name(), sentences(blocking));
        } else if (!accounts.failures().isEmpty()) {
            failed(conditions, accounts.failures());
        } else if (accounts.held()) {
            conditions.waiting(Reason.RemovalsHeld.name(), "A limit on removals holds an account: see status.accounts");
        } else if (!accounts.open().isEmpty()) {
            conditions.reconciling("Unknown", Reason.Progressing.name(), "Waiting for " + names(accounts.open()));
        } else if (resolution.state() == LifecycleState.Planned) {
            conditions.ready(Reason.Planned);
        } else {
            conditions.ready(Reason.Provisioned);
        }
        var contradictions = resolution.problems().stream()
                .filter(problem -> problem.kind() == Problem.Kind.SourceContradiction)
                .toList();
        if (!contradictions.isEmpty()) {
            conditions.say(
                    Problem.Kind.SourceContradiction.name(),
                    "True",
                    Problem.Kind.SourceContradiction.name(),
                    sentences(contradictions));
        }
        return conditions.list();
    }

    /** A failure that only a person can mend stalls; of several, one that does not is shown as work in progress. */
    private static void failed(Conditions conditions, Map<AppId, Failure> failures) {
        var message = failures.entrySet().stream()
                .map(failure ->
                        failure.getKey().name() + ": " + failure.getValue().message())
                .collect(Collectors.joining("; "));
        var first = failures.values().iterator().next();
        var hopeless = failures.values().stream().allMatch(UserStatuses::needsSomebody);
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
        return message.length() <= 1000 ? message : message.substring(0, 1000) + "…";
    }

    private static String sentences(List<Problem> problems) {
        return cut(problems.stream().map(Problem::message).collect(Collectors.joining("; ")));
    }

    private static String names(List<AppId> apps) {
        var first = apps.stream().limit(3).map(AppId::name).collect(Collectors.joining(", "));
        return apps.size() <= 3 ? first : first + " and " + (apps.size() - 3) + " more";
    }

    private static List<ProvisionedUserStatus.RoleState> roles(Memory memory) {
        return memory.roles().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(role -> new ProvisionedUserStatus.RoleState(
                        role.getKey().name(),
                        role.getKey().namespace(),
                        role.getValue().causes().stream()
                                .limit(MOST_CAUSES)
                                .map(cause -> new ProvisionedUserStatus.CauseEntry(
                                        cause.kind().name(),
                                        cause.via()
                                                .map(via -> new Reference(via.name(), via.namespace()))
                                                .orElse(null),
                                        Times.text(cause.since())))
                                .toList()))
                .toList();
    }

    static long generation(ProvisionedUser user) {
        return Optional.ofNullable(user.getMetadata().getGeneration()).orElse(0L);
    }
}
