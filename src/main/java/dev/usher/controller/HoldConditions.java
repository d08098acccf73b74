package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.LegalHold;
import dev.usher.api.LegalHoldStatus;
import dev.usher.kube.DeclaredHolds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conditions of a hold. */
final class HoldConditions {
    private HoldConditions() {}

    /**
     * Those of now.
     *
     * @param users the names of which nobody is there, and for which no key was noted
     * @param apps those that it names and that are not there
     */
    static List<Condition> of(LegalHold hold, List<String> users, List<String> apps, Instant now) {
        var before = Optional.ofNullable(hold.getStatus())
                .orElse(LegalHoldStatus.NONE)
                .conditions();
        var conditions = new Conditions(before, Translate.generation(hold), now);
        if (hold.getSpec() == null) {
            return conditions
                    .stalled(
                            Reason.NewerThanOperator.name(),
                            new Reading.Newer<>("spec").message()
                                    + "; until then nothing of anybody of this namespace is deleted")
                    .list();
        }
        if (hold.getSpec().released() != null) {
            return conditions.ready(Reason.HoldReleased).list();
        }
        if (!isInForce(hold, now)) {
            return conditions.ready(Reason.HoldExpired).list();
        }
        if (!users.isEmpty()) {
            return conditions
                    .stalled(
                            Reason.HeldUserNotFound.name(),
                            Excerpt.of(
                                    "Not there: " + String.join(", ", users)
                                            + "; everybody else is held. Hold by `externalIds`, or by the right name, in another LegalHold",
                                    1000))
                    .list();
        }
        return apps.isEmpty()
                ? conditions.ready(Reason.Preserving).list()
                : conditions
                        .stalled(
                                Reason.AppNotFound.name(),
                                Excerpt.of("TargetApp not there: " + String.join(", ", apps), 1000))
                        .list();
    }

    /** Whether it keeps anything. */
    static boolean isInForce(LegalHold hold, Instant now) {
        return DeclaredHolds.of(hold).filter(said -> said.holdsAt(now)).isPresent();
    }

    /** The same as a status tells it. */
    static boolean isInForce(@Nullable LegalHoldStatus status) {
        return ready(status)
                .filter(said -> !said.reason().equals(Reason.HoldReleased.name())
                        && !said.reason().equals(Reason.HoldExpired.name())
                        && !said.reason().equals(Reason.Pending.name()))
                .isPresent();
    }

    static Optional<Condition> ready(@Nullable LegalHoldStatus status) {
        return Optional.ofNullable(status).flatMap(said -> Conditions.of(said.conditions(), "Ready"));
    }
}
