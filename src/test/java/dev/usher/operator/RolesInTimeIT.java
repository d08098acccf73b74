package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus.CauseEntry;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Roles that begin, end and are renewed as time goes by. */
@ExtendWith(WithControlPlane.class)
class RolesInTimeIT {
    private static final String GRANTS =
            "grants: [{app: {name: wiki}, entitlements: [{kind: group, value: builders}]}]";

    private final OperatorWorld world;
    private final Timeline timeline;
    private final Company company;
    private final App wiki;

    RolesInTimeIT(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "roles", 1);
        timeline = new Timeline(world.startOperatorAt(Instant.parse("2030-01-01T00:00:00Z")));
        company = world.company();
        wiki = company.undeclaredApp("wiki", ScimSimulator.builder().clock(timeline.clock()))
                .withGroups("staff", "builders");
        timeline.witness(wiki);
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.declare("wiki", wiki.simulator().endpoint(), "displayName: Wiki");
        company.role("employee", wiki, "staff");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void pass(String instant, Runnable before, Runnable after) {
        timeline.pass(Instant.parse(instant), before::run, after::run);
    }

    private void builds(String... names) {
        assertThat(wiki.members("builders")).containsExactlyInAnyOrder(names);
    }

    private void ada(String more) {
        company.user("ada", "{userName: ada, " + more + "}");
        company.awaitReady("ada");
    }

    /** What changes of a person takes is kept for the grace of the role; the end is written down before it comes. */
    @Test
    void aMoverKeepsARoleForItsGraceAndNotLonger() {
        company.apply(
                "Role",
                "builder",
                "{membership: {rule: \"user.department == 'Engineering'\", graceSeconds: 259200}, " + GRANTS + "}");
        ada("department: Engineering, roles: [{name: employee}]");
        soon(() -> builds("ada"));
        timeline.advanceTo(Instant.parse("2030-02-01T12:00:00Z"));

        ada("department: Sales, roles: [{name: employee}]");

        soon(() -> assertThat(company.user("ada").getStatus().roles())
                .filteredOn(role -> role.name().equals("builder"))
                .singleElement()
                .satisfies(role ->
                        assertThat(role.causes()).extracting(CauseEntry::kind).containsExactly("Grace")));
        var end = Objects.requireNonNull(company.user("ada").getStatus().nextTransition())
                .time();
        assertThat(Instant.parse(end)).isBetween("2030-02-04T12:00:00Z", "2030-02-04T12:10:00Z");
        company.stands("ada", "Active", "GraceEnds " + end);
        pass(end, () -> builds("ada"), () -> company.stands("ada", "Active", "nothing"));
        builds();
        assertThat(wiki.members("staff")).containsExactly("ada");
    }

    /** It is the midnight of the place where the person works. */
    @Test
    void aRuleThatAsksForTheDayIsAskedAgainAtEveryMidnight() {
        company.apply("Role", "builder", "{membership: {rule: \"user.today == '2030-01-02'\"}, " + GRANTS + "}");
        ada("timezone: Asia/Tokyo, roles: [{name: employee}]");
        soon(() -> company.stands("ada", "Active", "DayBegins 2030-01-01T15:00:00Z"));
        pass(
                "2030-01-01T15:00:00Z",
                this::builds,
                () -> company.stands("ada", "Active", "DayBegins 2030-01-02T15:00:00Z"));
        builds("ada");
        pass(
                "2030-01-02T15:00:00Z",
                () -> builds("ada"),
                () -> company.stands("ada", "Active", "DayBegins 2030-01-03T15:00:00Z"));
        builds();
        assertThat(wiki.members("staff")).containsExactly("ada");
    }

    @Test
    void aRoleThatIsGivenForATimeBeginsEndsAndStaysOverUntilItIsRenewed() {
        company.apply("Role", "builder", "{assignment: {maximumSeconds: 864000}, " + GRANTS + "}");
        ada("roles: [{name: employee}, {name: builder, from: '2030-02-01', until: '2030-12-31'}]");
        company.stands("ada", "Active", "RoleStarts 2030-02-01T00:00:00Z");
        pass(
                "2030-02-01T00:00:00Z",
                this::builds,
                () -> company.stands("ada", "Active", "RoleEnds 2030-02-11T00:00:00Z"));
        builds("ada");
        pass(
                "2030-02-11T00:00:00Z",
                () -> builds("ada"),
                () -> assertThat(company.said(ProvisionedUser.class, "ada", "AssignmentEnded"))
                        .hasValueSatisfying(said -> assertThat(said.message()).contains("Role builder")));
        soon(this::builds);
        assertThat(company.user("ada").getStatus().assignments())
                .singleElement()
                .satisfies(over -> assertThat(over.endedBy()).isEqualTo("Maximum"));

        ada("roles: [{name: employee}, {name: builder, from: '2030-02-11', until: '2030-12-31'}]");

        soon(() -> builds("ada"));
        soon(() -> company.stands("ada", "Active", "RoleEnds 2030-02-21T00:00:00Z"));
        assertThat(company.said(ProvisionedUser.class, "ada", "AssignmentEnded"))
                .isEmpty();
    }

    @Test
    void whoReturnsAfterALongAbsenceIsGivenTheirRolesAgainOnlyByHand() {
        company.apply("Role", "builder", "{" + GRANTS + "}");
        ada("roles: [{name: builder}], employments: [{id: main, status: Active, endTime: '2030-01-31'}]");
        soon(() -> builds("ada"));
        pass("2030-02-01T00:00:00Z", () -> builds("ada"), () -> company.stands("ada", "Departed", "nothing"));
        builds();
        timeline.advanceTo(Instant.parse("2030-04-01T00:00:00Z"));

        ada("roles: [{name: builder}], employments: [{id: main, status: Active}]");

        soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "NeedsConfirmation"))
                .hasValueSatisfying(said -> assertThat(said.message()).contains("Role builder")));
        assertThat(wiki.lets("ada")).isFalse();
        builds();

        ada("roles: [{name: builder, from: '2030-04-01'}], employments: [{id: main, status: Active}]");

        soon(() -> builds("ada"));
        assertThat(wiki.lets("ada")).isTrue();
    }
}
