package dev.usher.sync;

import dev.usher.domain.account.Identity;
import java.time.Clock;
import java.util.HashSet;

/** Passwords that nobody fetched, or that everybody has fetched who is to: they lie for a time and no longer. */
record Expiries(LaneBook book, Handout handout, Clock clock) {
    /** Takes away what has lain long enough; what cannot be taken away now is at the next look. */
    void takeAway() throws LedgerFailure {
        var now = clock.instant();
        var gone = new HashSet<Identity>();
        for (var due : book.page().credentials().entrySet()) {
            if (due.getValue().isOver(now) && isTakenAway(due.getValue())) {
                gone.add(due.getKey());
            }
        }
        if (!gone.isEmpty()) {
            book.edit(page -> page.withoutCredentials(gone));
        }
    }

    private boolean isTakenAway(DueCredential over) {
        try {
            for (var place : over.lying().stream().toList()) {
                handout.drop(place);
            }
            return true;
        } catch (Handout.NotKept e) {
            System.getLogger(Expiries.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "a Secret with a password whose time is over could not be deleted: " + e.getMessage());
            return false;
        }
    }
}
