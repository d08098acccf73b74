package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RetainedAccount;
import dev.usher.cluster.AuditEntry;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Wave;
import dev.usher.kube.InCharge;
import dev.usher.kube.SecretLedger;
import dev.usher.simulator.ScimSimulator;
import dev.usher.sync.LedgerFailure;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A whole story under the chart's permissions and policies: each permission is used, none is missing, and no policy is in the way. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane({Extra.AUDIT, Extra.CONTROLLER_MANAGER})
class LeastPrivilegeIT {

    private static final String NAMESPACE = "usher-system";
    private static final String ACCOUNT = "system:serviceaccount:" + NAMESPACE + ":usher";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "USHER_NAMESPACE", NAMESPACE,
            "USHER_LOCKS_REQUESTER_VERIFIED", "true",
            "USHER_ADMISSION_POLICIES", "usher-admission",
            "USHER_NETWORK_ALLOWED", "127.0.0.0/8",
            "USHER_NETWORK_PLAINTEXT", "true");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String APP = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: wiki
              namespace: people
              labels: {usher.dev/credential: "true"}
              annotations: {usher.dev/hosts: 127.0.0.1}
            stringData: {token: TOKEN}
            ---
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: TargetApp
            metadata: {name: wiki, namespace: people}
            spec:
              connector:
                scim: {endpoint: ENDPOINT, auth: {bearer: {secretRef: {name: wiki, key: token}}}}
              deprovisioning: {onDeparture: ON_DEPARTURE, retentionSeconds: 0}
            """;
    private static final String POLICY = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: ProvisioningPolicy
            metadata: {name: default, namespace: people}
            spec:
              workday: {zone: Europe/London}
              forgetAfterSeconds: 0
            """;
    private static final String ROLE = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: Role
            metadata: {name: NAME, namespace: people}
            spec:
              grants:
              - app: {name: wiki}
                entitlements: [ENTITLEMENTS]
            """;
    private static final String LOCK = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: AccessLock
            metadata: {name: case-7, namespace: people}
            spec: {user: {name: ada}, reason: case 7, requestedBy: admin}
            """;
    private static final String DECISION = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: RemovalDecision
            metadata: {name: case-8, namespace: people}
            spec: {app: {name: wiki}, wave: 0badcafe, decision: Keep, reason: case 8, requestedBy: admin}
            """;
    private static final String HOLD = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: LegalHold
            metadata: {name: matter-7, namespace: people}
            spec: {users: [{name: ada}], matter: matter 7, requestedBy: admin}
            """;
    private static final String SOURCE = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: UserSource
            metadata: {name: hr, namespace: people}
            spec:
              csv: {secret: {name: hr, key: people.csv}}
              key: number
              mode: Observe
              fields: [{to: userName, from: login}]
            """;
    private static final String USER = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: ProvisionedUser
            metadata: {name: ada, namespace: people}
            spec:
              userName: ada
              externalId: "1815"
              employments: [{id: main, status: STATUS}]
              roles: [{name: employee}]
            """;

    private final ControlPlane plane;
    private final Chart chart;

    @TempDir
    private Path directory = Path.of("");

    LeastPrivilegeIT(ControlPlane plane) {
        this.plane = plane;
        this.chart = new Chart(plane);
    }

    @Test
    void isEnoughForAWholeStoryAndNotMore() throws Exception {
        ran(plane.helm("install", "usher", Chart.DIRECTORY.toString(), "-n", NAMESPACE, "--create-namespace"));
        // A definition is served some moments after it was created, and the server asks for patience until then (429).
        for (String kind : List.of(
                "provisionedusers",
                "accessroles",
                "targetapps",
                "retainedaccounts",
                "provisioningpolicies",
                "accesslocks",
                "removaldecisions",
                "legalholds",
                "usersources")) {
            await().atMost(SOON)
                    .until(() -> plane.kubectl("get", kind + ".provisioning.usher.dev", "-A")
                                    .exitCode()
                            == 0);
        }
        try (var wiki = ScimSimulator.start();
                var operator = OperatorProcess.start(plane.kubeconfigFor(NAMESPACE, "usher"), ENVIRONMENT)) {
            operator.awaitReady();
            play(wiki);
        }
        dropWhatIsLongDone();
        keepAListThatIsTooLongForAPage();

        assertThat(asked(request -> request.code() == HttpURLConnection.HTTP_FORBIDDEN))
                .as("what it asked for and may not")
                .isEmpty();
        Set<String> surplus = granted();
        surplus.removeAll(asked(_ -> true));
        assertThat(surplus).as("what it may and never asked for").isEmpty();
    }

    /** A decision that has stood for its seven days is kept for seven more. */
    private void dropWhatIsLongDone() throws Exception {
        ran(plane.kubectl("create", "namespace", "people"));
        apply(DECISION);
        var decision = plane.adminClient()
                .resources(RemovalDecision.class)
                .inNamespace("people")
                .withName("case-8");
        var then = Instant.now().plus(Duration.ofDays(15));
        try (var operator = OperatorProcess.startAt(then, plane.kubeconfigFor(NAMESPACE, "usher"), ENVIRONMENT)) {
            operator.awaitReady();
            await().atMost(SOON).until(() -> decision.get() == null);
        }
    }

    /** It takes more people than a story has until the ledger needs a Secret beside its page. */
    private void keepAListThatIsTooLongForAPage() throws LedgerFailure {
        var app = new AppId("people", "crowd");
        var members = IntStream.range(0, 2000).mapToObj(Member::new).collect(Collectors.toUnmodifiableSet());
        var wave =
                new Wave("7c1e", new Wave.Key(new Origin.InApp(), Limit.REMOVALS), Instant.EPOCH, false, 2000, members);
        var ledger = new SecretLedger(plane.clientFor(NAMESPACE, "usher"), NAMESPACE, new InCharge());
        var page = ledger.load(app);
        var held = ledger.write(page, page.withRestraint(new Restraint(Map.of(), List.of(), List.of(wave), List.of())));
        ledger.write(held, held.withRestraint(Restraint.NONE));
    }

    private void play(ScimSimulator wiki) throws Exception {
        wiki.addGroup("staff");
        String endpoint = wiki.endpoint().toString();
        ran(plane.kubectl("create", "namespace", "people"));
        apply(POLICY);
        var app = APP.replace("TOKEN", wiki.token()).replace("ENDPOINT", endpoint);
        apply(app.replace("ON_DEPARTURE", "Disable"));
        // Held by nobody: it makes the group one that roles decide about.
        apply(role("auditor", "{kind: group, value: staff}"));
        apply(role("employee", "{kind: group, value: staff}"));
        apply(USER.replace("STATUS", "Active"));
        await("the joiner").atMost(SOON).until(() -> wiki.members("staff").equals(List.of("ada")));
        ran(plane.kubectl(
                "wait", "--for=condition=Ready", "provisioningpolicy/default", "-n", "people", "--timeout=60s"));
        apply(LOCK);
        await("the lock").atMost(SOON).until(() -> !isActive(wiki));
        ran(plane.kubectl("wait", "--for=condition=Ready", "accesslock/case-7", "-n", "people", "--timeout=60s"));
        ran(plane.kubectl("delete", "accesslock", "case-7", "-n", "people", "--timeout=60s"));
        await("the end of the lock").atMost(SOON).until(() -> isActive(wiki));
        apply(DECISION);
        await("the answer to a decision")
                .atMost(SOON)
                .until(() -> plane.kubectl(
                                "get", "removaldecision/case-8", "-n", "people", "-o", "jsonpath={.status.conditions}")
                        .output()
                        .contains("WaveNotFound"));
        apply(HOLD);
        ran(plane.kubectl("wait", "--for=condition=Ready", "legalhold/matter-7", "-n", "people", "--timeout=60s"));
        ran(plane.kubectl("delete", "legalhold", "matter-7", "-n", "people", "--timeout=60s"));
        apply(SOURCE);
        await("what is said of a source")
                .atMost(SOON)
                .until(() -> plane.kubectl(
                                "get", "usersource/hr", "-n", "people", "-o", "jsonpath={.status.conditions}")
                        .output()
                        .contains("SourceNotRead"));
        apply(role("employee", ""));
        await("the mover").atMost(SOON).until(() -> wiki.members("staff").isEmpty());
        apply(USER.replace("STATUS", "Terminated"));
        await("the leaver").atMost(SOON).until(() -> !isActive(wiki));
        ran(plane.kubectl("delete", "provisioneduser", "ada", "-n", "people", "--timeout=60s"));
        apply(USER.replace("STATUS", "Active"));
        await("the return").atMost(SOON).until(() -> isActive(wiki) && records().isEmpty());
        apply(app.replace("ON_DEPARTURE", "Delete"));
        apply(USER.replace("STATUS", "Terminated"));
        ran(plane.kubectl("wait", "--for=delete", "provisioneduser/ada", "-n", "people", "--timeout=60s"));
        apply(USER.replace("STATUS", "Active"));
        await("somebody who is there").atMost(SOON).until(() -> wiki.user("ada").isPresent() && isActive(wiki));
        apply(POLICY + "  forgetting: Empty\n");
        apply(USER.replace("STATUS", "Terminated"));
        await("who is forgotten and stays").atMost(SOON).until(this::isEmptied);
        ran(plane.kubectl("delete", "namespace", "people", "--timeout=60s"));
    }

    private boolean isEmptied() {
        var spec = plane.adminClient()
                .resources(ProvisionedUser.class)
                .inNamespace("people")
                .withName("ada")
                .get()
                .getSpec();
        return spec.userName().startsWith("forgotten-") && spec.roles().isEmpty();
    }

    private static String role(String name, String entitlements) {
        return ROLE.replace("NAME", name).replace("ENTITLEMENTS", entitlements);
    }

    private List<RetainedAccount> records() {
        return plane.adminClient()
                .resources(RetainedAccount.class)
                .inNamespace("people")
                .list()
                .getItems();
    }

    private static boolean isActive(ScimSimulator wiki) {
        return wiki.user("ada").orElseThrow().path("active").asBoolean();
    }

    /** What the chart grants, as {@code verb group/resource place}. */
    private Set<String> granted() {
        Set<String> granted = new TreeSet<>();
        chart.objects(Role.class).forEach(role -> role.getRules().forEach(rule -> collect(rule, "own", granted)));
        chart.rolesOfTheOperator().forEach(role -> role.getRules().forEach(rule -> collect(rule, "watched", granted)));
        return granted;
    }

    private static void collect(PolicyRule rule, String place, Set<String> granted) {
        for (String group : rule.getApiGroups()) {
            for (String resource : rule.getResources()) {
                rule.getVerbs().forEach(verb -> granted.add(verb + " " + group + "/" + resource + " " + place));
            }
        }
    }

    private Set<String> asked(Predicate<AuditEntry> which) {
        return plane.audited().stream()
                .filter(request -> request.user().equals(ACCOUNT))
                .filter(which)
                .map(request -> request.verb() + " " + request.group() + "/"
                        + Stream.of(request.resource(), request.subresource())
                                .filter(part -> !part.isEmpty())
                                .collect(Collectors.joining("/"))
                        + (request.namespace().equals(NAMESPACE) ? " own" : " watched"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void apply(String manifest) throws Exception {
        Path file = Files.writeString(directory.resolve("manifest.yaml"), manifest);
        ran(plane.kubectl("apply", "--server-side", "--force-conflicts", "-f", file.toString()));
    }

    private static void ran(Ran ran) {
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
    }
}
