package dev.usher.api;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource of ours, without the account of who wrote which field and with no room for what is not there.
 *
 * <p>Nobody here asks for {@code metadata.managedFields}, which would be most of what a cache keeps of a person. A write
 * that does not mention them leaves them as they are (Kubernetes, server-side apply: only a list with one empty entry
 * clears them).
 *
 * @param <S> what is declared
 * @param <T> what is observed
 */
public abstract class Resource<S, T> extends CustomResource<S, T> {
    @Override
    public void setMetadata(ObjectMeta metadata) {
        if (metadata != null) {
            metadata.setManagedFields(List.of());
            trim(metadata);
        }
        super.setMetadata(metadata);
    }

    /** Whoever takes a finalizer in or out does it in the list, so that the list stays one that can be changed. */
    private static void trim(ObjectMeta metadata) {
        var finalizers = Optional.ofNullable(metadata.getFinalizers()).orElse(List.of());
        metadata.setFinalizers(
                new ArrayList<>(finalizers.stream().map(String::intern).toList()));
        metadata.setNamespace(
                Optional.ofNullable(metadata.getNamespace()).map(String::intern).orElse(null));
        metadata.setLabels(unlessEmpty(metadata.getLabels()));
        metadata.setAnnotations(unlessEmpty(metadata.getAnnotations()));
        metadata.setAdditionalProperties(unlessEmpty(metadata.getAdditionalProperties()));
    }

    private static <V> Map<String, V> unlessEmpty(@Nullable Map<String, V> map) {
        return map == null || map.isEmpty() ? Map.of() : map;
    }
}
