package dev.usher.sync;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How urgent the work is that is under way, by key. */
final class Urgencies {
    private final Map<Key, Urgency> work = new ConcurrentHashMap<>();

    /** To be said before it is looked at what is decided, so that whatever is asked for later is heard of. */
    Urgency begin(Turn turn) {
        var urgency = new Urgency(turn.priority());
        work.put(turn.key(), urgency);
        return urgency;
    }

    void end(Key key) {
        work.remove(key);
    }

    /** The work on a key, where something that ends access is asked for and it was less urgent until now. */
    Optional<Urgency> raise(Key key, Priority asked) {
        return Optional.ofNullable(work.get(key)).filter(urgency -> asked.endsAccess() && urgency.raise(asked));
    }
}
