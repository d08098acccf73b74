package dev.usher.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When a status that is not final may be written: soon after the first answer, and then seldom. */
final class Pacing {
    /** With the moment after which the first answer is read, longer than accounts wait for company in a group: most who join in a crowd are written once. */
    private static final Duration AFTER_FIRST = Duration.ofSeconds(3);

    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final Map<String, Instant> unsaved = new ConcurrentHashMap<>();
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    /** How long a change that was first seen now, or earlier, still has to wait; empty: write it. */
    Optional<Duration> wait(String uid, Instant now) {
        var since = unsaved.computeIfAbsent(uid, any -> now);
        var due = since.plus(AFTER_FIRST);
        var last = written.get(uid);
        if (last != null && last.plus(BETWEEN).isAfter(due)) {
            due = last.plus(BETWEEN);
        }
        return due.isAfter(now) ? Optional.of(Duration.between(now, due)) : Optional.empty();
    }

    /** A status that is not final was written. */
    void wrote(String uid, Instant now) {
        unsaved.remove(uid);
        written.put(uid, now);
    }

    /** Nothing is open any more. */
    void settled(String uid) {
        unsaved.remove(uid);
        written.remove(uid);
    }
}
