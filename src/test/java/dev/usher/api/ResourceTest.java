package dev.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                AccessLock.class,
                ProvisionedUser.class,
                ProvisioningPolicy.class,
                RetainedAccount.class,
                Role.class,
                TargetApp.class
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
}
