package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of accounts that were left in use without a user, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class OrphansIT {
    private static final String EMPLOYED = "roles: [{name: employee}], externalId: \"";

    private static OperatorWorld world;

    private Company company;
    private App wiki;
    private int everySeconds = 3600;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 3);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void adaIsLeftInUse() {
        company = world.company();
        wiki = company.undeclaredApp("wiki", ScimSimulator.builder()).withGroups("staff");
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        wiki.simulator().addUser("mallory");
        company.declare("wiki", wiki.simulator().endpoint(), "");
        company.role("employee", wiki, "staff");
        declare("ada", "");
        declare("grace", "");
        company.awaitReady("ada");
        company.awaitReady("grace");
        declare("ada", ", deletionPolicy: Orphan");
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(retained().map(RetainedAccountStatus::state)).contains("Kept"));
    }

    private void declare(String name, String more) {
        company.user(name, "{userName: " + name + ", " + EMPLOYED + name + "\"" + more + "}");
    }

    private Optional<RetainedAccountStatus> retained() {
        return company.retained().stream().findFirst().flatMap(account -> Optional.ofNullable(account.getStatus()));
    }

    /** An edit of how an app is looked after has it looked at; two looks in one second are one look. */
    private void isLookedAt(String orphans) {
        everySeconds++;
        company.declare(
                "wiki",
                wiki.simulator().endpoint(),
                "inventory: {everySeconds: " + everySeconds + "}\norphans: {" + orphans + "}");
        soon(() -> company.isRolledOut("wiki"));
    }

    /** A look that came before all that it needs to know is followed by another one. */
    private void isShownTwice(String orphans) {
        var ada = wiki.idOf("ada");
        soon(() -> {
            isLookedAt(orphans);
            assertThat(company.find(TargetApp.class, "wiki")
                            .orElseThrow()
                            .getStatus()
                            .orphans())
                    .anyMatch(orphan -> orphan.id().equals(ada)
                            && Instant.parse(orphan.since()).plusSeconds(1).isBefore(Instant.now()));
        });
        isLookedAt(orphans);
    }

    @Test
    void whoIsLeftInUseIsToldOfWithTheDayOnWhichTheyGoAndHasTheAccountAgainOnceTheyAreBack() {
        var id = wiki.idOf("ada");
        isShownTwice("reaction: Disable");
        soon(() -> assertThat(retained().orElseThrow().orphanedTime()).isNotNull());
        soon(() -> {
            var shown = Instant.parse(retained().orElseThrow().orphanedTime());
            assertThat(retained().orElseThrow().disableTime())
                    .isEqualTo(shown.plus(Duration.ofDays(7)).toString());
        });
        assertThat(wiki.lets("ada")).isTrue();

        isLookedAt("reaction: Disable, graceSeconds: 0");
        soon(() -> assertThat(wiki.lets("ada")).as("%s", retained()).isFalse());
        soon(() -> assertThat(retained().orElseThrow().state()).isEqualTo("Retained"));
        assertThat(wiki.members("staff")).containsExactly("grace");
        assertThat(wiki.lets("mallory"))
                .as("what Usher never had is only told of")
                .isTrue();

        declare("ada", "");
        company.awaitReady("ada");
        assertThat(wiki.idOf("ada")).isEqualTo(id);
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.members("staff")).containsExactlyInAnyOrder("ada", "grace");
    }

    @Test
    void whoIsAcknowledgedIsReachedByNoReaction() {
        var known = "acknowledged: [{id: \"" + wiki.idOf("ada") + "\", reason: audit, until: \"2999-12-31\"}]";
        isShownTwice("reaction: Disable");
        soon(() -> assertThat(retained().orElseThrow().orphanedTime()).isNotNull());

        isLookedAt("reaction: Delete, graceSeconds: 0, " + known);

        soon(() -> assertThat(retained().orElseThrow().orphanedTime()).isNull());
        assertThat(retained().orElseThrow().state()).isEqualTo("Kept");
        assertThat(wiki.lets("ada")).isTrue();
    }

    @Test
    void whoIsDeletedForItIsDisabledFirst() {
        isShownTwice("reaction: Delete, graceSeconds: 0");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> {
            assertThat(retained().orElseThrow().state()).isEqualTo("Retained");
            assertThat(retained().orElseThrow().purgeTime()).isNotNull();
        });
        assertThat(wiki.has("ada")).isTrue();
    }
}
