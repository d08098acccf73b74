package dev.usher.connector.ldap;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What attributes of entries are to us: found out once for each name, since every entry has the same ones. */
final class Meanings {
    /** More than a schema has that anybody uses; of others it is found out each time. */
    private static final int MOST = 1_000;

    private final Naming naming;
    private final String lock;
    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

    /** @param lock the attribute that says who gets in */
    Meanings(Naming naming, String lock) {
        this.naming = naming;
        this.lock = lock;
    }

    /** Our name of an attribute; empty of what describes nobody. */
    Optional<String> of(String attribute) {
        var before = known.get(attribute);
        if (before != null) {
            return before;
        }
        var found = naming.describes(attribute) && !attribute.equalsIgnoreCase(lock)
                ? Optional.of(naming.name(attribute))
                : Optional.<String>empty();
        if (known.size() < MOST) {
            known.put(attribute, found);
        }
        return found;
    }
}
