package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.RetainedAccount;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Phase;
import dev.usher.domain.account.Applied;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Step;
import dev.usher.sync.Result;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would be done in apps to which it may not be written in the phase that they are in. */
final class Plans {
    static final String REASON = Kind.PLANNED.reason();

    private Plans() {}

    /** Why nothing is written, before a lane has said what would be. */
    static Optional<Failure> of(Optional<Decision> decision) {
        return decision.filter(Decision.Planned.class::isInstance).map(any -> Failure.of(Kind.PLANNED, Detail.NONE));
    }

    static boolean isPlanned(AccountEntry entry) {
        return REASON.equals(entry.reason());
    }

    /** The same of an account without a user. */
    static boolean isPlanned(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .flatMap(said -> Conditions.of(said.conditions(), "Ready"))
                .filter(ready -> ready.reason().equals(REASON))
                .isPresent();
    }

    /** What would be done, by the words of a status. */
    static List<String> steps(Optional<Failure> failure) {
        return failure.filter(why -> why.kind() == Kind.PLANNED).stream()
                .flatMap(why -> why.names().stream())
                .flatMap(names -> Arrays.stream(names.split(", ")))
                .toList();
    }

    /** Where something would have to be done, or another account was taken over, what a read once agreed with proves nothing. */
    static Optional<String> applied(Result result, Optional<AccountEntry> before) {
        return result.isOnlyTaken()
                        || result.failure()
                                .filter(why -> why.kind() == Kind.PLANNED)
                                .isPresent()
                ? Optional.empty()
                : result.applied().map(Applied::text).or(() -> before.map(AccountEntry::applied));
    }

    /** The counts of an app; none of one to which everything is written. */
    static TargetAppStatus.@Nullable Plan counts(TargetApp app, Caches caches, Instant now) {
        if (Phases.of(app) instanceof Phase.Managed) {
            return null;
        }
        var id = Translate.id(app);
        var counts = new EnumMap<Step, Integer>(Step.class);
        for (var user : caches.usersWith(id)) {
            user.getStatus().accounts().stream()
                    .filter(entry -> Recall.id(entry).equals(id) && isPlanned(entry))
                    .forEach(entry -> entry.planned().forEach(text -> count(text, counts)));
        }
        caches.retained()
                .filter(account -> account.getSpec() != null
                        && Translate.app(account, account.getSpec().app()).equals(id))
                .forEach(account -> step(account, now).ifPresent(step -> counts.merge(step, 1, Integer::sum)));
        return new TargetAppStatus.Plan(
                of(Step.CREATE, counts),
                of(Step.UPDATE, counts),
                of(Step.DISABLE, counts),
                of(Step.DELETE, counts),
                of(Step.REMOVE_ENTITLEMENTS, counts));
    }

    private static void count(String text, Map<Step, Integer> counts) {
        Arrays.stream(Step.values())
                .filter(step -> step.text().equals(text))
                .forEach(step -> counts.merge(step, 1, Integer::sum));
    }

    private static int of(Step step, Map<Step, Integer> counts) {
        return counts.getOrDefault(step, 0);
    }

    /** An account without a user is disabled first, and deleted when its time has come. */
    private static Optional<Step> step(RetainedAccount account, Instant now) {
        var status = Optional.ofNullable(account.getStatus());
        if (RetainedStates.isDisabled(account)) {
            return status.flatMap(said -> Times.parse(said.purgeTime()))
                    .filter(due -> !now.isBefore(due))
                    .map(due -> Step.DELETE);
        }
        return isPlanned(account) ? Optional.of(Step.DISABLE) : Optional.empty();
    }
}
