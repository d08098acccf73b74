package dev.usher.domain.safety;

import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Since when accounts of a tenant are known that nobody justifies; of many, those that are provably Usher's, and of these those
 * that are known longest.
 *
 * @param since by the id of the account
 */
public record FirstSeen(Tenant tenant, Map<RemoteId, Instant> since) {
    /** As many as a page of the ledger has room for beside its claims. */
    static final int MOST = 1000;

    public FirstSeen {
        since = Map.copyOf(since);
    }

    /**
     * What holds once exactly these were seen; nothing of another tenant is known here.
     *
     * @param ours those of them that are provably Usher's: they have room before others
     */
    public FirstSeen seeing(Tenant here, Collection<RemoteId> orphans, Set<RemoteId> ours, Instant now) {
        var before = tenant.equals(here) ? since : Map.<RemoteId, Instant>of();
        var all = new HashMap<RemoteId, Instant>();
        orphans.forEach(id -> all.put(id, before.getOrDefault(id, now)));
        var next = new HashMap<RemoteId, Instant>();
        Stream.concat(
                        longest(all).filter(entry -> ours.contains(entry.getKey())),
                        longest(all).filter(entry -> !ours.contains(entry.getKey())))
                .limit(MOST)
                .forEach(entry -> next.put(entry.getKey(), entry.getValue()));
        return new FirstSeen(here, next);
    }

    /** Those that are known longest come first. */
    public Stream<Map.Entry<RemoteId, Instant>> longest() {
        return longest(since);
    }

    private static Stream<Map.Entry<RemoteId, Instant>> longest(Map<RemoteId, Instant> since) {
        return since.entrySet().stream()
                .sorted(Map.Entry.<RemoteId, Instant>comparingByValue()
                        .thenComparing(entry -> entry.getKey().value(), Comparator.naturalOrder()));
    }
}
