package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.measure.Shortfall;
import dev.usher.log.Spans;
import dev.usher.source.Novelties;
import dev.usher.source.SourceId;
import dev.usher.sync.Aims;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What is measured of people and apps, from what reconcilers decide anyway; nothing is counted anew for it. */
final class Measures implements Novelties {
    private final Caches caches;
    private final Figures figures;
    private final Digests digests;
    private final Turnarounds turnarounds;
    private final Joinings joinings;
    private final Leavings leavings;
    private final OpenWork work;
    private final AppFigures apps;
    private final SourceFigures sources;
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

    Measures(
            Caches caches,
            Figures figures,
            Digests digests,
            Turnarounds turnarounds,
            AppFigures apps,
            SourceFigures sources) {
        this.caches = caches;
        this.figures = figures;
        this.digests = digests;
        this.turnarounds = turnarounds;
        this.joinings = new Joinings(figures);
        this.leavings = new Leavings(caches, figures);
        this.work = new OpenWork(figures);
        this.apps = apps;
        this.sources = sources;
    }

    /** Where pieces of work are told of. */
    Spans spans() {
        return figures.spans();
    }

    AppFigures apps() {
        return apps;
    }

    SourceFigures sources() {
        return sources;
    }

    @Override
    public void of(SourceId source, String user, long generation, Instant since) {
        turnarounds.of(source, user, generation, since);
    }

    /** Somebody was decided. */
    void note(
            ProvisionedUser user,
            Facts.OfPerson facts,
            Resolution resolution,
            UserStatuses.Assessment assessment,
            Instant now) {
        var key = Translate.key(user);
        namespaces.add(key.namespace());
        joinings.note(user, facts, resolution, turnarounds.since(key), now);
        leavings.note(user, facts, resolution, now);
        var wanted = wanted(facts, resolution, assessment, now);
        if (work.isOpen(key)) {
            var confirmed = new HashSet<AppId>();
            var settling = new HashSet<AppId>();
            var stored = AccountEntries.recorded(Optional.ofNullable(user.getStatus()));
            for (var entry : assessment.status().accounts()) {
                var app = Recall.id(entry);
                if (assessment.agreeing().contains(app)) {
                    (entry.equals(stored.get(app)) ? confirmed : settling).add(app);
                }
            }
            work.note(key, wanted, confirmed, settling, now);
        } else if (!wanted.isEmpty()) {
            work.note(key, wanted, Set.of(), Set.of(), now);
        }
        turnarounds.says(user, assessment.status());
    }

    private Map<AppId, OpenWork.Wanted> wanted(
            Facts.OfPerson facts, Resolution resolution, UserStatuses.Assessment assessment, Instant now) {
        var wanted = new HashMap<AppId, OpenWork.Wanted>();
        for (var entry : assessment.status().accounts()) {
            var app = Recall.id(entry);
            var decision = resolution.apps().get(app);
            if (decision != null
                    && !assessment.agreeing().contains(app)
                    && !isLeft(entry, assessment.open().contains(app))) {
                wanted(entry, facts, resolution, decision, now).ifPresent(what -> wanted.put(app, what));
            }
        }
        return wanted;
    }

    /** Whether something of it may have to be written. */
    private boolean isAsked(Decision decision) {
        return !(decision instanceof Decision.Planned)
                && Aims.of(decision, digests).isPresent();
    }

    /** What somebody changed in the app, and is left so, is asked of nobody; nor is what waits for a first login. */
    private static boolean isLeft(AccountEntry entry, boolean open) {
        return !open && (Agreements.isDrifted(entry) || entry.state().equals(AccountState.AwaitingLogin.name()));
    }

    /** Of an app that is suspended nothing is asked but what somebody is to lose. */
    private Optional<OpenWork.Wanted> wanted(
            AccountEntry entry, Facts.OfPerson facts, Resolution resolution, Decision decision, Instant now) {
        if (decision.isHeldBecause(Why.AppSuspended)) {
            return PutOff.since(entry, facts, resolution, now)
                    .map(since -> new OpenWork.Wanted(since, true, true, Shortfall.SUSPENDED));
        }
        if (!isAsked(decision)) {
            return Optional.empty();
        }
        var ends = !isShut(entry, decision)
                && facts.priority(Recall.id(entry), resolution).endsAccess();
        var why = Shortfall.of(Optional.ofNullable(entry.reason()));
        var departed = resolution.next().departedAt().filter(any -> ends);
        var since = departed.map(at -> departed(entry, at)).orElseGet(() -> since(entry, now));
        return Optional.of(new OpenWork.Wanted(since, departed.isPresent(), ends, why));
    }

    /** What was shut and is to be deleted takes no access from anybody; what is to be shut once more may. */
    private static boolean isShut(AccountEntry entry, Decision decision) {
        return entry.state().equals(AccountState.Disabled.name())
                || entry.state().equals(AccountState.Deleted.name())
                || (entry.endedTime() != null && decision instanceof Decision.Absent);
    }

    /** Somebody may have let them in again since. */
    private static Instant departed(AccountEntry entry, Instant departure) {
        var isAgain = entry.endedTime() != null || entry.state().equals(AccountState.Active.name());
        return Times.parse(entry.since())
                .filter(since -> isAgain && since.isAfter(departure))
                .orElse(departure);
    }

    /** As far as the status tells. */
    private static Instant since(AccountEntry entry, Instant now) {
        var isTroubled = !entry.state().equals(AccountState.Active.name())
                && !entry.state().equals(AccountState.Disabled.name());
        return Times.parse(entry.since()).filter(any -> isTroubled).orElse(now);
    }

    /** An account without a user was decided. */
    void note(RetainedAccount account, Optional<Decision> decision, Instant now) {
        var key = Translate.key(account);
        leavings.note(account, decision, now);
        var app = Translate.app(account, account.getSpec().app());
        var wanted = decision.filter(any -> Leavings.isOpen(account))
                .filter(what -> isAsked(what) || PutOff.isOf(account, what))
                .map(any -> Map.of(app, new OpenWork.Wanted(Leavings.openSince(account), true, true, why(account))))
                .orElse(Map.of());
        work.note(key, wanted, wanted.isEmpty() ? Set.of(app) : Set.of(), Set.of(), now);
    }

    private static Shortfall why(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .flatMap(status -> Conditions.of(status.conditions(), "Ready"))
                .filter(ready -> ready.status().equals("False"))
                .map(ready -> Shortfall.of(
                        Optional.of(ready.reason()).filter(reason -> !reason.equals(Reason.Removing.name()))))
                .orElse(Shortfall.WAITING);
    }

    /** The resource of somebody goes. */
    void deleted(ProvisionedUser user) {
        leavings.deleted(user);
    }

    /** Nothing is decided any more. */
    void forget(Key key) {
        turnarounds.forget(key);
        joinings.forget(key);
        leavings.forget(key);
        work.forget(key);
    }

    /**
     * Shows how everything stands now.
     *
     * @param standings how resources stand
     */
    void show(List<Figures.Level> standings, Instant now) {
        var levels = new ArrayList<>(standings);
        levels.addAll(joinings.levels(now));
        levels.addAll(leavings.levels(now));
        levels.addAll(work.levels(now));
        levels.addAll(apps.levels());
        levels.addAll(sources.levels());
        var there = caches.apps().map(Translate::id).collect(Collectors.toUnmodifiableSet());
        figures.show(new Figures.Picture(Set.copyOf(namespaces), there, sources.known(), levels));
    }
}
