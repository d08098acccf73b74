package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.LaneHealth;
import java.util.Comparator;
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
    static List<Condition> of(Conditions conditions, LaneHealth health, Optional<Objection> objection) {
        if (health.trouble().isEmpty()) {
            readyUnless(objection, health.rejection(), conditions)
                    .say(Reason.Reachable.name(), "True", "Answered", "The app answers")
                    .say("CredentialsValid", "True", "Accepted", "The app takes the credentials");
        } else {
            troubled(conditions, health.trouble().get());
        }
        held(health.held(), false).ifPresent(said -> conditions.say("RemovalsHeld", "True", "OverBudget", said));
        held(health.held(), true).ifPresent(said -> conditions.say("ChangesHeld", "True", "OverBudget", said));
        return conditions.list();
    }

    /** Of many waves the largest is told, and how many others there are; the status lists them. */
    private static Optional<String> held(List<Wave> all, boolean changes) {
        var waves = all.stream().filter(wave -> isOfChanges(wave) == changes).toList();
        var others = waves.size() <= 1 ? "" : "; and %,d more, see status.held".formatted(waves.size() - 1);
        return waves.stream()
                .max(Comparator.comparingInt(Wave::amount).thenComparing(Wave::id))
                .map(wave -> held(wave) + others);
    }

    private static boolean isOfChanges(Wave wave) {
        return wave.key().limit() == Limit.CHANGES;
    }

    /** By which its event is known. */
    static Reason reason(Wave wave) {
        return isOfChanges(wave) ? Reason.ChangesHeld : Reason.RemovalsHeld;
    }

    /** What it would take, and what to do about it. */
    static String held(Wave wave) {
        return "Wave %s would %s %,d, because of %s, which is over `spec.safety.%s`: nothing of it happens until what caused it is undone, the limit is raised, or a RemovalDecision decides about it"
                .formatted(
                        wave.id(),
                        verb(wave),
                        wave.amount(),
                        wave.key().cause(),
                        wave.key().limit().setting());
    }

    static String verb(Wave wave) {
        return isOfChanges(wave) ? "change" : "take";
    }

    /** The app itself works: leavers go, and whoever is there stays. */
    private static Conditions readyUnless(
            Optional<Objection> objection, Optional<Failure> rejection, Conditions conditions) {
        return objection
                .map(wrong -> conditions.stalled(wrong.reason().name(), wrong.message()))
                .or(() -> rejection.map(why -> conditions.stalled(why.reason(), rejected(why))))
                .orElseGet(() -> conditions.ready(Reason.Reachable));
    }

    private static String rejected(Failure why) {
        var what = why.kind() == Kind.WRITES_DENIED
                ? "; give them the right to change accounts"
                : "; correct `spec.attributes`, which is tried at once";
        return why.message() + what + "; until then one account a minute is tried";
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
