package dev.usher.sync;

import dev.usher.domain.account.RemoteId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When the active accounts were last used that somebody holds, as far as an app tells it.
 *
 * <p>Of one of which it is not told nothing is known: it may never have been used, or before the app began to keep that.
 */
final class LastUses {
    private static final int MOST_TOLD = 20;

    private final Map<RemoteId, Key> holders;
    private final Instant limit;
    private final Set<RemoteId> untold = new HashSet<>();
    private final Map<RemoteId, Instant> unused = new HashMap<>();
    private final boolean areTold;

    /**
     * Of an app that has told of none yet.
     *
     * @param areTold whether the app tells of any
     * @param limit what was not used since then is unused
     */
    LastUses(Map<RemoteId, Key> holders, boolean areTold, Instant limit) {
        this.holders = holders;
        this.areTold = areTold;
        this.limit = limit;
    }

    /** Somebody can use it. */
    void active(RemoteId account) {
        if (areTold && holders.containsKey(account)) {
            untold.add(account);
        }
    }

    void used(RemoteId account, Instant last) {
        if (untold.remove(account) && last.isBefore(limit)) {
            unused.put(account, last);
        }
    }

    /** Once all accounts were told of. */
    Optional<InventoryReport.Use> use() {
        if (!areTold) {
            return Optional.empty();
        }
        var longest = unused.entrySet().stream()
                .sorted(Map.Entry.<RemoteId, Instant>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(RemoteId::value))))
                .limit(MOST_TOLD)
                .flatMap(account -> Optional.ofNullable(holders.get(account.getKey()))
                        .map(holder -> new InventoryReport.Unused(holder, account.getValue()))
                        .stream())
                .toList();
        return Optional.of(new InventoryReport.Use(unused.size(), untold.size(), longest));
    }
}
