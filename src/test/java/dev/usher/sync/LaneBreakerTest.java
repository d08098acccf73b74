package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Wave;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneBreakerTest {
    private static final Origin ROLE = new Origin.OfEdit("Role", "people", "analyst", OptionalLong.of(7));

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void close() {
        stage.close();
    }

    /** People who hold a role, and nobody else is in the app. */
    private String[] people(int count) {
        var names =
                IntStream.range(0, count).mapToObj(number -> "user-" + number).toArray(String[]::new);
        for (var name : names) {
            stage.has(name, "analyst");
        }
        for (var name : names) {
            stage.settles(name);
        }
        app.forgetLog();
        return names;
    }

    /** The role does not give them the app any more. */
    private void loseTheRole(String... names) {
        lose(ROLE, names);
    }

    private void lose(Origin origin, String... names) {
        stage.census.isSwept(false);
        stage.census.lose(origin, names);
        for (var name : names) {
            stage.has(name);
        }
        stage.census.isSwept(true);
    }

    private long active() {
        return app.accounts().stream()
                .filter(account ->
                        account.active() && account.attributes().userName().startsWith("user-"))
                .count();
    }

    private long held(String... names) {
        return Arrays.stream(names)
                .filter(name -> stage.status(name).state() == AccountState.Held)
                .count();
    }

    private void areHeld(String... names) {
        stage.awaits("all of them are held", () -> held(names) == names.length);
    }

    @Test
    void holdsAWaveWholeThatIsOverItsLimit() {
        var names = people(30);
        loseTheRole(Arrays.copyOf(names, 12));

        areHeld(Arrays.copyOf(names, 12));

        assertThat(active()).isEqualTo(30);
        assertThat(app.writes()).isEmpty();
        assertThat(stage.lane.health().held()).singleElement().satisfies(wave -> {
            assertThat(wave.key()).isEqualTo(new Wave.Key(ROLE, Limit.REMOVALS));
            assertThat(wave.amount()).isEqualTo(12);
        });
        assertThat(stage.outbox.held())
                .extracting(Wave::id)
                .containsExactly(stage.lane.health().held().getFirst().id());
        var told = stage.fails("user-0", "RemovalsHeld");
        assertThat(told.detail()).isEqualTo(Detail.OVER_BUDGET);
        assertThat(told.message()).contains("Role analyst generation 7", "spec.safety.removals");
    }

    @Test
    void everythingElseGoesOnMeanwhile() {
        var names = people(30);
        loseTheRole(Arrays.copyOf(names, 12));
        areHeld(Arrays.copyOf(names, 12));

        stage.leaves("user-20");
        stage.has("user-21", "auditor");
        stage.has("newcomer", "analyst");

        stage.settlesAs(AccountState.Disabled, "user-20");
        stage.settles("user-21");
        stage.settles("newcomer");
        assertThat(app.groupsOf("user-21")).isEqualTo(groups("auditors", "readers"));
    }

    @Test
    void letsAWaveGoWholeThatIsInsideItsLimitAndStoresThatFirst() {
        var names = people(30);
        loseTheRole(Arrays.copyOf(names, 8));

        for (var name : Arrays.copyOf(names, 8)) {
            stage.settlesAs(AccountState.Disabled, name);
        }

        assertThat(active()).isEqualTo(22);
        var restraint = stage.ledger.stored(app.id()).restraint();
        assertThat(restraint.windows().get(Limit.REMOVALS)).satisfies(window -> {
            assertThat(window.reserved()).isEqualTo(8);
            assertThat(window.owned(0)).isEqualTo(30);
        });
        assertThat(restraint.reserve()).isEmpty();
    }

    @Test
    void waitsForEverybodyWhomTheChangeTouches() {
        var names = people(30);
        stage.census.isSwept(false);
        stage.census.lose(ROLE, Arrays.copyOf(names, 3));
        stage.has("user-0");
        stage.has("user-1");
        stage.has("user-2");
        stage.everythingFoundHadItsTurn();

        assertThat(active()).isEqualTo(30);

        loseTheRole(Arrays.copyOf(names, 12));

        areHeld(Arrays.copyOf(names, 12));
        assertThat(active()).isEqualTo(30);
    }

    @Test
    void removesNothingThatNobodyAttestsBeforeEverybodyWasDecided() {
        people(8);
        stage.census.isComplete(false);
        stage.has("user-0");
        stage.everythingFoundHadItsTurn();
        assertThat(active()).isEqualTo(8);

        stage.leaves("user-1");
        stage.settlesAs(AccountState.Disabled, "user-1");

        stage.census.isComplete(true);
        stage.settlesAs(AccountState.Disabled, "user-0");
    }

    @Test
    void removesNothingThatNobodyAttestsBeforeTheAppWasReadCompletely() {
        people(8);
        app.breaksListsOff(true);
        stage.keeps(Drift.STANDARD);
        stage.has("user-0");
        stage.everythingFoundHadItsTurn();
        assertThat(active()).isEqualTo(8);

        stage.leaves("user-1");
        stage.settlesAs(AccountState.Disabled, "user-1");

        app.breaksListsOff(false);
        stage.takesAnInventory();
        stage.settlesAs(AccountState.Disabled, "user-0");
    }

    @Test
    void waitsForWhatIsOnItsWayToEverybodyAndNotForWhatSetsOutLater() {
        var names = people(2);
        stage.census.beginsASweep();
        loseTheRole(names[0]);
        stage.awaits("it is waited for", stage.census::wasAskedForSweeps);
        stage.everythingFoundHadItsTurn();
        assertThat(active()).as("the edit is not with everybody").isEqualTo(2);

        stage.census.beginsASweep();
        stage.census.endsASweep();

        stage.settlesAs(AccountState.Disabled, names[0]);
    }

    @Test
    void fiveOfPeoplesOwnGoAtOnceAndTheRestIsHeldWhereItIsTooMany() {
        var names = people(20);
        stage.census.isSwept(false);
        for (var name : names) {
            stage.has(name);
        }

        stage.awaits("five went", () -> active() == 15);
        stage.census.isSwept(true);

        stage.awaits("the others are held", () -> held(names) == 15);
        assertThat(active()).isEqualTo(15);
        assertThat(stage.ledger.stored(app.id()).restraint().reserve()).hasSize(Restraint.RESERVE);
    }

    @Test
    void whoeverIsHeldDoesNotGoBitByBitWithWhatIsKeptForThoseWhoComeAfter() {
        var names = people(40);
        stage.census.isSwept(false);
        for (var name : Arrays.copyOf(names, 30)) {
            stage.has(name);
        }
        stage.census.isSwept(true);
        stage.awaits("all others are held", () -> held(names) == 25);

        stage.time.advance(Duration.ofMinutes(11));
        for (var name : Arrays.copyOf(names, 30)) {
            stage.has(name);
        }
        stage.everythingFoundHadItsTurn();
        assertThat(held(names)).isEqualTo(25);
        assertThat(active()).isEqualTo(35);

        stage.has("user-35");
        stage.settlesAs(AccountState.Disabled, "user-35");
    }

    @Test
    void aLeaverWhoseRemovalFailsAgainAndAgainTakesNothingFromOthers() {
        people(12);
        app.always(Op.DISABLE, Fault.requestLost());
        stage.leaves("user-0");
        stage.awaits("it was tried often", () -> app.writes().size() > 8);

        assertThat(stage.ledger.stored(app.id()).restraint().reserve()).hasSize(1);
    }

    @Test
    void countsOnlyAccountsThatSomebodyCanUse() {
        var names = people(24);
        for (var number = 0; number < 4; number++) {
            for (var name : Arrays.copyOfRange(names, number * 4, number * 4 + 4)) {
                stage.leaves(name);
            }
            for (var name : Arrays.copyOfRange(names, number * 4, number * 4 + 4)) {
                stage.settlesAs(AccountState.Disabled, name);
            }
            stage.time.advance(Duration.ofMinutes(11));
        }

        loseTheRole(Arrays.copyOfRange(names, 16, 21));

        areHeld(Arrays.copyOfRange(names, 16, 21));
        assertThat(active()).as("of eight accounts half may go").isEqualTo(8);
    }

    @Test
    void attestedEndsHaveALimitOfTheirOwn() {
        var names = people(30);
        loseTheRole(Arrays.copyOf(names, 12));
        areHeld(Arrays.copyOf(names, 12));

        stage.census.isSwept(false);
        for (var name : Arrays.copyOfRange(names, 12, 24)) {
            stage.leaves(name);
        }
        stage.census.isSwept(true);

        for (var name : Arrays.copyOfRange(names, 12, 24)) {
            stage.settlesAs(AccountState.Disabled, name);
        }
        assertThat(active()).isEqualTo(18);
    }

    @Test
    void anEndThatWasShownForADayWaitsForNoLimit() {
        stage.lane.limit(Budgets.STANDARD.with(Limit.ATTESTED, new Budget(0, 0, Duration.ofHours(1))));
        var names = people(20);
        for (var name : Arrays.copyOf(names, 10)) {
            stage.census.wasShown(name);
            stage.leaves(name);
        }
        for (var name : Arrays.copyOf(names, 10)) {
            stage.settlesAs(AccountState.Disabled, name);
        }
        assertThat(stage.ledger.stored(app.id()).restraint()).isEqualTo(Restraint.NONE);

        stage.census.isSwept(false);
        for (var name : Arrays.copyOfRange(names, 10, 20)) {
            stage.leaves(name);
        }
        stage.census.isSwept(true);
        stage.awaits("the others are held", () -> held(names) == 5);
        assertThat(active()).isEqualTo(5);
    }

    @Test
    void whatIsHeldGoesOnceTheLimitIsRaised() {
        var names = people(30);
        loseTheRole(Arrays.copyOf(names, 12));
        areHeld(Arrays.copyOf(names, 12));

        stage.lane.limit(Budgets.STANDARD.with(Limit.REMOVALS, new Budget(12, 0, Duration.ofHours(1))));

        for (var name : Arrays.copyOf(names, 12)) {
            stage.settlesAs(AccountState.Disabled, name);
        }
        stage.awaits("nothing is held", () -> stage.lane.health().held().isEmpty());
    }

    @Test
    void nothingIsHeldAnyMoreOnceTheChangeIsUndone() {
        var names = people(30);
        loseTheRole(Arrays.copyOf(names, 12));
        areHeld(Arrays.copyOf(names, 12));
        app.forgetLog();

        for (var name : Arrays.copyOf(names, 12)) {
            stage.has(name, "analyst");
        }

        for (var name : Arrays.copyOf(names, 12)) {
            stage.settles(name);
        }
        stage.awaits("nothing is held", () -> stage.lane.health().held().isEmpty());
        assertThat(app.writes()).isEmpty();
        assertThat(stage.ledger.stored(app.id()).restraint().waves()).isEmpty();
    }

    @Test
    void whatIsHeldStaysHeldOverARestart() {
        var names = people(30);
        loseTheRole(Arrays.copyOf(names, 12));
        areHeld(Arrays.copyOf(names, 12));
        var wave = stage.lane.health().held().getFirst();
        stage.census.isComplete(false);

        stage.restart();

        stage.awaits("it is told", () -> stage.lane.health().held().contains(wave));
        stage.census.lose(new Origin.Forgotten(), Arrays.copyOf(names, 12));
        stage.census.isComplete(true);
        for (var name : Arrays.copyOf(names, 12)) {
            stage.has(name);
        }
        stage.everythingFoundHadItsTurn();
        stage.passes(Duration.ofSeconds(1));
        assertThat(active()).isEqualTo(30);
        assertThat(stage.lane.health().held()).containsExactly(wave);
    }

    @Test
    void whatMayGoGoesOnAfterARestartAndIsNotCountedTwice() {
        var names = people(30);
        app.always(Op.DISABLE, Fault.requestLost());
        loseTheRole(Arrays.copyOf(names, 10));
        stage.awaits(
                "it may go",
                () -> stage.ledger.stored(app.id()).restraint().waves().stream().anyMatch(Wave::released));

        stage.restart();
        app.isWell();
        stage.census.lose(new Origin.Forgotten(), Arrays.copyOf(names, 10));
        for (var name : Arrays.copyOf(names, 10)) {
            stage.has(name);
        }

        for (var name : Arrays.copyOf(names, 10)) {
            stage.settlesAs(AccountState.Disabled, name);
        }
        assertThat(stage.ledger.stored(app.id()).restraint().windows().get(Limit.REMOVALS))
                .satisfies(window -> assertThat(window.reserved()).isEqualTo(10));
    }

    @Test
    void whatWasNotCountedBeforeARestartIsOneWave() {
        var names = people(30);
        lose(new Origin.Forgotten(), Arrays.copyOf(names, 12));

        areHeld(Arrays.copyOf(names, 12));
        assertThat(active()).isEqualTo(30);
        assertThat(stage.lane.health().held())
                .extracting(Wave::key)
                .containsExactly(new Wave.Key(new Origin.Forgotten(), Limit.REMOVALS));
    }

    @Test
    void aLedgerThatCannotBeWrittenLetsNothingGo() {
        people(8);
        stage.ledger.isBroken(true);
        stage.leaves("user-0");

        stage.fails("user-0", "Waiting");
        assertThat(active()).isEqualTo(8);

        stage.ledger.isBroken(false);
        stage.settlesAs(AccountState.Disabled, "user-0");
    }

    @Test
    void entitlementsAreHeldAndWhatIsGainedIsNot() {
        stage.lane.limit(Budgets.STANDARD.with(Limit.ENTITLEMENTS, new Budget(2, 0, Duration.ofHours(1))));
        var names = people(3);
        stage.census.isSwept(false);
        stage.census.lose(ROLE, names);
        for (var name : names) {
            stage.has(name, "auditor");
        }
        stage.census.isSwept(true);

        areHeld(names);
        for (var name : names) {
            assertThat(app.groupsOf(name)).isEqualTo(groups("analysts", "auditors", "readers"));
        }
        assertThat(stage.fails("user-0", "RemovalsHeld").message()).contains("spec.safety.entitlementRemovals");

        stage.lane.limit(Budgets.STANDARD);

        for (var name : names) {
            stage.settles(name);
            assertThat(app.groupsOf(name)).isEqualTo(groups("auditors", "readers"));
        }
    }
}
