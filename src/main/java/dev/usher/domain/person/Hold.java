package dev.usher.domain.person;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what there is of people from being deleted, whatever else is decided; it gives nobody access.
 *
 * @param namespace of the resource that says so
 * @param name of that resource
 * @param whom the keys of those whom it means; empty: everybody of its namespace, as nobody can tell whom it means
 * @param apps in which; empty: in all
 * @param until when it ends by itself
 */
public record Hold(String namespace, String name, Set<Identity> whom, Set<AppId> apps, Optional<Instant> until)
        implements Comparable<Hold> {
    private static final Comparator<Hold> BY_NAME =
            Comparator.comparing(Hold::namespace).thenComparing(Hold::name);

    public Hold {
        whom = Set.copyOf(whom);
        apps = Set.copyOf(apps);
    }

    /** One that cannot be read: it keeps everything of its namespace, since whatever it means may be meant. */
    public static Hold ofEverybody(String namespace, String name) {
        return new Hold(namespace, name, Set.of(), Set.of(), Optional.empty());
    }

    public boolean holdsAt(Instant now) {
        return until.filter(end -> !end.isAfter(now)).isEmpty();
    }

    /** Whether it means whoever goes by any of these keys. */
    public boolean means(Set<Identity> keys) {
        return whom.isEmpty()
                ? keys.stream().anyMatch(key -> key.realm().equals(namespace))
                : !Collections.disjoint(whom, keys);
    }

    public boolean covers(AppId app) {
        return apps.isEmpty() || apps.contains(app);
    }

    @Override
    public int compareTo(Hold other) {
        return BY_NAME.compare(this, other);
    }
}
