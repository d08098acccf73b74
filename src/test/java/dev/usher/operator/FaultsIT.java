package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithControlPlane.class)
class FaultsIT {
    private static final int TESTS = 16;
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    /** An app that was down is asked again after a pause that has doubled a few times by then. */
    private static final Duration AFTER_AN_OUTAGE = Duration.ofSeconds(40);

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
    void aRoleThatDoesNotExistIsNamedAndHealsWhenItAppears() {
        var wiki = company.app("wiki");
        company.user("ada", "{userName: ada, roles: [{name: analyst}]}");

        assertThat(company.awaitNotReady("ada", "RoleNotFound").message()).contains("analyst");

        company.role("analyst", wiki);
        company.awaitReady("ada");
        assertThat(wiki.lets("ada")).isTrue();
    }

    @Test
    void anAppThatDoesNotExistIsNamedAndHealsWhenItAppears() {
        var wiki = company.undeclaredApp("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");

        assertThat(company.awaitNotReady("ada", "AppNotFound").message()).contains("wiki");
        assertThat(company.awaitNotReady(Role.class, "employee", "AppNotFound").message())
                .contains("wiki");

        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.declare("wiki", wiki.simulator().endpoint(), "");
        company.awaitReady("ada");
    }

    @Test
    void aMissingSecretAndOneThatIsNotOfferedToTheHostLookTheSameAndHealWithinTenSeconds() {
        var wiki = company.undeclaredApp("wiki");
        var chat = company.undeclaredApp("chat");
        company.secret("chat", "scim.example.com", chat.simulator().token());
        company.role("employee", "grants: [{app: {name: wiki}}, {app: {name: chat}}]");
        company.declare("wiki", wiki.simulator().endpoint(), "");
        company.declare("chat", chat.simulator().endpoint(), "");
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");

        var missing = company.awaitNotReady(TargetApp.class, "wiki", "SecretNotOffered");
        assertThat(company.said(TargetApp.class, "wiki", "CredentialsValid"))
                .hasValueSatisfying(said -> assertThat(said.status()).isEqualTo("False"));
        assertThat(missing.message()).contains("wiki", "usher.dev/credential=true", "usher.dev/hosts=127.0.0.1");
        assertThat(company.awaitNotReady(TargetApp.class, "chat", "SecretNotOffered")
                        .message())
                .isEqualTo(missing.message().replace("wiki", "chat"));
        company.awaitNotReady("ada", "SecretNotOffered");
        assertThat(wiki.simulator().requestCount()).isZero();
        assertThat(chat.simulator().requestCount()).isZero();

        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.secret("chat", "127.0.0.1", chat.simulator().token());
        company.awaitReady("ada", TEN_SECONDS);
    }

    @Test
    void aWrongTokenIsNotTriedTwiceAndHealsWithinTenSecondsOfTheChange() {
        var wiki = company.undeclaredApp("wiki");
        company.role("employee", wiki);
        company.secret("wiki", "127.0.0.1", "wrong");
        company.declare("wiki", wiki.simulator().endpoint(), "");
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");

        company.awaitNotReady(TargetApp.class, "wiki", "CredentialsRejected");
        company.awaitNotReady("ada", "CredentialsRejected");
        assertThat(wiki.simulator().requests())
                .filteredOn(request -> request.status() == 401)
                .hasSizeLessThanOrEqualTo(2);

        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.awaitReady("ada", TEN_SECONDS);
    }

    @Test
    void aTokenIsChangedWithoutARestart() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");

        wiki.simulator().requireToken("another-token");
        company.secret("wiki", "127.0.0.1", "another-token");
        company.user("grace", "{userName: grace, roles: [{name: employee}]}");

        company.awaitReady("grace");
        assertThat(wiki.lets("grace")).isTrue();
    }

    @Test
    void anAppThatIsDownHoldsUpNoOtherAndHealsWhenItIsBack() {
        var wiki = company.app("wiki");
        var chat = company.app("chat");
        company.role("employee", "grants: [{app: {name: wiki}}, {app: {name: chat}}]");
        chat.simulator().down();

        company.user("ada", "{userName: ada, roles: [{name: employee}]}");

        assertThat(company.awaitNotReady("ada", "AppUnreachable").message())
                .contains("chat")
                .doesNotContain("wiki");
        company.awaitState("ada", "wiki", "Active");
        assertThat(wiki.lets("ada")).isTrue();

        chat.simulator().up();
        company.awaitReady("ada", AFTER_AN_OUTAGE);
        assertThat(chat.lets("ada")).isTrue();
    }

    @Test
    void anAnswerThatIsLostAfterTheCommitMakesNoSecondAccount() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        wiki.simulator().dropAnswerAfterCommit("POST", "/Users", 1);

        company.user("ada", "{userName: ada, roles: [{name: employee}]}");

        company.awaitReady("ada");
        assertThat(wiki.simulator().users()).hasSize(1);
        assertThat(company.account("ada", "wiki").id()).isEqualTo(wiki.idOf("ada"));
    }

    @Test
    void aUserWhoIsDeletedWhileTheAppIsDownGoesAtOnceAndComesBackToTheSameAccount() {
        var wiki = company.app("wiki").withGroups("staff");
        company.role("employee", wiki, "staff");
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        var id = wiki.idOf("ada");
        wiki.simulator().down();

        company.delete(ProvisionedUser.class, "ada");
        soon(
                TEN_SECONDS,
                () -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
        assertThat(company.retained())
                .singleElement()
                .satisfies(record -> assertThat(record.getSpec().id()).isEqualTo(id));

        wiki.simulator().up();
        soon(
                AFTER_AN_OUTAGE,
                () -> assertThat(company.retained())
                        .singleElement()
                        .satisfies(
                                record -> assertThat(record.getStatus().state()).isEqualTo("Retained")));
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(wiki.members("staff")).isEmpty();

        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        assertThat(wiki.idOf("ada")).isEqualTo(id);
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.members("staff")).containsExactly("ada");
        soon(() -> assertThat(company.retained()).isEmpty());
    }

    @Test
    void anAccountFromBeforeItsUserHadAKeyIsDisabledWithTheUser() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        wiki.simulator().down();

        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.awaitNotReady("ada", "AppUnreachable");
        company.delete(ProvisionedUser.class, "ada");
        soon(
                TEN_SECONDS,
                () -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());

        wiki.simulator().up();
        soon(AFTER_AN_OUTAGE, () -> assertThat(wiki.lets("ada")).isFalse());
    }

    @Test
    void anAccountOfSomebodyElseIsNeverTouched() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        wiki.simulator().addUser("ada");
        var before = wiki.account("ada").toString();

        company.user("ada", "{userName: ada, roles: [{name: employee}]}");

        company.awaitNotReady("ada", "AdoptionNeedsDecision");
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
        assertThat(wiki.simulator().writes()).isZero();
        assertThat(wiki.account("ada").toString()).isEqualTo(before);
        soon(() -> assertThat(company.retained()).isEmpty());
    }

    @Test
    void moreRemovalsAtOnceThanTheLimitAllowsAreHeldAndSaidOnUserAndApp() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        var people = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> "user-" + number)
                .toList();
        people.forEach(name -> company.user(
                name,
                "{userName: " + name + ", employments: [{id: main, status: Active}], roles: [{name: employee}]}"));
        people.forEach(company::awaitReady);

        people.forEach(name -> company.user(
                name,
                "{userName: " + name + ", employments: [{id: main, status: Terminated}], roles: [{name: employee}]}"));

        soon(AFTER_AN_OUTAGE, () -> {
            assertThat(people.stream().filter(name -> !wiki.lets(name))).hasSize(5);
            assertThat(people.stream()
                            .filter(name ->
                                    "Held".equals(company.account(name, "wiki").state())))
                    .hasSize(7)
                    .allSatisfy(name -> {
                        assertThat(wiki.lets(name)).isTrue();
                        assertThat(company.ready(name).reason()).isEqualTo("RemovalsHeld");
                    });
        });
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "RemovalsHeld"))
                .hasValueSatisfying(said -> assertThat(said.message()).contains("spec.safety.attested")));
    }

    @Test
    void anAddressOfAnotherTenantIsUsedOnlyOnceItIsMeant() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        var other = company.undeclaredApp("other");
        company.secret("wiki", "127.0.0.1", other.simulator().token());

        company.declare("wiki", other.simulator().endpoint(), "");
        assertThat(company.awaitNotReady(TargetApp.class, "wiki", "TenantChanged")
                        .message())
                .contains("Rediscover");
        assertThat(other.simulator().requestCount()).isZero();

        company.declare("wiki", other.simulator().endpoint(), "tenantChange: Rediscover\n");
        soon(() -> assertThat(other.has("ada")).isTrue());
        soon(() -> assertThat(company.account("ada", "wiki").id()).isEqualTo(other.idOf("ada")));
    }

    @Test
    void ofTwoAppsWithOneAddressTheYoungerIsRefused() {
        var wiki = company.app("wiki");
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.status()).isEqualTo("True")));

        company.declare("copy", wiki.simulator().endpoint(), "");

        assertThat(company.awaitNotReady(TargetApp.class, "copy", "DuplicateTenant")
                        .message())
                .contains("wiki");
        assertThat(company.said(TargetApp.class, "copy", "Stalled")).isPresent();
    }

    @Test
    void anAppThatIsDeletedKeepsItsAccountsAndGoesOnWhenItIsBack() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        var id = wiki.idOf("ada");

        company.delete(TargetApp.class, "wiki");
        company.awaitState("ada", "wiki", "AppGone");
        assertThat(wiki.lets("ada")).isTrue();

        company.declare("wiki", wiki.simulator().endpoint(), "");
        company.awaitState("ada", "wiki", "Active");
        company.awaitReady("ada");
        assertThat(company.account("ada", "wiki").id()).isEqualTo(id);
        assertThat(wiki.simulator().users()).hasSize(1);
    }

    @Test
    void ofTwoUsersWithOneKeyTheHolderKeepsTheAccount() {
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.awaitReady("ada");

        company.user("ada-again", "{userName: ada2, externalId: '1815', roles: [{name: employee}]}");

        company.awaitNotReady("ada-again", "DuplicateExternalId");
        company.delete(ProvisionedUser.class, "ada-again");
        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada-again")).isEmpty());
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.simulator().users()).hasSize(1);
    }

    @Test
    void aGroupThatDoesNotExistIsNamedAndHealsWhenItAppears() {
        var wiki = company.app("wiki");
        company.role("analyst", wiki, "analysts");
        company.user("ada", "{userName: ada, roles: [{name: analyst}]}");

        assertThat(company.awaitNotReady("ada", "NotFoundInApp").message()).contains("analysts");
        assertThat(wiki.lets("ada")).isTrue();

        wiki.simulator().addGroup("analysts");
        company.awaitReady("ada", AFTER_AN_OUTAGE);
        assertThat(wiki.members("analysts")).containsExactly("ada");
    }
}
