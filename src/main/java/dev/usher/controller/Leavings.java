package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.measure.Ending;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Person;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those who departed, or whose resource was deleted, until a read has shown of every account of theirs that it is shut.
 *
 * <p>As with {@link Joinings} what is over is told of once it is stored, and a process that is started anew goes on with whoever
 * has {@link Passages#LEAVING}, or whose RetainedAccounts never were shut.
 */
final class Leavings {
    /** A record says so soon after it was made how it stands. */
    private static final Duration FROM_THE_BEGINNING = Duration.ofMinutes(1);

    private final Caches caches;
    private final Figures figures;
    private final Map<Key, Ending> open = new ConcurrentHashMap<>();
    private final Map<Identity, Gone> deleted = new ConcurrentHashMap<>();
    private final Map<Identity, Records> records = new ConcurrentHashMap<>();

    /** Somebody whose resource is gone, and was in this namespace. */
    private record Gone(String namespace, Ending ending) {}

    /** The accounts of somebody whose resource is gone. */
    private static final class Records {
        private final Ending ending;
        private final String namespace;
        private final Set<Key.OfRetained> keys = ConcurrentHashMap.newKeySet();
        private volatile Optional<Instant> last = Optional.empty();

        Records(Ending ending, String namespace) {
            this.ending = ending;
            this.namespace = namespace;
        }
    }

    Leavings(Caches caches, Figures figures) {
        this.caches = caches;
        this.figures = figures;
    }

    /** Somebody was decided. */
    void note(ProvisionedUser user, Facts.OfPerson facts, Resolution resolution, Instant now) {
        var key = Translate.key(user);
        var stored = Passages.stored(user);
        var going = open.get(key);
        if (going != null && Passages.hasLeft(stored)) {
            open.remove(key);
            left(key.namespace(), going, shut(stored).orElse(now));
        } else if (resolution.state() != LifecycleState.Departed && resolution.state() != LifecycleState.Purged) {
            // Who is back before all of it is gone did not leave.
            open.remove(key);
        } else if (going == null && Passages.leaves(stored)) {
            var isToLose = stored.accounts().stream().anyMatch(entry -> Passages.isOpen(entry, resolution));
            if (isToLose) {
                open.put(key, ending(user, facts.person(), resolution, now));
            }
        }
    }

    private static Ending ending(ProvisionedUser user, Person person, Resolution resolution, Instant now) {
        var seen = resolution.next().departedAt().orElse(now);
        var departure = departure(person, now).orElse(seen);
        // It may have been seen late because nobody looked.
        return new Ending(departure, Passages.isRecordedLate(user, resolution) ? seen : departure);
    }

    /** When the last of their employments ended; empty where nobody says when one of them did. */
    private static Optional<Instant> departure(Person person, Instant now) {
        var ends =
                person.employments().stream().map(one -> end(one, person, now)).toList();
        return ends.stream().allMatch(Optional::isPresent)
                ? ends.stream().flatMap(Optional::stream).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    private static Optional<Instant> end(Employment employment, Person person, Instant now) {
        return employment.end().map(moment -> moment.end(person.workday())).filter(end -> !end.isAfter(now));
    }

    /** When a read showed the last one. */
    private static Optional<Instant> shut(ProvisionedUserStatus stored) {
        return stored.accounts().stream()
                .filter(entry -> entry.state().equals(AccountState.Disabled.name())
                        || entry.state().equals(AccountState.Deleted.name()))
                .flatMap(entry -> Times.parse(entry.since()).stream())
                .max(Comparator.naturalOrder());
    }

    private void left(String namespace, Ending ending, Instant last) {
        figures.left(namespace, ending.isRecordedLate(), ending.took(last));
    }

    /** The resource of somebody goes, and their accounts are left to RetainedAccounts. */
    void deleted(ProvisionedUser user) {
        var key = Translate.key(user);
        Optional.ofNullable(open.remove(key))
                .ifPresent(ending -> deleted.put(Translate.identity(user), new Gone(key.namespace(), ending)));
    }

    /** An account without a user was decided. */
    void note(RetainedAccount account, Optional<Decision> decision, Instant now) {
        var identity = Translate.identity(account.getSpec());
        // The status says only later that nothing is written in the phase of the app.
        var isPlanned = decision.filter(Decision.Planned.class::isInstance).isPresent();
        if (isPlanned || !isOpen(account)) {
            Optional.ofNullable(records.get(identity)).ifPresent(group -> closes(identity, group, account, now));
        } else if (isNew(account)) {
            var since = Times.created(account);
            var gone = Optional.ofNullable(deleted.remove(identity));
            var ending = gone.map(Gone::ending).orElseGet(() -> new Ending(since, since));
            var namespace = gone.map(Gone::namespace).orElse(identity.realm());
            records.computeIfAbsent(identity, _ -> new Records(ending, namespace))
                    .keys
                    .add(Translate.key(account));
        }
    }

    private void closes(Identity identity, Records group, RetainedAccount account, Instant now) {
        if (!isLeftInUse(account)) {
            var shut = shut(account).orElse(now);
            group.last = group.last.filter(shut::isBefore).or(() -> Optional.of(shut));
        }
        if (caches.retainedOf(identity).stream().noneMatch(Leavings::isOpen) && records.remove(identity, group)) {
            group.last.ifPresent(last -> left(group.namespace, group.ending, last));
        }
    }

    private static Optional<Instant> shut(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .flatMap(status -> Times.parse(status.endedTime()))
                .or(() -> since(account));
    }

    private static Optional<Instant> since(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus()).flatMap(status -> Times.parse(status.since()));
    }

    /** On purpose, or because of the phase of the app. */
    private static boolean isLeftInUse(RetainedAccount account) {
        return isUsable(account) || isInState(account, RetainedStates.Kept);
    }

    /** Whether it is to be shut, and is not shown to be. */
    static boolean isOpen(RetainedAccount account) {
        return isUsable(account) && !Plans.isPlanned(account);
    }

    /** Whether nothing shows that it is shut, and nobody declared that it stays in use; one that is to be deleted may be shut. */
    static boolean isUsable(RetainedAccount account) {
        return RetainedStates.isThere(account)
                && !hasEnded(account)
                && !isInState(account, RetainedStates.Retained)
                && !isInState(account, RetainedStates.Kept);
    }

    private static boolean hasEnded(RetainedAccount account) {
        return Optional.ofNullable(account.getSpec())
                        .filter(spec -> spec.endedTime() != null)
                        .isPresent()
                || Optional.ofNullable(account.getStatus())
                        .filter(status -> status.endedTime() != null && !isAgain(status))
                        .isPresent();
    }

    /** What was shut and is to be shut once more, before it is to be deleted, somebody has enabled there. */
    private static boolean isAgain(RetainedAccountStatus status) {
        var purge = Times.parse(status.purgeTime());
        return RetainedStates.Removing.name().equals(status.state())
                && Times.parse(status.since())
                        .filter(since ->
                                purge.filter(due -> !since.isBefore(due)).isEmpty())
                        .isPresent();
    }

    /** Since when one that is open is to be shut. */
    static Instant openSince(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .filter(status -> status.endedTime() != null)
                .flatMap(status -> Times.parse(status.since()))
                .orElseGet(() -> Times.created(account));
    }

    private static boolean isInState(RetainedAccount account, RetainedStates state) {
        return Optional.ofNullable(account.getStatus())
                .filter(status -> state.name().equals(status.state()))
                .isPresent();
    }

    /** Whether access had not ended when its user was deleted, nor at any time since. */
    private static boolean isNew(RetainedAccount account) {
        return account.getSpec().endedTime() == null
                && since(account)
                        .filter(since -> since.isAfter(Times.created(account).plus(FROM_THE_BEGINNING)))
                        .isEmpty();
    }

    void forget(Key key) {
        open.remove(key);
    }

    List<Figures.Level> levels(Instant now) {
        var waiting = new Waiting();
        open.forEach((key, ending) -> {
            if (key instanceof Key.OfUser user) {
                waiting.add(ending.from(), now, user.namespace(), recorded(ending));
            }
        });
        deleted.keySet().removeIf(identity -> caches.retainedOf(identity).isEmpty());
        // Whoever came back, or was forgotten by hand, has none any more.
        records.values()
                .removeIf(group -> group.keys.stream()
                        .allMatch(key ->
                                caches.record(key.namespace(), key.name()).isEmpty()));
        records.values()
                .forEach(group -> waiting.add(group.ending.from(), now, group.namespace, recorded(group.ending)));
        return waiting.levels(Gauges.DEPROVISION_UNFINISHED, Gauges.DEPROVISION_OLDEST);
    }

    private static String recorded(Ending ending) {
        return Recorded.label(ending.isRecordedLate());
    }
}
