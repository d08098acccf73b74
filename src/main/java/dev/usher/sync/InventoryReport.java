package dev.usher.sync;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the last inventory of an app ended.
 *
 * @param found what the last complete one found; empty where there was none yet
 * @param failure why the last one was not complete, and was thrown away
 */
public record InventoryReport(Optional<Found> found, Optional<Failure> failure) {
    /** Before the first one. */
    public static final InventoryReport NONE = new InventoryReport(Optional.empty(), Optional.empty());

    /**
     * What a complete inventory found.
     *
     * @param accounts how many accounts there are
     * @param orphaned how many of them are active without anybody who justifies them
     * @param orphans those of them that are known longest
     * @param confirmed those that were left in use without a user, and that an earlier one showed as well, and since when
     * @param nested the entitlements that others hold, too, by another one that is in them
     */
    public record Found(
            int accounts,
            int orphaned,
            List<Orphan> orphans,
            Map<RemoteId, Instant> confirmed,
            SortedSet<Entitlement> nested) {
        public Found {
            orphans = List.copyOf(orphans);
            confirmed = Map.copyOf(confirmed);
            nested = Collections.unmodifiableSortedSet(new TreeSet<>(nested));
        }
    }

    /** An active account that nobody justifies, and since when it is known. */
    public record Orphan(RemoteId id, Instant since) {}

    static InventoryReport of(Found found) {
        return new InventoryReport(Optional.of(found), Optional.empty());
    }

    /** Whether there was one, since this operator looks after the app. */
    public boolean hasEnded() {
        return found.isPresent() || failure.isPresent();
    }

    public boolean isComplete() {
        return found.isPresent() && failure.isEmpty();
    }

    InventoryReport failing(Failure why) {
        return new InventoryReport(found, Optional.of(why));
    }
}
