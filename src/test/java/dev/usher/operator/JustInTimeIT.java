package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An app that makes accounts at the first login, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class JustInTimeIT {
    private static final Duration FOUND_WITHIN = Duration.ofSeconds(45);
    private static final int COMPANIES = 4;

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;
    private App wiki;
    private App chat;
    private int everySeconds = 3600;

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
    void somebodyIsAwaited() {
        company = world.company();
        chat = company.app("chat");
        wiki = company.undeclaredApp("wiki", ScimSimulator.builder().pageCap(2)).withGroups("staff");
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        isCreatedBy("JustInTime");
        company.role("employee", wiki, "staff");
        company.apply("Role", "talker", "grants: [{app: {name: chat}}]");
        joins("ada");
        company.awaitReady("ada", FOUND_WITHIN);
    }

    private void joins(String name) {
        company.user(
                name, "{userName: " + name + ", displayName: " + name + ", roles: [{name: employee}, {name: talker}]}");
    }

    private void leaves(String name) {
        company.user(name, "{userName: " + name + ", employments: [{id: main, status: Terminated}]}");
    }

    /** An edit of how an app is looked after has it looked at. */
    private void isCreatedBy(String creation) {
        everySeconds++;
        company.declare(
                "wiki",
                wiki.simulator().endpoint(),
                "inventory: {everySeconds: " + everySeconds + "}\ncreation: " + creation);
    }

    private void logsInAndIsFound(String name) {
        wiki.simulator().addUser(name);
        isCreatedBy("JustInTime");
    }

    private TargetAppStatus.Counts counts() {
        return Optional.ofNullable(
                        company.find(TargetApp.class, "wiki").orElseThrow().getStatus())
                .flatMap(status -> Optional.ofNullable(status.accounts()))
                .orElseThrow(() -> new AssertionError("nothing was counted"));
    }

    @Test
    void whoHasNotLoggedInIsReadyAndNothingIsWritten() {
        assertThat(company.ready("ada").reason()).isEqualTo("AwaitingLogin");
        assertThat(company.ready("ada").message()).contains("wiki");
        assertThat(company.account("ada", "wiki").state()).isEqualTo("AwaitingLogin");
        assertThat(company.user("ada").getStatus().converged()).isEqualTo("1/2");
        assertThat(company.said(ProvisionedUser.class, "ada", "Reconciling")).isEmpty();
        assertThat(wiki.simulator().writes()).isZero();
        assertThat(chat.lets("ada")).isTrue();
        soon(FOUND_WITHIN, () -> assertThat(counts().awaitingLogin()).isEqualTo(1));
    }

    @Test
    void theAccountOfAFirstLoginIsKeptAndEndsWithItsPerson() {
        logsInAndIsFound("ada");
        soon(FOUND_WITHIN, () -> assertThat(company.ready("ada").reason()).isEqualTo("Provisioned"));
        assertThat(company.account("ada", "wiki").id()).isEqualTo(wiki.idOf("ada"));
        assertThat(company.account("ada", "wiki").awaited()).isNull();
        assertThat(wiki.simulator().users()).hasSize(1);
        assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("ada");
        assertThat(wiki.members("staff")).containsExactly("ada");
        assertThat(company.user("ada").getStatus().converged()).isEqualTo("2/2");

        leaves("ada");

        company.awaitState("ada", "wiki", "Disabled");
        assertThat(wiki.lets("ada")).isFalse();
    }

    @Test
    void whoLeavesBeforeTheyLogInIsShutOutShouldTheyDoSoAlsoAfterARestart() {
        leaves("ada");
        company.awaitState("ada", "wiki", "Deleted");
        assertThat(wiki.simulator().writes()).isZero();
        assertThat(operator.stop()).isZero();
        wiki.simulator().addUser("ada");

        operator = world.startOperator();

        soon(FOUND_WITHIN, () -> assertThat(wiki.lets("ada")).isFalse());
        company.awaitState("ada", "wiki", "Disabled");
        assertThat(company.account("ada", "wiki").id()).isEqualTo(wiki.idOf("ada"));
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.retained()).hasSize(2));
    }

    @Test
    void theAccountsAreMadeOnceUsherIsAskedToAndDeletingWhoWasAwaitedRetainsNone() {
        joins("grace");
        company.awaitReady("grace", FOUND_WITHIN);
        company.delete(ProvisionedUser.class, "grace");
        soon(() -> assertThat(company.find(ProvisionedUser.class, "grace")).isEmpty());
        assertThat(company.retained())
                .singleElement()
                .satisfies(
                        retained -> assertThat(retained.getSpec().app().name()).isEqualTo("chat"));

        isCreatedBy("Provision");

        soon(FOUND_WITHIN, () -> assertThat(company.ready("ada").reason()).isEqualTo("Provisioned"));
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.members("staff")).containsExactly("ada");
        assertThat(wiki.has("grace")).isFalse();
    }
}
