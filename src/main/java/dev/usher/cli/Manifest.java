package dev.usher.cli;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands in a file for kubectl, as far as it is about one app. */
record Manifest(List<GenericKubernetesResource> apps, List<Secret> secrets) {
    private static final String APP = "TargetApp";
    private static final String GROUP = "provisioning.usher.dev/";

    /** What cannot be read holds nothing. */
    static Manifest parse(String text) {
        var all = all(read(text)).toList();
        return new Manifest(of(all, GenericKubernetesResource.class), of(all, Secret.class));
    }

    private static @Nullable Object read(String text) {
        try {
            return new KubernetesSerialization()
                    .<Object>unmarshal(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (RuntimeException e) {
            // The library throws as it likes where it is no YAML; its words may quote a secret.
            return List.of();
        }
    }

    private static Stream<?> all(@Nullable Object read) {
        return switch (read) {
            case Collection<?> many -> many.stream().flatMap(Manifest::all);
            case KubernetesList list -> list.getItems().stream();
            case null, default -> Stream.ofNullable(read);
        };
    }

    private static <T> List<T> of(Collection<?> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The app, if it is one alone. */
    Optional<GenericKubernetesResource> app() {
        var named = apps.stream()
                .filter(one -> APP.equals(one.getKind()) && one.getApiVersion().startsWith(GROUP))
                .filter(one -> name(one.getMetadata()).isPresent())
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    /** The Secret of this name, unless it says that it belongs elsewhere. */
    Optional<Secret> secret(String namespace, String name) {
        return secrets.stream()
                .filter(one -> name(one.getMetadata()).filter(name::equals).isPresent())
                .filter(one -> Optional.ofNullable(one.getMetadata().getNamespace())
                        .filter(said -> !said.equals(namespace))
                        .isEmpty())
                .findFirst();
    }

    private static Optional<String> name(@Nullable ObjectMeta metadata) {
        return Optional.ofNullable(metadata).flatMap(any -> Optional.ofNullable(any.getName()));
    }
}
