package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.Ran;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./usher support} gathers in a cluster in which something is wrong. */
@ExtendWith(WithControlPlane.class)
class SupportIT {
    private static OperatorWorld world;
    private static OperatorProcess operator;
    private static Company company;
    private static ControlPlane cluster;

    @TempDir
    private Path directory;

    @BeforeAll
    static void somebodyHasWhatTheyAreToHaveAndSomebodyElseWaits(ControlPlane plane, TestNamespace home) {
        cluster = plane;
        world = OperatorWorld.prepare(plane, home, 1);
        operator = world.startOperator();
        company = world.company();
        company.app("wiki");
        company.role("employee", "grants: [{app: {name: wiki}}]");
        company.user(
                "lovelace",
                "{userName: lovelace, displayName: Ada Lovelace, email: ada@example.com, roles: [{name: employee}]}");
        company.awaitReady("lovelace");
        company.user("hopper", "{userName: hopper, email: grace@example.com, roles: [{name: nobodys}]}");
        Company.soon(() -> assertThat(company.said(ProvisionedUser.class, "hopper", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("RoleNotFound")));
    }

    @AfterAll
    static void end() {
        operator.stop();
        world.close();
    }

    private Ran support(String... more) {
        var arguments = new ArrayList<>(List.of("support", "-n", company.namespace(), "--operator", world.home()));
        arguments.addAll(List.of(more));
        return CommandLineProcess.run(cluster.kubeconfig(), arguments.toArray(String[]::new));
    }

    private static Map<String, String> files(Path bundle) throws IOException {
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipFile(bundle.toFile())) {
            for (var entry : zip.stream().toList()) {
                files.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void itIsListedBeforeItIsWrittenAndTellsNobodysName() throws IOException {
        var into = directory.resolve("bundle.zip");

        var listed = support("--file", into.toString());
        assertThat(listed.exitCode()).as(listed.errors()).isZero();
        assertThat(listed.output())
                .contains("resources/provisionedusers.json", "events.json", "nothing is written without --yes");
        assertThat(into).doesNotExist();

        var written = support("--file", into.toString(), "--yes");
        assertThat(written.exitCode()).as(written.errors()).isZero();
        var files = files(into);
        assertThat(files.keySet())
                .allSatisfy(name -> assertThat(listed.output()).contains(name));
        assertThat(String.join("\n", files.values()))
                .doesNotContainIgnoringCase("lovelace")
                .doesNotContainIgnoringCase("hopper")
                .doesNotContain("example.com");
        assertThat(files.get("resources/provisionedusers.json"))
                .contains("\"total\" : 2", "False/RoleNotFound", "True/Provisioned", "employee");
        assertThat(files.get("resources/targetapps.json")).contains("wiki");
        assertThat(files.get("events.json"))
                .contains("accounts created in wiki")
                .doesNotContain("null");
        assertThat(files.get("operator.json")).contains("renewTime");
        assertThat(files.get("about.json")).contains("\"notRead\" : { }");
    }

    @Test
    void aFileThatIsThereIsNotTouched() throws IOException {
        var into = Files.writeString(directory.resolve("bundle.zip"), "mine");

        var refused = support("--file", into.toString(), "--yes");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).contains("is there already", "--file");
        assertThat(into).hasContent("mine");
    }
}
