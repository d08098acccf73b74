package dev.usher.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies of users for the tests of the simulator. */
final class RawUsers {
    private RawUsers() {}

    static ObjectNode named(String userName, String externalId) {
        return JsonNodeFactory.instance.objectNode().put("userName", userName).put("externalId", externalId);
    }

    static ObjectNode full(String userName) {
        ObjectNode user = named(userName, "ext-" + userName).put("active", true);
        user.putObject("name").put("givenName", "Given").put("familyName", "Family");
        user.putArray("emails")
                .addObject()
                .put("value", userName + "@example.com")
                .put("type", "work");
        user.putObject(RawScim.ENTERPRISE).put("department", "Maths").put("costCenter", "7");
        return user;
    }
}
