package dev.usher.controller;

import dev.usher.api.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of one resource in the making, exactly as kstatus reads them.
 *
 * <p>Abnormal ones are there while they are true and gone afterwards; a transition time moves only with a status.
 */
final class Conditions {
    private final List<Condition> before;
    private final long generation;
    private final String now;
    private final List<Condition> said = new ArrayList<>();

    Conditions(List<Condition> before, long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = Times.text(now);
    }

    Conditions ready(Reason reason) {
        return ready(reason, reason.meaning());
    }

    Conditions ready(Reason reason, String message) {
        return say("Ready", "True", reason.name(), message);
    }

    /** Not there yet, and it goes on by itself. */
    Conditions reconciling(String status, String reason, String message) {
        return say("Ready", status, reason, message).say("Reconciling", "True", reason, message);
    }

    /** Somebody has to act, and until then nothing is tried that could help. */
    Conditions stalled(String reason, String message) {
        return say("Ready", "False", reason, message).say("Stalled", "True", reason, message);
    }

    /** It waits for something that is neither a fault nor progress. */
    Conditions waiting(String reason, String message) {
        return say("Ready", "False", reason, message);
    }

    Conditions say(String type, String status, String reason, String message) {
        var earlier = before.stream()
                .filter(condition ->
                        condition.type().equals(type) && condition.status().equals(status))
                .findFirst();
        said.add(new Condition(
                type,
                status,
                reason,
                message,
                generation,
                earlier.map(Condition::lastTransitionTime).orElse(now)));
        return this;
    }

    List<Condition> list() {
        return List.copyOf(said);
    }

    static boolean areReady(List<Condition> conditions) {
        return of(conditions, "Ready")
                .filter(ready -> ready.status().equals("True"))
                .isPresent();
    }

    /** What a list of conditions says of one type. */
    static Optional<Condition> of(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }
}
