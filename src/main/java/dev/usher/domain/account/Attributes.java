package dev.usher.domain.account;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
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

    /** The login name, empty where an app shows none. */
    public String userName() {
        return values.getOrDefault(USER_NAME, "");
    }
}
