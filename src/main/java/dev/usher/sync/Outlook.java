package dev.usher.sync;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * What is decided about the account of one holder, asked for again before each write.
 *
 * <p>Each time the caches are looked at; it is decided anew where they show something else, or time has changed something.
 */
final class Outlook {
    /** What was decided from these facts. */
    private record Made(Facts.OfHolder from, Verdict verdict) {
        /** Whether it is decided from the very same; to compare all of it would be as dear as to decide. */
        @SuppressWarnings("ReferenceEquality")
        boolean holds(Facts.OfHolder holder, Instant now) {
            return from == holder && verdict.holdsAt(now);
        }
    }

    private final AppId app;
    private final Clock clock;
    private final Identity identity;
    private final Optional<KnownAccount> known;
    private volatile Look look;
    private volatile Optional<Made> made = Optional.empty();

    /**
     * The one of this holder.
     *
     * @param known what the lane knows of the account
     * @param look that showed the holder
     */
    Outlook(AppId app, Clock clock, Identity identity, Optional<KnownAccount> known, Look look) {
        this.app = app;
        this.clock = clock;
        this.identity = identity;
        this.known = known;
        this.look = look;
    }

    /** What the last look gives; empty where there is nothing to decide about the holder any more. */
    Optional<Decision> last() {
        return decided(look);
    }

    /** What a fresh look at the caches gives. */
    Optional<Decision> now() {
        var fresh = look.again();
        look = fresh;
        return decided(fresh);
    }

    private Optional<Decision> decided(Look from) {
        return from.facts() instanceof Facts.OfHolder holder
                        && holder.identity().equals(identity)
                ? verdict(holder).decision()
                : Optional.empty();
    }

    private Verdict verdict(Facts.OfHolder holder) {
        var now = clock.instant();
        var before = made;
        if (before.isPresent() && before.get().holds(holder, now)) {
            return before.get().verdict();
        }
        var fresh = holder.verdict(app, Holdings.toDecide(known, holder.account(app)), now);
        made = Optional.of(new Made(holder, fresh));
        return fresh;
    }
}
