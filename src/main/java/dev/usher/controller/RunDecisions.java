package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.api.WriteBackStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of a decision about a run of a source, as a pure function of what became of the run. */
final class RunDecisions {
    private static final Set<String> APPLIED =
            Set.of(Reason.Applied.name(), Reason.AppliedInPart.name(), Reason.NotWrittenBack.name());

    private RunDecisions() {}

    /** @param source that it names, where it is there */
    static RemovalDecisionStatus of(RemovalDecision decision, Optional<UserSource> source, Instant now) {
        var before = Optional.ofNullable(decision.getStatus()).orElse(RemovalDecisionStatus.NONE);
        var conditions = new Conditions(before.conditions(), Translate.generation(decision), now);
        if (!now.isBefore(RemovalOrders.until(decision))) {
            return said(decision, before.members(), RemovalStatuses.complete(conditions, Reason.DecisionOver));
        }
        if (RemovalStatuses.isComplete(before)) {
            return said(decision, before.members(), RemovalStatuses.complete(conditions, Reason.RunReleased));
        }
        if (source.isEmpty()) {
            return said(decision, null, stalled(conditions, Reason.SourceNotFound));
        }
        var status = Optional.ofNullable(source.get().getStatus()).orElse(UserSourceStatus.NONE);
        var named = Optional.ofNullable(decision.getSpec().run());
        var isLast = Optional.ofNullable(status.run()).equals(named);
        var isHeld = Optional.ofNullable(status.writeBack())
                .flatMap(back -> Optional.ofNullable(back.held()))
                .map(WriteBackStatus.Held::run)
                .filter(run -> named.equals(Optional.of(run)))
                .isPresent();
        if (!isLast && !isHeld) {
            return said(decision, null, stalled(conditions, Reason.RunNotFound));
        }
        return !isHeld && isApplied(status)
                ? said(decision, touched(status), RemovalStatuses.complete(conditions, Reason.RunReleased))
                : said(
                        decision,
                        null,
                        conditions.reconciling("False", Reason.Releasing.name(), "The run is being applied"));
    }

    private static boolean isApplied(UserSourceStatus status) {
        return Conditions.of(status.conditions(), "Ready")
                .map(Condition::reason)
                .filter(APPLIED::contains)
                .isPresent();
    }

    private static Conditions stalled(Conditions conditions, Reason reason) {
        return conditions.stalled(reason.name(), reason.meaning());
    }

    private static int touched(UserSourceStatus status) {
        return Stream.of(status.created(), status.linked(), status.changed(), status.ended(), status.returned())
                .flatMap(count -> Optional.ofNullable(count).stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static RemovalDecisionStatus said(
            RemovalDecision decision, @Nullable Integer members, Conditions conditions) {
        return new RemovalDecisionStatus(
                Translate.generation(decision),
                null,
                members,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Times.text(RemovalOrders.until(decision)),
                conditions.list());
    }
}
