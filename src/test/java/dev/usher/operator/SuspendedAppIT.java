package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An app to which somebody asks that nothing is written, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class SuspendedAppIT {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final int COMPANIES = 2;

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;
    private App wiki;
    private App chat;

    @BeforeAll
    static void start(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "suspended", COMPANIES);
        operator = world.startOperatorAt(NOW);
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void adaAndGraceWork() {
        company = world.company();
        wiki = company.app("wiki").withGroups("staff");
        chat = company.app("chat");
        company.role("employee", """
                grants:
                - app: {name: wiki}
                  entitlements: [{kind: group, value: staff}]
                - app: {name: chat}
                """);
        joins("ada");
        joins("grace");
    }

    private void joins(String name) {
        company.user(name, "{userName: " + name + ", roles: [{name: employee}]}");
        company.awaitReady(name);
    }

    private void wiki(String more) {
        company.declare("wiki", wiki.simulator().endpoint(), more);
    }

    private void isSuspended(String message) {
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Suspended"))
                .hasValueSatisfying(said -> assertThat(said.message())
                        .startsWith("Nothing is written")
                        .endsWith(message)));
        company.awaitRolledOut("wiki");
    }

    @Test
    void isWrittenNothingUntilItIsTakenOut() {
        wiki("suspend: {reason: migration}\n");
        isSuspended("until `spec.suspend` is taken out");
        wiki.simulator().reset();

        joins("alan");
        company.user("ada", "{userName: ada, employments: [{id: main, status: Terminated}]}");
        company.delete(ProvisionedUser.class, "grace");

        soon(() -> assertThat(chat.lets("alan")).isTrue());
        soon(() -> assertThat(chat.lets("ada")).isFalse());
        soon(() -> assertThat(chat.lets("grace")).isFalse());
        company.awaitReason("alan", "PartlyObserved");
        assertThat(company.ready("alan").message()).contains("written to wiki,");
        company.awaitReason("ada", "PartlyObserved");
        soon(() -> assertThat(company.retained())
                .filteredOn(account -> account.getSpec().app().name().equals("wiki"))
                .singleElement()
                .satisfies(account -> assertThat(
                                account.getStatus().conditions().getFirst().reason())
                        .isEqualTo("AppSuspended")));
        assertThat(wiki.simulator().writes()).isZero();
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.lets("grace")).isTrue();
        assertThat(wiki.has("alan")).isFalse();

        wiki("");

        soon(() -> assertThat(wiki.lets("alan")).isTrue());
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(wiki.lets("grace")).isFalse());
        company.awaitReason("alan", "Provisioned");
        soon(() ->
                assertThat(company.said(TargetApp.class, "wiki", "Suspended")).isEmpty());
    }

    @Test
    void goesOnByItselfWhenItsTimeIsOver() {
        wiki("suspend: {reason: migration, until: \"2030-03-01\"}\n");
        isSuspended("until 2030-03-02T00:00:00Z");
        company.user("ada", "{userName: ada, employments: [{id: main, status: Terminated}]}");
        soon(() -> assertThat(chat.lets("ada")).isFalse());
        soon(() -> company.stands("ada", "Departed", "SuspendEnds 2030-03-02T00:00:00Z"));
        assertThat(wiki.lets("ada")).isTrue();

        var timeline = new Timeline(operator);
        timeline.pass(
                Instant.parse("2030-03-02T00:00:00Z"),
                () -> assertThat(wiki.lets("ada")).isTrue(),
                () -> assertThat(wiki.lets("ada")).isFalse());
        timeline.advanceTo(Instant.parse("2030-03-02T00:00:00Z").plus(Duration.ofHours(1)));
        soon(() -> company.stands("ada", "Departed", "nothing"));
    }
}
