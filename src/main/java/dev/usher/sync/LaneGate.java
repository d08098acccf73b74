package dev.usher.sync;

import dev.usher.domain.outcome.Failure;
import java.util.Optional;

/** Whether a lane may work: not before it is configured, not against its declaration, not while its app is in trouble. */
final class LaneGate {
    /** Open, or shut for a reason; a lane that waits for its configuration has none to tell. */
    record State(boolean open, Optional<Failure> why) {}

    private Optional<Failure> blocked = Optional.empty();
    private Optional<Failure> trouble = Optional.empty();
    private boolean seen;

    synchronized State state() {
        var why = blocked.or(() -> trouble);
        return new State(seen && why.isEmpty(), why);
    }

    synchronized boolean isBlocked() {
        return blocked.isPresent();
    }

    /** The app was seen to be well. */
    synchronized void open() {
        seen = true;
        trouble = Optional.empty();
    }

    /** The app is in trouble; says whether that is news. */
    synchronized boolean shut(Failure why) {
        var news = !trouble.equals(Optional.of(why));
        trouble = Optional.of(why);
        return news;
    }

    /** The declaration forbids work; says whether that is news. */
    synchronized boolean block(Failure why) {
        var news = !blocked.equals(Optional.of(why));
        blocked = Optional.of(why);
        return news;
    }

    /** A declaration that can be worked with was taken into use: nothing is known of its app yet. */
    synchronized void unblock() {
        seen = seen && blocked.isEmpty();
        blocked = Optional.empty();
    }
}
