package dev.usher.chart;

import dev.usher.api.ProvisionedUser;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;

/**
 * A user of the API server who tries things in the namespace of the people; the server judges them as always, and stores nothing.
 *
 * @param name the name under which the server knows them
 */
record Person(String name, KubernetesClient client) {

    static final String NAMESPACE = "people";

    void lists(Class<? extends HasMetadata> kind) {
        client.resources(kind).inNamespace(NAMESPACE).list();
    }

    void creates(Class<? extends HasMetadata> kind, String spec) {
        client.resource(document(kind, "new", spec)).dryRun().create();
    }

    void changes(Class<? extends HasMetadata> kind, String name, String spec) {
        client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind))
                .inNamespace(NAMESPACE)
                .withName(name)
                .patch(dryRun(PatchType.JSON_MERGE, "kubectl-patch"), "{\"spec\": " + spec + "}");
    }

    /** Without saying which field manager writes: the server makes a name of who asks. */
    void changesUserUnsigned(String name, String spec) {
        client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(ProvisionedUser.class))
                .inNamespace(NAMESPACE)
                .withName(name)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withDryRun(List.of("All"))
                                .build(),
                        "{\"spec\": " + spec + "}");
    }

    /** Lets it go with a ConfigMap that is not there: the garbage collector deletes it for whoever may not. */
    void owns(Class<? extends HasMetadata> kind, String name) {
        client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind))
                .inNamespace(NAMESPACE)
                .withName(name)
                .patch(
                        dryRun(PatchType.JSON_MERGE, "kubectl-patch"),
                        "{\"metadata\": {\"ownerReferences\": [{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\","
                                + " \"name\": \"none\", \"uid\": \"11111111-2222-3333-4444-555555555555\"}]}}");
    }

    void deletes(Class<? extends HasMetadata> kind, String name) {
        client.resources(kind).inNamespace(NAMESPACE).withName(name).dryRun().delete();
    }

    void appliesAs(String fieldManager, Class<? extends HasMetadata> kind, String name, String spec) {
        client.resource(document(kind, name, spec))
                .patch(dryRun(PatchType.SERVER_SIDE_APPLY, fieldManager), document(kind, name, spec));
    }

    void writesStatus(Class<? extends HasMetadata> kind, String name, String status) {
        client.resource(document(kind, name, "{}").replace("spec: {}", "status: " + status))
                .subresource("status")
                .patch(dryRun(PatchType.SERVER_SIDE_APPLY, "kubectl"));
    }

    void impersonates(String somebody) {
        var config = new ConfigBuilder(client.getConfiguration())
                .withImpersonateUsername(somebody)
                .build();
        try (var other = new KubernetesClientBuilder().withConfig(config).build()) {
            new Person(somebody, other).lists(ProvisionedUser.class);
        }
    }

    static String document(Class<? extends HasMetadata> kind, String name, String spec) {
        return """
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(HasMetadata.getApiVersion(kind), HasMetadata.getKind(kind), name, NAMESPACE, spec);
    }

    private static PatchContext dryRun(PatchType type, String fieldManager) {
        return new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(fieldManager)
                .withDryRun(List.of("All"))
                .build();
    }
}
