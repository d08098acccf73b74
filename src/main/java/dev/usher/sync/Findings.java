package dev.usher.sync;

import dev.usher.domain.account.RemoteId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the last inventory found that a closer look has to decide, and what closer looks have found.
 *
 * <p>An app may show something else in a list than of one account, or take a value and not keep it. What was looked at twice is
 * not looked at again while the list shows the same of it and the same is decided, so that a steady app is left in peace. Once
 * would not do: a list that was read before the account was written shows it as it was, and somebody, or a request that lands
 * late, may have made it so again by the next one.
 */
final class Findings {
    private final Map<RemoteId, Finding> open = new ConcurrentHashMap<>();
    private final Map<RemoteId, Finding> closed = new ConcurrentHashMap<>();
    private final Map<RemoteId, Look> seen = new ConcurrentHashMap<>();
    private final Map<Key, Awaited.Newcomer> newcomers = new ConcurrentHashMap<>();
    private volatile boolean complete;

    /** A closer look. */
    private record Look(Finding finding, boolean written) {}

    /** Of these, what an inventory found, those that need a closer look. */
    Map<RemoteId, Finding> news(Map<RemoteId, Finding> found) {
        complete = true;
        closed.entrySet().retainAll(found.entrySet());
        seen.entrySet().removeIf(look -> !look.getValue().finding().equals(found.get(look.getKey())));
        open.clear();
        found.forEach((id, finding) -> {
            if (!finding.equals(closed.get(id))) {
                open.put(id, finding);
            }
        });
        return Map.copyOf(open);
    }

    /** Of these, what was found between inventories, those that need a closer look; of all others nothing is known. */
    Map<RemoteId, Finding> more(Map<RemoteId, Finding> found) {
        var news = new HashMap<RemoteId, Finding>();
        found.forEach((id, finding) -> {
            if (!finding.equals(closed.get(id))) {
                open.put(id, finding);
                news.put(id, finding);
            }
        });
        return news;
    }

    /** These came as well. */
    void join(Map<Key, Awaited.Newcomer> some) {
        newcomers.putAll(some);
    }

    /** These came since it was recorded that their persons had none. */
    void come(Map<Key, Awaited.Newcomer> some) {
        newcomers.keySet().retainAll(some.keySet());
        newcomers.putAll(some);
    }

    /** The account that a first login of somebody has made, as far as the last inventory shows. */
    Optional<RemoteId> newcomer(Key key) {
        return Optional.ofNullable(newcomers.get(key)).map(Awaited.Newcomer::id);
    }

    /** Whether this is the account that somebody's first login has made, and was new when an inventory found it. */
    boolean isNew(Key key, RemoteId id) {
        return Optional.ofNullable(newcomers.get(key))
                .filter(newcomer -> newcomer.isNew() && newcomer.id().equals(id))
                .isPresent();
    }

    /** Whether the app was read to its end. */
    boolean areComplete() {
        return complete;
    }

    Optional<Finding> of(RemoteId id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Somebody had a closer look, and wrote something or had no reason to. */
    void looked(RemoteId id, Finding finding, boolean written) {
        open.remove(id, finding);
        var look = new Look(finding, written);
        if (look.equals(seen.put(id, look)) && (!written || finding.isOnlyOfValues())) {
            closed.put(id, finding);
        }
    }

    /** Everything is to be looked at again. */
    void forget() {
        complete = false;
        open.clear();
        closed.clear();
        seen.clear();
        newcomers.clear();
    }
}
