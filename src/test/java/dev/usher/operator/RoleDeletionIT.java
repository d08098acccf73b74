package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.HeldEntitlement;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.Match;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of those who hold a role that somebody deletes, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class RoleDeletionIT {
    private static final Duration APP_IS_BACK = Duration.ofSeconds(90);
    private static final int COMPANIES = 7;

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;
    private App wiki;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        operator = world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        company = world.company();
        wiki = company.app("wiki").withGroups("staff", "builders");
        company.role("employee", wiki, "staff");
    }

    private void joins(String name, String roles) {
        company.user(name, "{userName: " + name + ", department: Engineering, roles: [" + roles + "]}");
        company.awaitReady(name);
    }

    private Optional<Role> role(String name) {
        return Optional.ofNullable(company.client()
                .resources(Role.class)
                .inNamespace(company.namespace())
                .withName(name)
                .get());
    }

    private List<String> losing(String user) {
        return company.account(user, "wiki").losing().stream()
                .map(HeldEntitlement::value)
                .toList();
    }

    private void deletes(String role) {
        company.delete(Role.class, role);
    }

    @Test
    void everybodyLosesWhatARoleByRuleGaveAndStaysReady() {
        company.role("builder", """
                membership: {rule: "user.department == 'Engineering'", graceSeconds: 86400}
                grants:
                - app: {name: wiki}
                  entitlements: [{kind: group, value: builders}]
                """);
        company.awaitRolledOut(Role.class, "builder");
        joins("ada", "{name: employee}");
        joins("grace", "{name: employee}");
        assertThat(wiki.members("builders")).containsExactlyInAnyOrder("ada", "grace");

        deletes("builder");

        soon(() -> assertThat(role("builder")).isEmpty());
        soon(() -> assertThat(wiki.members("builders")).isEmpty());
        assertThat(wiki.members("staff")).containsExactlyInAnyOrder("ada", "grace");
        company.awaitReady("ada");
        company.awaitReady("grace");
        assertThat(company.user("ada").getStatus().roles())
                .extracting(held -> held.name())
                .containsExactly("employee");
    }

    @Test
    void whatARoleContainedGoesWithItAndWhoAsksForItIsTold() {
        company.role("builder", wiki, "builders");
        company.role("lead", "{inherits: [{name: builder}]}");
        joins("ada", "{name: employee}, {name: lead}");
        assertThat(wiki.members("builders")).containsExactly("ada");

        deletes("lead");

        soon(() -> assertThat(role("lead")).isEmpty());
        soon(() -> assertThat(wiki.members("builders")).isEmpty());
        assertThat(wiki.members("staff")).containsExactly("ada");
        soon(() -> assertThat(ready("ada")).hasValueSatisfying(ready -> {
            assertThat(ready.reason()).isEqualTo("RoleNotFound");
            assertThat(ready.message()).contains("Role lead");
        }));
    }

    private Optional<Condition> ready(String user) {
        return company.said(ProvisionedUser.class, user, "Ready");
    }

    @Test
    void aRoleGoesWhileItsAppIsDownAndWhatItGaveGoesOnceTheAppIsBackEvenAfterARestart() {
        company.role("builder", wiki, "builders");
        joins("ada", "{name: employee}, {name: builder}");
        joins("grace", "{name: employee}, {name: builder}");
        wiki.simulator().down();

        deletes("builder");
        company.user("ada", "{userName: ada, department: Engineering, roles: [{name: employee}]}");
        company.user("grace", "{userName: grace, department: Engineering, roles: [{name: employee}]}");

        soon(() -> assertThat(role("builder")).isEmpty());
        assertThat(losing("ada")).containsExactly("builders");
        assertThat(wiki.members("builders")).containsExactlyInAnyOrder("ada", "grace");

        operator.kill();
        operator = world.startOperator();
        wiki.simulator().up();

        soon(APP_IS_BACK, () -> assertThat(wiki.members("builders")).isEmpty());
        assertThat(wiki.members("staff")).containsExactlyInAnyOrder("ada", "grace");
        company.awaitReady("ada");
        soon(APP_IS_BACK, () -> assertThat(losing("ada")).isEmpty());

        wiki.simulator().addMember("builders", "ada");
        company.user("ada", "{userName: ada, displayName: Ada, department: Engineering, roles: [{name: employee}]}");
        company.awaitReady("ada");
        assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("Ada");
        assertThat(wiki.members("builders")).containsExactly("ada");
    }

    @Test
    void aRoleThatCannotBeReadGoesTooAndTakesWhatItGave() {
        company.role("builder", wiki, "builders");
        joins("ada", "{name: employee}, {name: builder}");
        soon(() -> assertThat(role("builder").orElseThrow().getStatus().named()).hasSize(1));
        company.role("builder", """
                inherits: [{name: builder, namespace: elsewhere}]
                assignment: {endOnChangeOf: [shoeSize]}
                """);
        soon(() -> assertThat(company.said(Role.class, "builder", "Stalled"))
                .hasValueSatisfying(said -> assertThat(said.reason()).isEqualTo("SpecInvalid")));

        deletes("builder");

        soon(() -> assertThat(role("builder")).isEmpty());
        soon(() -> assertThat(wiki.members("builders")).isEmpty());
        assertThat(wiki.members("staff")).containsExactly("ada");
    }

    @Test
    void whoIsOnLeaveMeanwhileLosesItOnTheReturn() {
        company.role("builder", wiki, "builders");
        joins("ada", "{name: employee}, {name: builder}");
        works("ada", "OnLeave", "{name: employee}, {name: builder}");
        soon(() -> assertThat(wiki.lets("ada")).isFalse());

        deletes("builder");
        works("ada", "OnLeave", "{name: employee}");
        soon(() -> assertThat(role("builder")).isEmpty());
        company.awaitReady("ada");
        assertThat(wiki.members("builders")).containsExactly("ada");
        assertThat(losing("ada")).containsExactly("builders");

        works("ada", "Active", "{name: employee}");

        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        soon(() -> assertThat(wiki.members("builders")).isEmpty());
        assertThat(wiki.members("staff")).containsExactly("ada");
        soon(() -> assertThat(losing("ada")).isEmpty());
    }

    private void works(String user, String status, String roles) {
        company.user(
                user,
                "{userName: " + user + ", department: Engineering, roles: [" + roles
                        + "], employments: [{id: main, status: " + status + "}]}");
    }

    @Test
    void whoIsDeletedWhileTheAppIsDownLosesAlsoWhatARoleGaveThatIsDeletedAfterwards() {
        company.role("builder", wiki, "builders");
        joins("ada", "{name: employee}, {name: builder}");
        wiki.simulator().down();
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.retained()).hasSize(1));
        deletes("builder");
        soon(() -> assertThat(role("builder")).isEmpty());

        wiki.simulator().up();

        soon(APP_IS_BACK, () -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(wiki.members("builders")).isEmpty());
    }

    /** Nothing but the app knows yet that the account has it. */
    @Test
    void whoIsJustJoiningLosesWhatARoleGaveThatIsDeletedMeanwhile() throws InterruptedException {
        company.role("builder", wiki, "builders");
        var id = wiki.simulator().groups().stream()
                .filter(group -> group.path("displayName").asText().equals("builders"))
                .map(group -> group.path("id").asText())
                .findFirst()
                .orElseThrow();
        var answer = wiki.simulator().on(Match.of("PATCH", "/Groups/" + id), 1).holdAfterCommit();
        company.user("ada", "{userName: ada, department: Engineering, roles: [{name: employee}, {name: builder}]}");
        assertThat(answer.awaitArrival(Duration.ofSeconds(30))).isTrue();
        soon(() -> assertThat(wiki.members("builders")).containsExactly("ada"));
        wiki.simulator().down();

        deletes("builder");
        company.user("ada", "{userName: ada, department: Engineering, roles: [{name: employee}]}");
        soon(() -> assertThat(role("builder")).isEmpty());
        answer.release();
        wiki.simulator().up();

        soon(APP_IS_BACK, () -> assertThat(wiki.members("builders")).isEmpty());
        soon(APP_IS_BACK, () -> assertThat(wiki.members("staff")).containsExactly("ada"));
        // For as long as the lost answer may still land nothing is said of her account.
        company.awaitReady("ada", APP_IS_BACK);
    }
}
