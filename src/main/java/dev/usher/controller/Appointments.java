package dev.usher.controller;

import dev.usher.sync.Key;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys by time: a binary heap whose entries know their places, found by key. For one thread at a time.
 *
 * <p>An entry of 40 bytes holds its time as numbers, because there is one for every person: an Instant would be 24 more.
 */
final class Appointments {
    private static final int FIRST_SIZE = 16;

    private static final class Entry {
        final Key key;
        long second;
        int nano;
        /** Wraps around: only compared with those of the same time, of which there are never two billion. */
        int number;

        int place;

        Entry(Key key) {
            this.key = key;
        }

        boolean isBefore(Entry other) {
            if (second != other.second) {
                return second < other.second;
            }
            return nano != other.nano ? nano < other.nano : number - other.number < 0;
        }
    }

    private final Map<Key, Entry> entries = new HashMap<>();
    private Entry[] heap = new Entry[FIRST_SIZE];
    private int numbers;

    int size() {
        return entries.size();
    }

    boolean contains(Key key) {
        return entries.containsKey(key);
    }

    Optional<Instant> first() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(heap[0].second, heap[0].nano));
    }

    /** Returns whether this key is now the first. */
    boolean put(Key key, Instant when) {
        var entry = entries.get(key);
        if (entry == null) {
            entry = new Entry(key);
            entry.place = entries.size();
            entries.put(key, entry);
            if (entry.place == heap.length) {
                heap = Arrays.copyOf(heap, heap.length + heap.length / 2);
            }
            heap[entry.place] = entry;
        }
        entry.second = when.getEpochSecond();
        entry.nano = when.getNano();
        entry.number = numbers++;
        settle(entry);
        return entry.place == 0;
    }

    void remove(Key key) {
        var entry = entries.remove(key);
        if (entry != null) {
            fill(entry.place);
        }
    }

    /** Removes the first; there has to be one. */
    Key take() {
        var key = heap[0].key;
        remove(key);
        return key;
    }

    /** Moves the last entry to a place that became free. */
    private void fill(int place) {
        var last = entries.size();
        var moved = heap[last];
        Arrays.fill(heap, last, last + 1, null);
        if (place != last) {
            moved.place = place;
            settle(moved);
        }
    }

    private void settle(Entry entry) {
        var place = entry.place;
        while (place > 0 && entry.isBefore(heap[(place - 1) / 2])) {
            place = put(heap[(place - 1) / 2], place, (place - 1) / 2);
        }
        for (var child = before(place); child < entries.size() && heap[child].isBefore(entry); child = before(place)) {
            place = put(heap[child], place, child);
        }
        put(entry, place, place);
    }

    /** The earlier one of the two below a place. */
    private int before(int place) {
        var left = 2 * place + 1;
        return left + 1 < entries.size() && heap[left + 1].isBefore(heap[left]) ? left + 1 : left;
    }

    private int put(Entry entry, int place, int cameFrom) {
        heap[place] = entry;
        entry.place = place;
        return cameFrom;
    }
}
