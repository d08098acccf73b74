package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Activity;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Limits;
import dev.usher.simulator.dialect.Values;
import dev.usher.simulator.protocol.ScimError;
import dev.usher.simulator.store.Entry;
import java.util.Locale;

/** What an app makes of a user that is well formed: which values it keeps, and which it refuses. */
final class UserRules {
    private final Dialect dialect;

    UserRules(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A body as the app would keep it of a new account. */
    void created(ObjectNode body) {
        Activity.Via via = dialect.choice(Activity.Via.ANY);
        boolean alwaysActive = via == Activity.Via.DELETE || via == Activity.Via.NOTHING;
        if (alwaysActive || dialect.has(Activity.Inactive.DELETED) || !body.has("active")) {
            body.put("active", true);
        }
        dialect.find(Values.Required.class).ifPresent(required -> {
            if (!body.has(required.attribute())) {
                throw new ScimError(required.status(), required.scimType(), required.attribute() + " is missing");
            }
        });
        emails(body);
        name(body);
    }

    /** A body as the app would keep it of an account that a PATCH or PUT changes. */
    void changed(String method, Entry before, ObjectNode body) {
        boolean wanted = body.path("active").asBoolean(true);
        boolean heard = switch (dialect.choice(Activity.Via.ANY)) {
            case ANY -> true;
            case PATCH -> method.equals("PATCH");
            case PUT -> method.equals("PUT");
            case DELETE -> wanted;
            case NOTHING -> false;
        };
        body.put("active", heard ? wanted : before.active());
        emails(body);
        name(body);
    }

    /** Refuses what would need a seat that is not there. */
    void seat(int taken) {
        dialect.find(Limits.Seats.class).ifPresent(seats -> {
            if (taken >= seats.most()) {
                throw new ScimError(seats.status(), seats.scimType(), "no seat is left of " + seats.most());
            }
        });
    }

    static void unlocked(Dialect dialect, String name) {
        boolean locked = dialect.find(Limits.Locked.class)
                .map(Limits.Locked::names)
                .filter(names -> names.contains(name))
                .isPresent();
        if (locked) {
            throw ScimError.of(403, name + " is not yours to change");
        }
    }

    private void name(ObjectNode body) {
        if (dialect.has(Values.Oddity.USER_NAME_REWRITTEN)) {
            lower(body, "userName");
            body.put("userName", body.path("userName").asText().replaceAll("[^\\p{L}\\p{N}._-]", ""));
        }
    }

    private static void lower(ObjectNode node, String name) {
        if (node.path(name).isTextual()) {
            node.put(name, node.path(name).asText().toLowerCase(Locale.ROOT));
        }
    }

    private void emails(ObjectNode body) {
        JsonNode emails = body.path("emails");
        if (dialect.has(Values.Oddity.LOWER_CASE_EMAILS)) {
            emails.forEach(email -> lower((ObjectNode) email, "value"));
        }
        if (dialect.has(Values.Oddity.KEEPS_ONE_EMAIL) && emails.size() > 1) {
            ArrayNode first = body.arrayNode().add(emails.path(0));
            body.set("emails", first);
        }
        boolean odd = emails.size() > 1
                || (emails.size() == 1 && !emails.path(0).path("primary").asBoolean());
        if (dialect.has(Values.Oddity.ONE_PRIMARY_EMAIL) && odd) {
            throw ScimError.invalidValue("a user has one e-mail, which is primary");
        }
    }
}
