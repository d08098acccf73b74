package dev.usher.kube;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a user resource holds of a person, and how it goes. */
public final class PersonalData {
    /** Where kubectl keeps a copy of all that it applied. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final KubernetesClient client;

    public PersonalData(KubernetesClient client) {
        this.client = client;
    }

    /** Whether the spec of a user that can be read holds more than the key. */
    public static boolean isIn(ProvisionedUser user) {
        return !emptied(user).equals(user.getSpec());
    }

    private static ProvisionedUserSpec emptied(ProvisionedUser user) {
        return ProvisionedUserSpec.emptied(
                user.getSpec(), Records.shortHash(user.getMetadata().getUid()));
    }

    /** Deletes the user, unless they changed since they were read. */
    public Answer delete(ProvisionedUser user) {
        return Answer.to(() -> client.resource(user)
                .lockResourceVersion(user.getMetadata().getResourceVersion())
                .delete());
    }

    /** Takes out everything but the key by which a return is noticed, unless the user changed since they were read. */
    public Answer empty(ProvisionedUser user) {
        var annotations =
                Optional.ofNullable(user.getMetadata().getAnnotations()).orElse(Map.of());
        if (!isIn(user) && !annotations.containsKey(LAST_APPLIED)) {
            return Answer.Done;
        }
        var json = client.getKubernetesSerialization();
        Map<String, Object> patch = new HashMap<>();
        Map<?, ?> before = json.convertValue(user.getSpec(), Map.class);
        before.keySet().forEach(field -> patch.put(String.valueOf(field), null));
        Map<?, ?> after = json.convertValue(emptied(user), Map.class);
        after.forEach((field, value) -> patch.put(String.valueOf(field), value));
        Map<String, Object> copy = new HashMap<>();
        copy.put(LAST_APPLIED, null);
        var metadata = Map.of("resourceVersion", user.getMetadata().getResourceVersion(), "annotations", copy);
        return Answer.to(() -> client.resource(user)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        json.asJson(Map.of("metadata", metadata, "spec", patch))));
    }
}
