package dev.usher.cli;

import dev.usher.api.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * What is created in a dry run, so that nothing is there afterwards: a Role that gives nothing, which whoever may create roles may, and one that
 * gives something, which takes a verb besides.
 */
final class Rehearsal {
    private static final String HARMLESS = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: Role
            metadata: {name: usher-check}
            spec: {description: An example}
            """;
    private static final String CANARY = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: Role
            metadata: {name: usher-check}
            spec: {grants: [{app: {name: usher-check}}]}
            """;

    private final KubernetesClient client;
    private final String namespace;

    Rehearsal(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Why the API server does not take what anybody could write who may; empty: it does. */
    Optional<String> example() {
        return refusal(HARMLESS)
                .map(refused -> refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN && !isByAPolicy(refused)
                        ? "the example could not be tried: whoever asks needs `create` on accessroles.provisioning.usher.dev in namespace "
                                + namespace + " (" + refused.getMessage() + ")"
                        : "the API server does not take an example, a Role that gives nothing, in namespace "
                                + namespace
                                + ", and would take none of yours: a policy or a webhook of the cluster is in the way, or the definitions are of another version. It says: "
                                + refused.getMessage());
    }

    /** Why what has to be refused is not, or not by the policy; empty: it is. */
    Optional<String> canary() {
        return refusal(CANARY)
                .map(refused -> isByAPolicy(refused) && said(refused).contains("verb define")
                        ? Optional.<String>empty()
                        : Optional.of(
                                "a Role that gives something was to be refused by the policy `define`, and was for another reason: "
                                        + refused.getMessage()))
                .orElseGet(
                        () -> Optional.of(
                                "anybody who may create roles in namespace " + namespace
                                        + " can give access by them: the policy `define` is not in force there, and it takes no verb to do so. `kubectl get validatingadmissionpolicybindings` shows what is left; `helm upgrade` brings it back. With admission.verbs=false, ask with --unguarded"));
    }

    private Optional<KubernetesClientException> refusal(String manifest) {
        try {
            var _ = client.resource(Serialization.unmarshal(manifest, Role.class))
                    .inNamespace(namespace)
                    .dryRun()
                    .create();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == 0) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    private static boolean isByAPolicy(KubernetesClientException refused) {
        return said(refused).contains("ValidatingAdmissionPolicy");
    }

    private static String said(KubernetesClientException refused) {
        return String.valueOf(refused.getMessage());
    }
}
