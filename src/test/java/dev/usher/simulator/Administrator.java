package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.protocol.Patch;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.store.Directory;
import dev.usher.simulator.store.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks into the app and changes it as its own administrator would: no dialect stands in the way, and nothing is hidden. */
final class Administrator {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Directory directory;

    Administrator(Directory directory) {
        this.directory = directory;
    }

    List<JsonNode> all(ResourceType type) {
        return List.copyOf(directory.list(Selection.all(type)).resources());
    }

    Optional<JsonNode> user(String userName) {
        return directory.ids(ResourceType.USER, "userName", userName).stream()
                .findFirst()
                .map(id -> body(ResourceType.USER, id));
    }

    List<String> members(String groupName) {
        List<String> names = new ArrayList<>();
        for (JsonNode member : body(ResourceType.GROUP, groupId(groupName)).path("members")) {
            if (member.path("type").asText().equals("User")) {
                String id = member.path("value").asText();
                names.add(directory
                        .entry(ResourceType.USER, id)
                        .map(user -> user.text("userName"))
                        .orElse(id));
            }
        }
        return names;
    }

    String add(ResourceType type, ObjectNode attributes) {
        ObjectNode body = attributes.deepCopy();
        body.withArray("schemas").add(type.schema().id());
        type.extensions().stream()
                .filter(extension -> body.has(extension.id()))
                .forEach(extension -> body.withArray("schemas").add(extension.id()));
        return directory
                .create(type, body, Projection.EVERYTHING)
                .body()
                .path("id")
                .asText();
    }

    void addMember(String groupName, String userName) {
        ObjectNode operation = NODES.objectNode().put("op", "add").put("path", "members");
        operation.putArray("value").addObject().put("value", userId(userName));
        patch(ResourceType.GROUP, groupId(groupName), operation);
    }

    void removeMember(String groupName, String userName) {
        String path = "members[value eq \"" + userId(userName) + "\"]";
        patch(
                ResourceType.GROUP,
                groupId(groupName),
                NODES.objectNode().put("op", "remove").put("path", path));
    }

    void edit(String userName, String path, JsonNode value) {
        ObjectNode operation = NODES.objectNode().put("op", "replace").put("path", path);
        patch(ResourceType.USER, userId(userName), operation.set("value", value));
    }

    void renameGroup(String groupName, String next) {
        ObjectNode operation = NODES.objectNode().put("op", "replace").put("path", "displayName");
        patch(ResourceType.GROUP, groupId(groupName), operation.put("value", next));
    }

    void deleteUser(String userName) {
        directory.delete(ResourceType.USER, userId(userName), "");
    }

    void deleteGroup(String groupName) {
        directory.delete(ResourceType.GROUP, groupId(groupName), "");
    }

    private JsonNode body(ResourceType type, String id) {
        return directory.read(type, id, Projection.EVERYTHING).body();
    }

    private void patch(ResourceType type, String id, JsonNode operation) {
        ObjectNode request = NODES.objectNode();
        request.putArray("schemas").add(Patch.SCHEMA);
        request.putArray("Operations").add(operation);
        directory.patch(type, id, "", request, Projection.EVERYTHING);
    }

    private String userId(String userName) {
        return only(directory.ids(ResourceType.USER, "userName", userName), "user " + userName);
    }

    private String groupId(String name) {
        return only(directory.ids(ResourceType.GROUP, "displayName", name), "group " + name);
    }

    private static String only(List<String> ids, String what) {
        if (ids.size() != 1) {
            throw new IllegalArgumentException(ids.size() + " of " + what);
        }
        return ids.getFirst();
    }
}
