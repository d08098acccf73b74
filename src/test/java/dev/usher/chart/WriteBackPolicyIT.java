package dev.usher.chart;

import static dev.usher.chart.Policies.deniedBy;
import static dev.usher.chart.Policies.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import dev.usher.kube.SourceSheets;
import dev.usher.source.Sheet;
import dev.usher.source.SourceId;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the chart lets the operator write files of names, it can write those that offer themselves, and no other ConfigMap. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class WriteBackPolicyIT {
    private static final SourceId HR = new SourceId(Person.NAMESPACE, "hr");

    private final Person operator;
    private final KubernetesClient admin;
    private final ControlPlane plane;

    WriteBackPolicyIT(ControlPlane plane) {
        this.operator = new Person("the operator", plane.clientFor(Policies.RELEASE_NAMESPACE, "usher"));
        this.admin = plane.adminClient();
        this.plane = plane;
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        new Policies(plane).install("--set", "rbac.writeBack=true");
        plane.adminClient().resource(map("theirs", Map.of())).create();
        plane.adminClient()
                .resource(map("names", Map.of(SourceSheets.OF_SOURCE, "hr")))
                .create();
    }

    private static ConfigMap map(String name, Map<String, String> labels) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(Person.NAMESPACE)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .addToData("key", "value")
                .build();
    }

    private static Acts.Act labels(String name, String label) {
        return who -> who.client()
                .configMaps()
                .inNamespace(Person.NAMESPACE)
                .withName(name)
                .patch("{\"metadata\": {\"labels\": {\"%s\": \"%s\"}}}".formatted(SourceSheets.OF_SOURCE, label));
    }

    @Test
    void itWritesWhatOffersItself() {
        var sheet = new SourceSheets(operator.client()).of(HR, "names", "names.csv");
        var look = (Sheet.Look.Of) sheet.look();

        assertThat(sheet.write("number,login\n", look.version())).isEqualTo(new Sheet.Answer.Written());

        assertThat(admin.configMaps()
                        .inNamespace(Person.NAMESPACE)
                        .withName("names")
                        .get()
                        .getData())
                .containsEntry("names.csv", "number,login\n")
                .containsEntry("key", "value");
        assertThat(sheet.write("late\n", look.version()))
                .as("somebody wrote it since")
                .isInstanceOf(Sheet.Answer.Broken.class);
    }

    @Test
    void itWritesNoOtherAndMakesNoneOfferItself() {
        Policies.soon(
                () -> assertThat(refusal(operator, labels("theirs", "hr"))).contains(deniedBy("write-back")));
        assertThat(refusal(operator, labels("names", "payroll"))).contains(deniedBy("write-back"));
    }

    @Test
    void itMakesAndDeletesNoneWhateverElseLetsItDoSo() {
        grants("role", "--verb=create,delete", "--resource=configmaps");
        grants("rolebinding", "--role=more", "--serviceaccount=" + Policies.RELEASE_NAMESPACE + ":usher");

        Policies.soon(() -> assertThat(refusal(
                        operator,
                        who -> who.client()
                                .resource(map("made", Map.of(SourceSheets.OF_SOURCE, "hr")))
                                .create()))
                .contains(deniedBy("write-back")));
        Policies.soon(() -> assertThat(refusal(
                        operator,
                        who -> who.client()
                                .configMaps()
                                .inNamespace(Person.NAMESPACE)
                                .withName("names")
                                .delete()))
                .contains(deniedBy("write-back")));
    }

    private void grants(String kind, String... rights) {
        var ran = plane.kubectl(
                Stream.concat(Stream.of("create", kind, "more", "--namespace=" + Person.NAMESPACE), Stream.of(rights))
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
    }
}
