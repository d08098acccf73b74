package dev.usher.cli;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.Problem;
import dev.usher.domain.account.AppId;
import dev.usher.domain.secret.Sensitive;
import dev.usher.kube.Offers;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An app that somebody wants to be looked at, however they say which one. */
sealed interface Probed {
    /** It can be asked. */
    record Ready(AppConfig config, Credentials credentials) implements Probed {}

    /** It cannot; what to do about it. */
    record Not(String advice) implements Probed {}

    /**
     * An app of which nothing is known but its address and a token.
     *
     * @param preset empty: the usual one
     */
    static Probed at(Connector connector, String endpoint, String token, Optional<String> preset) {
        var block = new LinkedHashMap<String, Object>();
        block.put("endpoint", endpoint);
        block.put("auth", Map.of("bearer", Map.of("secretRef", Map.of("name", "token", "key", "token"))));
        preset.ifPresent(name -> block.put("preset", name));
        return ready(
                connector,
                new AppId("default", "app"),
                block,
                config -> new Offers.Answer.Given(new Credentials(Map.of("token", new Sensitive(token.strip())), "1")));
    }

    /** A TargetApp as somebody wrote it, also one that no cluster knows yet. */
    static Probed declared(
            Connector connector,
            GenericKubernetesResource app,
            String namespace,
            Function<String, Optional<Secret>> secrets) {
        Object block = app.get("spec", "connector", connector.type());
        if (!(block instanceof Map<?, ?> settings)) {
            return new Not("TargetApp " + app.getMetadata().getName() + " has no `spec.connector." + connector.type()
                    + "`, which is the one that can be probed");
        }
        return ready(
                connector,
                new AppId(namespace, app.getMetadata().getName()),
                said(settings),
                config -> new Offers(secrets).of(connector.target(config).secrets()));
    }

    /** What has no value is not said, as the API server has it. */
    private static Map<String, Object> said(Map<?, ?> block) {
        var said = new LinkedHashMap<String, Object>();
        block.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                said.put(String.valueOf(name), said(inner));
            } else if (value != null) {
                said.put(String.valueOf(name), value);
            }
        });
        return said;
    }

    private static Probed ready(
            Connector connector, AppId app, Map<String, Object> block, Function<AppConfig, Offers.Answer> credentials) {
        var config = connector.settled(new AppConfig(app, connector.type(), block), List.of());
        var problems = connector.problems(config);
        if (!problems.isEmpty()) {
            return new Not(advice(connector, problems.getFirst()));
        }
        return switch (credentials.apply(config)) {
            case Offers.Answer.Given(Credentials given) -> new Ready(config, given);
            case Offers.Answer.Refused(var why) -> new Not(why.words());
        };
    }

    private static String advice(Connector connector, Problem problem) {
        var whole = problem.in(connector.type());
        return "`spec.connector." + whole.field() + "` is wrong: " + whole.advice();
    }
}
