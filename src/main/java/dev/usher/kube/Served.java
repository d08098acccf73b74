package dev.usher.kube;

import dev.usher.api.Resource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether an API server serves the kinds that decisions rest on, to whoever asks, and as this version knows them. */
public final class Served {
    private static final String OPENAPI = "/openapi/v3/apis/"
            + HasMetadata.getGroup(Definitions.KINDS.getFirst()) + "/"
            + HasMetadata.getVersion(Definitions.KINDS.getFirst());

    private final KubernetesClient client;

    public Served(KubernetesClient client) {
        this.client = client;
    }

    /**
     * A field that this version reads or writes, and that the API server drops.
     *
     * @param definition the full name of the kind's definition
     */
    public record Lacking(String definition, String field) {}

    /**
     * Asks for one resource of each kind, in one namespace or in all, and returns the definitions that are not there, or not Established.
     *
     * @throws KubernetesClientException with the status of the first that cannot be had for another reason
     */
    public List<String> missing(Optional<String> namespace) {
        return Definitions.KINDS.stream()
                .filter(kind -> !isServed(kind, namespace))
                .map(HasMetadata::getFullResourceName)
                .toList();
    }

    private boolean isServed(Class<? extends HasMetadata> kind, Optional<String> namespace) {
        var one = new ListOptionsBuilder().withLimit(1L).build();
        var resources = client.resources(kind);
        try {
            // What is there does not matter; that it could be asked for does.
            var _ = namespace.isPresent()
                    ? resources.inNamespace(namespace.get()).list(one)
                    : resources.inAnyNamespace().list(one);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Of each definition that is older than this version the first field that it lacks, by what the API server publishes to everybody. */
    public List<Lacking> lacking() {
        var published = Optional.ofNullable(client.raw(OPENAPI))
                .map(text -> client.getKubernetesSerialization().unmarshal(text, Map.class));
        var schemas = in(published.orElse(Map.of()), "components").flatMap(components -> in(components, "schemas"));
        return lacking(schemas.orElse(Map.of()));
    }

    static List<Lacking> lacking(Map<?, ?> schemas) {
        return Definitions.KINDS.stream()
                .flatMap(kind -> schema(schemas, kind)
                        .flatMap(schema -> firstOf(kind, schema))
                        .map(field -> new Lacking(HasMetadata.getFullResourceName(kind), field))
                        .stream())
                .toList();
    }

    /** They are called by group, version and kind. */
    private static Optional<Map<?, ?>> schema(Map<?, ?> schemas, Class<?> kind) {
        return schemas.entrySet().stream()
                .filter(entry -> String.valueOf(entry.getKey()).endsWith("." + HasMetadata.getKind(kind)))
                .findFirst()
                .flatMap(entry -> map(entry.getValue()));
    }

    private static Optional<String> firstOf(Class<?> kind, Map<?, ?> schema) {
        if (!(kind.getGenericSuperclass() instanceof ParameterizedType resource)
                || resource.getRawType() != Resource.class) {
            return Optional.empty();
        }
        var types = resource.getActualTypeArguments();
        return property("spec", types[0], schema).or(() -> property("status", types[1], schema));
    }

    private static Optional<String> property(String name, Type type, Map<?, ?> schema) {
        // Some fields are written with a capital letter, and called without here.
        return in(schema, "properties").orElse(Map.of()).entrySet().stream()
                .filter(entry -> name.equalsIgnoreCase(String.valueOf(entry.getKey())))
                .findFirst()
                .map(found -> map(found.getValue()).flatMap(inner -> first(name, type, inner)))
                .orElse(Optional.of(name));
    }

    private static Optional<String> first(String path, Type type, Map<?, ?> schema) {
        return switch (type) {
            case Class<?> one
            when one.isRecord() ->
                Arrays.stream(one.getRecordComponents())
                        .flatMap(
                                component -> property(component.getName(), component.getGenericType(), schema).stream())
                        .map(field -> path + "." + field)
                        .findFirst();
            case ParameterizedType many ->
                Stream.of("items", "additionalProperties")
                        .flatMap(key -> in(schema, key).stream())
                        .flatMap(inner ->
                                first(
                                        path,
                                        many.getActualTypeArguments()[many.getActualTypeArguments().length - 1],
                                        inner)
                                        .stream())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<Map<?, ?>> in(Map<?, ?> map, String key) {
        return map(map.get(key));
    }

    private static Optional<Map<?, ?>> map(@Nullable Object value) {
        return value instanceof Map<?, ?> found ? Optional.of(found) : Optional.empty();
    }
}
