package dev.usher.connector.scim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Delta;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPatch;
import dev.usher.scim.ScimPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Translates accounts into SCIM users (RFC 7643 section 4.1) and back, in the dialect of one app. */
record Users(Dialect dialect) {
    static final String EXTERNAL_ID = "externalId";
    static final String ACTIVE = "active";

    private static final ScimPath ID = ScimPath.of("id");
    private static final ScimPath EXTERNAL_ID_PATH = ScimPath.of(EXTERNAL_ID);
    private static final ScimPath ACTIVE_PATH = ScimPath.of(ACTIVE);
    private static final ScimPath VERSION = ScimPath.of("meta.version");
    private static final ScimPath GROUPS = ScimPath.of("groups");
    private static final ScimPath DISPLAY = ScimPath.of("display");
    private static final ScimPath TYPE = ScimPath.of("type");
    private static final String DIRECT = "direct";

    /** How the e-mail is set: where there is one, and where there is none yet. */
    enum Email {
        REPLACED,
        ADDED
    }

    /** Those names that have no place in a SCIM user. */
    static List<String> unknown(Collection<String> names) {
        return names.stream().filter(name -> Place.objection(name).isPresent()).toList();
    }

    /** The names that a delta sets, ours. */
    static List<String> names(Delta delta) {
        var names = new ArrayList<>(delta.attributes().keySet());
        delta.externalId().ifPresent(any -> names.add(EXTERNAL_ID));
        if (delta.enable()) {
            names.add(ACTIVE);
        }
        return names;
    }

    /** The body that creates an account. */
    String draft(Desired desired) {
        var user = JsonNodeFactory.instance.objectNode();
        user.putArray("schemas").add(Place.CORE);
        user.put(EXTERNAL_ID, desired.identity().externalId());
        switch (dialect.activity().type()) {
            case BOOLEAN -> user.put(ACTIVE, desired.enabled());
            case STRING -> user.put(ACTIVE, text(desired.enabled()));
        }
        desired.atCreation().values().forEach((name, value) -> {
            if (name.equals(Attributes.EMAIL)) {
                mail().put(user, value);
            } else {
                Place.of(name).ifPresent(place -> place.put(user, value));
            }
        });
        return user.toString();
    }

    /** The operations that make exactly this difference; a name that is {@link #unknown} has none. */
    ScimPatch patch(Delta delta, Email email) {
        var patch = new ScimPatch();
        delta.attributes().forEach((name, value) -> {
            if (name.equals(Attributes.EMAIL)) {
                mail().patch(patch, email, value);
            } else {
                Place.of(name)
                        .map(Place::path)
                        .ifPresent(path ->
                                value.ifPresentOrElse(text -> patch.replace(path, text), () -> patch.remove(path)));
            }
        });
        delta.externalId().ifPresent(key -> patch.replace(EXTERNAL_ID_PATH, key));
        if (delta.enable()) {
            activate(patch, true);
        }
        return patch;
    }

    ScimPatch patch(boolean active) {
        return activate(new ScimPatch(), active);
    }

    private ScimPatch activate(ScimPatch patch, boolean active) {
        return switch (dialect.activity().type()) {
            case BOOLEAN -> patch.replace(ACTIVE_PATH, active);
            case STRING -> patch.replace(ACTIVE_PATH, text(active));
        };
    }

    /** As the clients write it that such apps were made for. */
    private static String text(boolean active) {
        return active ? "True" : "False";
    }

    private Mail mail() {
        return new Mail(dialect.writes());
    }

    /** Whether the app keeps what {@code If-Match} says, so that versions mean something. */
    boolean versions() {
        return dialect.protocol().versions() == Dialect.Versions.USE;
    }

    /** An id that can be used in a path; empty where there is none. */
    static Optional<RemoteId> id(Resource resource, ScimPath path) {
        return resource.text(path)
                .filter(text -> !text.isBlank() && text.length() <= RemoteId.MAX_LENGTH)
                .filter(PercentEncoding::isOneSegment)
                .map(RemoteId::new);
    }

    static Optional<RemoteId> id(Resource resource) {
        return id(resource, ID);
    }

    /** The account that a resource shows; empty where it has no usable id. An account is active unless it says no. */
    Optional<Account> account(Resource user) {
        return id(user).map(id -> new Account(
                id,
                user.text(EXTERNAL_ID_PATH).filter(text -> !text.isEmpty()),
                user.flag(ACTIVE_PATH).orElse(true),
                attributes(user),
                versions() ? user.text(VERSION) : Optional.empty(),
                groups(user)));
    }

    /** The groups that the account itself is in (RFC 7643 section 4.1.2), where it shows any; one without a name is none that a role could name. */
    private static Optional<Set<Entitlement>> groups(Resource user) {
        return user.objects(GROUPS)
                .filter(groups -> !groups.isEmpty())
                .map(groups -> groups.stream()
                        .filter(group -> group.text(TYPE).orElse(DIRECT).equalsIgnoreCase(DIRECT))
                        .flatMap(group -> group.text(DISPLAY).stream())
                        .filter(name -> !name.isBlank())
                        .map(name -> new Entitlement(Entitlement.GROUP, name))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The same of a resource that was asked for by its id: what has no value is not shown (RFC 7643 section 2.5), so that without groups it is in none. */
    Optional<Account> alone(Resource user) {
        return account(user).map(account -> user.has(GROUPS) ? account : account.holding(Set.of()));
    }

    /** The account, if the resource is whole: a part of one would look like lost values. */
    Optional<Account> whole(Resource user) {
        return account(user).filter(account -> !account.attributes().userName().isEmpty());
    }

    private Attributes attributes(Resource user) {
        var values = new TreeMap<String, String>();
        Place.NAMED.forEach((name, place) -> put(values, name, user.text(place.path())));
        user.extensions().forEach((schema, texts) -> {
            if (Place.isForeign(schema)) {
                texts.forEach((name, text) -> put(values, schema + ":" + name, Optional.of(text)));
            }
        });
        put(values, Attributes.EMAIL, mail().read(user));
        return new Attributes(values);
    }

    private static void put(Map<String, String> values, String name, Optional<String> value) {
        value.filter(text -> !text.isEmpty()).ifPresent(text -> values.put(name, text));
    }
}
