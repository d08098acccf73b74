package dev.usher.cli;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands in a file for kubectl, as far as it is about one app. */
record Manifest(List<GenericKubernetesResource> apps, List<Secret> secrets) {
    private static final String APP = "TargetApp";

    /** What cannot be read holds nothing. */
    static Manifest parse(String text) {
        Object read;
        try {
            read = new KubernetesSerialization()
                    .<Object>unmarshal(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (RuntimeException e) {
            // The library throws as it likes where it is no YAML; its words may quote a secret.
            read = List.of();
        }
        var all = read instanceof Collection<?> many
                ? List.copyOf(many)
                : Stream.ofNullable(read).toList();
        return new Manifest(of(all, GenericKubernetesResource.class), of(all, Secret.class));
    }

    private static <T> List<T> of(Collection<?> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The app, if it is one alone. */
    Optional<GenericKubernetesResource> app() {
        var named = apps.stream()
                .filter(one -> APP.equals(one.getKind()) && one.getMetadata() != null)
                .filter(one -> one.getMetadata().getName() != null)
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    Optional<Secret> secret(String name) {
        return secrets.stream()
                .filter(one -> name.equals(one.getMetadata().getName()))
                .findFirst();
    }
}
