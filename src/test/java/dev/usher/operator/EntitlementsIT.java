package dev.usher.operator;

import static dev.usher.operator.Company.SOON;
import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.Condition;
import dev.usher.api.HeldEntitlement;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
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

/** How far Usher is in charge of what accounts hold, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class EntitlementsIT {
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final int COMPANIES = 7;

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
        wiki = company.app("wiki").withGroups("staff", "builders", "everyone", "owners");
        company.role("employee", wiki, "staff");
        company.role("builder", wiki, "builders");
    }

    private void says(String... entitlements) {
        company.declare(
                "wiki", wiki.simulator().endpoint(), "entitlements: {" + String.join(", ", entitlements) + "}\n");
    }

    private void isInForce(String... entitlements) {
        says(entitlements);
        company.awaitRolledOut("wiki");
    }

    private void user(String name, String... roles) {
        company.user(name, "{userName: " + name + ", roles: [{name: " + String.join("}, {name: ", roles) + "}]}");
    }

    private void joins(String name, String... roles) {
        user(name, roles);
        company.awaitReady(name);
    }

    private List<String> unexplained(String user) {
        return company.account(user, "wiki").unexplained().stream()
                .map(HeldEntitlement::value)
                .toList();
    }

    private Optional<Condition> complaint(String user) {
        return company.said(ProvisionedUser.class, user, "EntitlementsUnexplained");
    }

    @Test
    void additiveGivesAndNeverTakesAndStillDisablesWhoLeaves() {
        isInForce("authority: Additive");
        joins("ada", "employee", "builder");

        joins("ada", "employee");
        soon(() -> assertThat(unexplained("ada")).containsExactly("builders"));
        assertThat(wiki.members("builders")).containsExactly("ada");

        company.user("ada", "{userName: ada, employments: [{id: main, status: Terminated}]}");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled"));
        assertThat(wiki.members("builders")).containsExactly("ada");
        assertThat(wiki.members("staff")).containsExactly("ada");
        assertThat(complaint("ada")).isEmpty();
    }

    @Test
    void managedTakesWhatARoleNamedAndOnlyMentionsTheRest() {
        joins("ada", "employee", "builder");
        wiki.simulator().addMember("owners", "ada");

        user("ada", "employee");

        soon(() -> assertThat(wiki.members("builders")).isEmpty());
        company.awaitReady("ada");
        soon(() -> assertThat(unexplained("ada")).containsExactly("owners"));
        assertThat(wiki.members("owners")).containsExactly("ada");
        assertThat(complaint("ada")).isEmpty();
    }

    @Test
    void authoritativeTakesWhatNobodyExplainsAndLeavesWhatIsIgnored() {
        isInForce("authority: Authoritative", "ignore: entitlement.value == 'everyone'");
        joins("ada", "employee", "builder");
        wiki.simulator().addMember("owners", "ada");
        wiki.simulator().addMember("everyone", "ada");

        user("ada", "employee");

        soon(() -> assertThat(wiki.members("owners")).isEmpty());
        company.awaitReady("ada");
        assertThat(wiki.members("builders")).isEmpty();
        assertThat(wiki.members("staff")).containsExactly("ada");
        assertThat(wiki.members("everyone")).containsExactly("ada");
        soon(() -> assertThat(complaint("ada")).isEmpty());
    }

    @Test
    void authoritativeSaysWhatTheLimitsHoldUntilSomebodySettlesIt() {
        company.declare(
                "wiki",
                wiki.simulator().endpoint(),
                "entitlements: {authority: Authoritative}\nsafety: {entitlementRemovals: {count: 0, percent: 0}}\n");
        company.awaitRolledOut("wiki");
        joins("ada", "employee");
        wiki.simulator().addMember("owners", "ada");

        user("ada", "employee", "builder");

        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "RemovalsHeld"))
                .isPresent());
        company.awaitState("ada", "wiki", "Held");
        assertThat(wiki.members("owners")).containsExactly("ada");

        company.role("owner", wiki, "owners");
        user("ada", "employee", "builder", "owner");

        company.awaitReady("ada");
        assertThat(wiki.members("owners")).containsExactly("ada");
        assertThat(complaint("ada")).isEmpty();
    }

    @Test
    void whatIsIgnoredIsNeitherGivenNorTakenAndItsRoleIsTold() {
        isInForce("ignore: entitlement.value.startsWith('every')");
        company.role("greeter", wiki, "everyone", "builders");
        joins("ada", "employee", "greeter");
        joins("grace", "employee", "greeter");
        wiki.simulator().addMember("everyone", "grace");
        assertThat(wiki.members("builders")).containsExactlyInAnyOrder("ada", "grace");
        assertThat(wiki.members("everyone")).containsExactly("grace");
        soon(() -> assertThat(company.said(Role.class, "greeter", "Stalled")).hasValueSatisfying(stalled -> {
            assertThat(stalled.reason()).isEqualTo("EntitlementIgnored");
            assertThat(stalled.message()).contains("group everyone").contains("TargetApp wiki");
        }));

        user("grace", "employee");

        soon(() -> assertThat(wiki.members("builders")).containsExactly("ada"));
        company.awaitReady("grace");
        assertThat(wiki.members("everyone")).containsExactly("grace");
        assertThat(unexplained("grace")).isEmpty();
    }

    @Test
    void aSlipInWhatIsIgnoredIsSaidAndCostsNobodyAnything() {
        joins("ada", "employee", "builder");

        says("ignore: entitlement.nam == 'everyone'");

        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Stalled")).hasValueSatisfying(stalled -> {
            assertThat(stalled.reason()).isEqualTo("RuleInvalid");
            assertThat(stalled.message()).contains("`spec.entitlements.ignore`, line 1, column 12");
        }));
        joins("grace", "employee", "builder");
        joins("ada", "employee");
        await().during(A_WHILE)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(wiki.members("builders")).containsExactlyInAnyOrder("ada", "grace"));

        says("ignore: entitlement.value == 'everyone'");

        soon(() -> assertThat(wiki.members("builders")).containsExactly("grace"));
        company.awaitRolledOut("wiki");
        company.awaitReady("ada");
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Stalled")).isEmpty());
    }

    @Test
    void aChangeOfTheAuthorityReachesEveryAccount() {
        isInForce("authority: Additive");
        joins("ada", "employee", "builder");
        joins("grace", "employee", "builder");
        wiki.simulator().addMember("owners", "grace");
        joins("ada", "employee");
        joins("grace", "employee");
        assertThat(wiki.members("builders")).containsExactlyInAnyOrder("ada", "grace");

        says("authority: Managed");

        soon(() -> assertThat(wiki.members("builders")).isEmpty());
        company.awaitRolledOut("wiki");
        company.awaitReady("ada");
        company.awaitReady("grace");
        soon(() -> assertThat(unexplained("grace")).containsExactly("owners"));
        assertThat(complaint("grace")).isEmpty();

        says("authority: Authoritative");

        soon(() -> assertThat(wiki.members("owners")).isEmpty());
        company.awaitRolledOut("wiki");
        company.awaitReady("grace");
        soon(() -> assertThat(unexplained("grace")).isEmpty());
    }
}
