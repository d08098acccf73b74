package dev.usher.audit;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Entries that could not be written yet, in their order, until the stream has ended; safe for threads. */
final class Owed {
    /** So many are kept; what is beyond that is lost. */
    static final int MOST = 20_000;

    private final Queue<Entry> entries = new ArrayDeque<>();
    private long lost;
    private boolean sealed;

    synchronized void add(Entry entry) {
        if (sealed || entries.size() >= MOST) {
            lost++;
        } else {
            entries.add(entry);
        }
    }

    synchronized Optional<Entry> first() {
        return Optional.ofNullable(entries.peek());
    }

    synchronized void removeFirst() {
        entries.poll();
    }

    synchronized boolean isEmpty() {
        return entries.isEmpty();
    }

    synchronized long lost() {
        return lost;
    }

    /** Nothing is written any more: what is owed is lost, and whatever comes later. Returns how many are owed now. */
    synchronized int seal() {
        var rest = entries.size();
        entries.clear();
        lost += rest;
        sealed = true;
        return rest;
    }

    synchronized boolean isSealed() {
        return sealed;
    }
}
