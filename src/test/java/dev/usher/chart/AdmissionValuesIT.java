package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "admission.deletionProtection, definitions namespaces resources",
    })
    void leavesAPolicyOutWithItsBindingWhereAValueSaysSo(String value, String gone) {
        List<String> without = policies("--set", value + "=false");

        assertThat(policies()).hasSize(18).containsAll(without);
        assertThat(policies().stream().filter(policy -> !without.contains(policy)))
                .containsExactlyInAnyOrder(gone.split(" "));
    }

    /** By what it says the operator knows what has to be in force: no policy of the chart is left out of it. */
    @ParameterizedTest
    @ValueSource(strings = {"watch.namespaces=null", "watch.namespaces={people}", Chart.EVERYTHING})
    void areToldToTheOperatorAsTheyAreInstalled(String values) throws IOException {
        var json = new JsonMapper();
        var told = new ArrayList<String>();
        var config = chart.objects(ConfigMap.class, "--set", values).stream()
                .filter(map -> map.getMetadata().getName().equals("usher-admission"))
                .findFirst()
                .orElseThrow();
        var policies = chart.objects(ValidatingAdmissionPolicy.class, "--set", values).stream()
                .collect(Collectors.toMap(policy -> policy.getMetadata().getName(), policy -> policy.getSpec()));
        var bindings = chart.objects(ValidatingAdmissionPolicyBinding.class, "--set", values).stream()
                .collect(Collectors.toMap(binding -> binding.getMetadata().getName(), binding -> binding.getSpec()));

        for (var line : config.getData().getOrDefault("policies", "").lines().toList()) {
            var one = json.readTree(line);
            var object = one.path("object").asText();
            told.add(object);
            assertThat(object)
                    .isEqualTo("usher-system-usher-" + one.path("name").asText());
            assertThat(json.treeToValue(one.path("policy"), ValidatingAdmissionPolicySpec.class))
                    .isEqualTo(policies.get(object));
            assertThat(json.treeToValue(one.path("binding"), ValidatingAdmissionPolicyBindingSpec.class))
                    .isEqualTo(bindings.get(object));
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(policies.keySet());
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
