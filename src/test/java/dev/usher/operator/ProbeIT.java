package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code usher probe} as a process of the packaged application: an app in a cluster, and one that no cluster knows yet. */
@ExtendWith(WithControlPlane.class)
class ProbeIT {
    private static OperatorWorld world;
    private static Company company;
    private static App wiki;

    @TempDir
    private Path directory;

    @BeforeAll
    static void declareAnAppThatNoOperatorLooksAt(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 1);
        company = world.company();
        wiki = company.undeclaredApp(
                        "wiki",
                        ScimSimulator.builder()
                                .pageCap(2)
                                .plays(Pages.Cursor.always().unannounced()))
                .withGroups("staff");
        for (var name : new String[] {"ada", "grace", "alan"}) {
            wiki.simulator().addUser(name);
        }
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.declare("wiki", wiki.simulator().endpoint(), "");
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static Ran probe(String... arguments) {
        var all = new String[arguments.length + 3];
        all[0] = "probe";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "-n";
        all[arguments.length + 2] = company.namespace();
        return CommandLineProcess.run(company.plane().kubeconfig(), all);
    }

    @Test
    void anAppOfTheClusterIsLookedAtWithItsOwnSecret() {
        var ran = probe("wiki");

        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(ran.errors()).isEmpty();
        assertThat(ran.output())
                .contains("page: {method: cursor}\n", "  they get it\n    POST /Users {")
                .doesNotContain(wiki.simulator().token());
        assertThat(wiki.simulator().writes()).isZero();
    }

    @Test
    void anAppThatIsNotThereYetIsLookedAtWithASecretOfTheCluster() throws IOException {
        var file = Files.writeString(
                directory.resolve("wiki.yaml"), """
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: TargetApp
                metadata: {name: another}
                spec:
                  connector:
                    scim:
                      endpoint: %s
                      auth: {bearer: {secretRef: {name: wiki, key: token}}}
                      settings: {page: {method: cursor}}
                """.formatted(wiki.simulator().endpoint()));

        var ran = probe("-f", file.toString());

        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(ran.output())
                .contains("page.method = cursor (said in spec)\n")
                .doesNotContain("settings to give");
    }

    @Test
    void anAppThatIsNotThereIsSaidNotToBe() {
        var ran = probe("nothing");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .isEqualTo("usher: there is no TargetApp nothing in namespace " + company.namespace()
                        + ": `kubectl get tapp -n " + company.namespace()
                        + "` lists them, and -f probes one that is not there yet\n");
    }
}
