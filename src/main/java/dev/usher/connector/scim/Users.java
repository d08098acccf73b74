package dev.usher.connector.scim;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.web.PercentEncoding;
import dev.usher.scim.Document;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Translates accounts into SCIM users (RFC 7643 section 4.1) and back, in the dialect of one app. */
record Users(Speech speech) {
    static final String EXTERNAL_ID = "externalId";
    static final String ACTIVE = "active";
    /** Never shown (RFC 7643 section 4.1.1), and never read. */
    static final String PASSWORD = "password";

    private static final ScimPath ID = ScimPath.of("id");
    private static final ScimPath EXTERNAL_ID_PATH = ScimPath.of(EXTERNAL_ID);
    private static final ScimPath ACTIVE_PATH = ScimPath.of(ACTIVE);
    private static final ScimPath VERSION = ScimPath.of("meta.version");
    private static final ScimPath GROUPS = ScimPath.of("groups");
    private static final ScimPath DISPLAY = ScimPath.of("display");
    private static final ScimPath TYPE = ScimPath.of("type");
    private static final String DIRECT = "direct";

    /** Those names that have no place in a SCIM user of this app. */
    List<String> unknown(Collection<String> names) {
        var noManager = speech.dialect().writes().manager() == Dialect.ManagerForm.NONE;
        return names.stream()
                .filter(name -> Place.objection(name).isPresent() || (noManager && name.equals(Attributes.MANAGER)))
                .toList();
    }

    /** The body that creates an account. */
    String draft(Desired desired, Optional<Sensitive> password) {
        var user = Document.empty()
                .schema(Place.CORE)
                .put(EXTERNAL_ID, desired.identity().externalId());
        new Active(speech.dialect().activity().type()).put(user, desired.enabled());
        desired.atCreation().values().forEach((name, value) -> {
            if (name.equals(Attributes.EMAIL)) {
                mail().put(user, Optional.of(value));
            } else if (name.equals(Attributes.MANAGER)) {
                reportsTo().put(user, Optional.of(value), Place.Without.LEFT_OUT);
            } else {
                Place.of(name).ifPresent(place -> place.put(user, Optional.of(value), Place.Without.LEFT_OUT));
            }
        });
        password.ifPresent(own -> own.reveal(value -> user.put(PASSWORD, value)));
        return user.json();
    }

    private ReportsTo reportsTo() {
        return ReportsTo.of(speech.dialect());
    }

    private Mail mail() {
        return new Mail(speech.dialect().writes());
    }

    /** Whether the app keeps what {@code If-Match} says, so that versions mean something. */
    boolean versions() {
        return speech.dialect().protocol().versions() == Dialect.Versions.USE;
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
        user.texts(Place.PATHS).forEach((name, text) -> put(values, name, Optional.of(text)));
        user.extensions().forEach((schema, texts) -> {
            if (Place.isForeign(schema)) {
                texts.forEach((name, text) -> put(values, schema + ":" + name, Optional.of(text)));
            }
        });
        put(values, Attributes.EMAIL, mail().read(user));
        put(values, Attributes.MANAGER, ReportsTo.read(user));
        return new Attributes(values);
    }

    private static void put(Map<String, String> values, String name, Optional<String> value) {
        value.filter(text -> !text.isEmpty()).ifPresent(text -> values.put(name, text));
    }
}
