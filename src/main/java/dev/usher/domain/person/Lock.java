package dev.usher.domain.person;

import dev.usher.domain.account.AppId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Shuts a person out: while it holds their accounts are disabled, whatever else is decided.
 *
 * @param namespace of the resource that says so
 * @param name of that resource
 * @param id by which it is told from one that had the name before
 * @param apps in which; empty: in all
 * @param from when it begins; empty: it has begun
 * @param until when it ends by itself
 */
public record Lock(
        String namespace, String name, String id, Set<AppId> apps, Optional<Instant> from, Optional<Instant> until)
        implements Comparable<Lock> {
    private static final Comparator<Lock> BY_NAME =
            Comparator.comparing(Lock::namespace).thenComparing(Lock::name).thenComparing(Lock::id);

    /** One of which there was no other by its name. */
    public Lock(String namespace, String name, Set<AppId> apps, Optional<Instant> until) {
        this(namespace, name, name, apps, Optional.empty(), until);
    }

    public Lock {
        apps = Set.copyOf(apps);
    }

    public boolean holdsAt(Instant now) {
        return !isAheadAt(now) && !isOverAt(now);
    }

    /** Whether it has yet to begin. */
    public boolean isAheadAt(Instant now) {
        return from.filter(begin -> begin.isAfter(now)).isPresent();
    }

    public boolean isOverAt(Instant now) {
        return until.filter(end -> !end.isAfter(now)).isPresent();
    }

    /** Those of its instants at which time alone changes what it does. */
    public List<Instant> instants() {
        return Stream.concat(from.stream(), until.stream()).toList();
    }

    public boolean shuts(AppId app) {
        return isTotal() || apps.contains(app);
    }

    /** Whether it shuts every app. */
    public boolean isTotal() {
        return apps.isEmpty();
    }

    /** As somebody of a namespace names it. */
    public String seenFrom(String home) {
        return namespace.equals(home) ? name : namespace + "/" + name;
    }

    @Override
    public int compareTo(Lock other) {
        return BY_NAME.compare(this, other);
    }
}
