package dev.usher.controller;

import dev.usher.api.AccessLockStatus.Receipt;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AppId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became, for one lock, of the sessions that apps had open for accounts which it shut. */
final class SessionReceipts {
    private static final int LONGEST = 127;

    /** By app, where it has an account that a lock shuts and that is there. */
    private final Map<AppId, Said> found = new TreeMap<>();

    /** What can be said of the sessions in one app; the words are those of receipts. */
    enum State {
        /** The app was asked to end them since the lock, and did. */
        Ended,
        /** Nobody can ask it for that. */
        Unsupported,
        /** Some may be open, and it is asked, or will be. */
        Pending
    }

    /**
     * One app.
     *
     * @param message what stood in the way at the last attempt
     */
    record Said(State state, Optional<String> message) {
        private Said or(Said other) {
            return state == State.Pending || other.state != State.Pending ? this : other;
        }
    }

    /**
     * An account that is there.
     *
     * @param ended whether what is recorded of it says that its sessions were ended for this decision
     * @param message what stood in the way at the last attempt
     */
    void add(AppId app, Decision decision, boolean ended, Optional<String> message) {
        if (decision instanceof Decision.Disabled disabled && disabled.isLocked()) {
            var said = !disabled.endsSessions()
                    ? new Said(State.Unsupported, Optional.empty())
                    : ended ? new Said(State.Ended, Optional.empty()) : new Said(State.Pending, message);
            found.merge(app, said, Said::or);
        }
    }

    Optional<Said> of(AppId app) {
        return Optional.ofNullable(found.get(app));
    }

    /** The receipt of an app, with what became of its sessions. */
    Receipt on(Receipt receipt, List<Receipt> before, Instant now) {
        return of(new AppId(receipt.namespace(), receipt.app()))
                .map(said -> with(said, receipt, before, now))
                .orElse(receipt);
    }

    private static Receipt with(Said said, Receipt receipt, List<Receipt> before, Instant now) {
        var since = before.stream()
                .filter(earlier -> earlier.app().equals(receipt.app())
                        && earlier.namespace().equals(receipt.namespace())
                        && said.state().name().equals(earlier.sessions()))
                .flatMap(earlier -> Optional.ofNullable(earlier.sessionsTime()).stream())
                .findFirst();
        return new Receipt(
                receipt.app(),
                receipt.namespace(),
                receipt.account(),
                receipt.reason(),
                receipt.time(),
                said.state().name(),
                said.message().map(text -> Excerpt.of(text, LONGEST)).orElse(null),
                since.orElseGet(() -> Times.text(now)));
    }

    static boolean isOpen(Receipt receipt) {
        return State.Pending.name().equals(receipt.sessions());
    }

    boolean areOpen(AppId app) {
        return of(app).filter(said -> said.state() == State.Pending).isPresent();
    }
}
