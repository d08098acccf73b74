package dev.usher.source.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is looked for in JSON that streams by, step by step. Nothing is looked for within what is.
 *
 * @param here as what the value at this place is known, if it is looked for
 * @param below by the next step
 */
record Sought(Optional<Pointer> here, Map<String, Sought> below) {
    Sought {
        below = Map.copyOf(below);
    }

    /** Whether one of them is the other, or stands within it. */
    static boolean overlap(Pointer one, Pointer other) {
        var shared = Math.min(one.steps().size(), other.steps().size());
        return one.steps().subList(0, shared).equals(other.steps().subList(0, shared));
    }

    static Sought of(Collection<Pointer> pointers) {
        return tree(pointers.stream().collect(Collectors.toMap(Pointer::steps, pointer -> pointer)));
    }

    private static Sought tree(Map<List<String>, Pointer> rest) {
        var here = Optional.ofNullable(rest.get(List.<String>of()));
        var below = new HashMap<String, Map<List<String>, Pointer>>();
        rest.forEach((steps, pointer) -> {
            if (!steps.isEmpty()) {
                below.computeIfAbsent(steps.getFirst(), _ -> new HashMap<>())
                        .put(new ArrayList<>(steps.subList(1, steps.size())), pointer);
            }
        });
        return new Sought(
                here,
                below.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> tree(entry.getValue()))));
    }

    Optional<Sought> after(String step) {
        return Optional.ofNullable(below.get(step));
    }
}
