package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus.FormerEntitlement;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
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
    private static final int COMPANIES = 5;

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

    private List<FormerEntitlement> formerly() {
        return company.client()
                .resources(TargetApp.class)
                .inNamespace(company.namespace())
                .withName("wiki")
                .get()
                .getStatus()
                .formerly();
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
        assertThat(formerly()).containsExactly(new FormerEntitlement(company.namespace(), "group", "builders"));
        assertThat(wiki.members("builders")).containsExactlyInAnyOrder("ada", "grace");

        operator.kill();
        operator = world.startOperator();
        wiki.simulator().up();

        soon(APP_IS_BACK, () -> assertThat(wiki.members("builders")).isEmpty());
        assertThat(wiki.members("staff")).containsExactlyInAnyOrder("ada", "grace");
        company.awaitReady("ada");
        soon(APP_IS_BACK, () -> assertThat(formerly()).isEmpty());

        wiki.simulator().addMember("builders", "ada");
        joins("ada", "{name: employee}");
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
}
