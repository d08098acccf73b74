package dev.usher.bench.connector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those who wait for company to enter a group, as in a lane at full speed. Thread-safe. */
final class Companions {
    private final int most;
    private final Map<String, List<String>> waiting = new HashMap<>();

    /** @param most how many enter with one request */
    Companions(int most) {
        this.most = most;
    }

    /** Those who are to enter the group now, where they have become so many. */
    synchronized Optional<List<String>> with(String group, String account) {
        var together = waiting.computeIfAbsent(group, any -> new ArrayList<>());
        together.add(account);
        return together.size() == most ? Optional.ofNullable(waiting.remove(group)) : Optional.empty();
    }

    /** Those who still wait, by their groups; nobody waits any more. */
    synchronized Map<String, List<String>> rest() {
        var rest = Map.copyOf(waiting);
        waiting.clear();
        return rest;
    }
}
