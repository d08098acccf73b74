package dev.usher.operator;

import static dev.usher.operator.Company.SOON;
import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.Match;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Attributes that apps map and roles set, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class MappingIT {
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final int COMPANIES = 10;
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String LICENCE = "urn:example:params:scim:schemas:extension:licence:1.0:User";

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
        wiki = company.app("wiki").withGroups("staff");
        company.role("employee", wiki, "staff");
    }

    private void maps(String... entries) {
        company.declare(
                "wiki", wiki.simulator().endpoint(), "attributes:\n- {" + String.join("}\n- {", entries) + "}\n");
    }

    /** The same until it counts for whoever is declared from then on. */
    private void mapped(String... entries) {
        maps(entries);
        company.awaitRolledOut("wiki");
    }

    private void ada(String more) {
        user("ada", more, "employee");
    }

    private void user(String name, String more, String... roles) {
        company.user(
                name,
                "{userName: " + name + ", displayName: " + name + ", " + more + "roles: [{name: "
                        + String.join("}, {name: ", roles) + "}]}");
    }

    private String shown(String userName, String... path) {
        var node = wiki.account(userName);
        for (var step : path) {
            node = node.path(step);
        }
        return node.asText();
    }

    private void edit(String attribute, String value) {
        wiki.simulator().edit("ada", attribute, TextNode.valueOf(value));
    }

    @Test
    void aTitleIsSetFollowsItsPersonAndIsCleared() {
        mapped("to: title, value: user.title", "to: department, value: lower(user.department)");
        ada("title: Analyst, department: Engineering, ");
        company.awaitReady("ada");
        assertThat(shown("ada", "title")).isEqualTo("Analyst");
        assertThat(shown("ada", ENTERPRISE, "department")).isEqualTo("engineering");

        ada("title: Countess, ");

        soon(() -> assertThat(shown("ada", "title")).isEqualTo("Countess"));
        soon(() -> assertThat(shown("ada", ENTERPRISE, "department")).isEmpty());

        ada("");

        soon(() -> assertThat(wiki.account("ada").has("title")).isFalse());
        company.awaitReady("ada");
    }

    private String manager(String userName) {
        return shown(userName, ENTERPRISE, "manager", "value");
    }

    @Test
    void aManagerIsNamedOnceTheyHaveAnAccountAndNobodyWaitsForThat() {
        mapped("to: manager, value: user.manager", "to: title, value: user.title");
        ada("title: Analyst, manager: {name: bob}, ");
        user("carl", "manager: {name: bob}, ", "employee");
        company.awaitReady("ada");
        company.awaitReady("carl");
        assertThat(wiki.account("ada").has(ENTERPRISE)).isFalse();

        // He manages one of those by whom he is managed.
        user("bob", "manager: {name: ada}, ", "employee");
        user("eve", "", "employee");

        soon(() -> assertThat(manager("ada")).isEqualTo(wiki.idOf("bob")));
        soon(() -> assertThat(manager("carl")).isEqualTo(wiki.idOf("bob")));
        soon(() -> assertThat(manager("bob")).isEqualTo(wiki.idOf("ada")));
        company.awaitReady("eve");

        ada("title: Countess, manager: {name: eve}, ");

        soon(() -> assertThat(manager("ada")).isEqualTo(wiki.idOf("eve")));
        assertThat(shown("ada", "title")).isEqualTo("Countess");
        company.awaitReady("ada");
        company.awaitReady("carl");
        company.awaitReady("bob");
        var settled = wiki.simulator().writes();
        await().during(A_WHILE)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(wiki.simulator().writes()).isEqualTo(settled));

        company.user(
                "eve", "{userName: eve, roles: [{name: employee}], employments: [{id: main, status: Terminated}]}");
        company.delete(ProvisionedUser.class, "bob");

        soon(() -> assertThat(wiki.lets("eve")).isFalse());
        soon(() -> assertThat(manager("ada")).isEmpty());
        company.awaitReady("ada");
        assertThat(company.said(ProvisionedUser.class, "ada", "ManagerDeparted"))
                .isPresent();
        soon(() -> assertThat(company.said(ProvisionedUser.class, "carl", "ManagerNotFound"))
                .isPresent());
        company.awaitReady("carl");
        assertThat(manager("carl")).as("who is not declared may come").isEqualTo(wiki.idOf("bob"));
    }

    @Test
    void whatNobodyMapsStaysAsOthersMaintainIt() {
        mapped("to: nickName, value: user.title, when: Create", "to: email, when: Never");
        ada("title: Analyst, email: ada@example.com, ");
        company.awaitReady("ada");
        assertThat(shown("ada", "nickName")).isEqualTo("Analyst");
        assertThat(wiki.account("ada").has("emails")).isFalse();
        edit("title", "Countess");

        user("ada", "title: Boss, email: boss@example.com, name: {given: Augusta}, ", "employee");

        soon(() -> assertThat(shown("ada", "name", "givenName")).isEqualTo("Augusta"));
        company.awaitReady("ada");
        assertThat(shown("ada", "nickName")).isEqualTo("Analyst");
        assertThat(shown("ada", "title")).isEqualTo("Countess");
        assertThat(wiki.account("ada").has("emails")).isFalse();
    }

    @Test
    void aRoleSetsAnAttributeAndTakesItBack() {
        role("licensed", "enterprise");
        user("ada", "", "employee", "licensed");
        company.awaitReady("ada");
        assertThat(shown("ada", LICENCE, "plan")).isEqualTo("enterprise");

        ada("");

        soon(() -> assertThat(wiki.account("ada").has(LICENCE)).isFalse());
        company.awaitReady("ada");
    }

    @Test
    void rolesThatDifferAreNamedAndTheFirstOneCounts() {
        role("licensed", "enterprise");
        role("amateur", "free");

        user("ada", "", "employee", "licensed", "amateur");

        company.awaitReady("ada");
        assertThat(shown("ada", LICENCE, "plan")).isEqualTo("free");
        assertThat(company.said(ProvisionedUser.class, "ada", "AttributeContested"))
                .hasValueSatisfying(said -> assertThat(said.message())
                        .contains(LICENCE + ":plan in TargetApp wiki (Roles amateur, licensed)"));

        user("ada", "", "employee", "licensed");

        soon(() -> assertThat(shown("ada", LICENCE, "plan")).isEqualTo("enterprise"));
        soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "AttributeContested"))
                .isEmpty());
    }

    private void role(String name, String plan) {
        company.role(name, "grants: [{app: {name: wiki}, attributes: {\"" + LICENCE + ":plan\": " + plan + "}}]");
    }

    @Test
    void aSlipInAMappingIsSaidAndLeaversStillGo() {
        mapped("to: title, value: user.title");
        ada("title: Analyst, ");
        user("grace", "title: Admiral, ", "employee");
        company.awaitReady("ada");
        company.awaitReady("grace");

        maps("to: title, value: user.titel");

        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Stalled")).hasValueSatisfying(stalled -> {
            assertThat(stalled.reason()).isEqualTo("RuleInvalid");
            assertThat(stalled.message()).contains("`spec.attributes[title].value`, line 1, column 5");
        }));
        soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "AttributeUnknown"))
                .hasValueSatisfying(said -> assertThat(said.message()).startsWith("title in TargetApp wiki")));
        company.user(
                "grace",
                "{userName: grace, title: Rear Admiral, roles: [{name: employee}], employments: [{id: main, status: Terminated}]}");
        soon(() -> assertThat(wiki.lets("grace")).isFalse());
        ada("title: Countess, ");
        company.awaitReady("ada");
        await().during(A_WHILE)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(shown("ada", "title")).isEqualTo("Analyst"));

        maps("to: title, value: user.title");

        soon(() -> assertThat(shown("ada", "title")).isEqualTo("Countess"));
        company.awaitRolledOut("wiki");
        company.awaitReady("ada");
        soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "AttributeUnknown"))
                .isEmpty());
    }

    @Test
    void aMappingThatTheAppRejectsOfEverybodyIsSaidOnceOfTheApp() {
        mapped("to: title, value: user.title");
        wiki.simulator().on(Match.of("POST", "/Users"), 1_000_000).fail(400);
        for (var number = 0; number < 7; number++) {
            user("ada-" + number, "title: Analyst, ", "employee");
        }

        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Stalled")).hasValueSatisfying(stalled -> {
            assertThat(stalled.reason()).isEqualTo("MappingRejected");
            assertThat(stalled.message()).contains("`spec.attributes`");
        }));

        wiki.simulator().reset();
        maps("to: title, value: lower(user.title)");

        for (var number = 0; number < 7; number++) {
            company.awaitReady("ada-" + number);
        }
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Stalled")).isEmpty());
    }

    @Test
    void anAttributeThatTheAppForgetsIsSaidAndSentNoMore() {
        wiki.simulator().drops("title");
        mapped("to: title, value: user.title");
        ada("title: Analyst, ");
        company.awaitReady("ada");
        soon(() -> assertThat(capabilities()).contains("unkeptAttributes=title (learned)"));
        var writes = wiki.simulator().writes();

        ada("title: Countess, ");
        company.awaitReady("ada");

        assertThat(wiki.simulator().writes()).isEqualTo(writes);
        soon(() -> assertThat(eventsOfTheApp()).contains("AttributeNotKept"));
    }

    private List<String> capabilities() {
        return company
                .client()
                .resources(TargetApp.class)
                .inNamespace(company.namespace())
                .withName("wiki")
                .get()
                .getStatus()
                .capabilities()
                .stream()
                .map(entry -> entry.name() + "=" + entry.value() + " (" + entry.origin() + ")")
                .toList();
    }

    private List<String> eventsOfTheApp() {
        return company.client().events().v1().events().inNamespace(company.namespace()).list().getItems().stream()
                .filter(event -> event.getRegarding().getKind().equals("TargetApp"))
                .map(Event::getReason)
                .toList();
    }

    @Test
    void anAttributeThatAccountsCannotHaveIsSaidWhereItIsWritten() {
        maps("to: active, value: user.title");
        company.role("licensed", "grants: [{app: {name: wiki}, attributes: {plan: free}}]");
        user("ada", "", "employee", "licensed");

        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Stalled")).hasValueSatisfying(stalled -> {
            assertThat(stalled.reason()).isEqualTo("AttributeNotSupported");
            assertThat(stalled.message()).contains("`spec.attributes[active]`");
        }));
        soon(() -> assertThat(company.said(Role.class, "licensed", "Stalled"))
                .hasValueSatisfying(
                        stalled -> assertThat(stalled.message()).contains("`spec.grants[wiki].attributes[plan]`")));
        company.awaitReady("ada");
        assertThat(wiki.lets("ada")).isTrue();
    }

    @Test
    void aLoginThatIsMappedRenamesAccountsAndFollowsThemIntoRetirement() {
        ada("email: ada@example.com, ");
        company.awaitReady("ada");
        var id = wiki.idOf("ada");

        maps("to: userName, value: user.email");

        soon(() -> assertThat(wiki.has("ada@example.com")).isTrue());
        company.awaitRolledOut("wiki");
        company.awaitReady("ada");
        assertThat(wiki.idOf("ada@example.com")).isEqualTo(id);
        assertThat(wiki.has("ada")).isFalse();

        user("nobody", "", "employee");
        assertThat(company.awaitNotReady("nobody", "LoginUnknown").message()).contains("TargetApp wiki");
        assertThat(wiki.simulator().users()).hasSize(1);

        company.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(wiki.lets("ada@example.com")).isFalse());
        assertThat(company.retained())
                .singleElement()
                .satisfies(account -> assertThat(account.getSpec().userName()).isEqualTo("ada@example.com"));

        ada("email: ada@example.com, ");

        company.awaitReady("ada");
        soon(() -> assertThat(wiki.lets("ada@example.com")).isTrue());
        assertThat(wiki.idOf("ada@example.com")).isEqualTo(id);
    }
}
