package dev.usher.kube;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the admission policies that were installed with Usher are there, and are what was installed. */
public final class AdmissionPolicies {
    private static final String KEY = "policies";

    private final KubernetesClient client;
    private final String namespace;
    private final String configMap;

    /** @param configMap the name of the one, beside the operator, that says what was installed */
    public AdmissionPolicies(KubernetesClient client, String namespace, String configMap) {
        this.client = client;
        this.namespace = namespace;
        this.configMap = configMap;
    }

    /**
     * A policy as it was installed.
     *
     * @param name as {@code docs/admission.md} has it
     * @param object what it and its binding are called
     * @param policy the spec of the policy
     * @param binding the spec of its binding
     */
    public record Installed(String name, String object, Map<String, Object> policy, Map<String, Object> binding) {}

    /** How a policy stands. */
    public sealed interface Standing {
        /**
         * It refuses what it is to refuse.
         *
         * @param version differs once somebody has changed something of it or of its binding, or put it back
         * @param since when the younger one of the two was created
         */
        record InForce(String version, Instant since) implements Standing {}

        /** It does not, or that cannot be seen; why. */
        record Not(String why) implements Standing {}
    }

    /**
     * What was installed; empty where nothing says so any more.
     *
     * @throws KubernetesClientException if the API server did not answer
     */
    public Optional<List<Installed>> installed() {
        try {
            return Optional.ofNullable(client.configMaps()
                            .inNamespace(namespace)
                            .withName(configMap)
                            .get())
                    .flatMap(this::read);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Empty where somebody wrote what cannot be read. */
    private Optional<List<Installed>> read(ConfigMap said) {
        var lines = Optional.ofNullable(said.getData()).orElse(Map.of()).getOrDefault(KEY, "");
        try {
            return Optional.of(lines.lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> client.getKubernetesSerialization().unmarshal(line, Installed.class))
                            .toList())
                    .filter(all -> !all.isEmpty());
        } catch (KubernetesClientException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * How one of them stands now.
     *
     * @throws KubernetesClientException if the API server did not answer
     */
    public Standing look(Installed installed) {
        try {
            var policy = found(ValidatingAdmissionPolicy.class, installed.object());
            var binding = found(ValidatingAdmissionPolicyBinding.class, installed.object());
            return missing(ValidatingAdmissionPolicy.class, installed, installed.policy(), policy)
                    .or(() -> missing(ValidatingAdmissionPolicyBinding.class, installed, installed.binding(), binding))
                    .<Standing>map(Standing.Not::new)
                    .orElseGet(() -> inForce(policy.orElseThrow(), binding.orElseThrow()));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return new Standing.Not("the operator may not `get` the policy or the binding " + installed.object());
            }
            throw e;
        }
    }

    private Optional<GenericKubernetesResource> found(Class<? extends HasMetadata> kind, String name) {
        return Optional.ofNullable(client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind))
                .withName(name)
                .get());
    }

    private static Optional<String> missing(
            Class<? extends HasMetadata> kind,
            Installed installed,
            Map<String, Object> written,
            Optional<GenericKubernetesResource> found) {
        var name = HasMetadata.getKind(kind) + " " + installed.object();
        return found.isEmpty()
                ? Optional.of("there is no " + name)
                : SpecDifference.first(written, spec(found.get()))
                        .map(field -> "`" + field + "` of the " + name + " is not what was installed");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> spec(GenericKubernetesResource object) {
        return object.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
                ? (Map<String, Object>) spec
                : Map.of();
    }

    private static Standing inForce(GenericKubernetesResource policy, GenericKubernetesResource binding) {
        var one = Instant.parse(policy.getMetadata().getCreationTimestamp());
        var other = Instant.parse(binding.getMetadata().getCreationTimestamp());
        return new Standing.InForce(version(policy) + " " + version(binding), one.isAfter(other) ? one : other);
    }

    private static String version(GenericKubernetesResource object) {
        return object.getMetadata().getUid() + "/" + object.getMetadata().getGeneration();
    }
}
