package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.simulator.dialect.Activity;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.LookUps;
import dev.usher.simulator.dialect.Values;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.store.Entry;
import dev.usher.simulator.store.Sight;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What clients see of the users. */
final class UserSight implements Sight {
    /** What an account was before it changed. */
    record Former(Entry entry, Instant changed) {}

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private final Set<String> deleted;
    private final Map<String, Former> formers;
    private final Duration stale;
    private final Instant now;
    private final Activity.Disabled disabled;
    private final Duration delay;
    private final boolean activeAsText;
    private final boolean withoutGroups;
    private final boolean managerAsText;

    private UserSight(Dialect dialect, Set<String> deleted, Map<String, Former> formers, Instant now) {
        this.deleted = deleted;
        this.formers = formers;
        this.stale = dialect.find(LookUps.ChangesShownAfter.class)
                .map(LookUps.ChangesShownAfter::delay)
                .orElse(Duration.ZERO);
        this.now = now;
        this.disabled = dialect.choice(Activity.Disabled.VISIBLE);
        this.delay = dialect.find(LookUps.VisibleAfter.class)
                .map(LookUps.VisibleAfter::delay)
                .orElse(Duration.ZERO);
        this.activeAsText = dialect.has(Values.ActiveType.TEXT);
        this.managerAsText = dialect.has(Values.ManagerType.TEXT);
        this.withoutGroups = dialect.has(Values.Oddity.USERS_WITHOUT_GROUPS);
    }

    /** The sight at this moment; {@code deleted} are the ids of those who are there no more for any client. */
    static Sight of(Dialect dialect, Set<String> deleted, Map<String, Former> formers, Instant now) {
        UserSight sight = new UserSight(dialect, deleted, formers, now);
        boolean clear = deleted.isEmpty()
                && sight.disabled == Activity.Disabled.VISIBLE
                && sight.delay.isZero()
                && sight.stale.isZero()
                && !sight.activeAsText
                && !sight.managerAsText
                && !sight.withoutGroups;
        return clear ? CLEAR : sight;
    }

    @Override
    public Entry seen(Entry entry) {
        return Optional.ofNullable(formers.get(entry.id()))
                .filter(former -> now.isBefore(former.changed().plus(stale)))
                .map(Former::entry)
                .orElse(entry);
    }

    @Override
    public boolean shows(Entry entry) {
        if (entry.type() != ResourceType.USER) {
            return true;
        }
        boolean hidden = disabled == Activity.Disabled.NOT_FOUND && !seen(entry).active();
        boolean early = now.isBefore(entry.created().plus(delay));
        return !hidden && !early && !deleted.contains(entry.id());
    }

    @Override
    public boolean alters(Entry entry) {
        return entry.type() == ResourceType.USER
                && (activeAsText || managerAsText || withoutGroups || obfuscates(entry));
    }

    @Override
    public JsonNode value(Entry entry, String attribute, JsonNode truth) {
        return switch (attribute) {
            case "active" -> activeAsText ? TextNode.valueOf(truth.asBoolean() ? "True" : "False") : truth;
            case ENTERPRISE -> managerAsText ? withManagerAsText(truth) : truth;
            case "groups" -> withoutGroups ? MissingNode.getInstance() : truth;
            case "userName" -> obfuscates(entry) ? TextNode.valueOf(hash(entry)) : truth;
            case "emails" -> obfuscates(entry) ? madeUp(entry, truth) : truth;
            default -> truth;
        };
    }

    private static JsonNode withManagerAsText(JsonNode extension) {
        JsonNode shown = extension.deepCopy();
        if (shown instanceof ObjectNode object && object.has("manager")) {
            object.put("manager", object.path("manager").path("value").asText());
        }
        return shown;
    }

    private boolean obfuscates(Entry entry) {
        return disabled == Activity.Disabled.OBFUSCATED && !entry.active();
    }

    private static String hash(Entry entry) {
        String name = entry.text("userName").toLowerCase(Locale.ROOT);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private static ArrayNode madeUp(Entry entry, JsonNode emails) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        for (JsonNode email : emails) {
            ObjectNode other = email.deepCopy();
            shown.add(other.put("value", hash(entry) + "@obfuscated.invalid"));
        }
        return shown;
    }
}
