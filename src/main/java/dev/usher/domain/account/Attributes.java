package dev.usher.domain.account;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The describing values of an account by attribute name; an attribute that is not there has no value.
 *
 * <p>The names are ours; each connector translates them into the language of its app.
 */
public record Attributes(SortedMap<String, String> values) {
    public static final String USER_NAME = "userName";
    public static final String DISPLAY_NAME = "displayName";
    public static final String GIVEN_NAME = "givenName";
    public static final String FAMILY_NAME = "familyName";
    public static final String EMAIL = "email";
    public static final String TITLE = "title";
    public static final String DEPARTMENT = "department";
    public static final String DIVISION = "division";
    public static final String ORGANIZATION = "organization";
    public static final String COST_CENTER = "costCenter";
    public static final String LOCATION = "location";
    public static final String COUNTRY = "country";
    public static final String LOCALE = "locale";
    public static final String MANAGER = "manager";
    public static final String EXTERNAL_ID = "externalId";

    /** Those that have a field of their own; any other is one of the free attributes. */
    public static final Set<String> FIELDS = Set.of(
            USER_NAME,
            DISPLAY_NAME,
            GIVEN_NAME,
            FAMILY_NAME,
            EMAIL,
            TITLE,
            DEPARTMENT,
            DIVISION,
            ORGANIZATION,
            COST_CENTER,
            LOCATION,
            COUNTRY,
            LOCALE,
            MANAGER,
            EXTERNAL_ID);

    /** What every app is told, and nothing else unless it asks: personal data travels only where it is needed. */
    public static final Set<String> MINIMAL = Set.of(USER_NAME, DISPLAY_NAME, GIVEN_NAME, FAMILY_NAME, EMAIL);

    public static final Attributes NONE = new Attributes(Collections.emptySortedMap());

    public Attributes {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Attributes of(Map<String, String> values) {
        return new Attributes(new TreeMap<>(values));
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** These, with others that count where both have one. */
    public Attributes with(Attributes others) {
        if (others.values.isEmpty()) {
            return this;
        }
        var both = new TreeMap<>(values);
        both.putAll(others.values);
        return new Attributes(both);
    }

    /** Of these the ones with such a name. */
    public Attributes only(Set<String> names) {
        var some = new TreeMap<>(values);
        some.keySet().retainAll(names);
        return new Attributes(some);
    }

    /** Those without such a name. */
    Attributes without(Set<String> names) {
        if (Collections.disjoint(values.keySet(), names)) {
            return this;
        }
        var some = new TreeMap<>(values);
        some.keySet().removeAll(names);
        return new Attributes(some);
    }

    /** The login name, empty where an app shows none. */
    public String userName() {
        return values.getOrDefault(USER_NAME, "");
    }
}
