package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.measure.Beginning;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Person;
import dev.usher.domain.quality.Problem;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Those who come, until they have what they are to have.
 *
 * <p>What is over is told of once it is stored that it is: a process that ends before has told nobody of it, and the next one
 * goes on with whoever has {@link Passages#JOINING} or was not begun with.
 */
final class Joinings {
    /** A status is stored some time after what it says. */
    private static final Duration TO_STORE = Duration.ofSeconds(30);

    private final Figures figures;
    private final Map<Key, Joining> open = new ConcurrentHashMap<>();

    /** Somebody who is not done. */
    private static final class Joining {
        private final boolean seenBefore;
        private final Map<AppId, Instant> there = new HashMap<>();
        private volatile Beginning beginning;
        private final AtomicBoolean counted;
        private volatile boolean dated;
        private volatile Optional<Instant> waitsSince = Optional.empty();

        /** @param seenBefore whether nothing that became of them can have been missed */
        Joining(Beginning beginning, boolean seenBefore, boolean counted) {
            this.beginning = beginning;
            this.seenBefore = seenBefore;
            this.counted = new AtomicBoolean(counted);
        }
    }

    Joinings(Figures figures) {
        this.figures = figures;
    }

    /**
     * Somebody was decided.
     *
     * @param read when a source first said something of them that is not so yet
     */
    void note(ProvisionedUser user, Facts.OfPerson facts, Resolution resolution, Optional<Instant> read, Instant now) {
        var key = Translate.key(user);
        var stored = Passages.stored(user);
        var joining = open.get(key);
        if (joining != null && isDone(stored)) {
            looks(joining, stored, facts, resolution);
            open.remove(key);
            done(key, joining, stored, facts, resolution);
        } else if (!isOnTheWay(resolution.state())) {
            open.remove(key);
        } else if (joining != null || (Passages.joins(stored) && !isDone(stored))) {
            open.compute(key, (_, before) -> {
                var going = before == null ? begun(stored, facts, now) : before;
                going.beginning = beginning(stored, facts, read, going, now);
                going.dated = isDated(facts.person(), now);
                looks(going, stored, facts, resolution);
                return going;
            });
        }
    }

    private static boolean isOnTheWay(LifecycleState state) {
        return state == LifecycleState.PreProvisioned || state == LifecycleState.Active;
    }

    private static boolean isDone(ProvisionedUserStatus stored) {
        return LifecycleState.Active.name().equals(stored.lifecycleState())
                && Conditions.areReady(stored.conditions())
                && Conditions.of(stored.conditions(), Passages.JOINING).isEmpty();
    }

    private static Joining begun(ProvisionedUserStatus stored, Facts.OfPerson facts, Instant now) {
        var going = Conditions.of(stored.conditions(), Passages.JOINING);
        var due = going.flatMap(said -> Times.parse(said.lastTransitionTime())).orElse(now);
        var beginning = isDueWhenSeen(stored, facts)
                ? new Beginning(due, due)
                : new Beginning(
                        facts.person().created(),
                        start(facts.person(), facts.person().created(), now));
        // An earlier process has told of their start by now.
        var isTold = going.isPresent() && isLate(beginning, now);
        return new Joining(beginning, going.isEmpty(), isTold || isDueWhenSeen(stored, facts));
    }

    /** Of who comes back, or comes with somebody else, no date of theirs says since when they are to have anything. */
    private static boolean isDueWhenSeen(ProvisionedUserStatus stored, Facts.OfPerson facts) {
        return Passages.returns(stored) || !(facts.around().main() instanceof Main.Own);
    }

    /** A source may have read of them before it could write, and a start may be put off. */
    private static Beginning beginning(
            ProvisionedUserStatus stored, Facts.OfPerson facts, Optional<Instant> read, Joining going, Instant now) {
        if (isDueWhenSeen(stored, facts)) {
            return going.beginning;
        }
        var recorded = read.filter(going.beginning.recorded()::isAfter).orElse(going.beginning.recorded());
        var hasStarted = LifecycleState.Active.name().equals(stored.lifecycleState());
        return new Beginning(
                recorded, hasStarted && going.dated ? going.beginning.start() : start(facts.person(), recorded, now));
    }

    /** Who comes without a date is to have everything since they were read of. */
    private static Instant start(Person person, Instant recorded, Instant now) {
        return isDated(person, now) ? person.begins(now) : recorded;
    }

    private static boolean isDated(Person person, Instant now) {
        return starting(person, now).anyMatch(employment -> employment.start().isPresent());
    }

    private static Stream<Employment> starting(Person person, Instant now) {
        return person.employments().stream().filter(employment -> !employment.endedBy(now, person.workday()));
    }

    /** What is stored of the accounts that they are to have. */
    private static void looks(
            Joining going, ProvisionedUserStatus stored, Facts.OfPerson facts, Resolution resolution) {
        var missing = new ArrayList<Instant>();
        var byApp = AccountEntries.recorded(Optional.of(stored));
        resolution.apps().forEach((app, decision) -> {
            if (decision instanceof Decision.Want want && !want.isAwaited()) {
                var entry = Optional.ofNullable(byApp.get(app));
                entry.filter(Joinings::isThere)
                        .flatMap(one -> Times.parse(one.since()))
                        .ifPresent(since -> going.there.putIfAbsent(app, since));
                if (!going.there.containsKey(app)) {
                    missing.add(going.beginning.due(lead(app, going, facts)));
                } else if (want.account().enabled()
                        && entry.filter(Joinings::isEnabled).isEmpty()) {
                    missing.add(going.beginning.due(Duration.ZERO));
                }
            }
        });
        going.waitsSince = missing.stream()
                .min(Instant::compareTo)
                .or(() -> Optional.of(going.beginning.due(Duration.ZERO)).filter(any -> waitsForSomebody(resolution)));
    }

    /** As long as a role or an app is not there, or something about them has to be mended, nobody can tell what is missing. */
    private static boolean waitsForSomebody(Resolution resolution) {
        return !resolution.paused()
                && resolution.problems().stream().anyMatch(problem -> problem.effect() != Problem.Effect.SAYS);
    }

    private static boolean isThere(AccountEntry entry) {
        return isEnabled(entry)
                || (Boolean.TRUE.equals(entry.prepared()) && entry.state().equals(AccountState.Disabled.name()));
    }

    private static boolean isEnabled(AccountEntry entry) {
        return entry.state().equals(AccountState.Active.name());
    }

    /** Of whom nobody may know before that they come, nothing is made ahead; and what was missed is due since the start. */
    private static Duration lead(AppId app, Joining going, Facts.OfPerson facts) {
        var isConfidential = facts.person().employments().stream().anyMatch(Employment::confidential);
        return isConfidential || !(going.seenBefore || going.there.containsKey(app))
                ? Duration.ZERO
                : Optional.ofNullable(facts.access().apps().get(app))
                        .map(AppDefinition::lead)
                        .orElse(Duration.ZERO);
    }

    private void done(
            Key.OfUser key, Joining going, ProvisionedUserStatus stored, Facts.OfPerson facts, Resolution resolution) {
        var accounts = new ArrayList<Beginning.ReadBack>();
        for (var entry : stored.accounts()) {
            var app = Recall.id(entry);
            var enabled = Times.parse(entry.since());
            var there = Optional.ofNullable(going.there.get(app));
            if (isEnabled(entry)
                    && there.isPresent()
                    && enabled.isPresent()
                    && resolution.apps().get(app) instanceof Decision.Want) {
                var isMissed = !going.seenBefore && there.get().equals(enabled.get());
                var lead = isMissed ? Duration.ZERO : lead(app, going, facts);
                accounts.add(new Beginning.ReadBack(lead, there.get(), enabled.get()));
            }
        }
        if (accounts.isEmpty()) {
            return;
        }
        figures.joined(key.namespace(), going.beginning.took(accounts));
        if (going.dated && going.counted.compareAndSet(false, true)) {
            figures.started(key.namespace(), going.beginning.isReady(accounts), going.beginning.isRecordedLate());
        }
    }

    void forget(Key key) {
        open.remove(key);
    }

    /** Who is not ready now will not have been, and is told of. */
    List<Figures.Level> levels(Instant now) {
        var waiting = new Waiting();
        open.forEach((key, going) -> {
            if (key instanceof Key.OfUser user) {
                if (going.dated && isLate(going.beginning, now) && going.counted.compareAndSet(false, true)) {
                    figures.started(user.namespace(), false, going.beginning.isRecordedLate());
                }
                going.waitsSince.ifPresent(since -> waiting.add(since, now, user.namespace()));
            }
        });
        return waiting.levels(Gauges.PROVISION_UNFINISHED, Gauges.PROVISION_OLDEST);
    }

    private static boolean isLate(Beginning beginning, Instant now) {
        return now.isAfter(beginning.start().plus(Beginning.AT_ONCE).plus(TO_STORE));
    }
}
