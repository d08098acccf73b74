package dev.usher.operator;

import static dev.usher.operator.Company.SOON;
import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus.PersonSeen;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Reference;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a policy asks of people, and what people mean for each other. */
@ExtendWith(WithControlPlane.class)
class PeopleIT {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private static final int COMPANIES = 24;

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
        wiki = company.app("wiki").withGroups("staff", "admins");
        company.role("employee", wiki, "staff");
        company.role("admin", wiki, "admins");
    }

    private void policy(String spec) {
        company.apply("ProvisioningPolicy", "default", spec);
        company.awaitRolledOut(ProvisioningPolicy.class, "default");
    }

    /** Frozen, and said in the place where people look. */
    private String awaitStalled(String user, String reason) {
        var message = company.awaitNotReady(user, reason).message();
        assertThat(company.said(ProvisionedUser.class, user, "Stalled")).isPresent();
        return message;
    }

    private void awaitFinding(String user, String type) {
        soon(() -> {
            assertThat(company.said(ProvisionedUser.class, user, type)).isPresent();
            assertThat(company.ready(user).status()).isEqualTo("True");
        });
    }

    private void awaitNoFinding(String user, String type) {
        soon(() -> assertThat(company.said(ProvisionedUser.class, user, type)).isEmpty());
    }

    /** Each edit may reach the API server right before the status that answers the one before it. */
    @Test
    void noEditIsLostBesideAStatus() {
        company.user("ada", edited(0));
        for (var edit = 1; edit <= 40; edit++) {
            var before = edit - 1;
            soon(() -> assertThat(company.user("ada").getStatus().observedGeneration())
                    .isEqualTo(company.user("ada").getMetadata().getGeneration()));
            soon(() ->
                    assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("Ada " + before));
            company.user("ada", edited(edit));
        }
        soon(() -> assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("Ada 40"));
    }

    private static String edited(int edit) {
        return "{userName: ada, displayName: Ada " + edit + ", roles: [{name: employee}]}";
    }

    @Test
    void ofTwoWhoWantOneLoginNameTheFirstKeepsItAndTheSecondIsNamed() {
        company.user("ada", "{userName: lovelace, roles: [{name: employee}]}");
        company.awaitReady("ada");
        company.user("augusta", "{userName: Lovelace, roles: [{name: employee}]}");

        assertThat(awaitStalled("augusta", "DuplicateUserName")).contains("ProvisionedUser ada");
        assertThat(wiki.simulator().users()).hasSize(1);

        company.user("ada", "{userName: ada.lovelace, roles: [{name: employee}]}");
        company.awaitReady("ada");
        company.awaitReady("augusta");
        assertThat(wiki.has("lovelace")).isTrue();
    }

    @Test
    void aSecondUserWithAKeyThatIsTakenGetsNothingMoreAndStillLeaves() {
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.awaitReady("ada");
        company.user("double", "{userName: double, employments: [{id: main}], roles: [{name: employee}]}");
        company.awaitReady("double");

        company.user("double", """
                {userName: double, externalId: '1815', displayName: Other, employments: [{id: main}],
                 roles: [{name: employee}, {name: admin}]}""");
        assertThat(awaitStalled("double", "DuplicateExternalId")).contains("ProvisionedUser ada");
        assertThat(wiki.members("admins")).isEmpty();
        assertThat(wiki.account("double").has("displayName")).isFalse();

        company.user("double", """
                {userName: double, externalId: '1815', employments: [{id: main, status: Terminated}],
                 roles: [{name: employee}]}""");
        soon(() -> assertThat(wiki.lets("double")).isFalse());
        assertThat(wiki.lets("ada")).isTrue();
        soon(() -> assertThat(wiki.members("staff")).containsExactly("ada"));
    }

    @Test
    void aSecondUserWithAKeyThatIsTakenLeavesNoAccountBehindWhenItIsDeleted() {
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.awaitReady("ada");
        company.user("double", "{userName: double, roles: [{name: employee}]}");
        company.awaitReady("double");
        company.user("double", "{userName: double, externalId: '1815', roles: [{name: employee}]}");
        awaitStalled("double", "DuplicateExternalId");

        company.delete(ProvisionedUser.class, "double");

        soon(() -> assertThat(wiki.lets("double")).isFalse());
        soon(() -> assertThat(wiki.members("staff")).containsExactly("ada"));
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(company.retained())
                .singleElement()
                .satisfies(
                        record -> assertThat(record.getSpec().externalId()).isEqualTo(company.namespace() + "/double"));
    }

    @Test
    void whoHasAKeyNextKeepsTheirOwnAccountAndTheOneOfTheFormerHolderIsRemoved() {
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.user("double", "{userName: double, employments: [{id: main}], roles: [{name: employee}]}");
        company.awaitReady("ada");
        company.awaitReady("double");
        var former = wiki.idOf("ada");
        var own = wiki.idOf("double");
        company.user("double", """
                {userName: double, externalId: '1815', employments: [{id: main}],
                 roles: [{name: employee}, {name: admin}]}""");
        awaitStalled("double", "DuplicateExternalId");

        company.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(company.retained()).singleElement().satisfies(record -> {
            assertThat(record.getSpec().id()).isEqualTo(former);
            assertThat(record.getStatus().state()).isEqualTo("Retained");
        }));
        company.awaitReady("double");
        assertThat(company.account("double", "wiki").id()).isEqualTo(own);
        assertThat(wiki.lets("double")).isTrue();
        assertThat(wiki.members("admins")).containsExactly("double");

        company.user("double", """
                {userName: double, externalId: '1815', employments: [{id: main, status: Terminated}],
                 roles: [{name: employee}]}""");
        soon(() -> assertThat(wiki.lets("double")).isFalse());
        assertThat(company.account("double", "wiki").id()).isEqualTo(own);
    }

    @Test
    void theHolderOfAKeyLeavesNoAccountBehindAlthoughAnotherUserHasTheKey() {
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.awaitReady("ada");
        company.user("double", "{userName: double, externalId: '1815'}");
        awaitStalled("double", "DuplicateExternalId");

        company.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        company.awaitReady("double");
    }

    @Test
    void whoTakesTheNameOfSomebodyElseForAKeyGetsNothingOfTheirsAndStillLeaves() {
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        company.user("mallory", "{userName: mallory, employments: [{id: main}], roles: [{name: employee}]}");
        company.awaitReady("mallory");

        company.user("mallory", mallory("Active"));
        assertThat(awaitStalled("mallory", "ExternalIdReserved")).contains("`spec.externalId`", "declare it anew");
        company.awaitReady("ada");

        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        assertThat(company.account("mallory", "wiki").id()).isEqualTo(wiki.idOf("mallory"));

        company.user("mallory", mallory("Terminated"));
        soon(() -> assertThat(wiki.lets("mallory")).isFalse());
    }

    private String mallory(String status) {
        return """
                {userName: mallory, externalId: %s/ada, employments: [{id: main, status: %s}],
                 roles: [{name: employee}]}""".formatted(company.namespace(), status);
    }

    @Test
    void whoLacksWhatThePolicyAsksForGetsNothingUntilItIsThere() {
        policy("types: {Employee: {requiredAttributes: [department, email]}}");
        company.user("ada", "{userName: ada, department: Engineering, roles: [{name: employee}]}");

        assertThat(awaitStalled("ada", "AttributeMissing")).contains("`spec.email`");
        assertThat(wiki.has("ada")).isFalse();

        company.user(
                "ada", "{userName: ada, department: Engineering, email: ada@example.com, roles: [{name: employee}]}");
        company.awaitReady("ada");
        assertThat(wiki.members("staff")).containsExactly("ada");
    }

    @Test
    void whoseDataHasAGapKeepsWhatTheyHaveLosesWhatEndsAndLeavesInTime() {
        company.user("ada", """
                {userName: ada, email: ada@example.com, displayName: Ada, employments: [{id: main}],
                 roles: [{name: employee}, {name: admin}]}""");
        company.awaitReady("ada");
        policy("types: {Employee: {requiredAttributes: [department]}}");
        awaitStalled("ada", "AttributeMissing");

        company.user("ada", """
                {userName: ada, email: ada@example.com, displayName: Countess, employments: [{id: main}],
                 roles: [{name: employee}]}""");
        soon(() -> assertThat(wiki.members("admins")).isEmpty());
        company.awaitDecided("ada");
        assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("Ada");
        assertThat(wiki.lets("ada")).isTrue();

        company.user(
                "ada", "{userName: ada, employments: [{id: main, status: Terminated}], roles: [{name: employee}]}");
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        company.awaitReady("ada");
    }

    @Test
    void aContractorNeedsAnEndAndSomebodyWhoAnswersForThem() {
        company.user("carl", "{userName: carl, type: Contractor, roles: [{name: employee}]}");
        assertThat(awaitStalled("carl", "EndRequired")).contains("`spec.employments`", "`spec.owners`");

        company.user("carl", """
                {userName: carl, type: Contractor, owners: [{name: charles}], roles: [{name: employee}],
                 employments: [{id: main, startTime: '2099-01-01', endTime: '2099-06-30'}]}""");
        awaitStalled("carl", "OwnerRequired");

        company.user("charles", "{userName: charles}");
        company.awaitReason("carl", "Planned");

        company.user("carl", """
                {userName: carl, type: Contractor, owners: [{name: charles}], roles: [{name: employee}],
                 employments: [{id: main, startTime: '2099-01-01', endTime: '2100-06-30'}]}""");
        awaitStalled("carl", "EngagementTooLong");
    }

    @Test
    void aServiceAccountGoesOnWhenItsLastOwnerLeavesAndSaysSo() {
        company.user("charles", "{userName: charles, employments: [{id: main}]}");
        company.user(
                "backup", "{userName: backup, type: Service, owners: [{name: charles}], roles: [{name: employee}]}");
        company.awaitReady("backup");

        company.user("charles", "{userName: charles, employments: [{id: main, status: Terminated}]}");
        awaitFinding("backup", "OwnersDeparted");
        assertThat(wiki.lets("backup")).isTrue();

        company.user("charles", "{userName: charles, employments: [{id: main, status: Active}]}");
        awaitNoFinding("backup", "OwnersDeparted");
    }

    @Test
    void aManagerIsFoundWhenTheyAppearAndMissedWhenTheyLeave() {
        company.user("ada", "{userName: ada, manager: {name: charles}, roles: [{name: employee}]}");
        company.awaitReady("ada");
        awaitFinding("ada", "ManagerNotFound");

        company.user("charles", "{userName: charles, employments: [{id: main}]}");
        awaitNoFinding("ada", "ManagerNotFound");

        company.user("charles", "{userName: charles, employments: [{id: main, status: Terminated}]}");
        awaitFinding("ada", "ManagerDeparted");

        company.delete(ProvisionedUser.class, "charles");
        awaitFinding("ada", "ManagerNotFound");
        awaitNoFinding("ada", "ManagerDeparted");
    }

    @Test
    void aManagerOfAnotherNamespaceIsFoundOnceThePolicyThereAdmitsIt() {
        var parent = world.company();
        parent.user("charles", "{userName: charles}");
        company.user("ada", "{userName: ada, manager: {name: charles, namespace: " + parent.namespace() + "}}");
        awaitFinding("ada", "ManagerNotFound");

        parent.apply(
                "ProvisioningPolicy",
                "default",
                "allowedNamespaces: {from: Names, names: [" + company.namespace() + "]}");
        awaitNoFinding("ada", "ManagerNotFound");

        parent.apply("ProvisioningPolicy", "default", "allowedNamespaces: {from: Same}");
        awaitFinding("ada", "ManagerNotFound");
    }

    @Test
    void aFurtherIdentityDepartsAndReturnsWithItsPersonAndNeverTheOtherWayAround() {
        company.user("ada", "{userName: ada, employments: [{id: main}], roles: [{name: employee}]}");
        company.user("adm-ada", "{userName: adm-ada, person: {name: ada}, roles: [{name: admin}]}");
        company.awaitReady("ada");
        company.awaitReady("adm-ada");

        company.user("ada", "{userName: ada, employments: [{id: main, status: OnLeave}], roles: [{name: employee}]}");
        soon(() -> assertThat(wiki.lets("adm-ada")).isFalse());
        company.user(
                "ada", "{userName: ada, employments: [{id: main, status: Terminated}], roles: [{name: employee}]}");
        soon(() ->
                assertThat(company.user("adm-ada").getStatus().lifecycleState()).isEqualTo("Departed"));
        soon(() -> assertThat(wiki.members("admins")).isEmpty());

        company.user("ada", "{userName: ada, employments: [{id: main, status: Active}], roles: [{name: employee}]}");
        soon(() -> company.stands("adm-ada", "Active", "nothing"));
        assertThat(wiki.members("admins")).containsExactly("adm-ada");

        company.user("adm-ada", """
                {userName: adm-ada, person: {name: ada}, employments: [{id: main, status: Terminated}],
                 roles: [{name: admin}]}""");
        soon(() -> assertThat(wiki.lets("adm-ada")).isFalse());
        assertThat(wiki.lets("ada")).isTrue();
    }

    @Test
    void aFurtherIdentityIsGivenNothingWithoutItsPerson() {
        company.user("adm-ada", "{userName: adm-ada, person: {name: ada}, roles: [{name: admin}]}");
        assertThat(awaitStalled("adm-ada", "PersonNotFound")).contains("ProvisionedUser ada");
        assertThat(wiki.has("adm-ada")).isFalse();

        company.user("ada", "{userName: ada}");
        company.awaitReady("adm-ada");
        assertThat(wiki.members("admins")).containsExactly("adm-ada");

        company.delete(ProvisionedUser.class, "ada");
        awaitStalled("adm-ada", "PersonNotFound");
        soon(() -> assertThat(wiki.lets("adm-ada")).isFalse());

        company.user("ada", "{userName: ada}");
        company.awaitReady("adm-ada");
        assertThat(wiki.lets("adm-ada")).isTrue();
    }

    /** Its farewell hangs, because no record can be stored, and somebody loses patience. */
    @Test
    void aPersonWhoseFinalizerIsTakenAwayByForceIsMissedByWhoeverRestsOnThemAndLeavesTheAccountAsItIs() {
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.user("adm-ada", "{userName: adm-ada, person: {name: ada}, roles: [{name: admin}]}");
        company.user("managed", "{userName: managed, manager: {name: ada}}");
        company.awaitReady("ada");
        company.awaitReady("adm-ada");
        company.awaitReady("managed");
        awaitNoFinding("managed", "ManagerNotFound");

        try (var _ = Refusal.ofCreating(company, retained("example"))) {
            company.delete(ProvisionedUser.class, "ada");
            assertThat(company.user("ada").isMarkedForDeletion()).isTrue();
            company.client()
                    .resource(company.user("ada"))
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");

            assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty();
            assertThat(awaitStalled("adm-ada", "PersonNotFound")).contains("ProvisionedUser ada");
            soon(() -> assertThat(wiki.lets("adm-ada")).isFalse());
            awaitFinding("managed", "ManagerNotFound");
            assertThat(wiki.lets("ada")).isTrue();
            assertThat(company.retained()).isEmpty();
        }
    }

    private static RetainedAccount retained(String name) {
        var account = new RetainedAccount();
        account.setMetadata(new ObjectMetaBuilder().withName(name).build());
        account.setSpec(new RetainedAccountSpec(
                new Reference("wiki", null),
                null,
                null,
                "1815",
                "people",
                null,
                name,
                name,
                "UserDeleted",
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null));
        return account;
    }

    @Test
    void aFurtherIdentityIsNotBroughtBackBySomebodyElseWhoHasTheNameOfItsPerson() {
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.user("adm-ada", "{userName: adm-ada, person: {name: ada}, roles: [{name: admin}]}");
        company.awaitReady("adm-ada");
        soon(() -> assertThat(company.user("adm-ada").getStatus().person())
                .isEqualTo(new PersonSeen("ada", company.namespace(), "1815")));
        company.delete(ProvisionedUser.class, "ada");
        awaitStalled("adm-ada", "PersonNotFound");
        soon(() -> assertThat(wiki.lets("adm-ada")).isFalse());

        company.user("ada", "{userName: augusta, externalId: '1912', roles: [{name: employee}]}");
        company.awaitReady("ada");
        assertThat(awaitStalled("adm-ada", "PersonReplaced")).contains("ProvisionedUser ada");
        assertThat(wiki.lets("augusta")).isTrue();
        await().during(A_WHILE).atMost(SOON).untilAsserted(() -> {
            assertThat(wiki.lets("adm-ada")).isFalse();
            assertThat(company.ready("adm-ada").reason()).isEqualTo("PersonReplaced");
        });

        company.delete(ProvisionedUser.class, "ada");
        awaitStalled("adm-ada", "PersonNotFound");
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.awaitReady("adm-ada");
        assertThat(wiki.lets("adm-ada")).isTrue();
    }

    @Test
    void aFurtherIdentityInAnotherNamespaceNeedsThePolicyOfThePerson() {
        var parent = world.company();
        parent.user("ada", "{userName: ada}");
        company.user(
                "adm-ada",
                "{userName: adm-ada, person: {name: ada, namespace: " + parent.namespace()
                        + "}, roles: [{name: admin}]}");
        awaitStalled("adm-ada", "PersonNotFound");

        parent.apply("ProvisioningPolicy", "default", "allowedNamespaces: {from: All}");
        company.awaitReady("adm-ada");

        parent.delete(ProvisioningPolicy.class, "default");
        awaitStalled("adm-ada", "PersonNotFound");
        soon(() -> assertThat(wiki.lets("adm-ada")).isFalse());
    }

    @Test
    void anEmploymentThatVanishesWithoutAWordTakesNothingAndGivesNothing() {
        company.user("ada", """
                {userName: ada, roles: [{name: employee}],
                 employments: [{id: old, status: Terminated, endTime: '2020-12-31'}, {id: new, startTime: '2021-01-01'}]}""");
        company.awaitReady("ada");

        company.user("ada", """
                {userName: ada, roles: [{name: employee}, {name: admin}],
                 employments: [{id: old, status: Terminated, endTime: '2020-12-31'}]}""");
        assertThat(awaitStalled("ada", "EmploymentVanished")).contains("employment new");
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.members("admins")).isEmpty();

        company.user("ada", """
                {userName: ada, roles: [{name: employee}, {name: admin}],
                 employments: [{id: old, status: Terminated, endTime: '2020-12-31'},
                               {id: new, startTime: '2021-01-01', status: Terminated}]}""");
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        company.awaitReady("ada");
    }

    @Test
    void anAppIsToldNoMoreThanItNeeds() {
        company.user("ada", """
                userName: ada
                externalId: "1815"
                displayName: Ada Lovelace
                name: {given: Ada, family: Lovelace}
                email: ada@example.com
                title: Analyst
                department: Engineering
                division: Computing
                organization: Analytical Engines Ltd
                costCenter: "42"
                location: London
                country: GB
                locale: en-GB
                timezone: Europe/London
                attributes: {badge: hummingbird}
                employments: [{id: main, startTime: "2020-01-01"}]
                roles: [{name: employee}]
                """);
        company.awaitReady("ada");

        var told = new ArrayList<String>();
        wiki.account("ada").fieldNames().forEachRemaining(told::add);
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "schemas",
                        "id",
                        "externalId",
                        "userName",
                        "displayName",
                        "name",
                        "emails",
                        "active",
                        "groups",
                        "meta"));
        assertThat(wiki.account("ada").toString())
                .doesNotContain(
                        "Analyst", "Engineering", "Computing", "Engines", "London", "GB", "hummingbird", "2020");
    }

    @Test
    void somebodyWhoseLastAccountIsDeletedIsForgotten() {
        policy("{forgetAfterSeconds: 0, forgetting: Delete}");
        deletesAtOnce();
        company.user("ada", "{userName: ada, employments: [{id: main}], roles: [{name: employee}]}");
        company.awaitReady("ada");

        company.user(
                "ada", "{userName: ada, employments: [{id: main, status: Terminated}], roles: [{name: employee}]}");

        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
        assertThat(wiki.has("ada")).isFalse();
        assertThat(company.retained())
                .as("nobody can read whose name is reserved")
                .singleElement()
                .satisfies(
                        tombstone -> assertThat(tombstone.getSpec().reason()).isEqualTo(RetainedAccountSpec.FORGOTTEN));
    }

    @Test
    void somebodyWhoIsForgottenByEmptyingKeepsTheKeyAndNothingPersonal() {
        policy("{forgetAfterSeconds: 0, forgetting: Empty}");
        deletesAtOnce();
        company.user("ada", ada("Active"));
        company.awaitReady("ada");
        company.client()
                .resource(company.user("ada"))
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"" + LAST_APPLIED + "\": \"Ada Lovelace\"}}}");

        company.user("ada", ada("Terminated"));

        soon(() -> assertThat(company.user("ada").getSpec().userName()).startsWith("forgotten-"));
        assertThat(company.user("ada").getMetadata().toString()).doesNotContain("Lovelace");
        var spec = company.user("ada").getSpec();
        assertThat(spec.externalId()).isEqualTo("1815");
        assertThat(spec.toString())
                .doesNotContain("Ada", "Lovelace", "example.com", "Engineering", "badge", "parental");
        company.awaitReady("ada");
        assertThat(company.user("ada").getStatus().lifecycleState()).isEqualTo("Purged");
        assertThat(company.user("ada").getStatus().purgedTime()).isNotNull();
        soon(() -> assertThat(company.user("ada").getStatus().forgottenTime()).isNotNull());
        assertThat(company.said(ProvisionedUser.class, "ada", "ForgottenDataIsBack"))
                .isEmpty();

        // As Argo CD and Flux do with a resource that is kept in git.
        company.user("ada", ada("Terminated"));
        awaitFinding("ada", "ForgottenDataIsBack");
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(2))
                .untilAsserted(() ->
                        assertThat(company.user("ada").getSpec().displayName()).isEqualTo("Ada Lovelace"));

        company.user("ada", ada("Active"));
        company.awaitReady("ada");
        awaitNoFinding("ada", "ForgottenDataIsBack");
        assertThat(company.user("ada").getStatus().forgottenTime()).isNull();
        company.user("ada", ada("Terminated"));
        soon(() -> assertThat(company.user("ada").getSpec().displayName()).isNull());
    }

    private void deletesAtOnce() {
        company.declare(
                "wiki", wiki.simulator().endpoint(), "deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        company.awaitRolledOut("wiki");
    }

    private static String ada(String status) {
        return """
                userName: ada
                externalId: "1815"
                displayName: Ada Lovelace
                name: {given: Ada, family: Lovelace}
                email: ada@example.com
                department: Engineering
                attributes: {badge: "77"}
                employments:
                - id: main
                  status: %s
                  leaves: [{id: l1, kind: parental, from: "2020-02-01", until: "2020-05-01"}]
                  attributes: {department: Engineering}
                roles: [{name: employee}]
                """.formatted(status);
    }
}
