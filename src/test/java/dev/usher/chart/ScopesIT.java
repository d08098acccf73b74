package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.AuditEntry;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A joiner, a lock and a leaver where the operator looks after a list of namespaces, and after one without anything of the cluster; LeastPrivilegeIT has the whole cluster. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane({Extra.CRDS, Extra.AUDIT, Extra.CONTROLLER_MANAGER})
class ScopesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DEFINITION = "provisionedusers.provisioning.usher.dev";
    private static final String COMPANY = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: wiki
              namespace: NAMESPACE
              labels: {usher.dev/credential: "true"}
              annotations: {usher.dev/hosts: 127.0.0.1}
            stringData: {token: TOKEN}
            ---
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: TargetApp
            metadata: {name: wiki, namespace: NAMESPACE}
            spec:
              connector:
                scim: {endpoint: ENDPOINT, auth: {bearer: {secretRef: {name: wiki, key: token}}}}
            ---
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: Role
            metadata: {name: employee, namespace: NAMESPACE}
            spec:
              grants: [{app: {name: wiki}}]
            """;
    private static final String USER = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: ProvisionedUser
            metadata: {name: NAME, namespace: NAMESPACE}
            spec:
              userName: NAME
              roles: [{name: employee}]
            """;
    private static final String LOCK = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: AccessLock
            metadata: {name: case-7, namespace: NAMESPACE}
            spec: {user: {name: ada}, reason: case 7, requestedBy: admin}
            """;

    private static final String ADMINISTRATOR = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: administrator, namespace: NAMESPACE}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: administrator, namespace: NAMESPACE}
            rules:
            - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: administrator, namespace: NAMESPACE}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: administrator}
            subjects:
            - {kind: ServiceAccount, name: administrator, namespace: NAMESPACE}
            """;

    private final ControlPlane plane;
    private final Chart chart;

    @TempDir
    private Path directory = Path.of("");

    ScopesIT(ControlPlane plane) {
        this.plane = plane;
        this.chart = new Chart(plane);
    }

    private static void ran(Ran ran) {
        assertThat(ran.exitCode()).as(ran.output() + ran.errors()).isZero();
    }

    private void apply(String namespace, String manifest) throws Exception {
        var file = Files.writeString(directory.resolve("manifest.yaml"), manifest.replace("NAMESPACE", namespace));
        ran(plane.kubectl("apply", "--server-side", "-f", file.toString()));
    }

    private void create(String... namespaces) {
        for (var namespace : namespaces) {
            ran(plane.kubectl("create", "namespace", namespace));
        }
    }

    private OperatorProcess operator(String namespace, String watched) {
        var operator = OperatorProcess.start(
                plane.kubeconfigFor(namespace, "usher"),
                Map.of(
                        "USHER_NAMESPACE",
                        namespace,
                        "USHER_WATCH_NAMESPACES",
                        watched,
                        "USHER_NETWORK_ALLOWED",
                        "127.0.0.0/8",
                        "USHER_NETWORK_PLAINTEXT",
                        "true"));
        operator.awaitReady();
        return operator;
    }

    private void declares(String namespace, ScimSimulator wiki) throws Exception {
        apply(
                namespace,
                COMPANY.replace("TOKEN", wiki.token())
                        .replace("ENDPOINT", wiki.endpoint().toString()));
    }

    private void joins(String namespace, String name, ScimSimulator wiki) throws Exception {
        apply(namespace, USER.replace("NAMESPACE", namespace).replace("NAME", name));
        await("the joiner").atMost(SOON).until(() -> isActive(wiki, name));
        ran(plane.kubectl(
                "wait", "--for=condition=Ready", "provisioneduser/" + name, "-n", namespace, "--timeout=60s"));
    }

    private static boolean isActive(ScimSimulator wiki, String name) {
        return wiki.user(name)
                .filter(account -> account.path("active").asBoolean())
                .isPresent();
    }

    private void livesIn(String namespace, ScimSimulator wiki) throws Exception {
        declares(namespace, wiki);
        joins(namespace, "ada", wiki);
        apply(namespace, LOCK);
        await("the lock").atMost(SOON).until(() -> !isActive(wiki, "ada"));
        ran(plane.kubectl("wait", "--for=condition=Ready", "accesslock/case-7", "-n", namespace, "--timeout=60s"));
        ran(plane.kubectl("delete", "accesslock", "case-7", "-n", namespace, "--timeout=60s"));
        await("the end of the lock").atMost(SOON).until(() -> isActive(wiki, "ada"));
        ran(plane.kubectl("delete", "provisioneduser", "ada", "-n", namespace, "--timeout=60s"));
        await("the leaver").atMost(SOON).until(() -> !isActive(wiki, "ada"));
    }

    /** What the operator asked for and may not. */
    private List<String> refused(String namespace) {
        return plane.audited().stream()
                .filter(request -> request.user().equals("system:serviceaccount:" + namespace + ":usher"))
                .filter(request -> request.code() == HttpURLConnection.HTTP_FORBIDDEN)
                .map(request -> request.verb() + " " + request.resource())
                .distinct()
                .toList();
    }

    private boolean asksOfTheClusterOnlyForDefinitions(String namespace) {
        return plane.audited().stream()
                .filter(request -> request.user().equals("system:serviceaccount:" + namespace + ":usher"))
                .filter(request ->
                        !request.resource().isEmpty() && request.namespace().isEmpty())
                .map(AuditEntry::resource)
                .allMatch("customresourcedefinitions"::equals);
    }

    @Test
    void aListOfNamespacesTakesNoMoreThanRolesInThemAndItsOwnDefinitions() throws Exception {
        create("list", "list-a", "list-b");
        ran(plane.helm(
                "install",
                "usher",
                Chart.DIRECTORY.toString(),
                "-n",
                "list",
                "--set",
                "crds.enabled=false,watch.namespaces={list-a,list-b}"));

        try (var wikiOfA = ScimSimulator.start();
                var wikiOfB = ScimSimulator.start();
                var operator = operator("list", "list-a,list-b")) {
            livesIn("list-a", wikiOfA);
            livesIn("list-b", wikiOfB);
            assertThat(operator.isAlive()).isTrue();
        }

        assertThat(refused("list")).isEmpty();
    }

    /** Whoever has a namespace, and nothing beside it. */
    private Path administratorOf(String namespace) throws Exception {
        apply(namespace, ADMINISTRATOR);
        return plane.kubeconfigFor(namespace, "administrator");
    }

    private void installAlone(String namespace) throws Exception {
        create(namespace);
        var administrator = administratorOf(namespace);
        await().atMost(SOON)
                .untilAsserted(() -> ran(plane.helmBy(
                        administrator,
                        "upgrade",
                        "--install",
                        "usher",
                        Chart.DIRECTORY.toString(),
                        "-n",
                        namespace,
                        "--set",
                        "clusterResources=false,watch.namespaces={" + namespace + "}")));
    }

    @Test
    void oneNamespaceTakesNothingOfTheClusterNeitherToInstallNorToRun() throws Exception {
        installAlone("one");

        try (var wiki = ScimSimulator.start();
                var operator = operator("one", "one")) {
            livesIn("one", wiki);
            assertThat(operator.isAlive()).isTrue();
        }

        assertThat(refused("one")).containsOnly("get customresourcedefinitions");
        assertThat(asksOfTheClusterOnlyForDefinitions("one")).isTrue();
        assertThat(chart.objects("--set", "clusterResources=false,watch.namespaces={usher-system}"))
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isEqualTo("usher-system"));
    }

    @Test
    void aDefinitionThatIsDeletedTakesNothingFromAnybodyWhereNoneMayBeRead() throws Exception {
        installAlone("torn");

        try (var wiki = ScimSimulator.start();
                var operator = operator("torn", "torn")) {
            declares("torn", wiki);
            for (var name : List.of("ada", "grace")) {
                joins("torn", name, wiki);
            }
            wiki.reset();
            ran(plane.kubectl("annotate", "crd", DEFINITION, "usher.dev/confirm-deletion=" + DEFINITION));
            ran(plane.kubectl("delete", "crd", DEFINITION, "--timeout=60s"));

            assertThat(Stream.of("ada", "grace")).allMatch(name -> isActive(wiki, name));
            assertThat(wiki.writes()).isZero();
            assertThat(plane.kubectl("get", "secrets", "-n", "torn", "-o", "name")
                            .output())
                    .contains("secret/usher-teardown-");
            assertThat(operator.log()).exists();
        } finally {
            plane.applyCrds(Chart.DEFINITIONS);
        }
        assertThat(plane.adminClient()
                        .resources(ProvisionedUser.class)
                        .inNamespace("torn")
                        .list()
                        .getItems())
                .isEmpty();
    }
}
