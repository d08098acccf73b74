package dev.usher.domain.outcome;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One expected failure, in words of ours.
 *
 * @param names what the detail names: resources, attributes, status codes; never a value of a person, never remote text
 * @param retryAfter how long the app asked to be left alone
 */
public record Failure(Kind kind, Detail detail, List<String> names, Optional<Duration> retryAfter) {
    public Failure {
        names = List.copyOf(names);
    }

    public static Failure of(Kind kind, Detail detail, String... names) {
        return new Failure(kind, detail, List.of(names), Optional.empty());
    }

    public Failure after(Duration pause) {
        return new Failure(kind, detail, names, Optional.of(pause));
    }

    /** The reason of the condition that shows it; some details are known by a name of their own. */
    public String reason() {
        if (kind.isOfDisabled()) {
            // What is left to do decides what is shown, whatever stands in its way.
            return kind.reason();
        }
        return switch (detail) {
            case SECRET_NOT_OFFERED -> "SecretNotOffered";
            case TENANT_CHANGED -> "TenantChanged";
            case DUPLICATE_TENANT -> "DuplicateTenant";
            case OVER_BUDGET_OF_CHANGES -> "ChangesHeld";
            case KEPT -> "KeptByDecision";
            case RESTORING -> "Restoring";
            case RESTORED -> "RestoredByDecision";
            case NOT_UNDERSTOOD_HERE -> "NewerThanOperator";
            default -> kind.reason();
        };
    }

    /** What is said more than that it is of this kind; may be empty. */
    public String words() {
        return detail.with(names.toArray());
    }

    /** The same words at every attempt: a message that counted would be a write per retry. */
    public String message() {
        var more = words();
        return more.isEmpty() ? kind.sentence() : kind.sentence() + ": " + more;
    }
}
