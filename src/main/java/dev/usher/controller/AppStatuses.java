package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.person.Workday;
import dev.usher.domain.safety.Takings;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.LaneHealth;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The status of an app as a pure function of its declaration, its lane's health, and its users' accounts. */
final class AppStatuses {
    private static final int LONGEST_VALUE = 1_024;

    private static final int MOST_HELD = 20;

    private static final int MOST_RESTORABLE = 20;

    private AppStatuses() {}

    /** The status of an app whose declaration cannot be worked with; what was found out earlier stays. */
    static TargetAppStatus stalled(TargetApp app, Failure failure, Tally tally, Instant now) {
        return new TargetAppStatus(
                Translate.generation(app),
                Tenancy.recorded(app).map(Tenant::fingerprint).orElse(null),
                Phases.name(app),
                tally.accounts(),
                tally.plan(),
                AppInventory.recorded(app).orElse(null),
                AppInventory.orphans(app),
                held(app),
                restorable(app),
                tally.forecast(),
                abilities(app),
                AppInventory.requested(app).orElse(null),
                warned(app, abilities(app), tally, now)
                        .stalled(failure.reason(), failure.message())
                        .list());
    }

    static TargetAppStatus of(
            TargetApp app,
            Tenant tenant,
            Optional<LaneHealth> health,
            Optional<Objection> objection,
            Tally tally,
            Instant now) {
        var asked = health.filter(LaneHealth::asked);
        var abilities = asked.map(said -> abilities(app, said)).orElseGet(() -> abilities(app));
        return new TargetAppStatus(
                Translate.generation(app),
                tenant.fingerprint(),
                Phases.name(app),
                tally.accounts(),
                tally.plan(),
                AppInventory.entry(app, tenant, health).orElse(null),
                AppInventory.orphans(app, tenant, health),
                asked.map(AppStatuses::held).orElseGet(() -> held(app)),
                asked.map(AppStatuses::restorable).orElseGet(() -> restorable(app)),
                tally.forecast(),
                abilities,
                AppInventory.requested(app, tenant, health).orElse(null),
                asked.map(said -> AppConditions.of(
                                AppInventory.condition(
                                        app, Phases.condition(app, paused(app, abilities, tally, now)), said),
                                said,
                                objection))
                        .orElseGet(() -> unasked(app, tally, now)));
    }

    /** The same while an edit of the app is on its way to its users. */
    static TargetAppStatus rollingOut(
            TargetApp app, TargetAppStatus status, Optional<Rollouts.Progress> progress, Instant now) {
        return progress.map(far -> new TargetAppStatus(
                        status.observedGeneration(),
                        status.tenant(),
                        status.phase(),
                        status.accounts(),
                        status.plan(),
                        status.inventory(),
                        status.orphans(),
                        status.held(),
                        status.restorable(),
                        status.forecast(),
                        status.capabilities(),
                        status.lastHandledReconcileAt(),
                        far.over(status.conditions(), conditions(app, now))))
                .orElse(status);
    }

    private static List<TargetAppStatus.HeldWave> held(TargetApp app) {
        return Optional.ofNullable(app.getStatus()).map(TargetAppStatus::held).orElse(List.of());
    }

    /** The largest of them, as far as there is room. */
    private static List<TargetAppStatus.HeldWave> held(LaneHealth health) {
        return health.held().stream()
                .sorted(Comparator.comparingInt(Wave::amount).reversed().thenComparing(Wave::id))
                .limit(MOST_HELD)
                .map(wave -> new TargetAppStatus.HeldWave(
                        wave.id(),
                        wave.amount(),
                        wave.key().cause(),
                        wave.key().limit().setting(),
                        Times.text(wave.since())))
                .sorted(Comparator.comparing(TargetAppStatus.HeldWave::wave))
                .toList();
    }

    private static List<TargetAppStatus.TakenWave> restorable(TargetApp app) {
        return Optional.ofNullable(app.getStatus())
                .map(TargetAppStatus::restorable)
                .orElse(List.of());
    }

    /** The latest of them, as far as there is room. */
    private static List<TargetAppStatus.TakenWave> restorable(LaneHealth health) {
        return health.takings()
                .latest(MOST_RESTORABLE)
                .map(wave -> new TargetAppStatus.TakenWave(
                        wave.id(),
                        wave.amount(),
                        wave.key().cause(),
                        Times.text(wave.since()),
                        Times.text(wave.since().plus(Takings.KEPT_FOR))))
                .sorted(Comparator.comparing(TargetAppStatus.TakenWave::wave))
                .toList();
    }

    private static List<TargetAppStatus.CapabilityEntry> abilities(TargetApp app) {
        return Optional.ofNullable(app.getStatus())
                .map(TargetAppStatus::capabilities)
                .orElse(List.of());
    }

    /** An app that does not answer after a restart is spoken to as before, and keeps the version of its preset. */
    private static List<TargetAppStatus.CapabilityEntry> abilities(TargetApp app, LaneHealth health) {
        var abilities = health.capabilities().isEmpty()
                ? abilities(app).stream().filter(entry -> !entry.name().equals(Learnings.UNKEPT))
                : health.capabilities().stream()
                        .map(ability -> new TargetAppStatus.CapabilityEntry(
                                ability.name(), shortened(ability.value()), ability.origin()));
        return Stream.concat(abilities, Learnings.entries(health)).toList();
    }

    /** Lists that people write may be longer than a status has room for. */
    private static String shortened(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    }

    /** What was said of this declaration stands until the app was asked again: a restart is no news. */
    private static List<Condition> unasked(TargetApp app, Tally tally, Instant now) {
        return Optional.ofNullable(app.getStatus())
                .filter(status -> Long.valueOf(Translate.generation(app)).equals(status.observedGeneration()))
                .map(TargetAppStatus::conditions)
                .orElseGet(() -> warned(app, abilities(app), tally, now)
                        .reconciling("Unknown", Reason.Progressing.name(), "Waiting for the app's first answer")
                        .list());
    }

    /** That nothing is written to the app is no fault of it. */
    private static Conditions paused(
            TargetApp app, List<TargetAppStatus.CapabilityEntry> abilities, Tally tally, Instant now) {
        var conditions = warned(app, abilities, tally, now);
        Declarations.pause(app)
                .filter(pause -> pause.holdsAt(now, Workday.WHOLE_DAYS_IN_UTC))
                .ifPresent(pause -> conditions.say(
                        Reason.Suspended.name(),
                        "True",
                        Reason.Suspended.name(),
                        "Nothing is written to the app, and nobody loses anything in it, "
                                + pause.end(Workday.WHOLE_DAYS_IN_UTC)
                                        .map(end -> "until " + Times.text(end))
                                        .orElse("until `spec.suspend` is taken out")));
        return conditions;
    }

    /** What is to be known in time stays said, whatever else is wrong. */
    private static Conditions warned(
            TargetApp app, List<TargetAppStatus.CapabilityEntry> abilities, Tally tally, Instant now) {
        return Forecasts.say(Expiring.say(conditions(app, now), abilities, now), tally.forecast());
    }

    private static Conditions conditions(TargetApp app, Instant now) {
        var before = Optional.ofNullable(app.getStatus())
                .map(TargetAppStatus::conditions)
                .orElse(List.of());
        return new Conditions(before, Translate.generation(app), now);
    }
}
