package dev.usher.simulator;

import dev.usher.simulator.protocol.ScimError;
import dev.usher.simulator.store.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Walks through long lists that are under way; each goes over those who were there when it began. */
final class Walks {
    private static final int KEPT = 1000;

    /** Where the page of a cursor begins. */
    record Place(List<Entry> matches, int from, Instant until) {
        Place at(int next) {
            return new Place(matches, next, until);
        }

        List<Entry> page(int size) {
            return matches.subList(from, Math.min(matches.size(), from + size));
        }
    }

    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Clock clock;

    Walks(Clock clock) {
        this.clock = clock;
    }

    Place begin(List<Entry> matches) {
        return new Place(List.copyOf(matches), 0, Instant.MAX);
    }

    /** A name for the place; it has characters that a URL must encode, as Base64 has. */
    synchronized String name(Place place, Optional<Duration> lifetime) {
        byte[] random = ("?>" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        String name = Base64.getEncoder().encodeToString(random);
        Instant until = lifetime.map(time -> clock.instant().plus(time)).orElse(Instant.MAX);
        places.put(name, new Place(place.matches(), place.from(), until));
        if (places.size() > KEPT) {
            places.remove(places.keySet().iterator().next());
        }
        return name;
    }

    synchronized Place at(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new ScimError(400, "invalidCursor", "no such cursor");
        }
        if (clock.instant().isAfter(place.until())) {
            throw new ScimError(400, "expiredCursor", "the cursor has expired");
        }
        return place;
    }
}
