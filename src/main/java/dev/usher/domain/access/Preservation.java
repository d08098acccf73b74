package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What keeps somebody's accounts, and their personal data, from being deleted.
 *
 * <p>It puts an end off and keeps nobody's access: what would be deleted is disabled instead, until nothing holds it any more.
 *
 * @param holds those that mean the person, also those that are over
 */
public record Preservation(List<Hold> holds) {
    public Preservation {
        holds = List.copyOf(holds);
    }

    /** Whether nothing of an app may be deleted now. */
    public boolean covers(AppId app, Instant now) {
        return holds.stream().anyMatch(hold -> hold.covers(app) && hold.holdsAt(now));
    }

    /** Whether anything at all is kept now: then the personal data is, too. */
    public boolean isInForce(Instant now) {
        return holds.stream().anyMatch(hold -> hold.holdsAt(now));
    }

    /** When an account in an app may go that would otherwise go then; empty: not as long as somebody holds it. */
    public Optional<Instant> puttingOff(AppId app, Instant due) {
        return puttingOff(hold -> hold.covers(app), due);
    }

    /** The same of the personal data, whichever apps are meant. */
    Optional<Instant> puttingOff(Instant due) {
        return puttingOff(any -> true, due);
    }

    /**
     * When an account in an app is said to go that would go then; empty: no such time is known.
     *
     * <p>Not before that has come is anything of a hold shown: whoever is meant would be warned.
     */
    public Optional<Instant> shown(AppId app, Instant due, Instant now) {
        return due.isAfter(now) ? Optional.of(due) : puttingOff(app, due);
    }

    /** The same of the personal data. */
    Optional<Instant> shown(Instant due, Instant now) {
        return due.isAfter(now) ? Optional.of(due) : puttingOff(due);
    }

    private Optional<Instant> puttingOff(Predicate<Hold> which, Instant due) {
        var latest = due;
        for (var hold : holds) {
            if (!which.test(hold)) {
                continue;
            }
            if (hold.until().isEmpty()) {
                return Optional.empty();
            }
            latest = hold.until().get().isAfter(latest) ? hold.until().get() : latest;
        }
        return Optional.of(latest);
    }
}
