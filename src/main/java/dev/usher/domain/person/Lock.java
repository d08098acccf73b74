package dev.usher.domain.person;

import dev.usher.domain.account.AppId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Shuts a person out: while it holds their accounts are disabled, whatever else is decided.
 *
 * @param namespace of the resource that says so
 * @param name of that resource
 * @param id by which it is told from one that had the name before
 * @param reach in which apps
 * @param term how long it holds
 * @param compromised whether somebody else knows by what the person signs on
 */
public record Lock(String namespace, String name, String id, Reach reach, Term term, boolean compromised)
        implements Comparable<Lock> {
    private static final Comparator<Lock> BY_NAME =
            Comparator.comparing(Lock::namespace).thenComparing(Lock::name).thenComparing(Lock::id);

    /** One after which the person signs on as before. */
    public Lock(String namespace, String name, String id, Set<AppId> apps, Term term) {
        this(namespace, name, id, Reach.of(apps), term, false);
    }

    /** One of which there was no other by its name. */
    public Lock(String namespace, String name, Set<AppId> apps, Optional<Instant> until) {
        this(namespace, name, name, apps, new Term(Optional.empty(), until));
    }

    public boolean holdsAt(Instant now) {
        return term.holdsAt(now);
    }

    public boolean shuts(AppId app) {
        return reach.has(app);
    }

    /** Whether it shuts every app. */
    public boolean isTotal() {
        return reach.isTotal();
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
