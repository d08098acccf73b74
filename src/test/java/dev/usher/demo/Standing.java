package dev.usher.demo;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a resource's status says of its latest generation.
 *
 * @param what kind and name, as kubectl takes them
 * @param ready whether kubectl wait --for=condition=Ready returns, and the status speaks of the latest generation
 * @param seen the Ready condition in words
 */
record Standing(String what, boolean ready, String seen) {

    static Standing of(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus())
                .map(status -> of(user, status.observedGeneration(), status.conditions()))
                .orElseGet(() -> silent(user));
    }

    static Standing of(TargetApp app) {
        return Optional.ofNullable(app.getStatus())
                .map(status -> of(app, status.observedGeneration(), status.conditions()))
                .orElseGet(() -> silent(app));
    }

    static Standing of(Role role) {
        return Optional.ofNullable(role.getStatus())
                .map(status -> of(role, status.observedGeneration(), status.conditions()))
                .orElseGet(() -> silent(role));
    }

    static Standing of(UserSource source) {
        return Optional.ofNullable(source.getStatus())
                .map(status -> of(source, status.observedGeneration(), status.conditions()))
                .orElseGet(() -> silent(source));
    }

    private static Standing of(CustomResource<?, ?> resource, @Nullable Long observed, List<Condition> conditions) {
        var ready = conditions.stream()
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst();
        boolean current = Objects.equals(observed, resource.getMetadata().getGeneration());
        String seen = ready.map(condition ->
                        "Ready=%s, %s: %s".formatted(condition.status(), condition.reason(), condition.message()))
                .orElse("no condition Ready");
        return new Standing(
                name(resource),
                current
                        && ready.filter(condition -> condition.status().equals("True"))
                                .isPresent(),
                current ? seen : seen + " (of an older generation)");
    }

    private static Standing silent(CustomResource<?, ?> resource) {
        return new Standing(name(resource), false, "no status");
    }

    private static String name(CustomResource<?, ?> resource) {
        return resource.getKind().toLowerCase(Locale.ROOT) + "/"
                + resource.getMetadata().getName();
    }
}
