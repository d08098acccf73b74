package dev.usher.simulator.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.protocol.ResourceType;
import java.time.Instant;

/** A stored resource; its body has no id, meta, groups or members and is never changed after it was stored. */
public record Entry(String id, ResourceType type, ObjectNode body, Instant created, Instant modified, long revision) {

    /** The weak entity tag of RFC 7644 section 3.14. */
    String version() {
        return "W/\"" + revision + "\"";
    }

    public String text(String attribute) {
        return body.path(attribute).asText();
    }

    public boolean active() {
        return body.path("active").asBoolean(true);
    }

    Entry changed(ObjectNode next, Instant now, long nextRevision) {
        return new Entry(id, type, next, created, now, nextRevision);
    }

    /** The same attributes of its own; something computed, such as a user's groups, is different. */
    Entry touched(long nextRevision) {
        return new Entry(id, type, body, created, modified, nextRevision);
    }
}
