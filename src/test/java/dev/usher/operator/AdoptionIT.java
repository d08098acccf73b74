package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.usher.api.HeldEntitlement;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts that were there before Usher, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class AdoptionIT {
    private static final int COMPANIES = 5;
    private static final Duration READ_WITHIN = Duration.ofSeconds(45);

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
    void theAppWasThereFirst() {
        company = world.company();
        wiki = company.app("wiki").withGroups("staff", "admins", "archive");
        company.role("employee", wiki, "staff");
        company.role("administrator", wiki, "admins");
        Stream.of("ada", "grace", "alan").forEach(name -> {
            wiki.simulator().addUser(name);
            wiki.simulator().addMember("admins", name);
        });
    }

    private void joins(String name, String more) {
        company.user(
                name, "{userName: " + name + ", displayName: " + name + ", roles: [{name: employee}]" + more + "}");
    }

    private List<String> adopted(String user) {
        return company.account(user, "wiki").adopted().stream()
                .map(HeldEntitlement::value)
                .toList();
    }

    private List<String> events(String user) {
        return company.client().resources(Event.class).inNamespace(company.namespace()).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(user))
                .map(Event::getReason)
                .toList();
    }

    @Test
    void anAccountThatMayBeTheirsIsNamedAndIsTheirsOnceSomebodyLinksIt() {
        var id = wiki.idOf("ada");
        joins("ada", "");
        var asked = company.awaitNotReady("ada", "AdoptionNeedsDecision");
        assertThat(asked.message()).contains("link it by spec.accounts");
        assertThat(company.account("ada", "wiki").candidate()).isEqualTo(id);
        assertThat(wiki.simulator().writes()).isZero();

        joins("ada", ", accounts: [{app: {name: wiki}, id: '" + id + "'}]");

        company.awaitReady("ada");
        assertThat(company.account("ada", "wiki").id()).isEqualTo(id);
        assertThat(company.account("ada", "wiki").candidate()).isNull();
        assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("ada");
        assertThat(wiki.members("staff")).containsExactly("ada");
        assertThat(wiki.members("admins")).contains("ada");
        assertThat(adopted("ada")).containsExactly("admins");
        soon(() -> assertThat(events("ada")).contains("AccountsAdopted"));
    }

    @Test
    void everybodyFindsTheirAccountWhereTheAppSaysSoAndLosesNothingUntilTheyLeave() {
        wiki.simulator().edit("alan", "active", BooleanNode.FALSE);
        company.declare("wiki", wiki.simulator().endpoint(), "correlation: {match: [userName], adoption: Adopt}");
        joins("ada", "");
        joins("grace", "");
        joins("alan", "");
        company.awaitReady("ada", READ_WITHIN);
        company.awaitReady("grace", READ_WITHIN);

        company.awaitNotReady("alan", "AdoptionNeedsDecision");

        assertThat(wiki.simulator().users()).hasSize(3);
        assertThat(wiki.members("staff")).containsExactlyInAnyOrder("ada", "grace");
        assertThat(wiki.members("admins")).containsExactlyInAnyOrder("ada", "grace", "alan");
        assertThat(wiki.lets("alan")).isFalse();

        company.user("ada", "{userName: ada, roles: [{name: employee}, {name: administrator}]}");
        soon(() -> assertThat(adopted("ada")).isEmpty());
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        soon(() -> assertThat(wiki.members("admins")).containsExactlyInAnyOrder("grace", "alan"));

        company.user("grace", "{userName: grace, employments: [{id: main, status: Terminated}]}");
        company.awaitState("grace", "wiki", "Disabled");
        soon(() -> assertThat(wiki.members("admins")).containsExactly("alan"));
        assertThat(wiki.lets("grace")).isFalse();
    }

    @Test
    void whatTheyHeldStaysAlsoOverARestartAndWhereARoleNamesItLater() {
        wiki.simulator().addMember("archive", "ada");
        joins("ada", ", accounts: [{app: {name: wiki}, id: '" + wiki.idOf("ada") + "'}]");
        company.awaitReady("ada");
        assertThat(adopted("ada")).containsExactly("admins", "archive");

        assertThat(operator.stop()).isZero();
        company.role("archivist", wiki, "archive");
        operator = world.startOperator();
        company.user("ada", "{userName: ada, title: Countess, roles: [{name: employee}]}");

        company.awaitReady("ada");
        soon(READ_WITHIN, () -> company.isRolledOut("wiki"));
        assertThat(wiki.members("admins")).contains("ada");
        assertThat(wiki.members("archive")).containsExactly("ada");
        assertThat(adopted("ada")).containsExactly("admins", "archive");
    }

    @Test
    void aPruneThatIsTakenBackCostsNothingOfWhatTheyHeld() {
        var linked = ", accounts: [{app: {name: wiki}, id: '" + wiki.idOf("ada") + "'}]";
        joins("ada", linked);
        company.awaitReady("ada");
        assertThat(wiki.members("admins")).contains("ada");
        company.declare("wiki", wiki.simulator().endpoint(), "suspend: {reason: migration}");
        soon(() ->
                assertThat(company.said(TargetApp.class, "wiki", "Suspended")).isPresent());
        company.awaitRolledOut("wiki");
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
        assertThat(company.retained()).hasSize(1);

        joins("ada", linked);
        company.declare("wiki", wiki.simulator().endpoint(), "");

        company.awaitReason("ada", "Provisioned");
        company.awaitRolledOut("wiki");
        soon(() -> assertThat(adopted("ada")).containsExactly("admins"));
        assertThat(wiki.members("admins")).contains("ada");
        assertThat(wiki.lets("ada")).isTrue();
    }

    @Test
    void whoIsToHaveNoAccountGetsNoneAndOneThatTheyHaveEnds() {
        var none = ", accounts: [{app: {name: wiki}, id: ''}]";
        joins("charles", none);
        company.awaitReady("charles");
        assertThat(company.said(ProvisionedUser.class, "charles", "AccountBarred"))
                .hasValueSatisfying(said -> assertThat(said.message()).contains("wiki", "spec.accounts"));
        assertThat(wiki.has("charles")).isFalse();
        joins("charles", "");
        soon(() -> assertThat(wiki.lets("charles")).isTrue());
        company.awaitReady("charles");

        joins("charles", none);

        company.awaitState("charles", "wiki", "Disabled");
        assertThat(wiki.lets("charles")).isFalse();
        assertThat(company.said(TargetApp.class, "wiki", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.status()).isEqualTo("True"));
    }
}
