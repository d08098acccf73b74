package dev.usher.source.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The JSON by which a source is told values, each at its place. What there is no value for this time is not mentioned. */
final class WriteBody {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String NO_OBJECT = "give an object of JSON as the body, into which the values are written";
    private static final Pattern PLACE = Pattern.compile("0|[1-9]\\d{0,5}");

    private final Map<String, Pointer> places;
    private final ObjectNode fixed;

    /**
     * As it was declared.
     *
     * @throws IllegalArgumentException if values cannot go there; the message says what to write instead
     */
    WriteBody(Map<String, Pointer> places, Optional<String> body) {
        this.places = Map.copyOf(places);
        this.fixed = object(body);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("say where in the body each value goes");
        }
        if (places.values().stream().anyMatch(place -> place.steps().isEmpty())) {
            throw new IllegalArgumentException("give a JSON Pointer to a place in the body, such as /login");
        }
        HttpTerms.expectApart(places.values(), Set.of());
        var sample = new TreeMap<String, String>();
        places.keySet().forEach(name -> sample.put(name, "x"));
        var _ = with(sample);
    }

    private static ObjectNode object(Optional<String> body) {
        try {
            if (body.isEmpty()) {
                return MAPPER.createObjectNode();
            }
            if (MAPPER.readTree(body.get()) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(NO_OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(NO_OBJECT, e);
        }
    }

    /**
     * With these values.
     *
     * @param values by names for which there are places
     */
    String with(Map<String, String> values) {
        var root = fixed.deepCopy();
        var filled = new ArrayList<Pointer>();
        values.forEach((name, text) -> {
            var place = Optional.ofNullable(places.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("nobody said where in the body each value goes"));
            put(root, place, text);
            filled.add(place);
        });
        leaveOut(root, filled);
        return root.toString();
    }

    private static void put(ObjectNode root, Pointer place, String text) {
        JsonNode at = root;
        var steps = place.steps();
        for (var step : steps.subList(0, steps.size() - 1)) {
            at = below(at, step, place);
        }
        var last = steps.getLast();
        switch (at) {
            case ObjectNode object when !object.path(last).isContainerNode() -> object.put(last, text);
            case ArrayNode list
            when isIn(list, last) && !list.path(Integer.parseInt(last)).isContainerNode() -> {
                var _ = list.set(Integer.parseInt(last), text);
            }
            default -> throw nowhere(place);
        }
    }

    /** What is not there is made, but in a list. */
    private static JsonNode below(JsonNode at, String step, Pointer place) {
        return switch (at) {
            case ObjectNode object when object.has(step) -> object.path(step);
            case ObjectNode object -> object.putObject(step);
            case ArrayNode list when isIn(list, step) -> list.path(Integer.parseInt(step));
            default -> throw nowhere(place);
        };
    }

    private static boolean isIn(ArrayNode list, String step) {
        return PLACE.matcher(step).matches() && Integer.parseInt(step) < list.size();
    }

    private static IllegalArgumentException nowhere(Pointer place) {
        return new IllegalArgumentException("let " + place
                + " lead through objects, to what is none: an entry of a list has to be in the body that is declared");
    }

    /** What was declared for a value that is not said would be said without it, which may mean to take it away. */
    private void leaveOut(ObjectNode root, Collection<Pointer> filled) {
        var gone = new HashMap<Pointer, Entry>();
        for (var place : places.values()) {
            if (!filled.contains(place)) {
                leaveOut(root, place.steps(), filled, gone);
            }
        }
        // From behind, so that the places of the others stay what they are.
        gone.values().stream()
                .sorted(Comparator.comparingInt(Entry::at).reversed())
                .forEach(Entry::remove);
    }

    private static void leaveOut(
            ObjectNode root, List<String> steps, Collection<Pointer> filled, Map<Pointer, Entry> gone) {
        JsonNode at = root;
        var holder = root;
        for (var depth = 0; depth < steps.size(); depth++) {
            var step = steps.get(depth);
            if (at instanceof ArrayNode list && isIn(list, step)) {
                var entry = new Pointer(steps.subList(0, depth + 1));
                if (filled.stream().noneMatch(place -> Sought.overlap(place, entry))) {
                    gone.put(entry, new Entry(list, Integer.parseInt(step), holder, steps.get(depth - 1)));
                    return;
                }
                at = list.path(Integer.parseInt(step));
            } else if (at instanceof ObjectNode object) {
                if (depth == steps.size() - 1) {
                    object.remove(step);
                }
                holder = object;
                at = object.path(step);
            }
        }
    }

    /** One of a list that is itself somebody's. */
    private record Entry(ArrayNode list, int at, ObjectNode holder, String name) {
        void remove() {
            list.remove(at);
            if (list.isEmpty() && holder.path(name).equals(list)) {
                holder.remove(name);
            }
        }
    }
}
