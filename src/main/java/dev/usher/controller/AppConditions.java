package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.LaneHealth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the health of a lane means for its app. */
final class AppConditions {
    private AppConditions() {}

    /**
     * The conditions of an app that was asked.
     *
     * @param objection what somebody has to correct, while all else goes on
     */
    static List<Condition> of(Conditions conditions, LaneHealth health, Optional<Objection> objection, Instant now) {
        if (health.trouble().isEmpty()) {
            readyUnless(objection, conditions)
                    .say(Reason.Reachable.name(), "True", "Answered", "The app answers")
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

    /** The app itself works: leavers go, and whoever is there stays. */
    private static Conditions readyUnless(Optional<Objection> objection, Conditions conditions) {
        return objection
                .map(wrong -> conditions.stalled(wrong.reason().name(), wrong.message()))
                .orElseGet(() -> conditions.ready(Reason.Reachable));
    }

    private static void troubled(Conditions conditions, Failure trouble) {
        if (trouble.kind().retry() == Kind.Retry.BACKOFF) {
            conditions.reconciling("False", trouble.reason(), trouble.message());
        } else {
            conditions.stalled(trouble.reason(), trouble.message());
        }
        switch (trouble.kind()) {
            case UNREACHABLE, THROTTLED ->
                conditions.say(Reason.Reachable.name(), "False", trouble.reason(), trouble.message());
            case UNAUTHORIZED, FORBIDDEN ->
                conditions.say("CredentialsValid", "False", trouble.reason(), trouble.message());
            default -> {}
        }
    }
}
