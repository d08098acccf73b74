package dev.usher.cli;

import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That what a wave took is to come back.
 *
 * @param seconds how long it is to stand; empty: as long as a decision does
 */
record Restore(String namespace, String app, String wave, String reason, Optional<Long> seconds) {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(30);

    /** From which app a wave took something, as the decisions about it say; empty where there is none. */
    static Optional<String> app(List<RemovalDecision> decisions, String wave) {
        return decisions.stream()
                .flatMap(decision -> Optional.ofNullable(decision.getSpec()).stream())
                .filter(spec -> wave.equals(spec.wave()))
                .flatMap(spec -> Optional.ofNullable(spec.app()).stream())
                .map(RemovalDecisionSpec.DecidedApp::name)
                .findFirst();
    }

    /**
     * How long something stands that ends then.
     *
     * @throws IllegalArgumentException where no decision stands for so short, or so long
     */
    static long seconds(Instant now, Instant until) {
        var left = Duration.between(now, until);
        if (left.compareTo(LEAST) < 0 || left.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("not between " + LEAST + " and " + MOST);
        }
        return left.toSeconds();
    }

    /** The resource that says so: a second one for the same wave would say nothing, so that it has the name of the wave. */
    RemovalDecision by(String who) {
        var decision = new RemovalDecision();
        decision.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName("restore-" + wave)
                .build());
        decision.setSpec(new RemovalDecisionSpec(
                new RemovalDecisionSpec.DecidedApp(app),
                wave,
                null,
                null,
                "Restore",
                null,
                seconds.map(Long::intValue).orElse(null),
                reason,
                who));
        return decision;
    }

    static String unknown(String wave, String namespace) {
        return "no TargetApp, and no RemovalDecision, in namespace " + namespace + " knows wave " + wave
                + ": name the app that it took from with --app, or another namespace with -n";
    }

    static String asked(String wave, String namespace) {
        return "RemovalDecision restore-" + wave + " is in namespace " + namespace
                + " already: see its status, or delete it, which ends it, and ask again";
    }

    String text(String name) {
        return """
                RemovalDecision %s brings back what wave %s took in %s
                  how far it is: kubectl get removaldecision %s -n %s
                """.formatted(name, wave, app, name, namespace);
    }

    String json(String name) {
        return new KubernetesSerialization()
                .asJson(Map.of("namespace", namespace, "app", app, "wave", wave, "removalDecision", name));
    }
}
