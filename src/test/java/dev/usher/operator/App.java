package dev.usher.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.simulator.ScimSimulator;
import java.util.List;

/** A simulated app as its administrator sees it. */
record App(String name, ScimSimulator simulator) {
    /** An app that has these groups, with nobody in them. */
    App withGroups(String... groups) {
        for (var group : groups) {
            simulator.addGroup(group);
        }
        return this;
    }

    boolean has(String userName) {
        return simulator.user(userName).isPresent();
    }

    String idOf(String userName) {
        return account(userName).path("id").asText();
    }

    /** Whether the account can be used; an app that says nothing means yes. */
    boolean lets(String userName) {
        return account(userName).path("active").asBoolean(true);
    }

    List<String> members(String group) {
        return simulator.members(group);
    }

    /** The account of this userName, which must be there. */
    JsonNode account(String userName) {
        return simulator
                .user(userName)
                .orElseThrow(() -> new AssertionError("there is no " + userName + " in " + name));
    }
}
