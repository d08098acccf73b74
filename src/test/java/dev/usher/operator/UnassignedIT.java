package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What apps do with the accounts of people whom nothing gives the app any more. */
@ExtendWith(WithControlPlane.class)
class UnassignedIT {
    private static final int COMPANIES = 3;
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final String ASSIGNED = "{userName: ada, roles: [{name: employee}]}";
    private static final String UNASSIGNED = "{userName: ada}";

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Timeline timeline;
    private Company company;
    private App wiki;

    @BeforeAll
    static void start(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "unassigned", COMPANIES);
        operator = world.startOperatorAt(Instant.parse("2030-01-01T00:00:00Z"));
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        timeline = new Timeline(operator);
        company = world.company();
        wiki = company.undeclaredApp("wiki", ScimSimulator.builder().clock(timeline.clock()))
                .withGroups("staff");
        timeline.witness(wiki);
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.role("employee", wiki, "staff");
    }

    private void adaWorksWhereTheApp(String says) {
        company.declare("wiki", wiki.simulator().endpoint(), says);
        ada(ASSIGNED);
        soon(() -> assertThat(wiki.members("staff")).containsExactly("ada"));
    }

    private void ada(String spec) {
        company.user("ada", spec);
        company.awaitReady("ada");
    }

    /** Returns until when the account is retained. */
    private Instant losesIt() {
        ada(UNASSIGNED);
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(company.account("ada", "wiki").unassignedTime()).isNotNull());
        var since = Instant.parse(
                Objects.requireNonNull(company.account("ada", "wiki").unassignedTime()));
        return since.plus(RETENTION);
    }

    @Test
    void anAppThatDeletesRetainsTheAccountFromTheDayOnWhichNothingGivesIt() {
        adaWorksWhereTheApp("deprovisioning: {onUnassigned: Delete, retentionSeconds: 2592000}");
        var id = wiki.idOf("ada");
        var first = losesIt();
        soon(() -> company.stands("ada", "Active", "RetentionEnds " + first));

        timeline.advanceTo(first.minus(Duration.ofHours(1)));
        ada(ASSIGNED);
        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        assertThat(wiki.idOf("ada")).isEqualTo(id);
        soon(() -> assertThat(company.account("ada", "wiki").unassignedTime()).isNull());

        var due = losesIt();
        assertThat(due).isAfter(first);
        timeline.pass(
                due,
                () -> assertThat(wiki.has("ada")).isTrue(),
                () -> assertThat(wiki.has("ada")).isFalse());
        company.awaitState("ada", "wiki", "Deleted");
        soon(() -> company.stands("ada", "Active", "nothing"));
    }

    @Test
    void anAppThatKeepsTakesWhatRolesGaveAndManagesTheAccountAgainLater() {
        adaWorksWhereTheApp("deprovisioning: {onUnassigned: Keep}");
        var id = wiki.idOf("ada");

        ada(UNASSIGNED);
        soon(() -> assertThat(wiki.members("staff")).isEmpty());
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(company.account("ada", "wiki")).satisfies(kept -> {
            assertThat(kept.state()).isEqualTo("Active");
            assertThat(kept.id()).isEqualTo(id);
            assertThat(kept.unassignedTime()).isNull();
        });

        ada(ASSIGNED);
        soon(() -> assertThat(wiki.members("staff")).containsExactly("ada"));
        assertThat(wiki.idOf("ada")).isEqualTo(id);
    }

    @Test
    void anAppThatSaysNothingDisablesTheAccountAndDeletesItNever() {
        adaWorksWhereTheApp("displayName: Wiki");

        var due = losesIt();
        timeline.advanceTo(due.plus(Duration.ofDays(1)));
        ada("{userName: ada, displayName: Ada}");

        assertThat(wiki.has("ada")).isTrue();
        company.stands("ada", "Active", "nothing");
    }
}
