package dev.usher.controller;

import dev.usher.api.Suspend;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppSpec;
import dev.usher.api.TargetAppStatus;
import dev.usher.connector.Capability;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Creation;
import dev.usher.domain.access.Deprovisioning;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pause;
import dev.usher.domain.rule.Rule;
import dev.usher.sync.Catalog;
import dev.usher.sync.Rate;
import dev.usher.sync.Tempo;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** TargetApps as what lanes and resolution can use of them. */
final class Declarations {
    private static final int MOST_PER_SECOND = 1_000;
    private static final int MOST_AT_ONCE = 10_000;
    private static final int SECONDS = 60;

    private final Catalog catalog;
    private final Mappings mappings;
    private final ConnectorBlocks blocks;

    Declarations(Catalog catalog, KubernetesSerialization json) {
        this.catalog = catalog;
        this.blocks = new ConnectorBlocks(json);
        this.mappings = new Mappings(catalog, blocks);
    }

    Mappings mappings() {
        return mappings;
    }

    /** What a lane needs to reach the app. */
    Reading<Catalog.Declared> connector(TargetApp app) {
        var spec = app.getSpec();
        if (spec == null) {
            return new Reading.Newer<>("spec");
        }
        var connector = blocks.of(app);
        if (connector.isEmpty()) {
            return new Reading.Newer<>("spec.connector");
        }
        var unknown = unknownReaction(spec)
                .or(() -> Mappings.unknown(app))
                .or(() -> Visibilities.unknown(Offering.namespaces(spec.allowedNamespaces())))
                .or(() -> Authorities.unknown(app))
                .or(() -> Upkeeps.unknown(app))
                .or(() -> CredentialDeclarations.unknown(app))
                .or(() -> Phases.unknown(app))
                .or(() -> unknownCreation(spec));
        if (unknown.isPresent()) {
            return new Reading.Newer<>(unknown.get());
        }
        var declared = catalog.declare(connector.get(), recorded(app));
        return declared instanceof Catalog.Declared.Wrong(String field, String any, boolean newer) && newer
                ? new Reading.Newer<>("spec.connector." + field)
                : new Reading.Of<>(declared);
    }

    /** What is wrong with how people are to get in; nothing while it is not known how the app is reached. */
    Optional<Objection> credentials(TargetApp app) {
        return connector(app) instanceof Reading.Of<Catalog.Declared> read
                ? CredentialDeclarations.objection(app, read.value())
                : Optional.empty();
    }

    /** What the status says that the app was able to do. */
    private static List<Capability> recorded(TargetApp app) {
        return Optional.ofNullable(app.getStatus()).map(TargetAppStatus::capabilities).orElse(List.of()).stream()
                .map(entry -> new Capability(
                        entry.name(),
                        entry.value(),
                        Translate.constant(Capability.Origin.class, entry.origin())
                                .orElse(Capability.Origin.defaulted)))
                .toList();
    }

    /** What resolution has to know; empty where this operator does not understand the app. */
    Optional<AppDefinition> definition(TargetApp app) {
        if (!(connector(app) instanceof Reading.Of<Catalog.Declared> read)) {
            return Optional.empty();
        }
        AppId id = Translate.id(app);
        var tenant = read.value() instanceof Catalog.Declared.Usable usable
                ? Optional.of(usable.setup().target().tenant())
                : Optional.<Tenant>empty();
        var lead = Optional.ofNullable(app.getSpec().preProvision())
                .map(early -> Duration.ofSeconds(early.leadSeconds()))
                .orElse(Duration.ZERO);
        return Optional.of(new AppDefinition(
                        id,
                        users(app),
                        deprovisioning(app.getSpec()).reacting(Upkeeps.orphans(app)),
                        lead,
                        tenant,
                        mappings.of(app),
                        Authorities.of(app))
                .pausedBy(pause(app))
                .inPhase(Phases.of(app))
                .createdBy(creation(app))
                .endingSessions(read.value() instanceof Catalog.Declared.Usable usable
                        && usable.setup().endsSessions())
                .goingAt(Optional.ofNullable(app.getSpec().priority()).orElse(0)));
    }

    /** Who makes the accounts of an app. */
    static Creation creation(TargetApp app) {
        return Optional.ofNullable(app.getSpec())
                .flatMap(spec -> Translate.constant(Creation.class, spec.creation()))
                .orElse(Creation.Provision);
    }

    private static Optional<String> unknownCreation(TargetAppSpec spec) {
        return Optional.ofNullable(spec.creation())
                .filter(said -> Translate.constant(Creation.class, said).isEmpty())
                .map(any -> "spec.creation");
    }

    /** Of an end that is no time nothing is known but that somebody wants the app left alone. */
    static Optional<Pause> pause(TargetApp app) {
        return suspend(app)
                .map(said -> new Pause(Optional.ofNullable(said.until()).flatMap(Moment::parse)));
    }

    private static Optional<Suspend> suspend(TargetApp app) {
        return Optional.ofNullable(app.getSpec()).flatMap(spec -> Optional.ofNullable(spec.suspend()));
    }

    /** What is wrong with when the app is to be written to again. */
    static Optional<Objection> objection(TargetApp app) {
        return suspend(app)
                .flatMap(said -> Optional.ofNullable(said.until()))
                .filter(until -> Moment.parse(until).isEmpty())
                .map(
                        any -> new Objection(
                                Reason.SpecInvalid,
                                "`spec.suspend.until` must be a date or an instant that exists: correct it; until then nothing is written to the app"));
    }

    /** Whom the app is for. */
    static Optional<Rule> users(TargetApp app) {
        return Optional.ofNullable(app.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.users()))
                .map(Rule::new);
    }

    /** How much the app may be asked. */
    static Tempo tempo(TargetApp app) {
        return Optional.ofNullable(app.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.rate()))
                .map(Declarations::tempo)
                .orElse(Tempo.SILENT);
    }

    private static Tempo tempo(TargetAppSpec.Rate said) {
        var perMinute = Optional.ofNullable(said.perMinute())
                .or(() -> Optional.ofNullable(said.perSecond())
                        .map(requests -> Math.min(requests, MOST_PER_SECOND) * SECONDS));
        return new Tempo(
                perMinute.map(requests -> Math.clamp(requests, 1, MOST_PER_SECOND * SECONDS)),
                Optional.ofNullable(said.burst()).map(requests -> Math.clamp(requests, 1, MOST_AT_ONCE)),
                Optional.ofNullable(said.concurrency()).map(requests -> Math.clamp(requests, 1, Rate.MOST_CONCURRENT)));
    }

    /** The field whose value this version does not know. */
    private static Optional<String> unknownReaction(TargetAppSpec spec) {
        return Optional.ofNullable(spec.deprovisioning())
                .flatMap(said -> Stream.of(
                                Map.entry("onUnassigned", Optional.ofNullable(said.onUnassigned())),
                                Map.entry("onLeave", Optional.ofNullable(said.onLeave())),
                                Map.entry("onSuspension", Optional.ofNullable(said.onSuspension())),
                                Map.entry("onDeparture", Optional.ofNullable(said.onDeparture())))
                        .filter(field -> field.getValue()
                                .filter(value -> reaction(value).isEmpty())
                                .isPresent())
                        .map(field -> "spec.deprovisioning." + field.getKey())
                        .findFirst());
    }

    private static Deprovisioning deprovisioning(TargetAppSpec spec) {
        var standard = Deprovisioning.STANDARD;
        return Optional.ofNullable(spec.deprovisioning())
                .map(said -> new Deprovisioning(
                        reactionOr(said.onUnassigned(), standard.onUnassigned()),
                        reactionOr(said.onLeave(), standard.onLeave()),
                        reactionOr(said.onSuspension(), standard.onSuspension()),
                        reactionOr(said.onDeparture(), standard.onDeparture()),
                        Optional.ofNullable(said.retentionSeconds())
                                .map(Duration::ofSeconds)
                                .orElse(standard.retention())))
                .orElse(standard);
    }

    private static Reaction reactionOr(@Nullable String said, Reaction otherwise) {
        return Optional.ofNullable(said).flatMap(Declarations::reaction).orElse(otherwise);
    }

    private static Optional<Reaction> reaction(String said) {
        return Translate.constant(Reaction.class, said);
    }
}
