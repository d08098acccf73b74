package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.api.Condition;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything of some people is kept, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class HoldIT {
    private static final int COMPANIES = 8;
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final String WHY = ", matter: matter 7, requestedBy: kubernetes-admin";

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Timeline timeline;
    private Company company;
    private App wiki;

    @BeforeAll
    static void start(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "holds", COMPANIES);
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
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.role("employee", wiki, "staff");
    }

    private void adaWorksWhereTheAppDeletesAfter(Duration retention) {
        company.declare(
                "wiki",
                wiki.simulator().endpoint(),
                "deprovisioning: {onDeparture: Delete, retentionSeconds: " + retention.toSeconds() + "}");
        adaWorks();
    }

    private void adaWorks() {
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.awaitReady("ada");
        soon(() -> assertThat(wiki.lets("ada")).isTrue());
    }

    private void holds(String name, String whom) {
        company.apply("LegalHold", name, "{" + whom + WHY + "}");
    }

    private void awaitHold(String name, String reason) {
        soon(() -> assertThat(company.said(LegalHold.class, name, "Ready").map(Condition::reason))
                .contains(reason));
    }

    private void losesHerUser() {
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(retained().state()).isEqualTo("Retained"));
    }

    private RetainedAccountStatus retained() {
        List<RetainedAccount> records = company.retained();
        assertThat(records).hasSize(1);
        return Objects.requireNonNull(records.getFirst().getStatus());
    }

    private void isKeptByPolicy() {
        soon(() -> assertThat(retained().conditions())
                .anySatisfy(ready -> assertThat(ready.reason()).isEqualTo("HeldByPolicy")));
        assertThat(wiki.has("ada")).isTrue();
        assertThat(wiki.lets("ada")).isFalse();
    }

    @Test
    void anAccountWhoseTimeIsOverIsKeptDisabledUntilTheHoldIsReleased() {
        adaWorksWhereTheAppDeletesAfter(RETENTION);
        holds("matter-7", "users: [{name: ada}]");
        awaitHold("matter-7", "Preserving");
        losesHerUser();

        timeline.advanceTo(timeline.now().plus(RETENTION).plus(Duration.ofDays(1)));
        isKeptByPolicy();
        soon(() -> assertThat(
                        company.find(LegalHold.class, "matter-7").orElseThrow().getStatus())
                .satisfies(said -> {
                    assertThat(said.accounts()).isEqualTo(1);
                    assertThat(said.users()).isZero();
                    assertThat(said.pinned())
                            .singleElement()
                            .satisfies(pin -> assertThat(pin.externalId()).isEqualTo("1815"));
                }));

        holds("matter-7", "users: [{name: ada}], released: {reason: closed}");
        soon(() -> assertThat(wiki.has("ada")).isFalse());
        awaitHold("matter-7", "HoldReleased");
    }

    @Test
    void theDeletionOfTheHoldLetsItGo() {
        adaWorksWhereTheAppDeletesAfter(RETENTION);
        holds("matter-7", "externalIds: ['1815']");
        losesHerUser();
        timeline.advanceTo(timeline.now().plus(RETENTION).plus(Duration.ofDays(1)));
        isKeptByPolicy();

        company.delete(LegalHold.class, "matter-7");

        soon(() -> assertThat(wiki.has("ada")).isFalse());
        assertThat(company.find(LegalHold.class, "matter-7")).isEmpty();
    }

    @Test
    void theEndOfTheHoldLetsItGoAndIsShownAsTheTimeOfThePurgeOnceItKeepsWhatWouldBeGone() {
        adaWorksWhereTheAppDeletesAfter(RETENTION);
        var end = timeline.now().plus(RETENTION.multipliedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        holds("matter-7", "externalIds: ['1815'], until: '" + end + "'");
        awaitHold("matter-7", "Preserving");
        losesHerUser();
        timeline.advanceTo(end.minus(Duration.ofDays(1)));
        isKeptByPolicy();
        soon(() -> assertThat(retained().purgeTime()).isEqualTo(end.toString()));
        timeline.advanceTo(end.plusSeconds(1));

        soon(() -> assertThat(wiki.has("ada")).isFalse());
        awaitHold("matter-7", "HoldExpired");
    }

    @Test
    void anAppThatDeletesAtOnceDisablesWhomAHoldMeans() {
        adaWorksWhereTheAppDeletesAfter(Duration.ZERO);
        holds("matter-7", "externalIds: ['1815']");
        awaitHold("matter-7", "Preserving");

        company.user(
                "ada",
                "{userName: ada, externalId: '1815', roles: [{name: employee}], employments: [{id: main, status: Terminated}]}");
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "HeldByPolicy"))
                .isPresent());
        assertThat(wiki.has("ada")).isTrue();
        assertThat(company.user("ada").getStatus().lifecycleState()).isEqualTo("Departed");

        company.delete(LegalHold.class, "matter-7");
        soon(() -> assertThat(wiki.has("ada")).isFalse());
    }

    /** The API server has it, and nobody waits for a cache. */
    @Test
    void aHoldThatWasMadeAMomentBeforeTheAccountIsDueCounts() {
        adaWorksWhereTheAppDeletesAfter(Duration.ZERO);

        holds("matter-7", "externalIds: ['1815']");
        company.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        isKeptByPolicy();
    }

    @Test
    void whoComesBackUnderAHoldHasTheSameAccount() {
        adaWorksWhereTheAppDeletesAfter(RETENTION);
        var id = wiki.idOf("ada");
        holds("matter-7", "externalIds: ['1815']");
        losesHerUser();
        timeline.advanceTo(timeline.now().plus(RETENTION).plus(Duration.ofDays(1)));
        isKeptByPolicy();

        adaWorks();

        assertThat(wiki.idOf("ada")).isEqualTo(id);
        soon(() -> assertThat(company.retained()).isEmpty());
    }

    @Test
    void aNameThatNobodyHasIsSaid() {
        holds("matter-7", "users: [{name: nobody}]");

        awaitHold("matter-7", "HeldUserNotFound");
        company.delete(LegalHold.class, "matter-7");
    }

    @Test
    void whatAHoldMeansDoesNotChangeAndIsNotTakenBack() {
        holds("matter-7", "externalIds: ['1815'], until: '2040-01-01T00:00:00Z'");

        assertThatThrownBy(() -> holds("matter-7", "externalIds: ['1906'], until: '2040-01-01T00:00:00Z'"))
                .hasMessageContaining("whose accounts are kept must not be changed");
        assertThatThrownBy(() -> holds("matter-7", "externalIds: ['1815'], until: '2039-01-01T00:00:00Z'"))
                .hasMessageContaining("`until` can only be moved to a later instant");
        assertThatThrownBy(() -> company.apply("LegalHold", "matter-8", "{matter: m, requestedBy: admin}"))
                .hasMessageContaining("at least one of `users` and `externalIds`");
        holds("matter-7", "externalIds: ['1815']");
        holds("matter-7", "externalIds: ['1815'], released: {reason: closed}");
        assertThatThrownBy(() -> holds("matter-7", "externalIds: ['1815']"))
                .hasMessageContaining("a hold that is released stays so");
    }
}
