package dev.usher.operator;

import static dev.usher.operator.Company.SOON;
import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus.CauseEntry;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Roles that people hold by a rule, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class RulesIT {
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final int COMPANIES = 8;
    private static final String GRANTS =
            "grants: [{app: {name: wiki}, entitlements: [{kind: group, value: builders}]}]";

    private static OperatorWorld world;

    private Company company;
    private App wiki;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        world.startOperator();
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

    private void rule(String expression) {
        company.apply("Role", "builder", "{membership: {rule: \"" + expression + "\"}, " + GRANTS + "}");
    }

    private void policy(String rule) {
        company.apply("ProvisioningPolicy", "default", """
                quality:
                - {rule: "%s", message: choose a name in a}
                """.formatted(rule));
    }

    private void user(String name, String department) {
        company.user(name, "{userName: " + name + ", department: " + department + ", roles: [{name: employee}]}");
    }

    @Test
    void whoMovesBetweenDepartmentsGetsAndLosesTheRoleWithItsRule() {
        rule("user.department == 'Engineering'");
        company.awaitRolledOut(Role.class, "builder");
        user("ada", "Sales");
        company.awaitReady("ada");
        assertThat(wiki.members("builders")).isEmpty();

        user("ada", "Engineering");

        soon(() -> assertThat(wiki.members("builders")).containsExactly("ada"));
        soon(() -> assertThat(company.user("ada").getStatus().roles())
                .filteredOn(role -> role.name().equals("builder"))
                .singleElement()
                .satisfies(role ->
                        assertThat(role.causes()).extracting(CauseEntry::kind).containsExactly("Rule")));

        user("ada", "Sales");

        soon(() -> assertThat(wiki.members("builders")).isEmpty());
        assertThat(wiki.members("staff")).containsExactly("ada");
        company.awaitReady("ada");
    }

    @Test
    void anEditOfARuleReachesWhomItGivesTheRoleAndWhomItTakesItFrom() {
        rule("user.department == 'Engineering'");
        user("ada", "Engineering");
        user("grace", "Sales");
        soon(() -> assertThat(wiki.members("builders")).containsExactly("ada"));
        company.awaitReady("grace");

        rule("user.department == 'Sales'");

        soon(() -> assertThat(wiki.members("builders")).containsExactly("grace"));
        company.awaitRolledOut(Role.class, "builder");
        company.awaitReady("ada");
        company.awaitReady("grace");
    }

    @Test
    void aRuleWithASlipIsSaidOnTheRoleAndTakesNothingFromAnybody() {
        rule("user.department == 'Engineering'");
        user("ada", "Engineering");
        soon(() -> assertThat(wiki.members("builders")).containsExactly("ada"));
        company.awaitReady("ada");

        rule("user.department == 'Engineering' && user.locaton == 'London'");

        soon(() -> assertThat(company.said(Role.class, "builder", "Stalled")).hasValueSatisfying(stalled -> {
            assertThat(stalled.reason()).isEqualTo("RuleInvalid");
            assertThat(stalled.message()).contains("line 1, column 41").contains("locaton");
        }));
        assertThat(company.awaitNotReady("ada", "RuleUnknown").message()).contains("Role builder");
        user("grace", "Engineering");
        company.awaitReady("grace");
        await().during(A_WHILE)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(wiki.members("builders")).containsExactly("ada"));

        rule("user.department == 'Engineering'");

        soon(() -> assertThat(wiki.members("builders")).containsExactlyInAnyOrder("ada", "grace"));
        company.awaitReady("ada");
    }

    @Test
    void whatNobodyCanTellOfSomebodyIsNeitherGivenNorTaken() {
        rule("user.attributes.badge.startsWith('7')");
        company.user("ada", "{userName: ada, attributes: {badge: '77'}, roles: [{name: employee}]}");
        user("grace", "Engineering");
        soon(() -> assertThat(wiki.members("builders")).containsExactly("ada"));
        // What is recorded counts: the group shows a moment before the status does.
        company.awaitReady("ada");
        company.awaitReady("grace");

        company.user("ada", "{userName: ada, roles: [{name: employee}]}");

        company.awaitNotReady("ada", "RuleUnknown");
        assertThat(wiki.members("builders")).containsExactly("ada");
        assertThat(company.said(ProvisionedUser.class, "grace", "Stalled")).isEmpty();

        rule("has(user.attributes.badge) && user.attributes.badge.startsWith('7')");

        soon(() -> assertThat(wiki.members("builders")).isEmpty());
        company.awaitReady("ada");
    }

    @Test
    void anAppIsForThoseOnlyWhomItsRuleIsTrueOf() {
        user("ada", "Engineering");
        user("grace", "Sales");
        company.awaitReady("ada");
        company.awaitReady("grace");
        assertThat(wiki.lets("grace")).isTrue();

        company.declare("wiki", wiki.simulator().endpoint(), "users: \"user.department == 'Engineering'\"");

        soon(() -> assertThat(wiki.lets("grace")).isFalse());
        company.awaitRolledOut("wiki");
        company.awaitReady("grace");
        assertThat(wiki.lets("ada")).isTrue();
        soon(() -> assertThat(company.account("grace", "wiki").state()).isEqualTo("Disabled"));

        company.declare("wiki", wiki.simulator().endpoint(), "users: \"user.departmnt == 'Engineering'\"");

        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Stalled")).hasValueSatisfying(stalled -> {
            assertThat(stalled.reason()).isEqualTo("RuleInvalid");
            assertThat(stalled.message()).contains("`spec.users`, line 1, column 5");
        }));
        assertThat(company.awaitNotReady("ada", "ScopeUnknown").message()).contains("TargetApp wiki");
        assertThat(wiki.lets("ada")).isTrue();

        company.declare("wiki", wiki.simulator().endpoint(), "");

        soon(() -> assertThat(wiki.lets("grace")).isTrue());
        company.awaitReady("ada");
    }

    @Test
    void whoIsNotAsThePolicyDemandsIsGivenNothingAndToldWhat() {
        rule("user.department == 'Engineering'");
        user("ada", "Engineering");
        company.awaitReady("ada");
        soon(() -> assertThat(wiki.members("builders")).containsExactly("ada"));

        policy("user.userName.startsWith('a')");
        company.awaitRolledOut(ProvisioningPolicy.class, "default");
        user("grace", "Engineering");

        assertThat(company.awaitNotReady("grace", "QualityRuleBroken").message())
                .endsWith(": choose a name in a");
        assertThat(wiki.members("builders")).containsExactly("ada");

        policy("user.userNam != ''");

        soon(() -> assertThat(company.said(ProvisioningPolicy.class, "default", "Stalled"))
                .hasValueSatisfying(
                        stalled -> assertThat(stalled.message()).contains("`spec.quality[0].rule`, line 1, column 5")));
        company.awaitReady("grace");
        assertThat(company.said(ProvisionedUser.class, "grace", "QualityRuleUnknown"))
                .isPresent();
        assertThat(wiki.members("builders")).containsExactlyInAnyOrder("ada", "grace");
    }

    private void auditor(String more) {
        company.apply(
                "Role",
                "auditor",
                "{conflictsWith: [{name: builder}], " + more
                        + "grants: [{app: {name: wiki}, entitlements: [{kind: group, value: auditors}]}]}");
    }

    @Test
    void ofTwoRolesThatConflictTheLaterOneIsWithheldUnlessThereIsAnException() {
        wiki.withGroups("auditors");
        rule("user.department == 'Engineering'");
        auditor("");
        user("ada", "Engineering");
        soon(() -> assertThat(wiki.members("builders")).containsExactly("ada"));
        company.awaitReady("ada");

        company.user("ada", "{userName: ada, department: Engineering, roles: [{name: employee}, {name: auditor}]}");

        soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "RoleConflict"))
                .hasValueSatisfying(said -> assertThat(said.message())
                        .contains("Role auditor (Explicit) conflicts with Role builder (Rule)")));
        company.awaitReady("ada");
        assertThat(wiki.members("auditors")).isEmpty();
        assertThat(wiki.members("builders")).containsExactly("ada");

        auditor("exceptions: [{user: {name: ada}, reason: hand-over, until: '2999-12-31'}], ");

        soon(() -> assertThat(wiki.members("auditors")).containsExactly("ada"));
        soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "RoleConflict"))
                .isEmpty());
        assertThat(wiki.members("builders")).containsExactly("ada");

        auditor("");

        soon(() -> assertThat(wiki.members("auditors")).isEmpty());
        company.awaitRolledOut(Role.class, "auditor");
        assertThat(wiki.members("builders")).containsExactly("ada");
    }

    @Test
    void aConflictCountsOverAllIdentitiesOfAPerson() {
        wiki.withGroups("auditors");
        company.role("builder", wiki, "builders");
        auditor("");
        company.user("ada", "{userName: ada, roles: [{name: builder}]}");
        soon(() -> assertThat(wiki.members("builders")).containsExactly("ada"));
        company.awaitReady("ada");

        company.user("adm-ada", "{userName: adm-ada, person: {name: ada}, roles: [{name: employee}, {name: auditor}]}");

        soon(() -> assertThat(company.said(ProvisionedUser.class, "adm-ada", "RoleConflict"))
                .hasValueSatisfying(said -> assertThat(said.message()).contains("/ada")));
        company.awaitReady("adm-ada");
        assertThat(wiki.members("auditors")).isEmpty();

        company.user("ada", "{userName: ada, roles: [{name: employee}]}");

        soon(() -> assertThat(wiki.members("auditors")).containsExactly("adm-ada"));
        assertThat(wiki.members("builders")).isEmpty();
    }
}
