package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which policies there are, by the values of the chart, and in config/admission for whoever does not install it. */
@ExtendWith(WithControlPlane.class)
class AdmissionValuesIT {

    private static final Path FILE = Path.of("config", "admission", "admission.yaml");

    private final Chart chart;

    AdmissionValuesIT(ControlPlane plane) {
        this.chart = new Chart(plane);
    }

    @Test
    void areThoseOfTheChartWithoutHelmToo() throws IOException {
        var rendered = chart.rendered("-s", "templates/personas.yaml", "-s", "templates/admission/*.yaml")
                .lines()
                .filter(line -> !line.matches("# Source: .*| +(app.kubernetes.io/managed-by|helm.sh/chart): .*"))
                .collect(Collectors.joining("\n", "", "\n"));
        var written = Files.readString(FILE);

        assertThat(written.substring(written.indexOf("---\n")))
                .as("the first lines of %s say how it is made", FILE)
                .isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource({
        "admission.verbs, assign attest attest-sources decisions define exempt govern govern-sources lift lift-holds owners records",
        "admission.requester, requester confirmer",
        "admission.fieldManagers, field-managers",
        "admission.deletionProtection, definitions namespaces",
    })
    void leavesAPolicyOutWithItsBindingWhereAValueSaysSo(String value, String gone) {
        List<String> without = policies("--set", value + "=false");

        assertThat(policies()).hasSize(17).containsAll(without);
        assertThat(policies().stream().filter(policy -> !without.contains(policy)))
                .containsExactlyInAnyOrder(gone.split(" "));
    }

    private List<String> policies(String... options) {
        List<String> names = chart.objects(ValidatingAdmissionPolicy.class, options).stream()
                .map(policy -> policy.getMetadata().getName().replace("usher-system-usher-", ""))
                .toList();
        assertThat(chart.objects(ValidatingAdmissionPolicyBinding.class, options))
                .extracting(binding -> binding.getSpec().getPolicyName().replace("usher-system-usher-", ""))
                .isEqualTo(names);
        return names;
    }
}
