package dev.usher.domain.measure;

import dev.usher.domain.outcome.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Why an account is not as decided yet. */
public enum Shortfall {
    /** Nobody has answered. */
    WAITING,
    /** A limit, or a person, holds it. */
    HELD,
    /** Somebody asked that nothing is written to the app. */
    SUSPENDED,
    /** The app as a whole cannot be worked with. */
    UNREACHABLE,
    /** A read shows something else than was written. */
    DIFFERS,
    FAILED;

    private static final Map<String, Shortfall> BY_REASON =
            Arrays.stream(Kind.values()).collect(Collectors.toUnmodifiableMap(Kind::reason, Shortfall::of));

    /** Those of a decision about a wave; the others that no kind has are of the app. */
    private static final Set<String> OF_DECISIONS =
            Set.of("ChangesHeld", "KeptByDecision", "Restoring", "RestoredByDecision");

    /** By the reason that an account shows; without one nobody has answered. */
    public static Shortfall of(Optional<String> reason) {
        return reason.map(Shortfall::of).orElse(WAITING);
    }

    private static Shortfall of(String reason) {
        if (reason.equals("AppSuspended")) {
            return SUSPENDED;
        }
        return Optional.ofNullable(BY_REASON.get(reason)).orElse(OF_DECISIONS.contains(reason) ? HELD : UNREACHABLE);
    }

    private static Shortfall of(Kind kind) {
        if (kind.scope() == Kind.Scope.APP) {
            return UNREACHABLE;
        }
        return switch (kind) {
            case HELD, HELD_BY_POLICY, PROTECTED, PLANNED -> HELD;
            case WAITING -> WAITING;
            case NOT_EFFECTIVE, DRIFTED, STALE -> DIFFERS;
            default -> FAILED;
        };
    }

    /** As a label of a metric has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
