package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldConflictsTest {
    private static KubernetesClientException conflict(String field, String message) {
        return new KubernetesClientException(new StatusBuilder()
                .withCode(409)
                .withNewDetails()
                .addNewCause(field, message, "FieldManagerConflict")
                .endDetails()
                .build());
    }

    @Test
    void tellsWhoHasWhatOfWhatWasSaid() {
        var refused = conflict(
                ".spec.manager.name", "conflict with \"kubectl\" using provisioning.usher.dev/v1alpha1 at 2026-12-01");

        assertThat(FieldConflicts.of(refused, Set.of("manager", "title")))
                .containsExactly(new FieldConflicts.One("manager", "kubectl"));
    }

    @Test
    void takesNoFieldForAnotherThatBeginsAsIt() {
        var refused = conflict(".spec.attributes.badge2", "conflict with \"kubectl\"");

        assertThat(FieldConflicts.of(refused, Set.of("attributes.badge", "attributes.badge2")))
                .containsExactly(new FieldConflicts.One("attributes.badge2", "kubectl"));
        assertThat(FieldConflicts.of(conflict(".metadata.labels.x", ""), Set.of("title")))
                .isEmpty();
    }

    @Test
    void namesTheFieldThatIsNotAcceptedAndNoValue() {
        var refused = new KubernetesClientException(new StatusBuilder()
                .withCode(422)
                .withNewDetails()
                .addNewCause("spec.email", "Invalid value: \"secret\"", "FieldValueInvalid")
                .endDetails()
                .build());

        assertThat(FieldConflicts.refusedField(refused)).contains("spec.email");
    }
}
