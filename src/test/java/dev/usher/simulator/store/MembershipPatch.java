package dev.usher.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PATCH that does nothing but add and remove members by id: the common case, whose cost must not grow with the group. */
final class MembershipPatch {
    private static final Pattern ONE = Pattern.compile("members\\[value eq \"([\\w-]+)\"]", Pattern.CASE_INSENSITIVE);
    private static final Set<String> KEYS = Set.of("value", "type", "$ref");

    /** One step: {@code strict} where a member that is not there is an error, as a value filter that matches nothing is. */
    record Step(boolean add, boolean strict, List<String> members) {}

    private MembershipPatch() {}

    /** The steps in their order; empty if the request does anything else or is not well formed. */
    static Optional<List<Step>> steps(JsonNode operations) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode operation : operations) {
            String path = operation.path("path").asText();
            Matcher one = ONE.matcher(path);
            String op = operation.path("op").asText();
            boolean whole = path.equalsIgnoreCase("members") && plain(operation.path("value"));
            if (op.equals("remove") && one.matches()) {
                steps.add(new Step(false, true, List.of(one.group(1))));
            } else if ((op.equals("add") || op.equals("remove")) && whole) {
                steps.add(new Step(op.equals("add"), false, ids(operation.path("value"))));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(steps);
    }

    private static boolean plain(JsonNode value) {
        boolean plain = value.isArray();
        for (JsonNode element : value) {
            plain &= element.path("value").isTextual();
            for (String key : (Iterable<String>) element::fieldNames) {
                plain &= KEYS.contains(key) && element.path(key).isTextual();
            }
        }
        return plain;
    }

    private static List<String> ids(JsonNode value) {
        List<String> ids = new ArrayList<>();
        value.forEach(element -> ids.add(element.path("value").asText()));
        return ids;
    }
}
