package dev.usher.controller;

import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionSpec;
import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Order;
import dev.usher.domain.safety.Ruling;
import dev.usher.source.SourceId;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people ask for about the waves of apps, as RemovalDecisions say. */
final class RemovalOrders {
    private static final Duration STANDARD = Duration.ofDays(7);

    private volatile Optional<IndexerResourceCache<RemovalDecision>> cache = Optional.empty();

    void use(IndexerResourceCache<RemovalDecision> all) {
        cache = Optional.of(all);
    }

    Stream<RemovalDecision> all() {
        return cache.stream().flatMap(decisions -> decisions.list(any -> true));
    }

    /** The decisions about an app, whether they count or not. */
    Stream<RemovalDecision> about(AppId app) {
        return cache.stream()
                .flatMap(all -> all.list(app.namespace(), any -> true))
                .filter(decision -> app(decision).equals(Optional.of(app)));
    }

    /** What is asked for now in an app; who asked first comes first. */
    List<Order> of(AppId app, Instant now) {
        return about(app)
                .filter(decision -> !decision.isMarkedForDeletion())
                .sorted(Comparator.<RemovalDecision, Instant>comparing(Times::created)
                        .thenComparing(decision -> decision.getMetadata().getName()))
                .flatMap(decision -> of(decision).stream())
                .filter(order -> now.isBefore(order.until()))
                .toList();
    }

    /** The app that a decision is about; empty where it cannot be read. */
    static Optional<AppId> app(RemovalDecision decision) {
        return Optional.ofNullable(decision.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.app()))
                .map(app -> new AppId(decision.getMetadata().getNamespace(), app.name()));
    }

    /** The source that a decision is about; empty where it is about an app, or cannot be read. */
    static Optional<SourceId> source(RemovalDecision decision) {
        return Optional.ofNullable(decision.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.source()))
                .map(source -> new SourceId(decision.getMetadata().getNamespace(), source.name()));
    }

    /** The runs of a source of which somebody says that all of them is applied. */
    Set<String> runs(SourceId source, Instant now) {
        return cache.stream()
                .flatMap(all -> all.list(source.namespace(), any -> true))
                .filter(decision -> source(decision).equals(Optional.of(source)))
                .filter(decision -> !decision.isMarkedForDeletion() && now.isBefore(until(decision)))
                .filter(decision -> "Release".equals(decision.getSpec().decision()))
                .flatMap(decision -> Optional.ofNullable(decision.getSpec().run()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** When it ends by itself. */
    static Instant until(RemovalDecision decision) {
        return Times.created(decision)
                .plus(Optional.ofNullable(decision.getSpec())
                        .map(RemovalOrders::lasting)
                        .orElse(STANDARD));
    }

    /** What it asks for; empty where it was written for a newer operator. */
    static Optional<Order> of(RemovalDecision decision) {
        return Optional.ofNullable(decision.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.wave())
                        .flatMap(wave -> sentence(spec)
                                .map(sentence -> new Order(
                                        decision.getMetadata().getUid(),
                                        decision.getMetadata().getName(),
                                        wave,
                                        sentence,
                                        spec.count() == null ? OptionalInt.empty() : OptionalInt.of(spec.count()),
                                        until(decision)))));
    }

    private static Optional<Ruling.Sentence> sentence(RemovalDecisionSpec spec) {
        return switch (spec.decision()) {
            case "Release" -> Optional.of(Ruling.Sentence.RELEASE);
            case "Keep" -> Optional.of(Ruling.Sentence.KEEP);
            case "Restore" -> Optional.of(Ruling.Sentence.RESTORE);
            default -> Optional.empty();
        };
    }

    private static Duration lasting(RemovalDecisionSpec spec) {
        return Optional.ofNullable(spec.ttlSeconds()).map(Duration::ofSeconds).orElse(STANDARD);
    }
}
