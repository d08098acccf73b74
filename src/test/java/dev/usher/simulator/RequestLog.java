package dev.usher.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest requests, and how many there have been in all. */
final class RequestLog {
    private static final int KEPT = 20_000;

    private final Deque<LoggedRequest> latest = new ArrayDeque<>();
    private long all;
    private long writes;

    synchronized void add(LoggedRequest request) {
        all++;
        writes += request.isWrite() ? 1 : 0;
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(request);
    }

    synchronized List<LoggedRequest> latest() {
        return new ArrayList<>(latest);
    }

    synchronized long all() {
        return all;
    }

    synchronized long writes() {
        return writes;
    }

    synchronized void reset() {
        latest.clear();
        all = 0;
        writes = 0;
    }
}
