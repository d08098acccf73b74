package dev.usher.sync;

import dev.usher.domain.access.Deviation;
import dev.usher.domain.account.RemoteId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    /** So many between two inventories, of one account, because of what is told of changes. */
    private static final int MOST_LOOKS = 5;

    private final Map<RemoteId, Finding> open = new ConcurrentHashMap<>();
    private final Map<RemoteId, Finding> told = new ConcurrentHashMap<>();
    private final Map<RemoteId, Integer> looks = new ConcurrentHashMap<>();
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
        told.clear();
        looks.clear();
        found.forEach((id, finding) -> {
            if (!finding.equals(closed.get(id))) {
                open.put(id, finding);
            }
        });
        return Map.copyOf(open);
    }

    /**
     * Of these, what was found between inventories, those that need a closer look; of all others nothing is known.
     *
     * <p>What is found of one account again and again is left to the next inventory, so that nobody fights over it every minute; but
     * whoever is let in is shut out each time.
     *
     * @param shown the accounts that are there
     */
    Map<RemoteId, Finding> more(Map<RemoteId, Finding> found, Set<RemoteId> shown) {
        closed.entrySet()
                .removeIf(look -> shown.contains(look.getKey())
                        && look.getValue().deviations().contains(Deviation.MISSED));
        var news = new HashMap<RemoteId, Finding>();
        found.forEach((id, finding) -> {
            if (finding.isOfAccess() || looks.getOrDefault(id, 0) < MOST_LOOKS) {
                told.put(id, finding);
                news.put(id, finding);
            }
        });
        return news;
    }

    /** These came as well. */
    void join(Map<Key, Awaited.Newcomer> some) {
        some.forEach((key, newcomer) ->
                newcomers.merge(key, newcomer, (before, now) -> before.isNew() && !now.isNew() ? before : now));
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
        return Optional.ofNullable(open.get(id)).or(() -> Optional.ofNullable(told.get(id)));
    }

    /** Somebody had a closer look, and wrote something or had no reason to. */
    void looked(RemoteId id, Finding finding, boolean written) {
        if (!open.remove(id, finding) && told.remove(id, finding)) {
            looks.merge(id, 1, Integer::sum);
            return;
        }
        var look = new Look(finding, written);
        if (look.equals(seen.put(id, look)) && (!written || finding.isOnlyOfValues())) {
            closed.put(id, finding);
        }
    }

    /** Everything is to be looked at again. */
    void forget() {
        complete = false;
        open.clear();
        told.clear();
        looks.clear();
        closed.clear();
        seen.clear();
        newcomers.clear();
    }
}
