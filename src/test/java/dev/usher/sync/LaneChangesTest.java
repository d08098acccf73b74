package dev.usher.sync;

import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.person.Employment;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Wave;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An edit that gives many accounts other values. */
@Timeout(60)
class LaneChangesTest {
    private static final String[] PEOPLE =
            IntStream.range(0, 12).mapToObj(number -> "user-" + number).toArray(String[]::new);
    private static final Origin MAPPING = new Origin.OfEdit("TargetApp", "people", "github", OptionalLong.of(7));

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void manyAreAnalysts() {
        stage.titles("Analyst");
        for (var name : PEOPLE) {
            stage.has(name, "guest");
        }
        stage.settles(PEOPLE);
        app.forgetLog();
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private void atMost(int count) {
        stage.lane.limit(Budgets.STANDARD.with(Limit.CHANGES, new Budget(count, 0, Duration.ofHours(1))));
    }

    private void theMappingIsEdited() {
        stage.census.change(MAPPING, PEOPLE);
        stage.titles("Countess");
        for (var name : PEOPLE) {
            stage.asks(name);
        }
    }

    private Set<String> titles() {
        return app.accounts().stream()
                .filter(account -> account.attributes().userName().startsWith("user-"))
                .map(account -> account.attributes().get(Attributes.TITLE).orElse(""))
                .collect(Collectors.toSet());
    }

    private void allAreHeld() {
        for (var name : PEOPLE) {
            stage.fails(name, "ChangesHeld");
        }
    }

    @Test
    void goesWholeWhereItIsWithinTheLimit() {
        atMost(12);

        theMappingIsEdited();

        stage.settles(PEOPLE);
        assertThat(titles()).containsExactly("Countess");
        assertThat(stage.ledger.stored(app.id()).restraint().windows())
                .hasEntrySatisfying(
                        Limit.CHANGES, window -> assertThat(window.reserved()).isEqualTo(12));
    }

    @Test
    void isHeldWholeWhereItIsMore() {
        atMost(11);

        theMappingIsEdited();

        allAreHeld();
        assertThat(app.writes()).isEmpty();
        assertThat(stage.status("user-0").state()).isEqualTo(AccountState.Held);
        assertThat(stage.status("user-0").applied())
                .as("what was confirmed last")
                .isPresent();
        var why = stage.fails("user-0", "ChangesHeld");
        assertThat(why.detail()).isEqualTo(Detail.OVER_BUDGET_OF_CHANGES);
        assertThat(why.message()).contains("TargetApp github generation 7", "spec.safety.changes");
        assertThat(stage.lane.health().held())
                .extracting(Wave::key)
                .containsExactly(new Wave.Key(MAPPING, Limit.CHANGES));
    }

    @Test
    void goesOnceTheLimitIsRaised() {
        atMost(11);
        theMappingIsEdited();
        allAreHeld();

        atMost(12);

        stage.settles(PEOPLE);
        assertThat(titles()).containsExactly("Countess");
    }

    @Test
    void isOverOnceItIsUndoneAndNothingWasWritten() {
        atMost(11);
        theMappingIsEdited();
        allAreHeld();

        stage.titles("Analyst");
        for (var name : PEOPLE) {
            stage.asks(name);
        }

        stage.settles(PEOPLE);
        assertThat(app.writes()).isEmpty();
        stage.awaits("nothing is held", () -> stage.lane.health().held().isEmpty());
    }

    @Test
    void keepsNobodyFromWhatTheyGainOrLoseOtherwise() {
        atMost(5);
        theMappingIsEdited();
        allAreHeld();

        stage.has("user-0", "guest", "analyst");
        stage.leaves("user-1");

        stage.awaits("the group was given", () -> !app.groupsOf("user-0").isEmpty());
        stage.settlesAs(AccountState.Disabled, "user-1");
        assertThat(app.log(Op.UPDATE)).isEmpty();
    }

    @Test
    void keepsNobodyWhoChangesByAChangeOfTheirOwn() {
        atMost(0);
        stage.titles("Countess");
        stage.asks("user-0");

        stage.settles("user-0");

        assertThat(app.log(Op.UPDATE)).hasSize(1);
    }

    @Test
    void isNoRepairOfWhatSomebodyElseChanged() {
        atMost(0);
        stage.keeps(Drift.STANDARD);
        app.sets(stage.idOf("user-0"), Attributes.TITLE, "Boss");

        stage.takesAnInventory();

        stage.awaits("it was set right", () -> titles().equals(Set.of("Analyst")));
    }

    @Test
    void looksAtNobodyWhileTheyAreCounted() {
        stage.census.beginsASweep();
        theMappingIsEdited();
        stage.awaits("somebody asks whether all are counted", stage.census::wasAskedForSweeps);
        stage.everythingElseHadItsTurn();
        app.forgetLog();
        for (var name : PEOPLE) {
            stage.asks(name);
        }
        stage.everythingElseHadItsTurn();

        assertThat(app.log(Op.READ)).isEmpty();

        stage.census.endsASweep();
        stage.settles(PEOPLE);
    }

    @Test
    void isNoneOfAnAccountThatWasNeverRecorded() {
        atMost(0);
        stage.leaves("late");
        var gone = Applied.parse("1.gone");
        stage.world.remember(
                user("late"),
                app.id(),
                new KnownAccount(
                        Optional.empty(),
                        Optional.of(Company.tenant("github")),
                        AccountState.Deleted,
                        gone,
                        stage.time.instant()));
        stage.census.change(MAPPING, "late");
        app.drops(Attributes.TITLE);
        app.onNext(Op.CREATE, Fault.answerLost());

        stage.is("late", Employment.Status.Active, "guest");

        stage.settlesAs(AccountState.Active, "late");
    }
}
