package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.LaneHealth;
import java.time.Instant;
import java.util.List;

/** What the health of a lane means for its app. */
final class AppConditions {
    private AppConditions() {}

    static List<Condition> of(Conditions conditions, LaneHealth health, Instant now) {
        if (health.trouble().isEmpty()) {
            conditions
                    .ready("Reachable", "The app answers and takes the credentials")
                    .say("Reachable", "True", "Answered", "The app answers")
                    .say("CredentialsValid", "True", "Accepted", "The app takes the credentials");
        } else {
            troubled(conditions, health.trouble().get());
        }
        health.heldUntil()
                .filter(until -> until.isAfter(now))
                .ifPresent(until -> conditions.say(
                        "RemovalsHeld",
                        "True",
                        "OverBudget",
                        "More accounts are to be removed than the budget of an hour lets go: the rest waits until "
                                + Times.text(until)));
        return conditions.list();
    }

    private static void troubled(Conditions conditions, Failure trouble) {
        if (trouble.kind().retry() == Kind.Retry.BACKOFF) {
            conditions.reconciling("False", trouble.reason(), trouble.message());
        } else {
            conditions.stalled(trouble.reason(), trouble.message());
        }
        switch (trouble.kind()) {
            case UNREACHABLE, THROTTLED -> conditions.say("Reachable", "False", trouble.reason(), trouble.message());
            case UNAUTHORIZED, FORBIDDEN ->
                conditions.say("CredentialsValid", "False", trouble.reason(), trouble.message());
            default -> {}
        }
    }
}
