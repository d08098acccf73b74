package dev.usher.cli;

import dev.usher.api.AccessLock;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.controller.Explanations;
import dev.usher.domain.why.Explanation;
import dev.usher.rules.CelRulings;
import dev.usher.sync.Catalog;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is declared in the namespace people, and as NAMESPACE/NAME in others, written as in files, to be asked why. */
final class Town {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");

    private final List<ProvisionedUser> users = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    private final List<TargetApp> apps = new ArrayList<>();
    private final List<ProvisioningPolicy> policies = new ArrayList<>();
    private final List<AccessLock> locks = new ArrayList<>();
    private final List<LegalHold> holds = new ArrayList<>();

    private static <T> T resource(Class<T> kind, String name, String body) {
        var slash = name.indexOf('/');
        var namespace = slash < 0 ? "people" : name.substring(0, slash);
        var own = name.substring(slash + 1);
        return Serialization.unmarshal(
                "metadata: {name: %s, namespace: %s, uid: %s, generation: 1, creationTimestamp: \"2026-01-01T00:00:00Z\"}\n%s"
                        .formatted(own, namespace, own, body),
                kind);
    }

    Town user(String name, String spec) {
        return user(name, spec, "{}");
    }

    Town user(String name, String spec, String status) {
        users.add(resource(ProvisionedUser.class, name, "spec: " + spec + "\nstatus: " + status));
        return this;
    }

    Town role(String name, String spec) {
        roles.add(resource(Role.class, name, "spec: " + spec));
        return this;
    }

    Town app(String name, String more) {
        apps.add(resource(TargetApp.class, name, """
                spec:
                  connector: {scim: {endpoint: "https://scim.example.com", auth: {bearer: {secretRef: {name: s, key: t}}}}}
                """ + more.indent(2)));
        return this;
    }

    Town lock(String name, String spec) {
        locks.add(resource(AccessLock.class, name, "spec: " + spec));
        return this;
    }

    Town policy(String spec) {
        policies.add(resource(ProvisioningPolicy.class, "default", "spec: " + spec));
        return this;
    }

    Explanations.Answer ask(String user, Optional<String> app) {
        var explanations = new Explanations(new Catalog(List.of()), new CelRulings(), Clock.fixed(NOW, ZoneOffset.UTC));
        var all = new Explanations.Snapshot(
                Set.of("people"), users, roles, apps, List.of(), policies, locks, holds, Map.of());
        return explanations.of(all, "people", user, app);
    }

    private Explanation explanation(String user, Optional<String> app) {
        return ((Explanations.Answer.Of) ask(user, app)).explanation();
    }

    String why(String user) {
        return WhyText.of(explanation(user, Optional.empty()), false);
    }

    String why(String user, String app) {
        return WhyText.of(explanation(user, Optional.of(app)), true);
    }

    String json(String user, String app) {
        return WhyJson.of(explanation(user, Optional.of(app)));
    }
}
