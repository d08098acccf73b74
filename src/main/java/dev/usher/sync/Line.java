package dev.usher.sync;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Keys in a line: each at most once, and any of them can be taken out of it. */
final class Line {
    /**
     * Where a key stands.
     *
     * @param at on the ticker, since when it waits, or until when
     * @param number decides between two that are alike
     */
    record Place(Key key, Priority priority, long at, long number) {
        Place as(Priority other) {
            return new Place(key, other, at, number);
        }
    }

    private final Map<Key, Place> places = new HashMap<>();
    private final NavigableSet<Place> order;

    /** @param rank on the ticker, the earliest first */
    Line(ToLongFunction<Place> rank) {
        // The ticker may overflow, so that only a difference tells which of two is earlier.
        Comparator<Place> byRank = (one, other) -> Long.signum(rank.applyAsLong(one) - rank.applyAsLong(other));
        this.order = new TreeSet<>(byRank.thenComparingLong(Place::number));
    }

    void add(Place place) {
        places.put(place.key(), place);
        order.add(place);
    }

    Optional<Place> remove(Key key) {
        var place = Optional.ofNullable(places.remove(key));
        place.ifPresent(order::remove);
        return place;
    }

    int size() {
        return places.size();
    }

    Optional<Place> first() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.first());
    }
}
