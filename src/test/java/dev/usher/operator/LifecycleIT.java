package dev.usher.operator;

import static dev.usher.operator.Company.SOON;
import static dev.usher.operator.Company.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Reference;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an app makes of absences, ends and starts that move, each at its instant. */
@ExtendWith(WithControlPlane.class)
class LifecycleIT {
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final OperatorWorld world;
    private final OperatorProcess operator;
    private final Timeline timeline;
    private final Company company;
    private final App wiki;

    LifecycleIT(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "lifecycle", 1);
        operator = world.startOperatorAt(Instant.parse("2030-01-01T00:00:00Z"));
        timeline = new Timeline(operator);
        company = world.company();
        wiki = company.undeclaredApp("wiki", ScimSimulator.builder().clock(timeline.clock()))
                .withGroups("staff");
        timeline.witness(wiki);
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.role("employee", wiki, "staff");
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** Declares the app with these settings. */
    private void declare(String settings) {
        company.declare("wiki", wiki.simulator().endpoint(), settings);
    }

    /** Applies a user with one employment, of which this is known. */
    private void ada(String employment) {
        ada("", employment);
    }

    private void ada(String more, String employment) {
        company.user(
                "ada",
                "{userName: ada, roles: [{name: employee}], " + more + "employments: [{id: main, " + employment
                        + "}]}");
        company.awaitReady("ada");
    }

    private void pass(String instant, Runnable before, Runnable after) {
        timeline.pass(Instant.parse(instant), before::run, after::run);
    }

    private void works(String id) {
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.idOf("ada")).isEqualTo(id);
    }

    @Test
    void aLeaveThatAnAppKeepsPeopleThroughChangesNothingThere() {
        declare("deprovisioning: {onLeave: Keep}");
        ada("leaves: [{id: l1, from: '2030-02-01', until: '2030-02-28'}]");
        var id = wiki.idOf("ada");

        pass(
                "2030-02-01T00:00:00Z",
                () -> works(id),
                () -> company.stands("ada", "OnLeave", "LeaveEnds 2030-03-01T00:00:00Z"));

        works(id);
        assertThat(wiki.members("staff")).containsExactly("ada");
        assertThat(wiki.simulator().writes()).isZero();
    }

    @Test
    void aSuspensionThatDeletesDisablesAtOnceAndDeletesAfterTheRetention() {
        declare("deprovisioning: {onSuspension: Delete, retentionSeconds: 86400}");
        ada("status: Active");
        var id = wiki.idOf("ada");
        timeline.advanceTo(Instant.parse("2030-02-01T00:00:00Z"));

        ada("status: Suspended");
        soon(() -> assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled"));
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(wiki.members("staff")).containsExactly("ada");
        var due = since().plus(Duration.ofDays(1));
        company.stands("ada", "Suspended", "RetentionEnds " + due);

        timeline.pass(
                due,
                () -> assertThat(wiki.idOf("ada")).isEqualTo(id),
                () -> company.stands("ada", "Suspended", "nothing"));
        assertThat(wiki.has("ada")).isFalse();
        company.awaitState("ada", "wiki", "Deleted");

        ada("status: Active");
        soon(() -> assertThat(wiki.has("ada")).isTrue());
        soon(() -> company.stands("ada", "Active", "nothing"));
        assertThat(wiki.lets("ada")).isTrue();
    }

    private Instant since() {
        return Instant.parse(requireNonNull(company.status("ada").awayTime()));
    }

    @Test
    void aDepartureThatDeletesDisablesAtOnceAndPurgesExactlyAfterTheRetention() {
        declare("deprovisioning: {onDeparture: Delete, retentionSeconds: 2592000}");
        ada("endTime: '2030-03-01T12:00:00Z'");
        company.stands("ada", "Active", "EmploymentEnds 2030-03-01T12:00:00Z");
        pass("2030-03-01T12:00:00Z", () -> assertThat(wiki.lets("ada")).isTrue(), () -> {
            company.stands("ada", "Departed", "RetentionEnds " + departed().plus(Duration.ofDays(30)));
            assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled");
        });
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(wiki.members("staff")).isEmpty();
        assertThat(departed()).isBetween(Instant.parse("2030-03-01T12:00:00Z"), Instant.parse("2030-03-01T12:00:05Z"));
        var due = departed().plus(Duration.ofDays(30));

        timeline.pass(
                due, () -> assertThat(wiki.has("ada")).isTrue(), () -> company.stands("ada", "Purged", "nothing"));

        assertThat(wiki.has("ada")).isFalse();
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Deleted");
        assertThat(Instant.parse(requireNonNull(company.status("ada").purgedTime())))
                .isBetween(due, due.plusSeconds(5));
    }

    private Instant departed() {
        return Optional.ofNullable(company.status("ada").departedTime())
                .map(Instant::parse)
                .orElseThrow(() -> new AssertionError("ada has not departed"));
    }

    private void forgetsAfterADay(String forgetting) {
        company.apply("ProvisioningPolicy", "default", "{forgetAfterSeconds: 86400, forgetting: " + forgetting + "}");
        company.awaitRolledOut(ProvisioningPolicy.class, "default");
    }

    @Test
    void whoWasPurgedIsForgottenWhenThePolicySaysSo() {
        declare("deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        forgetsAfterADay("Delete");
        purge();
        soon(() -> company.stands("ada", "Purged", "Forget " + dayAfterPurge()));
        var due = dayAfterPurge();

        timeline.pass(
                due,
                () -> company.user("ada"),
                () -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
        onlyTheNameIsLeft();
    }

    /** Which nobody can read. */
    private void onlyTheNameIsLeft() {
        assertThat(company.retained())
                .singleElement()
                .satisfies(
                        tombstone -> assertThat(tombstone.getSpec().reason()).isEqualTo(RetainedAccountSpec.FORGOTTEN));
    }

    private Instant dayAfterPurge() {
        return Instant.parse(requireNonNull(company.status("ada").purgedTime())).plus(Duration.ofDays(1));
    }

    @Test
    void whoWasPurgedIsEmptiedWhenThePolicySaysSo() {
        declare("deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        forgetsAfterADay("Empty");
        purge();
        soon(() -> company.stands("ada", "Purged", "Forget " + dayAfterPurge()));
        var due = dayAfterPurge();

        timeline.pass(
                due,
                () -> assertThat(company.user("ada").getSpec().displayName()).isEqualTo("Ada L"),
                () -> company.stands("ada", "Purged", "nothing"));
        soon(() -> assertThat(company.user("ada").getSpec().userName()).startsWith("forgotten-"));
        assertThat(company.user("ada").getSpec().displayName()).isNull();
        soon(() -> company.stands("ada", "Purged", "nothing"));
        assertThat(wiki.has("ada")).isFalse();
    }

    @Test
    void aForgettingThatTheApiServerDeniesIsSaidHoldsNothingUpAndIsTriedAgain() {
        declare("deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        forgetsAfterADay("Empty");
        purge();
        soon(() -> company.stands("ada", "Purged", "Forget " + dayAfterPurge()));
        var due = dayAfterPurge();

        try (var _ = Refusal.ofUpdating(company, company.user("ada"))) {
            timeline.advanceTo(due);
            soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "ForgettingDenied"))
                    .hasValueSatisfying(
                            said -> assertThat(said.message()).contains("ada", "allow Usher", "`forgetAfterSeconds`")));
            soon(() -> company.stands("ada", "Purged", "nothing"));
            assertThat(company.user("ada").getSpec().displayName()).isEqualTo("Ada L");
        }

        timeline.advanceTo(timeline.now().plus(Duration.ofMinutes(2)));
        soon(() -> assertThat(company.user("ada").getSpec().displayName()).isNull());
        soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "ForgettingDenied"))
                .isEmpty());
        soon(() -> assertThat(company.status("ada").forgottenTime()).isNotNull());
    }

    private static RetainedAccount tombstone() {
        var account = new RetainedAccount();
        account.setMetadata(new ObjectMetaBuilder().withName("example").build());
        account.setSpec(RetainedAccountSpec.forgotten(
                new Reference("wiki", null), "tenant", "people", "key", "name", "2026-09-15T12:00:00Z"));
        return account;
    }

    @Test
    void aNameThatTheApiServerLetsNobodyReserveStaysWithWhoeverHadItUntilItDoes() {
        declare("deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        ada("status: Active");
        soon(() -> assertThat(wiki.has("ada")).isTrue());

        try (var _ = Refusal.ofCreating(company, tombstone())) {
            ada("status: Terminated");
            soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "NameNotReserved"))
                    .hasValueSatisfying(said -> assertThat(said.message()).contains("ada")));
            assertThat(wiki.has("ada")).isFalse();
            assertThat(company.status("ada").userName()).isEqualTo("ada");
        }

        timeline.advanceTo(timeline.now().plus(Duration.ofMinutes(2)));
        soon(() -> assertThat(company.status("ada").userName()).isNull());
        onlyTheNameIsLeft();
    }

    @Test
    void whoIsTerminatedWhereNothingIsRetainedIsPurgedAtOnce() {
        declare("deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        ada("status: Active");

        ada("status: Terminated");

        soon(() -> company.stands("ada", "Purged", "nothing"));
        assertThat(wiki.has("ada")).isFalse();
    }

    private void purge() {
        ada("displayName: Ada L, ", "endTime: '2030-03-01T12:00:00Z'");
        pass("2030-03-01T12:00:00Z", () -> assertThat(wiki.has("ada")).isTrue(), () -> {
            assertThat(company.status("ada").lifecycleState()).isEqualTo("Purged");
            assertThat(company.status("ada").purgedTime()).isNotNull();
        });
        assertThat(wiki.has("ada")).isFalse();
    }

    @Test
    void whoComesBackBeforeTheRetentionEndsHasTheSameAccount() {
        declare("deprovisioning: {onDeparture: Delete, retentionSeconds: 2592000}");
        ada("endTime: '2030-03-01T12:00:00Z'");
        var id = wiki.idOf("ada");
        pass(
                "2030-03-01T12:00:00Z",
                () -> works(id),
                () -> assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled"));
        timeline.advanceTo(Instant.parse("2030-03-29T00:00:00Z"));

        ada("endTime: '2030-12-31T12:00:00Z'");

        soon(() -> company.stands("ada", "Active", "EmploymentEnds 2030-12-31T12:00:00Z"));
        works(id);
        assertThat(wiki.members("staff")).containsExactly("ada");
        assertThat(company.status("ada").departedTime()).isNull();
        timeline.advanceTo(Instant.parse("2030-04-15T00:00:00Z"));
        await().during(A_WHILE).atMost(SOON).untilAsserted(() -> works(id));
    }

    @Test
    void whatIsConfidentialIsActedOnAndNeverShown() {
        declare("preProvision: {leadSeconds: 259200}");
        company.user("boss", "{userName: boss}");
        ada(
                "type: Temporary, owners: [{name: boss}], ",
                "confidential: true, startTime: '2030-02-01T09:00:00Z', endTime: '2030-06-01T09:00:00Z'");
        company.stands("ada", "Planned", "nothing");

        pass(
                "2030-02-01T09:00:00Z",
                () -> assertThat(wiki.has("ada")).isFalse(),
                () -> company.stands("ada", "Active", "nothing"));
        var id = wiki.idOf("ada");
        timeline.advanceTo(Instant.parse("2030-05-30T09:00:00Z"));
        await().during(A_WHILE).atMost(SOON).untilAsserted(() -> {
            company.stands("ada", "Active", "nothing");
            assertThat(company.said(ProvisionedUser.class, "ada", "EndNears")).isEmpty();
        });
        pass("2030-06-01T09:00:00Z", () -> works(id), () -> company.stands("ada", "Departed", "nothing"));

        assertThat(wiki.lets("ada")).isFalse();
        soon(() -> assertThat(events()).contains("Departed").doesNotContain("EndNears", "PreProvisioned"));
    }

    private List<String> events() {
        return company.client().events().v1().events().inNamespace(company.namespace()).list().getItems().stream()
                .map(event -> event.getReason())
                .toList();
    }

    @Test
    void aStartThatIsMovedLaterDisablesAgainAndDeletesNothing() {
        declare("preProvision: {leadSeconds: 259200}");
        ada("startTime: '2030-02-01'");
        pass(
                "2030-01-29T00:00:00Z",
                () -> assertThat(wiki.has("ada")).isFalse(),
                () -> company.stands("ada", "PreProvisioned", "EmploymentStarts 2030-02-01T00:00:00Z"));
        var id = wiki.idOf("ada");

        ada("startTime: '2030-03-01'");
        soon(() -> company.stands("ada", "Planned", "PreProvision 2030-02-26T00:00:00Z"));
        assertThat(wiki.lets("ada")).isFalse();
        pass(
                "2030-02-26T00:00:00Z",
                () -> assertThat(wiki.lets("ada")).isFalse(),
                () -> company.stands("ada", "PreProvisioned", "EmploymentStarts 2030-03-01T00:00:00Z"));
        pass(
                "2030-03-01T00:00:00Z",
                () -> assertThat(wiki.lets("ada")).isFalse(),
                () -> company.stands("ada", "Active", "nothing"));
        works(id);

        ada("startTime: '2030-05-01'");
        soon(() -> company.stands("ada", "Planned", "PreProvision 2030-04-28T00:00:00Z"));
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(wiki.idOf("ada")).isEqualTo(id);
    }

    @Test
    void whoIsToBeLeftAloneIsLeftAloneUntilThenAndDepartsAllTheSame() {
        declare("");
        ada("status: Active");
        company.user("bob", "{userName: bob, roles: [{name: employee}], employments: [{id: main}]}");
        company.awaitReady("bob");
        wiki.simulator().reset();
        var pause = "suspend: {reason: under investigation, until: '2030-02-01T12:00:00Z'}, ";

        ada(pause + "displayName: Ada L, ", "status: Active");
        company.user(
                "bob",
                "{userName: bob, roles: [{name: employee}], " + pause
                        + "employments: [{id: main, endTime: '2030-01-20T12:00:00Z'}]}");
        company.awaitReason("ada", "Suspended");
        company.stands("ada", "Active", "SuspendEnds 2030-02-01T12:00:00Z");
        company.awaitReason("bob", "Suspended");
        assertThat(wiki.simulator().writes()).isZero();

        pass(
                "2030-01-20T12:00:00Z",
                () -> assertThat(wiki.lets("bob")).isTrue(),
                () -> assertThat(company.status("bob").lifecycleState()).isEqualTo("Departed"));
        soon(() -> assertThat(wiki.lets("bob")).isFalse());
        pass(
                "2030-02-01T12:00:00Z",
                () -> assertThat(wiki.account("ada").path("displayName").asText())
                        .isNotEqualTo("Ada L"),
                () -> company.stands("ada", "Active", "nothing"));
        assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("Ada L");
        company.awaitReason("ada", "Provisioned");
    }

    @Test
    void aWallClockThatJumpsAYearDepartsNobody() {
        declare("");
        ada("endTime: '2030-06-30T12:00:00Z'");
        var id = wiki.idOf("ada");
        wiki.simulator().reset();

        operator.jump(Duration.ofDays(365));
        soon(() -> assertThat(operator.metrics()).containsPattern("(?m)^usher_clock_suspect 1"));

        await().during(A_WHILE).atMost(SOON).untilAsserted(() -> {
            works(id);
            company.stands("ada", "Active", "EmploymentEnds 2030-06-30T12:00:00Z");
        });
        assertThat(wiki.simulator().writes()).isZero();
        operator.jump(Duration.ofDays(-365));
        pass("2030-06-30T12:00:00Z", () -> works(id), () -> company.stands("ada", "Departed", "nothing"));
        assertThat(wiki.lets("ada")).isFalse();
    }
}
