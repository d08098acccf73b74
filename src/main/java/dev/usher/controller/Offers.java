package dev.usher.controller;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.sync.Aims;
import dev.usher.sync.Key;
import dev.usher.sync.Lanes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What lanes were already asked for: a lane goes on by itself, and is asked again only for something new. */
final class Offers {
    private final Lanes lanes;
    private final Digests digests;
    private final Map<Key, Map<AppId, Applied>> made = new ConcurrentHashMap<>();

    Offers(Lanes lanes, Digests digests) {
        this.lanes = lanes;
        this.digests = digests;
    }

    /** Asks for work in the apps that have not answered to what is decided. */
    void make(Key key, Map<AppId, Decision> decisions, Collection<AppId> open) {
        var before = made.computeIfAbsent(key, any -> new ConcurrentHashMap<>());
        before.keySet().removeIf(app -> !open.contains(app));
        for (var app : open) {
            var aim = Optional.ofNullable(decisions.get(app)).flatMap(decision -> Aims.of(decision, digests));
            aim.filter(wanted -> !wanted.equals(before.put(app, wanted))).ifPresent(news -> lanes.offer(app, key));
        }
        if (before.isEmpty()) {
            made.remove(key);
        }
    }

    void forget(Key key) {
        made.remove(key);
    }
}
