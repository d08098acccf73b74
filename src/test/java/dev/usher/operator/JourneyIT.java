package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.Match;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to the accounts of one person, from the first day to the last and back. */
@ExtendWith(WithControlPlane.class)
class JourneyIT {
    private static final int TESTS = 18;

    private static OperatorWorld world;

    private Company company;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, TESTS);
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
    void aJoinerGetsTheAccountsAndGroupsOfTheirRoles() {
        var wiki = company.app("wiki").withGroups("analysts");
        var chat = company.app("chat").withGroups("everyone");
        company.role("employee", chat, "everyone");
        company.role("analyst", """
                inherits: [{name: employee}]
                grants:
                - app: {name: wiki}
                  entitlements: [{kind: group, value: analysts}]
                """);

        company.user("ada", """
                userName: ada.lovelace
                externalId: "1815"
                name: {given: Ada, family: Lovelace}
                displayName: Ada Lovelace
                email: ada@example.com
                roles: [{name: analyst}]
                """);
        company.awaitReady("ada");

        var account = wiki.account("ada.lovelace");
        assertThat(account.path("externalId").asText()).isEqualTo("1815");
        assertThat(account.path("displayName").asText()).isEqualTo("Ada Lovelace");
        assertThat(account.at("/name/givenName").asText()).isEqualTo("Ada");
        assertThat(account.at("/emails/0/value").asText()).isEqualTo("ada@example.com");
        assertThat(wiki.lets("ada.lovelace")).isTrue();
        assertThat(wiki.members("analysts")).containsExactly("ada.lovelace");
        assertThat(chat.members("everyone")).containsExactly("ada.lovelace");
        var status = company.user("ada").getStatus();
        assertThat(status.converged()).isEqualTo("2/2");
        assertThat(status.lifecycleState()).isEqualTo("Active");
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Active");
        assertThat(company.account("ada", "wiki").id()).isEqualTo(wiki.idOf("ada.lovelace"));
    }

    @Test
    void aMoverLosesTheOldGroupAndGainsTheNewOne() {
        var wiki = company.app("wiki").withGroups("analysts", "engineers");
        company.role("analyst", wiki, "analysts");
        company.role("engineer", wiki, "engineers");
        company.user("ada", "{userName: ada.lovelace, roles: [{name: analyst}]}");
        company.awaitReady("ada");
        var id = wiki.idOf("ada.lovelace");

        company.user("ada", "{userName: ada.lovelace, roles: [{name: engineer}]}");
        company.awaitReady("ada");

        assertThat(wiki.members("analysts")).isEmpty();
        assertThat(wiki.members("engineers")).containsExactly("ada.lovelace");
        assertThat(wiki.idOf("ada.lovelace")).isEqualTo(id);
        assertThat(wiki.lets("ada.lovelace")).isTrue();
    }

    @Test
    void whoseLastRoleInAnAppGoesLosesTheAccountThereAndKeepsTheOthers() {
        var wiki = company.app("wiki").withGroups("analysts");
        var chat = company.app("chat");
        company.role("analyst", wiki, "analysts");
        company.role("employee", chat);
        company.user("ada", "{userName: ada.lovelace, roles: [{name: analyst}, {name: employee}]}");
        company.awaitReady("ada");

        company.user("ada", "{userName: ada.lovelace, roles: [{name: employee}]}");
        company.awaitReady("ada");

        assertThat(wiki.lets("ada.lovelace")).isFalse();
        assertThat(wiki.members("analysts")).isEmpty();
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled");
        assertThat(chat.lets("ada.lovelace")).isTrue();
    }

    @Test
    void aLeaverIsDisabledWithoutGroupsAndBackWithTheSameAccountOnReturn() {
        var wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        company.user("ada", employed("Active"));
        company.awaitReady("ada");
        var id = wiki.idOf("ada.lovelace");

        company.user("ada", employed("Terminated"));
        company.awaitReady("ada");

        assertThat(wiki.lets("ada.lovelace")).isFalse();
        assertThat(wiki.members("analysts")).isEmpty();
        var departed = company.user("ada").getStatus();
        assertThat(departed.lifecycleState()).isEqualTo("Departed");
        assertThat(departed.departedTime()).isNotBlank();
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled");

        company.user("ada", employed("Active"));
        company.awaitReady("ada");

        assertThat(wiki.idOf("ada.lovelace")).isEqualTo(id);
        assertThat(wiki.lets("ada.lovelace")).isTrue();
        assertThat(wiki.members("analysts")).containsExactly("ada.lovelace");
        assertThat(company.user("ada").getStatus().departedTime()).isNull();
    }

    @Test
    void whoIsOnLeaveOrSuspendedIsDisabledAndKeepsTheGroups() {
        var wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        company.user("ada", employed("Active"));
        company.awaitReady("ada");
        var id = wiki.idOf("ada.lovelace");

        for (var pause : List.of("OnLeave", "Suspended")) {
            company.user("ada", employed(pause));
            company.awaitReady("ada");

            assertThat(wiki.lets("ada.lovelace")).as(pause).isFalse();
            assertThat(wiki.members("analysts")).as(pause).containsExactly("ada.lovelace");
            assertThat(company.user("ada").getStatus().lifecycleState()).isEqualTo(pause);

            company.user("ada", employed("Active"));
            company.awaitReady("ada");

            assertThat(wiki.lets("ada.lovelace")).as("after " + pause).isTrue();
            assertThat(wiki.members("analysts")).as("after " + pause).containsExactly("ada.lovelace");
            assertThat(wiki.idOf("ada.lovelace")).isEqualTo(id);
        }
    }

    @Test
    void aPlannedStartHappensAtItsInstantWithoutAnyEvent() {
        var wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        var start = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);

        company.user("ada", """
                userName: ada.lovelace
                employments: [{id: main, status: Active, startTime: "%s"}]
                roles: [{name: analyst}]
                """.formatted(start));
        company.awaitReady("ada");

        assertThat(company.ready("ada").reason()).isEqualTo("Planned");
        assertThat(company.user("ada").getStatus().lifecycleState()).isEqualTo("Planned");
        assertThat(wiki.has("ada.lovelace")).isFalse();

        soon(() -> assertThat(wiki.has("ada.lovelace")).isTrue());
        assertThat(Instant.now()).isBetween(start, start.plusSeconds(3));
        company.awaitReason("ada", "Provisioned");
        assertThat(wiki.members("analysts")).containsExactly("ada.lovelace");
    }

    @Test
    void aPlannedEndHappensAtItsInstantWithoutAnyEvent() {
        var wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        var end = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);

        company.user("ada", """
                userName: ada.lovelace
                employments: [{id: main, status: Active, endTime: "%s"}]
                roles: [{name: analyst}]
                """.formatted(end));
        company.awaitReady("ada");

        assertThat(wiki.lets("ada.lovelace")).isTrue();
        assertThat(Optional.ofNullable(company.user("ada").getStatus().nextTransition()))
                .hasValueSatisfying(next -> assertThat(next.what()).isEqualTo("EmploymentEnds"));

        soon(() -> assertThat(wiki.lets("ada.lovelace")).isFalse());
        assertThat(Instant.now()).isBetween(end, end.plusSeconds(3));
        company.awaitState("ada", "wiki", "Disabled");
    }

    @Test
    void anAccountIsRenamedAndNotMadeAgain() {
        var wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        company.user("ada", "{userName: ada.byron, externalId: '1815', roles: [{name: analyst}]}");
        company.awaitReady("ada");
        var id = wiki.idOf("ada.byron");

        company.user("ada", "{userName: ada.lovelace, externalId: '1815', roles: [{name: analyst}]}");
        company.awaitReady("ada");

        assertThat(wiki.idOf("ada.lovelace")).isEqualTo(id);
        assertThat(wiki.simulator().users()).hasSize(1);
        assertThat(wiki.members("analysts")).containsExactly("ada.lovelace");
    }

    @Test
    void aChangedAndARemovedAttributeArriveInTheApp() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", """
                userName: ada.lovelace
                displayName: Ada Byron
                email: ada@example.com
                roles: [{name: employee}]
                """);
        company.awaitReady("ada");

        company.user("ada", """
                userName: ada.lovelace
                displayName: Ada Lovelace
                roles: [{name: employee}]
                """);
        company.awaitReady("ada");

        assertThat(wiki.account("ada.lovelace").path("displayName").asText()).isEqualTo("Ada Lovelace");
        assertThat(wiki.account("ada.lovelace").path("emails")).isEmpty();
    }

    @Test
    void aRoleGivesWhatItInheritsAndAnEditOfItReachesItsHolders() {
        var wiki = company.app("wiki").withGroups("readers", "writers");
        company.role("reader", wiki, "readers");
        company.role("writer", """
                inherits: [{name: reader}]
                """);
        company.role("editor", """
                inherits: [{name: writer}]
                """);
        company.user("ada", "{userName: ada.lovelace, roles: [{name: editor}]}");
        company.awaitReady("ada");
        assertThat(wiki.members("readers")).containsExactly("ada.lovelace");

        company.role("writer", """
                inherits: [{name: reader}]
                grants:
                - app: {name: wiki}
                  entitlements: [{kind: group, value: writers}]
                """);

        soon(() -> assertThat(wiki.members("writers")).containsExactly("ada.lovelace"));
        company.awaitRolledOut(Role.class, "writer");
        var roles = company.user("ada").getStatus().roles();
        assertThat(roles).extracting(role -> role.name()).containsExactlyInAnyOrder("editor", "writer", "reader");

        company.role("writer", """
                inherits: [{name: reader}]
                """);

        soon(() -> assertThat(wiki.members("writers")).isEmpty());
        company.awaitRolledOut(Role.class, "writer");
        assertThat(wiki.members("readers")).containsExactly("ada.lovelace");
    }

    @Test
    void anEditThatIsTakenBackWhileItLandsLeavesNothingBehind() throws InterruptedException {
        var wiki = company.app("wiki").withGroups("readers", "writers");
        company.role("reader", wiki, "readers");
        company.role("writer", wiki, "writers");
        company.user("ada", "{userName: ada.lovelace, roles: [{name: reader}]}");
        company.awaitReady("ada");
        var landing = wiki.simulator().on(Match.of("PATCH", "/Groups/*"), 1).holdAfterCommit();

        company.user("ada", "{userName: ada.lovelace, roles: [{name: reader}, {name: writer}]}");
        assertThat(landing.awaitArrival(Company.SOON)).isTrue();
        company.user("ada", "{userName: ada.lovelace, roles: [{name: reader}]}");
        landing.release();

        company.awaitReady("ada");
        assertThat(wiki.members("writers")).isEmpty();
        assertThat(wiki.members("readers")).containsExactly("ada.lovelace");
    }

    @Test
    void anEditThatIsTakenBackAfterItCouldNotBeConfirmedLeavesNothingBehind() throws InterruptedException {
        var wiki = company.app("wiki").withGroups("readers", "writers");
        company.role("reader", wiki, "readers");
        company.role("writer", wiki, "writers");
        company.user("ada", "{userName: ada.lovelace, roles: [{name: reader}]}");
        company.awaitReady("ada");
        var landing = wiki.simulator().on(Match.of("PATCH", "/Groups/*"), 1).holdAfterCommit();

        company.user("ada", "{userName: ada.lovelace, roles: [{name: reader}, {name: writer}]}");
        assertThat(landing.awaitArrival(Company.SOON)).isTrue();
        wiki.simulator().on(Match.of("GET", "/Groups*"), 1_000).fail(503);
        landing.release();
        company.awaitState("ada", "wiki", "Failed");
        company.user("ada", "{userName: ada.lovelace, roles: [{name: reader}]}");
        wiki.simulator().reset();

        company.awaitReady("ada");
        assertThat(wiki.members("writers")).isEmpty();
    }

    @Test
    void aDepartureDeletesWhereTheAppSaysSoAndMakesANewAccountOnReturn() {
        var wiki = company.app("wiki", "deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        company.role("analyst", wiki);
        company.user("ada", employed("Active"));
        company.awaitReady("ada");
        var id = wiki.idOf("ada.lovelace");

        company.user("ada", employed("Terminated"));
        company.awaitReady("ada");

        assertThat(wiki.has("ada.lovelace")).isFalse();
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Deleted");

        company.user("ada", employed("Active"));
        company.awaitReady("ada");

        assertThat(wiki.lets("ada.lovelace")).isTrue();
        assertThat(wiki.idOf("ada.lovelace")).isNotEqualTo(id);
        assertThat(company.account("ada", "wiki").id()).isEqualTo(wiki.idOf("ada.lovelace"));
    }

    @Test
    void aDepartureLeavesTheAccountAloneWhereTheAppSaysKeep() {
        var wiki = company.app("wiki", "deprovisioning: {onDeparture: Keep}").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        company.user("ada", employed("Active"));
        company.awaitReady("ada");
        wiki.simulator().reset();

        company.user("ada", employed("Terminated"));
        company.awaitReady("ada");

        assertThat(company.user("ada").getStatus().lifecycleState()).isEqualTo("Departed");
        assertThat(wiki.lets("ada.lovelace")).isTrue();
        assertThat(wiki.members("analysts")).containsExactly("ada.lovelace");
        assertThat(wiki.simulator().writes()).isZero();
    }

    @Test
    void aKeyThatIsGivenLaterKeepsTheAccount() {
        var wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        company.user("ada", "{userName: ada.lovelace, roles: [{name: analyst}]}");
        company.awaitReady("ada");
        var id = wiki.idOf("ada.lovelace");

        company.user("ada", "{userName: ada.lovelace, externalId: '1815', roles: [{name: analyst}]}");
        company.awaitReady("ada");

        assertThat(wiki.simulator().users()).hasSize(1);
        assertThat(wiki.idOf("ada.lovelace")).isEqualTo(id);
        assertThat(wiki.account("ada.lovelace").path("externalId").asText()).isEqualTo("1815");
    }

    @Test
    void anAccountOfADeletedUserIsDisabledAtOnceAndDeletedWhenItsRetentionIsOver() {
        var wiki = company.app("wiki", "deprovisioning: {onDeparture: Delete, retentionSeconds: 8}");
        company.role("analyst", wiki);
        company.user("ada", employed("Active"));
        company.awaitReady("ada");

        company.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(company.retained()).singleElement().satisfies(retained -> {
            assertThat(retained.getStatus().state()).isEqualTo("Retained");
            assertThat(retained.getStatus().purgeTime())
                    .isEqualTo(Instant.parse(retained.getMetadata().getCreationTimestamp())
                            .plusSeconds(8)
                            .toString());
        }));
        assertThat(wiki.lets("ada.lovelace")).isFalse();

        soon(() -> assertThat(company.retained()).singleElement().satisfies(retained -> {
            assertThat(retained.getStatus().state()).isEqualTo("Deleted");
            assertThat(retained.getStatus().purgeTime()).isNull();
        }));
        assertThat(wiki.has("ada.lovelace")).isFalse();
    }

    @Test
    void anAccountOfADeletedUserIsDisabledAndComesBackWithTheUser() {
        var wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        company.user("ada", employed("Active"));
        company.awaitReady("ada");
        var id = wiki.idOf("ada.lovelace");

        company.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
        soon(() -> assertThat(company.retained())
                .singleElement()
                .satisfies(retained -> assertThat(retained.getStatus().state()).isEqualTo("Retained")));
        assertThat(wiki.lets("ada.lovelace")).isFalse();
        assertThat(wiki.members("analysts")).isEmpty();

        company.user("ada", employed("Active"));
        company.awaitReady("ada");

        assertThat(wiki.idOf("ada.lovelace")).isEqualTo(id);
        assertThat(wiki.lets("ada.lovelace")).isTrue();
        assertThat(wiki.members("analysts")).containsExactly("ada.lovelace");
        soon(Duration.ofSeconds(15), () -> assertThat(company.retained()).isEmpty());
    }

    @Test
    void anAccountThatItsUserLeavesBehindStaysInUseUntilTheUserIsBack() {
        var wiki = company.app("wiki", "deprovisioning: {onDeparture: Delete, retentionSeconds: 0}")
                .withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        company.user("ada", employed("Active") + "deletionPolicy: Orphan\n");
        company.awaitReady("ada");
        var id = wiki.idOf("ada.lovelace");
        wiki.simulator().reset();

        company.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(company.retained()).singleElement().satisfies(retained -> {
            assertThat(retained.getSpec().deletionPolicy()).isEqualTo("Orphan");
            assertThat(retained.getStatus().state()).isEqualTo("Kept");
            assertThat(retained.getStatus().purgeTime()).isNull();
        }));
        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
        assertThat(wiki.lets("ada.lovelace")).isTrue();

        company.user("ada", employed("Active"));
        company.awaitReady("ada");

        soon(Duration.ofSeconds(15), () -> assertThat(company.retained()).isEmpty());
        assertThat(wiki.idOf("ada.lovelace")).isEqualTo(id);
        assertThat(wiki.members("analysts")).containsExactly("ada.lovelace");
        assertThat(wiki.simulator().writes()).isZero();
    }

    private static String employed(String status) {
        return """
                userName: ada.lovelace
                externalId: "1815"
                employments: [{id: main, status: %s}]
                roles: [{name: analyst}]
                """.formatted(status);
    }
}
