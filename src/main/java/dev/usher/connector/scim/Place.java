package dev.usher.connector.scim;

import dev.usher.domain.account.Attributes;
import dev.usher.scim.Document;
import dev.usher.scim.ScimPath;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where an attribute stands in a SCIM user: a text of the core schema (RFC 7643 section 4.1.1), of the enterprise extension
 * (section 4.3) or of any other extension.
 *
 * <p>Each place has one name, so that no two entries of a mapping fight for it. The work e-mail has none, being one of many, nor has the manager, who is no text to
 * all apps.
 *
 * @param schema of the extension; empty in the core
 * @param steps from the top of the user, or of its extension
 */
record Place(Optional<String> schema, List<String> steps, ScimPath path) {
    static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /** The places that have a name of their own, by that name. */
    static final Map<String, Place> NAMED = named();

    /** Where they are found, by the same names. */
    static final Map<String, ScimPath> PATHS = NAMED.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, place -> place.getValue().path()));

    /** Whether somebody gets in, and as whom; and what Usher or the app itself keeps. */
    private static final Set<String> RESERVED = Set.of(
            "active",
            "password",
            "groups",
            "roles",
            "entitlements",
            "x509certificates",
            "id",
            "externalid",
            "meta",
            "schemas");

    private static final Pattern OF_EXTENSION =
            Pattern.compile("(urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:[A-Za-z0-9._:-]{1,180}):([A-Za-z][A-Za-z0-9_-]{0,62})");

    private static Map<String, Place> named() {
        var places = new TreeMap<String, Place>();
        for (var name : List.of(
                Attributes.USER_NAME,
                Attributes.DISPLAY_NAME,
                Attributes.TITLE,
                Attributes.LOCALE,
                "nickName",
                "preferredLanguage",
                "profileUrl",
                "timezone",
                "userType")) {
            places.put(name, core(name));
        }
        places.put(Attributes.GIVEN_NAME, core("name", "givenName"));
        places.put(Attributes.FAMILY_NAME, core("name", "familyName"));
        for (var part : List.of("formatted", "middleName", "honorificPrefix", "honorificSuffix")) {
            places.put("name." + part, core("name", part));
        }
        for (var name : List.of(
                Attributes.COST_CENTER,
                Attributes.DEPARTMENT,
                Attributes.DIVISION,
                Attributes.ORGANIZATION,
                "employeeNumber")) {
            places.put(name, of(ENTERPRISE, name));
        }
        return Collections.unmodifiableMap(places);
    }

    private static Place core(String... steps) {
        return new Place(Optional.empty(), List.of(steps), ScimPath.of(String.join(".", steps)));
    }

    private static Place of(String schema, String name) {
        return new Place(Optional.of(schema), List.of(name), ScimPath.of(schema + ":" + name));
    }

    /** Empty where a SCIM user has no such text. */
    static Optional<Place> of(String name) {
        return Optional.ofNullable(NAMED.get(name)).or(() -> ofExtension(name));
    }

    private static Optional<Place> ofExtension(String name) {
        var urn = OF_EXTENSION.matcher(name);
        return urn.matches() && isForeign(urn.group(1))
                ? Optional.of(of(urn.group(1), urn.group(2)))
                : Optional.empty();
    }

    /** Whether a schema is an extension whose attributes have no names of ours. */
    static boolean isForeign(String schema) {
        return !schema.equalsIgnoreCase(CORE) && !schema.equalsIgnoreCase(ENTERPRISE);
    }

    /** Why no account has an attribute of this name; empty where accounts do. */
    static Optional<String> objection(String name) {
        if (name.equals(Attributes.EMAIL) || name.equals(Attributes.MANAGER) || of(name).isPresent()) {
            return Optional.empty();
        }
        var bare = withoutSchema(name);
        if (RESERVED.contains(bare.toLowerCase(Locale.ROOT).replaceFirst("\\..*", ""))) {
            return Optional.of("it is not for a mapping, because it bears access or is kept by Usher or the app:"
                    + " access is given by the `entitlements` of roles");
        }
        if (isManager(bare)) {
            return Optional.of("write " + Attributes.MANAGER);
        }
        return Optional.of(NAMED.entrySet().stream()
                .filter(place -> isMeant(place.getKey(), place.getValue(), bare))
                .map(place -> "write " + place.getKey())
                .findFirst()
                .orElse("SCIM users have no such text: see docs/mapping.md for those that they have, or write the whole"
                        + " name of one of an extension, urn:...:User:name"));
    }

    private static boolean isManager(String bare) {
        return bare.equalsIgnoreCase(Attributes.MANAGER) || bare.equalsIgnoreCase(Attributes.MANAGER + ".value");
    }

    private static boolean isMeant(String name, Place place, String bare) {
        return name.equalsIgnoreCase(bare) || String.join(".", place.steps).equalsIgnoreCase(bare);
    }

    private static String withoutSchema(String name) {
        for (var schema : List.of(CORE, ENTERPRISE)) {
            if (name.regionMatches(true, 0, schema + ":", 0, schema.length() + 1)) {
                return name.substring(schema.length() + 1);
            }
        }
        return name;
    }

    /** How a document says that there is no value. */
    enum Without {
        LEFT_OUT,
        UNASSIGNED,
        EMPTY
    }

    /** Writes a value there, and says of which schema it is. */
    void put(Document user, Optional<String> value, Without without) {
        if (value.isPresent()) {
            user.put(schema, steps, value.get());
            return;
        }
        switch (without) {
            case LEFT_OUT -> user.remove(schema, steps);
            case UNASSIGNED -> user.unassign(schema, steps);
            case EMPTY -> user.put(schema, steps, "");
        }
    }
}
