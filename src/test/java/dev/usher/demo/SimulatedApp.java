package dev.usher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.simulator.ScimSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A simulated app that speaks SCIM. */
record SimulatedApp(String name, ScimSimulator simulator) implements App {
    @Override
    public int port() {
        return simulator.endpoint().getPort();
    }

    @Override
    public SortedMap<String, Account> accounts() {
        List<JsonNode> groups = simulator.groups();
        SortedMap<String, Account> accounts = new TreeMap<>();
        for (JsonNode user : simulator.users()) {
            var account = new Account(
                    user.path("active").asBoolean(), groupsOf(user.path("id").asText(), groups));
            accounts.put(user.path("userName").asText(), account);
        }
        return accounts;
    }

    private static List<String> groupsOf(String id, List<JsonNode> groups) {
        List<String> names = new ArrayList<>();
        for (JsonNode group : groups) {
            for (JsonNode member : group.path("members")) {
                if (member.path("value").asText().equals(id)) {
                    names.add(group.path("displayName").asText());
                }
            }
        }
        return names;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
