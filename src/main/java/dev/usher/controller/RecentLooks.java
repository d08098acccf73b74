package dev.usher.controller;

import dev.usher.sync.Key;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Looks that somebody still works with: the lanes of many apps work on one user at a time, and one looks for all of them.
 *
 * <p>It has few places, and keeps no look by itself.
 */
final class RecentLooks {
    private static final int PLACES = 256;

    private final AtomicReferenceArray<@Nullable WeakReference<CachedWorld.Seen>> places =
            new AtomicReferenceArray<>(PLACES);

    Optional<CachedWorld.Seen> of(Key key) {
        return Optional.ofNullable(places.get(place(key)))
                .flatMap(reference -> Optional.ofNullable(reference.get()))
                .filter(seen -> seen.key().equals(key));
    }

    CachedWorld.Seen put(CachedWorld.Seen seen) {
        places.set(place(seen.key()), new WeakReference<>(seen));
        return seen;
    }

    private static int place(Key key) {
        return Math.floorMod(key.hashCode(), PLACES);
    }
}
