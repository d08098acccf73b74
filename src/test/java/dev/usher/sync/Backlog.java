package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Requests that have arrived at an app, and that it answers only when it is let. */
final class Backlog {
    private final SortedMap<Integer, String> waiting = new TreeMap<>();
    private Optional<String> slow = Optional.empty();
    private int numbers;

    synchronized void begins() {
        begins("");
    }

    /** Only of requests that begin so; the others are answered at once. */
    synchronized void begins(String prefix) {
        slow = Optional.of(prefix);
    }

    synchronized void ends() {
        slow = Optional.empty();
        waiting.clear();
        notifyAll();
    }

    /** The one that has waited longest is answered. */
    synchronized void answersOne() {
        if (!waiting.isEmpty()) {
            waiting.remove(waiting.firstKey());
            notifyAll();
        }
    }

    /** What waits to be answered, in the order in which it arrived. */
    synchronized List<String> waiting() {
        return List.copyOf(waiting.values());
    }

    /** Returns when the request may be answered. */
    synchronized void arrives(String request) throws AppFailure {
        if (slow.filter(request::startsWith).isEmpty()) {
            return;
        }
        var number = ++numbers;
        waiting.put(number, request);
        try {
            while (waiting.containsKey(number)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AppFailure(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT), true);
        }
    }
}
