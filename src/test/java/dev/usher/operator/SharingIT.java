package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Apps and roles of one namespace that people of another one are given, through a real API server. */
@ExtendWith(WithControlPlane.class)
class SharingIT {
    private static final int COMPANIES = 6;

    private static OperatorWorld world;

    private Company parent;
    private Company subsidiary;
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
        parent = world.company();
        subsidiary = world.company();
        wiki = parent.undeclaredApp("wiki").withGroups("staff");
        parent.secret("wiki", "127.0.0.1", wiki.simulator().token());
    }

    private void wiki(String more) {
        parent.declare("wiki", wiki.simulator().endpoint(), more);
    }

    private String toTheSubsidiary() {
        return "allowedNamespaces: {from: Names, names: [" + subsidiary.namespace() + "]}";
    }

    private void employee(String more) {
        parent.apply(
                "Role",
                "employee",
                "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: staff}]}]" + more + "}");
    }

    private void subsidiaryGrantsTheWiki() {
        subsidiary.apply("Role", "staff", "{grants: [{app: {name: wiki, namespace: " + parent.namespace() + "}}]}");
    }

    private void ada() {
        subsidiary.user("ada", "{userName: ada, externalId: \"1815\", roles: [{name: staff}]}");
    }

    @Test
    void aRoleThatIsOfferedBringsItsAppToTheSubsidiaryAndTakesItBackWhenItIsWithdrawn() {
        wiki("");
        employee(", " + toTheSubsidiary());
        subsidiary.apply("Role", "staff", "{inherits: [{name: employee, namespace: " + parent.namespace() + "}]}");
        ada();
        subsidiary.awaitReady("ada");
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.members("staff")).containsExactly("ada");

        employee("");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(wiki.members("staff")).isEmpty());
        subsidiary.awaitNotReady(Role.class, "staff", "RoleNotFound");
        subsidiary.awaitNotReady(ProvisionedUser.class, "ada", "RoleNotFound");

        employee(", " + toTheSubsidiary());

        subsidiary.awaitReady("ada");
        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        soon(() -> assertThat(wiki.members("staff")).containsExactly("ada"));
    }

    @Test
    void anAppThatIsOfferedGivesTheBareAccountAndEndsItWhenItIsWithdrawn() {
        wiki(toTheSubsidiary());
        subsidiaryGrantsTheWiki();
        ada();
        subsidiary.awaitReady("ada");
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.members("staff")).isEmpty();

        wiki("allowedNamespaces: {from: Same}");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        var notOffered = subsidiary.awaitNotReady(Role.class, "staff", "AppNotFound");
        assertThat(notOffered.message()).contains(parent.namespace() + "/wiki", "or is not offered");
    }

    @Test
    void whoIsDeletedInTheSubsidiaryIsShutOutThereAndGetsTheSameAccountBack() {
        wiki(toTheSubsidiary());
        subsidiaryGrantsTheWiki();
        ada();
        subsidiary.awaitReady("ada");
        var id = wiki.idOf("ada");

        subsidiary.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(parent.retained()).hasSize(1));
        assertThat(subsidiary.retained()).isEmpty();

        ada();

        subsidiary.awaitReady("ada");
        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        assertThat(wiki.idOf("ada")).isEqualTo(id);
        soon(() -> assertThat(parent.retained()).isEmpty());
    }
}
