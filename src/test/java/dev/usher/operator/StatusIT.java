package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.Condition;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.cluster.AuditEntry;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit log of the API server is the witness, so it is one of its own. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane({Extra.CRDS, Extra.AUDIT})
class StatusIT {
    private static final Set<String> READING = Set.of("get", "list", "watch");
    /** Longer than any timer of a settled world: counts are looked at every half minute. */
    private static final Duration A_WHILE = Duration.ofSeconds(35);

    private static OperatorWorld world;

    private final ControlPlane plane;
    private Company company;

    StatusIT(ControlPlane plane) {
        this.plane = plane;
    }

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 6);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        company = world.company();
    }

    @Test
    void aJoinerCostsOneFinalizerAndOneStatus() {
        var wiki = company.app("wiki").withGroups("staff");
        company.app("chat");
        company.role("employee", """
                grants:
                - app: {name: wiki}
                  entitlements: [{kind: group, value: staff}]
                - app: {name: chat}
                """);
        company.awaitRolledOut(Role.class, "employee");

        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");

        assertThat(wiki.members("staff")).containsExactly("ada");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(writesTo("provisionedusers"))
                        .extracting(AuditEntry::subresource)
                        .containsExactlyInAnyOrder("", "status"));
    }

    @Test
    void aSettledWorldIsLeftAlone() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        // The numbers of roles and apps follow within half a minute, and claims that have served are dropped.
        await().during(Duration.ofSeconds(10)).atMost(Duration.ofSeconds(90)).until(this::counted);
        var before = writes().size();
        wiki.simulator().reset();

        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(2))
                .untilAsserted(() -> assertThat(writes())
                        .as("writes to the company's resources")
                        .hasSize(before));
        assertThat(wiki.simulator().writes()).isZero();
    }

    private boolean counted() {
        var accounts =
                company.find(TargetApp.class, "wiki").map(app -> app.getStatus().accounts());
        var members = company.find(Role.class, "employee")
                .map(role -> role.getStatus().members());
        return accounts.filter(counts -> counts.active() == 1).isPresent()
                && members.filter(Integer.valueOf(1)::equals).isPresent();
    }

    @Test
    void kubectlWaitIsRightDirectlyAfterAnApplyAndAfterAnEdit() {
        var wiki = company.app("wiki").withGroups("staff");
        company.role("visitor", wiki);
        company.role("employee", wiki, "staff");

        company.user("ada", "{userName: ada, roles: [{name: visitor}]}");
        assertThat(waitFor("ada")).isZero();
        assertThat(wiki.has("ada")).isTrue();

        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        assertThat(waitFor("ada")).isZero();
        assertThat(wiki.members("staff")).containsExactly("ada");
    }

    private int waitFor(String user) {
        return plane.kubectl(
                        "wait",
                        "--for=condition=Ready",
                        "provisioneduser/" + user,
                        "-n",
                        company.namespace(),
                        "--timeout=20s")
                .exitCode();
    }

    @Test
    void whatIsAbnormalIsGoneOnceItEndsAndATransitionTimeMovesOnlyWithItsStatus() {
        var wiki = company.app("wiki");
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitNotReady("ada", "RoleNotFound");
        assertThat(types("ada")).contains("Reconciling");

        company.role("employee", wiki);
        company.awaitReady("ada");
        assertThat(types("ada")).containsExactly("Ready");
        var since = company.ready("ada").lastTransitionTime();

        company.user("ada", "{userName: ada, displayName: Ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        assertThat(company.ready("ada").lastTransitionTime()).isEqualTo(since);
    }

    /** All of a hundred thousand in one answer would come too late, and the next try as well. */
    @ParameterizedTest
    @ValueSource(strings = {"provisionedusers", "retainedaccounts"})
    void noListIsAskedForAsAWhole(String resource) throws IOException {
        var lists = Files.readAllLines(plane.auditLog()).stream()
                .filter(event -> event.contains("\"verb\":\"list\"")
                        && event.contains("\"username\":\"" + world.operatorUser() + "\""))
                .flatMap(event -> Pattern.compile("\"requestURI\":\"([^\"]*/" + resource + "[?\"][^\"]*)")
                        .matcher(event)
                        .results())
                .map(address -> address.group(1))
                .toList();

        assertThat(lists).isNotEmpty().allSatisfy(address -> assertThat(address).containsPattern("[?&]limit=\\d+"));
    }

    private List<String> types(String user) {
        return Company.conditions(company.user(user)).stream()
                .map(Condition::type)
                .toList();
    }

    private List<AuditEntry> writesTo(String resource) {
        return writes().stream()
                .filter(entry -> entry.resource().equals(resource))
                .toList();
    }

    private List<AuditEntry> writes() {
        return plane.audited().stream()
                .filter(entry -> entry.user().equals(world.operatorUser()))
                .filter(entry -> !READING.contains(entry.verb()))
                .filter(entry -> entry.namespace().equals(company.namespace()))
                .filter(entry ->
                        !entry.resource().equals("events") && !entry.resource().equals("leases"))
                .toList();
    }
}
