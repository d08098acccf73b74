package dev.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ForgottenSpecTest {
    @Test
    void saysThatEveryEmploymentIsOverAndNeverThatOneGoesOnUntilItsEnd() {
        var spec = Serialization.unmarshal("""
                userName: ada
                employments:
                - {id: left, status: Active, startTime: "2020-01-01", endTime: "2026-01-31"}
                - {id: no-show, status: Withdrawn, startTime: "2026-10-01", endTime: "2027-09-30"}
                """, ProvisionedUserSpec.class);

        assertThat(ProvisionedUserSpec.emptied(spec, "1").employments())
                .extracting(EmploymentEntry::status)
                .containsExactly("Terminated", "Withdrawn");
    }

    @Test
    void saysOfNoEmploymentThatItGoesOnUntilAnEndThatIsAhead() {
        var spec = Serialization.unmarshal("""
                userName: adm-ada
                employments:
                - {id: duty, status: Active, endTime: "2027-06-30"}
                """, ProvisionedUserSpec.class);

        assertThat(ProvisionedUserSpec.emptied(spec, "1").employments())
                .extracting(EmploymentEntry::endTime)
                .containsExactly((String) null);
    }

    @Test
    void leavesAFurtherIdentityTiedToItsPerson() {
        var spec = Serialization.unmarshal("""
                userName: adm-ada
                person: {name: ada}
                """, ProvisionedUserSpec.class);

        assertThat(ProvisionedUserSpec.emptied(spec, "1").person()).isEqualTo(spec.person());
    }
}
