package dev.usher.api;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;

/**
 * A resource of ours, without the account of who wrote which field.
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
        }
        super.setMetadata(metadata);
    }
}
