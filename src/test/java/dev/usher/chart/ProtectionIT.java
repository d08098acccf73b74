package dev.usher.chart;

import static dev.usher.chart.Policies.deniedBy;
import static dev.usher.chart.Policies.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.chart.Acts.Act;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the policies of the chart keep for the operator, and what they keep from a slip. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class ProtectionIT {

    private static final String DEFINITION = "accessroles.provisioning.usher.dev";

    private final ControlPlane plane;

    @TempDir
    private Path directory = Path.of("");

    ProtectionIT(ControlPlane plane) {
        this.plane = plane;
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        new Policies(plane).install();
    }

    @Test
    void leaveTheOperatorAloneAndLetItForgetWithoutAVerb() {
        var operator = new Person("usher", plane.clientFor(Policies.RELEASE_NAMESPACE, "usher"));

        allows(operator, who -> who.appliesAs("usher", ProvisionedUser.class, "ada", "{title: Clerk}"));
        allows(operator, who -> who.changes(ProvisionedUser.class, "ada", "{\"roles\": null, \"accounts\": null}"));
        allows(operator, who -> who.changes(ProvisionedUser.class, "sue", "{\"suspend\": null}"));
        allows(operator, Acts.act("end an employment"));
        for (var words : List.of("give a role", "link an account", "suspend a user", "set a key", "change a type")) {
            assertThat(refusal(operator, Acts.act(words))).as(words).contains("denied request");
        }
        assertThat(refusal(
                        operator,
                        who -> who.changes(
                                ProvisionedUser.class,
                                "ada",
                                "{\"employments\": [{\"id\": \"x\", \"status\": \"Active\"}]}")))
                .contains(deniedBy("attest"));
    }

    private static void allows(Person person, Act act) {
        assertThat(refusal(person, act)).isEmpty();
    }

    @Test
    void knowTheFieldManagerThatIsNotSaid() {
        var config = new ConfigBuilder(plane.adminClient().getConfiguration())
                .withUserAgent("usher/1.0")
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            assertThat(refusal(
                            new Person("admin", client),
                            who -> who.changesUserUnsigned("ada", "{\"title\": \"Clerk\"}")))
                    .contains(deniedBy("field-managers"));
        }
        var written = "[{\"manager\": \"usher/hr\", \"operation\": \"Apply\", \"apiVersion\":"
                + " \"provisioning.usher.dev/v1alpha1\", \"fieldsType\": \"FieldsV1\", \"fieldsV1\": {\"f:spec\": {\"f:title\": {}}}}]";
        assertThat(plane.kubectl(
                                "patch",
                                "puser",
                                "ada",
                                "-n",
                                "people",
                                "--type=merge",
                                "-p",
                                "{\"metadata\": {\"managedFields\": " + written + "}}")
                        .errors())
                .contains(deniedBy("field-managers"));
    }

    @Test
    void keepDefinitionsUntilTheirNameIsSaid() {
        assertThat(plane.kubectl(
                                "delete", "--raw", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All")
                        .errors())
                .as("all at once")
                .contains(deniedBy("definitions"));
        assertThat(plane.kubectl("delete", "crd", DEFINITION, "--dry-run=server")
                        .errors())
                .contains(deniedBy("definitions") + ": with it go all accessroles of the cluster")
                .contains("kubectl annotate customresourcedefinition " + DEFINITION + " usher.dev/confirm-deletion="
                        + DEFINITION);

        run("annotate", "crd", DEFINITION, "usher.dev/confirm-deletion=yes");
        assertThat(plane.kubectl("delete", "crd", DEFINITION, "--dry-run=server")
                        .exitCode())
                .isNotZero();
        run("annotate", "--overwrite", "crd", DEFINITION, "usher.dev/confirm-deletion=" + DEFINITION);
        run("delete", "crd", DEFINITION, "--dry-run=server");
        run("annotate", "crd", DEFINITION, "usher.dev/confirm-deletion-");
    }

    @Test
    void leaveOtherDefinitionsAndNamespacesAlone() throws IOException {
        var other = Files.writeString(directory.resolve("other.yaml"), """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: others.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {plural: others, singular: other, kind: Other}
                  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
                """);
        run("create", "-f", other.toString());
        run("create", "namespace", "other");

        run("delete", "-f", other.toString(), "--timeout=60s");
        run("delete", "namespace", "other", "--dry-run=server");
    }

    @Test
    void keepANamespaceUntilItsNameIsSaid() {
        run("create", "namespace", "kept");
        run("label", "namespace", "kept", "usher.dev/deletion-protection=enabled");
        run("annotate", "namespace", "kept", "usher.dev/confirm-deletion=people");
        assertThat(plane.kubectl("delete", "namespace", "kept").errors())
                .contains(deniedBy("namespaces"))
                .contains("kubectl annotate namespace kept usher.dev/confirm-deletion=kept");

        run("annotate", "--overwrite", "namespace", "kept", "usher.dev/confirm-deletion=kept");
        run("delete", "namespace", "kept", "--dry-run=server");
    }

    private void run(String... arguments) {
        Policies.ran(plane.kubectl(arguments));
    }
}
