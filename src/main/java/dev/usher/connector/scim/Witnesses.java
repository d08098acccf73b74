package dev.usher.connector.scim;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By which filters an app has shown somebody, as long as its session lasts: only of such a filter can it be told that nobody is
 * meant where it shows nobody.
 */
final class Witnesses {
    private record Filter(URI collection, String path) {}

    private final Set<Filter> filters = ConcurrentHashMap.newKeySet();

    void appear(URI collection, String path) {
        filters.add(new Filter(collection, path));
    }

    boolean appeared(URI collection, String path) {
        return filters.contains(new Filter(collection, path));
    }
}
