package dev.usher.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Manifests on their way to a real API server, in a namespace of their own, by whoever they say has written them. */
final class Applying {
    private static final String NAMESPACE = "pages";
    private static final Map<String, String> PLURALS = Map.ofEntries(
            Map.entry("ProvisionedUser", "provisionedusers"),
            Map.entry("Role", "accessroles"),
            Map.entry("TargetApp", "targetapps"),
            Map.entry("ProvisioningPolicy", "provisioningpolicies"),
            Map.entry("AccessLock", "accesslocks"),
            Map.entry("RetainedAccount", "retainedaccounts"),
            Map.entry("LegalHold", "legalholds"),
            Map.entry("RemovalDecision", "removaldecisions"),
            Map.entry("UserSource", "usersources"),
            Map.entry("Secret", "secrets"),
            Map.entry("ConfigMap", "configmaps"),
            Map.entry("Namespace", "namespaces"));
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final ControlPlane plane;

    Applying(ControlPlane plane) {
        this.plane = plane;
    }

    /** Has it judged, whole and with what a page leaves out, and stored only where a status, or a second person, is to follow. */
    void apply(Manifest manifest) {
        var name = "shown-" + NAMES.incrementAndGet();
        var resource = manifest.completed(name, NAMESPACE);
        var requester = resource.path("spec").path("requestedBy").asText("admin");
        var confirmer = manifest.said("confirmedBy");
        if (confirmer.isPresent()) {
            var first = called(name, resource);
            first.withObjectProperty("spec").remove("confirmedBy");
            apply(requester, first, false, "");
            apply(confirmer.orElseThrow(), called(name, resource), true, "");
        } else if (manifest.shown().has("status")) {
            apply(requester, called(name, resource), false, "");
            apply("admin", manifest.status(name, NAMESPACE).orElseThrow(), true, "status");
        } else {
            apply(requester, resource, true, "");
        }
    }

    private static ObjectNode called(String name, ObjectNode resource) {
        ObjectNode copy = resource.deepCopy();
        copy.withObjectProperty("metadata").put("name", name);
        return copy;
    }

    private void apply(String who, ObjectNode resource, boolean isDryRun, String subresource) {
        try (var client = clientOf(who)) {
            var item = Serialization.unmarshal(Serialization.asJson(resource), GenericKubernetesResource.class);
            var named = client.genericKubernetesResources(kindOf(resource)).resource(item);
            var context = new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager("a-page")
                    .withForce(true)
                    .withFieldValidation("Strict")
                    .withDryRun(isDryRun ? List.of("All") : List.of())
                    .build();
            if (subresource.isEmpty()) {
                named.patch(context);
            } else {
                named.subresource(subresource).patch(context);
            }
        }
    }

    private static ResourceDefinitionContext kindOf(ObjectNode resource) {
        var version = resource.path("apiVersion").asText();
        var kind = resource.path("kind").asText();
        return new ResourceDefinitionContext.Builder()
                .withGroup(version.contains("/") ? version.substring(0, version.indexOf('/')) : "")
                .withVersion(version.substring(version.indexOf('/') + 1))
                .withKind(kind)
                .withPlural(PLURALS.getOrDefault(kind, ""))
                .withNamespaced(!kind.equals("Namespace"))
                .build();
    }

    private KubernetesClient clientOf(String who) {
        var admin = plane.adminClient().getConfiguration();
        Config config = who.equals("admin")
                ? admin
                : new ConfigBuilder(admin)
                        .withImpersonateUsername(who)
                        .withImpersonateGroups("system:masters")
                        .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
