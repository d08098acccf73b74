package dev.usher.controller;

import dev.usher.api.LicenceSettings;
import dev.usher.api.TargetApp;
import dev.usher.domain.account.AppId;
import dev.usher.sync.InventoryReport;
import dev.usher.sync.LaneHealth;
import dev.usher.sync.WaitReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** How apps stand, by what their reconciler counted last. */
final class AppFigures {
    private final Function<AppId, Map<WaitReason, Integer>> waiting;
    private final Map<AppId, Seen> seen = new ConcurrentHashMap<>();

    /**
     * What is known of one.
     *
     * @param every how often it is to be read to its end
     * @param inventory when it last was
     * @param certificate when the first one ends by which Usher proves itself there
     */
    private record Seen(
            Optional<LicenceSettings> licences,
            AppCounts.Counted counted,
            Optional<LaneHealth> health,
            Duration every,
            Optional<Instant> inventory,
            Optional<Expiring.End> certificate) {
        /** Two inventories may find the same. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(InventoryReport.Found found) {
            return found(health).filter(before -> before == found).isPresent();
        }
    }

    /** @param waiting how much waits in a lane */
    AppFigures(Function<AppId, Map<WaitReason, Integer>> waiting) {
        this.waiting = waiting;
    }

    /** An app was looked at. */
    void looked(TargetApp app, AppCounts.Counted counted, Optional<LaneHealth> health, Instant now) {
        var licences = Optional.ofNullable(app.getSpec()).flatMap(spec -> Optional.ofNullable(spec.licences()));
        seen.compute(Translate.id(app), (_, before) -> {
            var known = Optional.ofNullable(before);
            var inventory = found(health)
                    .map(found -> known.filter(one -> one.isOf(found))
                            .flatMap(Seen::inventory)
                            .orElse(now));
            return new Seen(
                    licences, counted, health, Upkeeps.inventory(app).every(), inventory, Expiring.first(app, now));
        });
    }

    private static Optional<InventoryReport.Found> found(Optional<LaneHealth> health) {
        return health.flatMap(said -> said.inventory().found());
    }

    void gone(AppId app) {
        seen.remove(app);
    }

    List<Figures.Level> levels() {
        var levels = new ArrayList<Figures.Level>();
        seen.forEach((id, one) -> {
            levels.addAll(accounts(id, one.counted()));
            one.health().ifPresent(health -> levels.addAll(lane(id, health, one)));
            one.licences().ifPresent(licences -> levels.addAll(licences(id, licences, one)));
            one.certificate()
                    .ifPresent(end -> levels.add(Gauges.CERTIFICATE_END.at(
                            (double) end.at().getEpochSecond(),
                            id.namespace(),
                            id.name(),
                            Boolean.toString(end.isSoon()))));
        });
        return levels;
    }

    private static List<Figures.Level> accounts(AppId app, AppCounts.Counted counted) {
        var levels = new ArrayList<Figures.Level>();
        counted.states()
                .forEach((state, count) ->
                        levels.add(Gauges.ACCOUNTS.at(count, app.namespace(), app.name(), Labels.of(state))));
        levels.add(Gauges.ACCOUNTS_IN_USE.at(counted.inUse(), app.namespace(), app.name()));
        levels.add(Gauges.ACCOUNTS_DRIFTED.at(counted.drifted(), app.namespace(), app.name()));
        counted.departed()
                .forEach((why, count) ->
                        levels.add(Gauges.ACCOUNTS_DEPARTED.at(count, app.namespace(), app.name(), Labels.of(why))));
        return levels;
    }

    private List<Figures.Level> lane(AppId app, LaneHealth health, Seen one) {
        var labels = new String[] {app.namespace(), app.name()};
        var levels = new ArrayList<Figures.Level>();
        waiting.apply(app)
                .forEach((line, count) ->
                        levels.add(Gauges.LANE_WAITING.at(count, app.namespace(), app.name(), Labels.of(line))));
        health.trouble()
                .ifPresent(why ->
                        levels.add(Gauges.APP_TROUBLE.at(1, app.namespace(), app.name(), Labels.of(why.kind()))));
        var report = health.inventory();
        if (report.hasEnded()) {
            levels.add(Gauges.INVENTORY_COMPLETE.at(report.isComplete() ? 1 : 0, labels));
        }
        levels.add(Gauges.INVENTORY_INTERVAL.at((double) one.every().toSeconds(), labels));
        one.inventory().ifPresent(at -> levels.add(Gauges.INVENTORY_TIME.at((double) at.getEpochSecond(), labels)));
        report.found().ifPresent(found -> {
            var excused = found.remarks().excused();
            levels.add(withoutUser(app, "unowned", found.orphaned() - excused.kept()));
            levels.add(withoutUser(app, "acknowledged", excused.acknowledged()));
            levels.add(withoutUser(app, "ignored", excused.ignored()));
            levels.add(withoutUser(app, "protected", excused.spared()));
        });
        return levels;
    }

    private static Figures.Level withoutUser(AppId app, String kind, int count) {
        return Gauges.ACCOUNTS_WITHOUT_USER.at(count, app.namespace(), app.name(), kind);
    }

    private static List<Figures.Level> licences(AppId app, LicenceSettings licences, Seen one) {
        var labels = new String[] {app.namespace(), app.name()};
        var levels = new ArrayList<Figures.Level>();
        Optional.ofNullable(licences.seats()).ifPresent(seats -> levels.add(Gauges.LICENCE_SEATS.at(seats, labels)));
        var others = found(one.health()).map(InventoryReport.Found::withoutUser).orElse(0);
        levels.add(Gauges.LICENCE_USED.at(one.counted().inUse() + others, labels));
        found(one.health()).flatMap(found -> found.remarks().use()).ifPresent(use -> {
            levels.add(Gauges.LICENCE_UNUSED.at(use.unused(), labels));
            cost(licences)
                    .ifPresent(each -> levels.add(Gauges.LICENCE_UNUSED_COST.at(
                            each.multiply(BigDecimal.valueOf(use.unused())).doubleValue(),
                            app.namespace(),
                            app.name(),
                            Optional.ofNullable(licences.currency()).orElse(""))));
        });
        return levels;
    }

    private static Optional<BigDecimal> cost(LicenceSettings licences) {
        try {
            return Optional.ofNullable(licences.monthlyCostPerSeat()).map(BigDecimal::new);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
