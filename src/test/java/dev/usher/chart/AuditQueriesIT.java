package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import dev.usher.thirdparty.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The queries of docs/admission.md over the audit log of a real API server. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane(Extra.AUDIT)
class AuditQueriesIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final ControlPlane plane;
    private long before;

    @TempDir
    private Path directory = Path.of("");

    AuditQueriesIT(ControlPlane plane) {
        this.plane = plane;
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        new Policies(plane).install();
    }

    @BeforeEach
    void beginsHere() throws IOException {
        before = lines().size();
    }

    @Test
    void showsWhoWasSomebodyElse() {
        admin("patch", "puser", "ada", "-n", "people", "--type=merge", "-p", "{\"spec\": {\"roles\": null}}");
        admin("patch", "puser", "ada", "-n", "people", "--type=merge", "-p", roles("clerk"), "--as=role-owner");

        show(
                "Impersonation",
                "admin role-owner get provisionedusers people ada 200",
                "admin role-owner patch provisionedusers people ada 200");
    }

    @Test
    void showsWhichVerbsWereUsedAndByWhom() {
        as("role-owner", "patch", "puser", "ada", "-n", "people", "--type=merge", "-p", roles("auditor"));
        as("hr", "patch", "puser", "ada", "-n", "people", "--type=merge", "-p", "{\"spec\": {\"type\": \"Partner\"}}");
        as("hr", "patch", "puser", "ada", "-n", "people", "--type=merge", "-p", "{\"spec\": {\"title\": \"Clerk\"}}");
        as(
                "security",
                "patch",
                "tapp",
                "wiki",
                "-n",
                "people",
                "--type=merge",
                "-p",
                "{\"spec\": {\"suspend\": null}}");
        plane.kubectlOf("editor", "patch", "puser", "ada", "-n", "people", "--type=merge", "-p", roles("root"));

        show(
                "Verbs that were used",
                "role-owner assign provisionedusers people ada",
                "hr attest provisionedusers people ada",
                "security govern targetapps people wiki");
    }

    @Test
    void showsWhatWasRefusedAndByWhichPolicy() {
        plane.kubectlOf("editor", "patch", "puser", "ada", "-n", "people", "--type=merge", "-p", roles("root"));
        plane.kubectl("delete", "namespace", "protected");

        show(
                "Refusals",
                "editor patch provisionedusers people ada usher-system-usher-assign",
                "admin delete namespaces protected protected usher-system-usher-namespaces");
    }

    @Test
    void showsWhoChangedAPolicy() {
        admin("label", "validatingadmissionpolicybinding", "usher-system-usher-govern", "changed=yes");

        show(
                "Policies that were changed",
                "admin patch validatingadmissionpolicybindings usher-system-usher-govern 200");
    }

    @Test
    void showsWhoGavePermissions() {
        admin("create", "rolebinding", "mine", "-n", "people", "--clusterrole=usher-security", "--user=grace");

        show("Permissions that were given", "admin create rolebindings people mine 201");
    }

    @Test
    void showsWhoTouchedSecrets() {
        admin("create", "secret", "generic", "wiki", "-n", "people", "--from-literal=token=x");
        admin("get", "secrets", "-A");

        show("Secrets that were touched", "admin create people wiki 201", "admin list   200");
    }

    @Test
    void showsWhoBecameTheOperator() {
        admin("create", "token", "usher", "-n", "usher-system");
        admin("scale", "deployment", "usher", "-n", "usher-system", "--replicas=0");
        admin("get", "deployment", "usher", "-n", "usher-system");

        show(
                "The operator and its namespace",
                "admin create serviceaccounts/token usher 201",
                "admin patch deployments/scale usher 200");
    }

    @Test
    void showsWhoWroteAStatus() {
        admin(
                "patch",
                "puser",
                "ada",
                "-n",
                "people",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\": {\"lifecycleState\": \"Departed\"}}");

        show("Statuses that somebody else wrote", "admin patch provisionedusers people ada 200");
    }

    @Test
    void showsWhatWasDeleted() {
        as("security", "delete", "alock", "case-7", "-n", "people");
        admin("annotate", "namespace", "protected", "usher.dev/confirm-deletion=protected");
        admin("delete", "namespace", "protected", "--dry-run=server");

        show(
                "Deletions",
                "security delete accesslocks people case-7 200",
                "admin delete namespaces protected protected 200");
    }

    private static String roles(String name) {
        return "{\"spec\": {\"roles\": [{\"name\": \"" + name + "\"}]}}";
    }

    private void admin(String... arguments) {
        Policies.ran(plane.kubectl(arguments));
    }

    private void as(String person, String... arguments) {
        Policies.ran(plane.kubectlOf(person, arguments));
    }

    /** What a query answers to what happened in this test, without the time. */
    private void show(String heading, String... expected) {
        // An event is written when its answer is out.
        await().atMost(SOON).untilAsserted(() -> assertThat(answers(heading)).containsExactly(expected));
    }

    private List<String> answers(String heading) throws IOException {
        var query = Files.readString(Path.of("docs", "admission.md"))
                .lines()
                .dropWhile(line -> !line.equals("### " + heading))
                .skip(3)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
        assertThat(query).isNotBlank();
        var log = Files.write(
                directory.resolve("audit.log"), lines().stream().skip(before).toList());
        var ran = jq(query, log);
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        return ran.output()
                .lines()
                .map(line -> line.substring(line.indexOf('\t') + 1).replace('\t', ' '))
                .toList();
    }

    private Ran jq(String query, Path log) throws IOException {
        var output = directory.resolve("output");
        var errors = directory.resolve("errors");
        var python = Installed.by("src/test/jq/install.sh").resolve("python").toString();
        var jq = new ProcessBuilder(python, "src/test/jq/filter.py", query, log.toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        return new Ran(jq.onExit().join().exitValue(), Files.readString(output), Files.readString(errors));
    }

    private List<String> lines() throws IOException {
        var text = Files.readString(plane.auditLog());
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
