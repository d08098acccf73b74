package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody moves from one company of a group to another, both of which use the app of a third, through a real API server. */
@ExtendWith(WithControlPlane.class)
class TransferIT {
    private static final int TESTS = 6;

    private static OperatorWorld world;

    private Company tools;
    private Company europe;
    private Company america;
    private App wiki;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 3 * TESTS);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void adaWorksInEurope() {
        tools = world.company();
        europe = world.company();
        america = world.company();
        wiki = tools.undeclaredApp("wiki").withGroups("europe", "america");
        tools.secret("wiki", "127.0.0.1", wiki.simulator().token());
        tools.declare("wiki", wiki.simulator().endpoint(), "allowedNamespaces: {from: All}");
        staffOf(europe, "europe");
        staffOf(america, "america");
        ada(europe, "ada");
        europe.awaitReady("ada");
        assertThat(wiki.members("europe")).containsExactly("ada");
    }

    private void staffOf(Company company, String group) {
        tools.apply(
                "Role",
                group,
                "{allowedNamespaces: {from: Names, names: [" + company.namespace()
                        + "]}, grants: [{app: {name: wiki}, entitlements: [{kind: group, value: " + group + "}]}]}");
        company.apply("Role", "staff", "{inherits: [{name: " + group + ", namespace: " + tools.namespace() + "}]}");
    }

    private static void ada(Company company, String userName) {
        company.user("ada", "{userName: " + userName + ", externalId: \"1815\", roles: [{name: staff}]}");
    }

    private void joins(Company company) {
        company.apply(
                "ProvisioningPolicy",
                ProvisioningPolicy.ONLY_NAME,
                "{realm: {name: acme, namespaces: [" + europe.namespace() + ", " + america.namespace() + "]}}");
    }

    private void bothJoin() {
        joins(europe);
        joins(america);
        for (var company : new Company[] {europe, america}) {
            soon(() -> assertThat(company.said(ProvisioningPolicy.class, ProvisioningPolicy.ONLY_NAME, "RealmJoined"))
                    .hasValueSatisfying(said -> assertThat(said.status()).isEqualTo("True")));
        }
    }

    private void leaves(Company company) {
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
    }

    /** Of two who have a key the older one keeps it, and how old somebody is is known in whole seconds. */
    private void europesIsOlder() {
        var born = Instant.parse(europe.user("ada").getMetadata().getCreationTimestamp());
        soon(() -> assertThat(Instant.now()).isAfter(born.plusSeconds(1)));
    }

    /** Both had an account before: each keeps their own, and nothing of either is out of reach. */
    @Test
    void whoeverWasTwoPeopleBeforeIsShutOutOfBothAccountsByALock() {
        europesIsOlder();
        ada(america, "ada.lovelace");
        america.awaitReady("ada");
        var id = wiki.idOf("ada.lovelace");
        bothJoin();
        america.awaitNotReady("ada", "DuplicateExternalId");

        america.apply("AccessLock", "case-9", "{user: {name: ada}, reason: case 9, requestedBy: grace}");

        soon(() -> assertThat(wiki.lets("ada.lovelace")).isFalse());
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        assertThat(wiki.idOf("ada.lovelace")).isEqualTo(id);

        america.delete(AccessLock.class, "case-9");
        soon(() -> assertThat(wiki.lets("ada")).isTrue());
    }

    /** Also under another name: it is one account, and who it is the key says. */
    @Test
    void whoIsThereBeforeTheyGoKeepsTheAccountWithoutAMomentOutside() {
        bothJoin();
        var id = wiki.idOf("ada");
        ada(america, "ada.lovelace");
        assertThat(america.awaitNotReady("ada", "DuplicateExternalId").message())
                .contains("ProvisionedUser " + europe.namespace() + "/ada");
        wiki.simulator().reset();

        leaves(europe);

        america.awaitReady("ada");
        assertThat(wiki.idOf("ada.lovelace")).isEqualTo(id);
        assertThat(america.account("ada", "wiki").id()).isEqualTo(id);
        assertThat(wiki.account("ada.lovelace").path("externalId").asText()).isEqualTo(america.namespace() + ":1815");
        assertThat(wiki.members("america")).containsExactly("ada.lovelace");
        soon(() -> assertThat(wiki.members("europe")).isEmpty());
        soon(() -> assertThat(tools.retained()).isEmpty());
        assertThat(wiki.simulator().requests())
                .as("nobody was shut out")
                .noneMatch(request -> request.body().replace(" ", "").contains("\"active\":false"));
        assertThat(wiki.has("ada")).isFalse();
    }

    @Test
    void whoComesAfterTheyWentGetsTheAccountBack() {
        bothJoin();
        var id = wiki.idOf("ada");
        leaves(europe);
        soon(() -> assertThat(wiki.lets("ada")).isFalse());

        ada(america, "ada");

        america.awaitReady("ada");
        assertThat(wiki.idOf("ada")).isEqualTo(id);
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.members("america")).containsExactly("ada");
        soon(() -> assertThat(tools.retained()).isEmpty());
    }

    @Test
    void withoutTheWordOfBothAKeyMeansTwoPeople() {
        joins(america);
        soon(() -> assertThat(america.said(ProvisioningPolicy.class, ProvisioningPolicy.ONLY_NAME, "RealmJoined"))
                .hasValueSatisfying(said -> {
                    assertThat(said.status()).isEqualTo("False");
                    assertThat(said.message()).contains(europe.namespace(), "realm acme");
                }));
        var id = wiki.idOf("ada");
        ada(america, "ada.lovelace");
        america.awaitReady("ada");
        assertThat(wiki.idOf("ada.lovelace")).isNotEqualTo(id);

        leaves(europe);

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        assertThat(tools.retained()).hasSize(1);
        assertThat(wiki.lets("ada.lovelace")).isTrue();
    }

    /** Whoever shut them out in Europe did not mean the place. */
    @Test
    void aLockGoesAlong() {
        bothJoin();
        europe.apply("AccessLock", "case-7", "{externalId: \"1815\", reason: case 7, requestedBy: grace}");
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        var id = wiki.idOf("ada");

        leaves(europe);
        ada(america, "ada");

        america.awaitReason("ada", "Locked");
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(wiki.idOf("ada")).isEqualTo(id);

        europe.delete(AccessLock.class, "case-7");

        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        america.awaitReason("ada", "Provisioned");
    }

    /** Nothing leads there from America. */
    @Test
    void anAccountInAnAppThatTheOtherCompanyDoesNotUseStaysBehind() {
        bothJoin();
        var local = europe.app("local");
        europe.role(
                "staff",
                "{grants: [{app: {name: local}}], inherits: [{name: europe, namespace: " + tools.namespace() + "}]}");
        soon(() -> assertThat(local.has("ada")).isTrue());
        europe.awaitReady("ada");
        ada(america, "ada");
        america.awaitNotReady("ada", "DuplicateExternalId");

        leaves(europe);

        america.awaitReady("ada");
        assertThat(wiki.lets("ada")).isTrue();
        soon(() -> assertThat(local.lets("ada")).isFalse());
        assertThat(europe.retained()).hasSize(1);
        soon(() -> assertThat(tools.retained()).isEmpty());
    }
}
