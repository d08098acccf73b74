package dev.usher.sync;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.plan.Delta;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which describing attributes an app takes and keeps of nobody: they are sent no more for a day, and then to one account, which
 * shows whether that is still so.
 *
 * <p>One value that an app does not keep says nothing of an attribute of which it keeps others. A login name is never among them,
 * nor is what bears access, which is no attribute.
 */
final class Unkept {
    static final Duration TRUSTED = Duration.ofHours(24);

    private final Clock clock;
    private final Consumer<SortedSet<String>> told;
    private final Map<String, Instant> ignored = new TreeMap<>();
    private final Set<String> kept = new HashSet<>();

    /** @param told of all of them whenever there are others */
    Unkept(Clock clock, Consumer<SortedSet<String>> told) {
        this.clock = clock;
        this.told = told;
    }

    /** Found out by an earlier process. */
    synchronized void recalls(Collection<String> names) {
        var until = clock.instant().plus(TRUSTED);
        names.forEach(name -> ignored.putIfAbsent(name, until));
        told.accept(names());
    }

    /** The app is another one. */
    synchronized void forget() {
        kept.clear();
        ignored.clear();
        told.accept(names());
    }

    synchronized SortedSet<String> names() {
        return new TreeSet<>(ignored.keySet());
    }

    /** Those of which nobody has looked for a day whether it is still so. */
    synchronized Set<String> due() {
        var now = clock.instant();
        return ignored.entrySet().stream()
                .filter(one -> !now.isBefore(one.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What of this is worth being sent. */
    Delta without(Delta delta) {
        var left = names();
        left.removeAll(due());
        return delta.without(left);
    }

    /** A read showed the account right after it was given these values; those that are cleared say nothing. */
    void looks(Map<String, Optional<String>> sent, Account after) {
        var lost = new TreeSet<String>();
        var held = new TreeSet<String>();
        sent.forEach(
                (name, value) -> value.ifPresent(given -> (Delta.shows(after, name, given) ? held : lost).add(name)));
        lost.remove(Attributes.USER_NAME);
        learns(lost, held);
    }

    /** A read showed the account, which nobody wrote to. */
    void looks(Desired desired, Account account) {
        var names = names();
        names.removeIf(name -> desired.attributes()
                .get(name)
                .filter(value -> Delta.shows(account, name, value))
                .isEmpty());
        if (!names.isEmpty()) {
            learns(Set.of(), names);
        }
    }

    private synchronized void learns(Set<String> lost, Set<String> held) {
        var before = names();
        kept.addAll(held);
        ignored.keySet().removeAll(held);
        var until = clock.instant().plus(TRUSTED);
        lost.stream().filter(name -> !kept.contains(name)).forEach(name -> ignored.put(name, until));
        if (!before.equals(names())) {
            told.accept(names());
        }
    }
}
