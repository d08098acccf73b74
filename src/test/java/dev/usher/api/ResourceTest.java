package dev.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                AccessLock.class,
                LegalHold.class,
                ProvisionedUser.class,
                ProvisioningPolicy.class,
                RemovalDecision.class,
                RetainedAccount.class,
                Role.class,
                TargetApp.class,
                UserSource.class
            })
    void isReadWithoutTheAccountOfWhoWroteWhichField(Class<? extends CustomResource<?, ?>> kind) {
        var read = Serialization.unmarshal("""
                metadata:
                  name: ada
                  labels: {team: engines}
                  managedFields:
                    - {manager: kubectl, operation: Apply, fieldsV1: {"f:spec": {"f:userName": {}}}}
                """, kind);

        assertThat(read.getMetadata().getManagedFields()).isEmpty();
        assertThat(read.getMetadata().getLabels()).containsEntry("team", "engines");
    }

    @Test
    void oneSentenceThatIsSaidOfTwoPeopleIsOneString() {
        var ada = Serialization.unmarshal(person("ada"), ProvisionedUser.class);
        var bob = Serialization.unmarshal(person("bob"), ProvisionedUser.class);

        assertThat(bob.getSpec().department())
                .isEqualTo("Engineering")
                .isSameAs(ada.getSpec().department());
        assertThat(bob.getSpec().attributes().get("team"))
                .isSameAs(ada.getSpec().attributes().get("team"));
        assertThat(bob.getStatus().accounts().getFirst().app())
                .isEqualTo("github")
                .isSameAs(ada.getStatus().accounts().getFirst().app())
                .isSameAs(ada.getStatus().accounts().getLast().state());
        assertThat(bob.getMetadata().getNamespace()).isSameAs(ada.getMetadata().getNamespace());
        assertThat(bob.getMetadata().getFinalizers().getFirst())
                .isSameAs(ada.getMetadata().getFinalizers().getFirst());
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        var ada = Serialization.unmarshal(person("ada"), ProvisionedUser.class);
        var again = Serialization.unmarshal(Serialization.asYaml(ada), ProvisionedUser.class);

        assertThat(again.getSpec()).isEqualTo(ada.getSpec());
        assertThat(again.getStatus()).isEqualTo(ada.getStatus());
        assertThat(again.getMetadata()).isEqualTo(ada.getMetadata());
        assertThat(Serialization.asYaml(ada)).doesNotContain("labels").doesNotContain("annotations");
    }

    @Test
    void aNumberWhereATextBelongsIsReadAsBefore() {
        var ada = Serialization.unmarshal("spec: {userName: ada, costCenter: 42}", ProvisionedUser.class);

        assertThat(ada.getSpec().costCenter()).isEqualTo("42");
    }

    @Test
    void aFinalizerIsTakenOutAndPutIn() {
        var ada = Serialization.unmarshal(person("ada"), ProvisionedUser.class);

        assertThat(ada.removeFinalizer("usher.example/one")).isTrue();
        assertThat(ada.addFinalizer("usher.example/two")).isTrue();
        assertThat(ada.getFinalizers()).containsExactly("usher.example/two");
        assertThat(new ProvisionedUser().addFinalizer("usher.example/two")).isTrue();
    }

    @Test
    void metadataWithoutListsAreReadAsEmpty() {
        var ada = new ProvisionedUser();
        var bare = new ObjectMeta();
        bare.setFinalizers(null);
        bare.setLabels(null);
        ada.setMetadata(bare);

        assertThat(ada.getFinalizers()).isEmpty();
        assertThat(ada.getMetadata().getLabels()).isEmpty();
    }

    /** With an app whose name is also a state's, so that one String is shared between fields. */
    private static String person(String name) {
        return """
                metadata: {name: %1$s, namespace: people, finalizers: [usher.example/one]}
                spec: {userName: %1$s, department: Engineering, attributes: {team: engines}}
                status:
                  accounts:
                  - {app: github, namespace: people, state: Active, since: "2026-01-01T00:00:00Z"}
                  - {app: jira, namespace: people, state: github, since: "2026-01-01T00:00:00Z"}
                """.formatted(name);
    }
}
