package dev.usher.runtime;

import dev.usher.kube.AdmissionPolicies.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when a policy is in force without a break, as far as looks tell.
 *
 * <p>One that is found as it was left has been so in between: whatever was put back, or changed and changed back, has another version.
 */
final class UnbrokenForce {
    /** The API server heeds a policy about a second after it is stored, and says times in whole seconds. */
    private static final Duration UNTIL_HEEDED = Duration.ofSeconds(3);

    private Optional<Standing> last = Optional.empty();
    private Optional<Instant> since = Optional.empty();

    /** Somebody looked. */
    synchronized void sees(Standing now, Instant at) {
        if (now instanceof Standing.InForce found) {
            if (last.isEmpty()) {
                since = Optional.of(found.since());
            } else if (!last.equals(Optional.of(now))) {
                since = Optional.of(at);
            }
        } else {
            since = Optional.empty();
        }
        last = Optional.of(now);
    }

    /** Another policy is meant from now on. */
    synchronized void breaks() {
        since = Optional.empty();
        last = Optional.of(new Standing.Not(""));
    }

    /** Whether it judged what was created at a time, as the API server writes it. */
    synchronized boolean covers(String created) {
        return since.filter(from -> !from.plus(UNTIL_HEEDED).isAfter(Instant.parse(created)))
                .isPresent();
    }
}
