package dev.usher.source.http;

import java.net.URI;
import java.util.Optional;

/**
 * A request for one page.
 *
 * @param at how many records came before, or the number of the page, where it is asked for so
 * @param beyond whether there may be no such page, and no harm in that
 */
record Step(URI uri, Optional<String> body, long at, boolean beyond) {
    /** Whether the same is asked. */
    Object asked() {
        return new Asked(uri, body);
    }

    private record Asked(URI uri, Optional<String> body) {}
}
