package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Lock;
import dev.usher.domain.quality.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The locks that shut somebody out now.
 *
 * <p>They come before everything but whether an app may be written to at all: what a lock disables stays so whatever departs,
 * returns, is frozen or cannot be told meanwhile, and when it ends what is due then is decided as if it had never been.
 *
 * @param locks in the order of their names
 */
public record Lockout(List<Lock> locks) {
    /** Nobody is shut out. */
    public static final Lockout NONE = new Lockout(List.of());

    public Lockout {
        locks = List.copyOf(locks);
    }

    /** Those of them that hold then. */
    public static Lockout at(List<Lock> locks, Instant now) {
        return locks.isEmpty()
                ? NONE
                : new Lockout(locks.stream()
                        .filter(lock -> lock.holdsAt(now))
                        .sorted()
                        .toList());
    }

    public boolean isNone() {
        return locks.isEmpty();
    }

    /** Those that shut an app. */
    public List<Lock> of(AppId app) {
        return locks.stream().filter(lock -> lock.shuts(app)).toList();
    }

    public boolean shuts(AppId app) {
        return !locks.isEmpty() && locks.stream().anyMatch(lock -> lock.shuts(app));
    }

    /** Whether nothing at all is open. */
    public boolean isTotal() {
        return !locks.isEmpty() && locks.stream().anyMatch(Lock::isTotal);
    }

    /** What whoever looks at the person should know. */
    List<Problem> said(String home) {
        return locks.isEmpty()
                ? List.of()
                : locks.stream()
                        .map(lock -> new Problem(Problem.Kind.Locked, lock.seenFrom(home) + apps(lock, home)))
                        .toList();
    }

    private static String apps(Lock lock, String home) {
        var reach = lock.reach();
        var only = reach.only().isEmpty() ? "everything" : names(reach.only(), home);
        var spared = reach.spared().isEmpty() ? "" : " but " + names(reach.spared(), home);
        return " shuts this user out of " + only + spared;
    }

    private static String names(Set<AppId> apps, String home) {
        return apps.stream().map(app -> app.seenFrom(home)).sorted().collect(Collectors.joining(", "));
    }
}
