package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.domain.measure.Shortfall;
import dev.usher.sync.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The accounts that are not as decided, each since when it is not.
 *
 * <p>Whatever is decided of an account until a read agrees is one change, so that nobody who is edited every minute waits for ever
 * without being counted.
 */
final class OpenWork {
    /** So long a change may take until it counts as one that was not confirmed. */
    static final Duration CONFIRMED_WITHIN = Duration.ofHours(1);

    static final String CONFIRMED = "confirmed";

    private final Figures figures;
    private final Map<Key, Map<AppId, Open>> open = new ConcurrentHashMap<>();

    /**
     * An account that is not as decided.
     *
     * @param since when that began, as far as anybody remembers
     * @param dated whether it is known to have been decided then, rather than that the account has been as it is since
     * @param ends whether somebody is to lose access
     */
    record Wanted(Instant since, boolean dated, boolean ends, Shortfall why) {}

    /** @param told whether it was told that it was not confirmed in time */
    private record Open(Wanted wanted, boolean told) {
        Open becomes(Wanted next, Instant now) {
            var since = next.ends && !wanted.ends ? tookOn(next, now) : wanted.since;
            return new Open(new Wanted(since, next.dated, next.ends, next.why), told);
        }

        /** What took on an end has one since it did, however long it was in trouble before. */
        private static Instant tookOn(Wanted next, Instant now) {
            return next.dated ? next.since : now;
        }
    }

    OpenWork(Figures figures) {
        this.figures = figures;
    }

    /**
     * Somebody, or something, was decided.
     *
     * @param wanted in which apps an account is not as decided
     * @param confirmed in which of the others that is stored
     * @param settling in which it is not stored yet
     */
    void note(Key key, Map<AppId, Wanted> wanted, Set<AppId> confirmed, Set<AppId> settling, Instant now) {
        if (wanted.isEmpty() && !isOpen(key)) {
            return;
        }
        open.compute(key, (_, before) -> {
            var known = before == null ? Map.<AppId, Open>of() : before;
            var next = new HashMap<AppId, Open>();
            wanted.forEach((app, what) -> {
                var one = known.get(app);
                next.put(app, one == null ? begun(what, now) : one.becomes(what, now));
            });
            known.forEach((app, one) -> {
                if (settling.contains(app)) {
                    next.putIfAbsent(app, one);
                } else if (confirmed.contains(app) && !one.told()) {
                    figures.changed(app, CONFIRMED);
                }
            });
            return next.isEmpty() ? null : Map.copyOf(next);
        });
    }

    boolean isOpen(Key key) {
        return open.containsKey(key);
    }

    /** What is older than that was told of by an earlier process. */
    private static Open begun(Wanted what, Instant now) {
        return new Open(what, what.since().plus(CONFIRMED_WITHIN).isBefore(now));
    }

    void forget(Key key) {
        open.remove(key);
    }

    /** Whatever is not confirmed in time is told of. */
    List<Figures.Level> levels(Instant now) {
        var counted = new HashMap<List<String>, Integer>();
        var unconfirmed = new HashMap<List<String>, Integer>();
        var oldest = new HashMap<AppId, Instant>();
        var late = new ArrayList<Key>();
        open.forEach((key, apps) -> apps.forEach((app, one) -> {
            var what = one.wanted();
            var labels = List.of(app.namespace(), app.name(), what.why().label());
            if (what.ends()) {
                counted.merge(labels, 1, Integer::sum);
                oldest.merge(app, what.since(), (a, b) -> a.isBefore(b) ? a : b);
            }
            if (isLate(what, now)) {
                unconfirmed.merge(labels, 1, Integer::sum);
                if (!one.told()) {
                    late.add(key);
                }
            }
        }));
        late.forEach(key -> tell(key, now));
        var levels = new ArrayList<Figures.Level>();
        counted.forEach((labels, count) -> levels.add(new Figures.Level(Gauges.ACCESS_NOT_REVOKED, labels, count)));
        unconfirmed.forEach(
                (labels, count) -> levels.add(new Figures.Level(Gauges.CHANGES_UNCONFIRMED, labels, count)));
        oldest.forEach((app, since) -> levels.add(Gauges.ACCESS_OLDEST.at(
                (double) Math.max(0, Duration.between(since, now).toSeconds()), app.namespace(), app.name())));
        return levels;
    }

    private static boolean isLate(Wanted what, Instant now) {
        return what.since().plus(CONFIRMED_WITHIN).isBefore(now);
    }

    private void tell(Key key, Instant now) {
        open.computeIfPresent(key, (_, apps) -> {
            var next = new HashMap<>(apps);
            next.replaceAll((app, one) -> {
                if (one.told() || !isLate(one.wanted(), now)) {
                    return one;
                }
                figures.changed(app, one.wanted().why().label());
                return new Open(one.wanted(), true);
            });
            return Map.copyOf(next);
        });
    }
}
