package dev.usher.sync;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was sent last of each account to an app whose reads show for a while what was before. */
final class Unshown {
    /** How long it is known after its time that something was not shown: whoever looks again does so by then. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /**
     * The last that was sent of an account.
     *
     * @param under the decision that it was sent for
     * @param until when reads show it, at the latest
     * @param missed how it failed because a read did not show it
     * @param inVain how the same failed when its time was over, where it was sent once more
     */
    record Sent(Decision under, Instant until, Optional<Failure> missed, Optional<Failure> inVain) {
        private boolean mayShowAfter(Instant now) {
            return now.isBefore(until);
        }
    }

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private volatile Instant looked = Instant.EPOCH;
    private final Map<Identity, Sent> last = new ConcurrentHashMap<>();

    /** Something is sent of an account for this decision, and shown by then. */
    void sends(Identity identity, Decision under, Instant now, Instant until) {
        forget(now);
        last.merge(identity, new Sent(under, until, Optional.empty(), Optional.empty()), (before, next) -> {
            if (!before.under().equals(under)) {
                return next;
            }
            var inVain = before.mayShowAfter(now) ? before.inVain() : before.missed();
            return new Sent(under, until, Optional.empty(), inVain);
        });
    }

    /** The app is another one. */
    void forget() {
        last.clear();
    }

    /** What was shown, or would have been by now, is of no use any more. */
    void forget(Instant now) {
        if (last.isEmpty() || now.isBefore(looked.plus(BETWEEN))) {
            return;
        }
        looked = now;
        last.values()
                .removeIf(sent -> !now.isBefore(sent.until().plus(sent.missed().isPresent() ? KEPT : Duration.ZERO)));
    }

    /** A read did not show it yet. */
    void misses(Identity identity, Failure why) {
        last.computeIfPresent(
                identity, (any, sent) -> new Sent(sent.under(), sent.until(), Optional.of(why), sent.inVain()));
    }

    /** Everything was found as it was decided. */
    void shows(Identity identity) {
        last.computeIfPresent(
                identity, (any, sent) -> new Sent(sent.under(), sent.until(), Optional.empty(), Optional.empty()));
    }

    /** What reads of somebody's account may not show yet. */
    Optional<Sent> of(Facts.OfHolder holder, Instant now) {
        return last.isEmpty()
                ? Optional.empty()
                : holder.identities()
                        .flatMap(identity -> Optional.ofNullable(last.get(identity)).stream())
                        .filter(sent -> sent.mayShowAfter(now))
                        .findFirst();
    }
}
