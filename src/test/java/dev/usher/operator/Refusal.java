package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An admission policy that refuses one operation on one kind in one company, whoever asks, until it is closed. */
final class Refusal implements AutoCloseable {
    private static final String GROUP = "provisioning.usher.dev";
    private static final String WORD = "refused by the test";

    private final KubernetesClient client;
    private final String name;
    private final Runnable probe;

    private Refusal(KubernetesClient client, String name, Runnable probe) {
        this.client = client;
        this.name = name;
        this.probe = probe;
    }

    static Refusal ofCreating(Company company, HasMetadata example) {
        var there = company.client().resource(example).inNamespace(company.namespace());
        return begin(company, example, "CREATE", () -> there.dryRun().create());
    }

    static Refusal ofUpdating(Company company, HasMetadata existing) {
        var patch = PatchContext.of(PatchType.JSON_MERGE);
        return begin(
                company,
                existing,
                "UPDATE",
                () -> company.client()
                        .resource(existing)
                        .dryRun()
                        .patch(patch, "{\"metadata\": {\"annotations\": {\"probe\": \"1\"}}}"));
    }

    private static Refusal begin(Company company, HasMetadata resource, String operation, Runnable probe) {
        var name = company.namespace() + "-" + operation.toLowerCase(Locale.ROOT);
        var refusal = new Refusal(company.client(), name, probe);
        company.client()
                .resource(new ValidatingAdmissionPolicyBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withFailurePolicy("Fail")
                        .withNewMatchConstraints()
                        .addNewResourceRule()
                        .withApiGroups(GROUP)
                        .withApiVersions("v1alpha1")
                        .withOperations(operation)
                        .withResources(HasMetadata.getPlural(resource.getClass()))
                        .endResourceRule()
                        .endMatchConstraints()
                        .addNewValidation()
                        .withExpression("false")
                        .withMessage(WORD)
                        .endValidation()
                        .endSpec()
                        .build())
                .create();
        company.client()
                .resource(new ValidatingAdmissionPolicyBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withPolicyName(name)
                        .withValidationActions(List.of("Deny"))
                        .withNewMatchResources()
                        .withNewNamespaceSelector()
                        .withMatchLabels(Map.of("kubernetes.io/metadata.name", company.namespace()))
                        .endNamespaceSelector()
                        .endMatchResources()
                        .endSpec()
                        .build())
                .create();
        // The API server heeds a policy a moment after it is stored.
        soon(() -> assertThatThrownBy(probe::run).hasMessageContaining(WORD));
        return refusal;
    }

    @Override
    public void close() {
        client.admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName(name)
                .delete();
        client.admissionRegistration()
                .v1()
                .validatingAdmissionPolicies()
                .withName(name)
                .delete();
        soon(() -> assertThatCode(probe::run).doesNotThrowAnyException());
    }
}
