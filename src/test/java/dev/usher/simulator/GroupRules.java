package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.protocol.Patch;
import dev.usher.simulator.protocol.ScimError;
import java.util.Locale;

/** Which requests for members an app refuses, and which it answers without doing them. */
final class GroupRules {
    private final Dialect dialect;
    private final Groups.MembersChanged way;

    GroupRules(Dialect dialect) {
        this.dialect = dialect;
        this.way = dialect.choice(Groups.MembersChanged.ANY);
    }

    void size(int members) {
        dialect.find(Groups.MaxMembers.class).ifPresent(limit -> {
            if (members > limit.most()) {
                throw ScimError.of(limit.status(), "more than " + limit.most() + " members in one request");
            }
        });
    }

    /** What is done of the request, which may be nothing. */
    JsonNode patch(JsonNode request) {
        if (way == Groups.MembersChanged.BY_PUT) {
            throw ScimError.of(501, "PATCH is not supported");
        }
        JsonNode operations = Patch.operations(request);
        UserPatchRules.tooMany(dialect, operations);
        int members = 0;
        ArrayNode done = JsonNodeFactory.instance.arrayNode();
        for (JsonNode operation : operations) {
            String path = operation.path("path").asText().toLowerCase(Locale.ROOT);
            JsonNode value = path.isEmpty() ? operation.path("value").path("members") : operation.path("value");
            boolean ofMembers = path.startsWith("members") || (!value.isMissingNode() && path.isEmpty());
            if (ofMembers) {
                members += path.contains("[") ? 1 : value.size();
            }
            if (!ofMembers || isDone(operation.path("op").asText(), path, value)) {
                done.add(operation);
            }
        }
        size(members);
        return ((ObjectNode) request).set("Operations", done);
    }

    private boolean isDone(String op, String path, JsonNode value) {
        boolean removes = op.equals("remove");
        boolean picks = path.contains("[");
        boolean whole = op.equals("replace") || (removes && !picks && value.isEmpty());
        if (whole && dialect.has(Groups.Oddity.NO_WHOLE_MEMBERS)) {
            throw ScimError.of(400, "members are not replaced or removed as a whole");
        }
        return switch (way) {
            case ANY, BY_PUT -> true;
            case REMOVED_BY_FILTER -> taken(!removes || picks || whole);
            case REMOVED_BY_VALUES -> taken(!removes || !picks);
            case VALUES_IGNORED -> !removes || picks;
            case BY_REPLACE -> taken(op.equals("replace"));
        };
    }

    private static boolean taken(boolean known) {
        if (!known) {
            throw ScimError.invalidPath("members are not changed in this way");
        }
        return true;
    }
}
