package dev.usher.bench.feed;

import dev.usher.api.ProvisionedUser;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * By the same client library, with the same applies of users of the same size: no file, no search, no digest, and no thought about
 * what an answer means.
 *
 * @param isInTwo whether it sends for each what a source sends, one apply of all and one of whether they work here; else the first one
 *     alone
 */
record ByHand(KubernetesClient client, String namespace, boolean isInTwo) {
    private static final String NOTE = "1 " + "0123456789abcdef01234567" + " 0123456789ab";
    private static final PatchContext ALL = apply("usher/hand/hr", false);
    private static final PatchContext LIFE = apply("usher/hand/hr/life", true);

    private static PatchContext apply(String manager, boolean isForced) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(isForced)
                .build();
    }

    /** Makes whom a number stands for. */
    void makes(int number) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("country", "GB");
        spec.put("department", Roster.department(number));
        spec.put("email", Roster.login(number) + "@example.com");
        spec.put("externalId", Roster.key(number));
        spec.put("location", "London");
        if (number > 0) {
            spec.put("manager", Map.of("name", name(Roster.boss(number))));
        }
        spec.put("name", Map.of("given", "Person", "family", "Number " + number));
        spec.put("title", "Analyst");
        spec.put("userName", Roster.login(number));
        spec.put("employments", List.of(employment(number)));
        var made = client.resource(user(metadata(number, "source.usher.dev/hr"), spec))
                .patch(ALL);
        if (isInTwo) {
            var life = Map.of("externalId", Roster.key(number), "employments", List.of(employment(number)));
            var metadata = metadata(number, "life.source.usher.dev/hr");
            metadata.setUid(made.getMetadata().getUid());
            client.resource(user(metadata, life)).patch(LIFE);
        }
    }

    private static Map<String, Object> employment(int number) {
        return Map.of("id", "hr:" + Roster.key(number), "status", "Active", "startTime", "2024-01-08");
    }

    private ObjectMeta metadata(int number, String annotation) {
        return new ObjectMetaBuilder()
                .withName(name(number))
                .withNamespace(namespace)
                .withAnnotations(Map.of(annotation, NOTE))
                .build();
    }

    private static String name(int number) {
        return "hr-%016x".formatted(number);
    }

    private static GenericKubernetesResource user(ObjectMeta metadata, Map<String, Object> spec) {
        var user = new GenericKubernetesResource();
        user.setApiVersion(HasMetadata.getApiVersion(ProvisionedUser.class));
        user.setKind(HasMetadata.getKind(ProvisionedUser.class));
        user.setMetadata(metadata);
        user.setAdditionalProperty("spec", spec);
        return user;
    }
}
