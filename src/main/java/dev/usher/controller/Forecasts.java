package dev.usher.controller;

import dev.usher.api.RetainedAccount;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Transition;
import dev.usher.domain.safety.Forecast;
import dev.usher.domain.safety.Limit;
import dev.usher.sync.Census;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose account in which app ends by a date, as was found out when they were decided last.
 *
 * <p>What a lock will take is left out: it would warn whoever can read the status of an app.
 */
final class Forecasts {
    static final String TYPE = "RemovalsForecast";

    /** Nobody has many dates, and each costs as much as a decision. */
    private static final int MOST_DATES = 4;

    private static final int MOST_WINDOWS = 8;

    private static final Set<Transition.What> ENDS = Set.of(
            Transition.What.LeaveStarts,
            Transition.What.EmploymentEnds,
            Transition.What.RoleEnds,
            Transition.What.GraceEnds,
            Transition.What.ExceptionEnds,
            Transition.What.RetentionEnds);

    private final Census census;
    private final Function<AppId, List<RetainedAccount>> retained;
    private final AppGauges gauges;
    private final Map<Key, Map<AppId, Forecast.End>> ends = new ConcurrentHashMap<>();

    /** @param retained the accounts in an app that have no user any more */
    Forecasts(Census census, Function<AppId, List<RetainedAccount>> retained, AppGauges gauges) {
        this.census = census;
        this.retained = retained;
        this.gauges = gauges;
    }

    /** A user was decided. */
    void note(Key key, Facts.OfPerson facts, Resolution resolution, Instant now) {
        var dates = dates(resolution);
        // Everybody is decided again and again, and few have a date ahead but those who left.
        var found = dates.isEmpty() ? Map.<AppId, Forecast.End>of() : ends(facts.asShown(now), resolution, dates);
        if (found.isEmpty()) {
            ends.remove(key);
        } else {
            ends.put(key, found);
        }
    }

    void forget(Key key) {
        ends.remove(key);
    }

    private static List<Instant> dates(Resolution resolution) {
        return resolution.transitions().stream()
                .filter(transition -> ENDS.contains(transition.what()) && !transition.confidential())
                .map(Transition::time)
                .distinct()
                .limit(MOST_DATES)
                .toList();
    }

    private static Map<AppId, Forecast.End> ends(Facts.OfPerson facts, Resolution resolution, List<Instant> dates) {
        var found = new HashMap<AppId, Forecast.End>();
        for (var time : dates) {
            // What ends before by something that is not shown does not end then.
            var before = facts.resolve(time.minusNanos(1)).apps();
            var then = facts.resolve(time).apps();
            resolution.apps().forEach((app, decision) -> {
                var isWanted = decision instanceof Decision.Want && before.get(app) instanceof Decision.Want;
                if (isWanted || (isDisabled(decision) && isDisabled(before.get(app)))) {
                    end(Optional.ofNullable(then.get(app)), time)
                            .filter(end -> isWanted || end.deletes())
                            .ifPresent(end -> found.putIfAbsent(app, end));
                }
            });
        }
        return Map.copyOf(found);
    }

    private static boolean isDisabled(@Nullable Decision decision) {
        return decision instanceof Decision.Disabled && !decision.isLocked();
    }

    private static Optional<Forecast.End> end(Optional<Decision> decision, Instant time) {
        return decision.filter(then -> !then.isLocked()).flatMap(then -> switch (then) {
            case Decision.Disabled disabled -> Optional.of(new Forecast.End(time, false));
            case Decision.Absent absent -> Optional.of(new Forecast.End(time, true));
            case Decision.Want _, Decision.Trim _, Decision.Hold _, Decision.Planned _ -> Optional.empty();
        });
    }

    /** What the status of an app says of it, the first windows alone; what it said stays while somebody was not decided yet. */
    List<TargetAppStatus.ForecastEntry> of(TargetApp app, Instant now) {
        return census.isComplete()
                ? counted(app, now)
                : Optional.ofNullable(app.getStatus())
                        .map(TargetAppStatus::forecast)
                        .orElse(List.of());
    }

    private List<TargetAppStatus.ForecastEntry> counted(TargetApp app, Instant now) {
        var id = Translate.id(app);
        var budget = Safeties.of(app).of(Limit.ATTESTED);
        var allowed = budget.allowed(Limit.ATTESTED, census.usable(id));
        var its = Stream.concat(
                        ends.values().stream().flatMap(all -> Optional.ofNullable(all.get(id)).stream()),
                        retained.apply(id).stream().flatMap(account -> purge(account).stream()))
                .toList();
        var forecast = Forecast.of(its, budget.window(), now);
        gauges.ends(id, forecast.accounts(), forecast.over(allowed).size());
        return forecast.windows().stream()
                .limit(MOST_WINDOWS)
                .map(window -> new TargetAppStatus.ForecastEntry(
                        Times.text(window.from()),
                        Times.text(window.to()),
                        window.accounts(),
                        window.deletions(),
                        allowed))
                .toList();
    }

    /** When an account without a user is deleted, as is said of it. */
    private static Optional<Forecast.End> purge(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .filter(any -> RetainedStates.isThere(account))
                .flatMap(status -> Times.parse(status.purgeTime()))
                .map(at -> new Forecast.End(at, true));
    }

    /** Adds what has to be said of those that are over the limit. */
    static Conditions say(Conditions conditions, List<TargetAppStatus.ForecastEntry> forecast) {
        var over = forecast.stream()
                .filter(window -> window.accounts() > window.allowed())
                .toList();
        return over.isEmpty()
                ? conditions
                : conditions.say(
                        TYPE,
                        "True",
                        "OverBudget",
                        sentence(over.getFirst())
                                + (over.size() == 1
                                        ? ""
                                        : "; and %d more, see status.forecast".formatted(over.size() - 1)));
    }

    private static String sentence(TargetAppStatus.ForecastEntry window) {
        return ("%,d accounts end by their dates at %s%s, and `spec.safety.attested` lets %,d go in that time: whose end is"
                        + " shown for 24 hours by then is disabled all the same, %s and who else is over the limit will be held")
                .formatted(
                        window.accounts(),
                        window.from(),
                        window.to().equals(window.from()) ? "" : " to " + window.to(),
                        window.allowed(),
                        window.deletions() == 0
                                ? ""
                                : "the %,d that would be deleted wait,".formatted(window.deletions()));
    }
}
