package dev.usher.connector.scim;

import dev.usher.connector.Outcome;

/** How the request of a write ended: with an answer to look into, or for good. */
sealed interface Written {
    /** Whether there was an answer, and it means that. */
    default boolean means(Class<? extends Verdict.Passed> verdict) {
        return this instanceof Answered(Answer answer) && verdict.isInstance(answer.verdict());
    }

    record Answered(Answer answer) implements Written {}

    record Ended(Outcome outcome) implements Written {}
}
