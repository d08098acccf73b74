package dev.usher.connector.scim;

import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ScimError;
import java.util.Set;

/** How the request of a write ended: with an answer to look into, or for good. */
sealed interface Written {

    /** Whether there was an answer, and it means that. */
    default boolean means(Class<? extends Verdict.Passed> verdict) {
        return this instanceof Answered(Answer answer) && verdict.isInstance(answer.verdict());
    }

    /** Whether the app said that nothing was done because the request is not as it wants it, and what of it. */
    default boolean isRefusedFor(Set<ScimError.Type> types) {
        return this instanceof Answered(Answer answer)
                && answer.verdict() instanceof Verdict.Refused(ScimError.Type type, Failure _)
                && types.contains(type);
    }

    /** Whether a filter in a PATCH picked no value. */
    default boolean hasNoTarget() {
        return isRefusedFor(Set.of(ScimError.Type.NO_TARGET));
    }

    /** Whether the app does not know this way to ask, of whatever resource. */
    default boolean isUnsupported() {
        return this instanceof Ended(Outcome.Failed(Failure why)) && why.kind() == Kind.UNSUPPORTED;
    }

    /** Whether what it is about is not there. */
    default boolean isGone() {
        return this instanceof Ended(Outcome.Failed(Failure why)) && why.kind() == Kind.GONE;
    }

    record Answered(Answer answer) implements Written {}

    record Ended(Outcome outcome) implements Written {}
}
