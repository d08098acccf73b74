package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that rejects the values of everybody: somebody made a mistake in the mapping. */
@Timeout(60)
class LaneRejectionTest {
    private static final List<String> FIVE = IntStream.range(0, CommonRejection.ENOUGH)
            .mapToObj(number -> "early-" + number)
            .toList();

    private final Stage stage = Stage.openAndUnwatched();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void fiveAreRejected() {
        app.always(Op.CREATE, Fault.failed(Kind.REJECTED));
        FIVE.forEach(name -> stage.has(name, "guest"));
        stage.awaits("it is said of the app", () -> rejection().equals(List.of("MappingRejected")));
    }

    private List<String> rejection() {
        return stage.lane.health().rejection().map(Failure::reason).stream().toList();
    }

    @Test
    void isAskedNoMoreAfterFiveAndTheOthersAreToldWhy() {
        fiveAreRejected();
        var asked = app.log(Op.CREATE, Op.LOOK_UP).size();

        stage.has("ada", "guest");
        var why = stage.fails("ada", "MappingRejected");

        assertThat(why.message()).isEqualTo("the app rejects the values of everybody alike");
        assertThat(app.log(Op.CREATE, Op.LOOK_UP)).hasSize(asked);
        assertThat(stage.ledger.stored(app.id()).claims()).isEmpty();
    }

    @Test
    void isAskedAboutOneAfterAMinuteWhoWasNotRejectedYet() {
        fiveAreRejected();
        stage.has("ada", "guest");
        stage.fails("ada", "MappingRejected");
        stage.has("grace", "guest");
        stage.fails("grace", "MappingRejected");
        app.forgetLog();

        stage.passes(Duration.ofHours(1).plusSeconds(1));
        stage.fails("ada", "AccountRejected");
        stage.asks("grace");
        stage.has("alan", "guest");
        stage.fails("alan", "MappingRejected");

        assertThat(app.log(Op.CREATE)).containsExactly("CREATE ada");
        assertThat(stage.failure("grace").map(Failure::reason)).contains("MappingRejected");
    }

    @Test
    void takesEverybodyOnceItTookOne() {
        fiveAreRejected();
        stage.has("ada", "guest");
        stage.fails("ada", "MappingRejected");
        stage.has("grace", "guest");
        stage.fails("grace", "MappingRejected");

        app.isWell();
        stage.passes(Duration.ofHours(1).plusSeconds(1));

        stage.settlesAs(AccountState.Active, "ada");
        stage.settlesAs(AccountState.Active, "grace");
        FIVE.forEach(name -> stage.settlesAs(AccountState.Active, name));
        assertThat(rejection()).isEmpty();
    }

    @Test
    void isTriedAtOnceWithWhoeverIsToLookOtherwiseNow() {
        fiveAreRejected();
        stage.has("ada", "guest");
        stage.fails("ada", "MappingRejected");
        app.isWell();

        // Another role is another aim, as a corrected mapping is.
        stage.has(FIVE.getFirst(), "analyst");

        stage.settlesAs(AccountState.Active, FIVE.getFirst());
        stage.settlesAs(AccountState.Active, "ada");
    }

    @Test
    void isNotWhatFiveRejectionsMeanWhereOthersAreTaken() {
        app.always(Op.CREATE, Fault.failed(Kind.REJECTED));
        FIVE.stream().limit(4).forEach(name -> {
            stage.has(name, "guest");
            stage.fails(name, "AccountRejected");
        });
        app.isWell();
        stage.has("ada", "guest");
        stage.settles("ada");
        app.onNext(Op.CREATE, Fault.failed(Kind.REJECTED));
        app.onNext(Op.CREATE, Fault.failed(Kind.REJECTED));
        stage.has("grace", "guest");
        stage.has("alan", "guest");
        stage.fails("grace", "AccountRejected");
        stage.fails("alan", "AccountRejected");

        assertThat(rejection()).isEmpty();
    }

    @Test
    void isNobodysFaultButTheirOwnWhereSomebodyIsThereAsDecided() {
        stage.has("ada", "guest");
        stage.settles("ada");
        app.always(Op.CREATE, Fault.failed(Kind.REJECTED));
        FIVE.forEach(name -> stage.has(name, "guest"));
        FIVE.forEach(name -> stage.fails(name, "AccountRejected"));
        stage.has("grace", "guest");
        stage.fails("grace", "AccountRejected");

        assertThat(rejection()).isEmpty();
    }

    @Test
    void keepsNobodyWhoLeaves() {
        stage.has("ada", "guest");
        stage.settles("ada");
        stage.titles("Analyst");
        fiveAreRejected();

        stage.leaves("ada");

        stage.settlesAs(AccountState.Disabled, "ada");
    }

    @Test
    void keepsNobodyFromBeingJoinedToAGroup() {
        stage.has("ada", "guest");
        stage.settles("ada");
        app.always(Op.UPDATE, Fault.failed(Kind.REJECTED));
        stage.titles("Analyst");
        fiveAreRejected();
        stage.world.company.maps("github");
        stage.world.declare();

        stage.has("ada", "analyst");

        stage.settles("ada");
        assertThat(app.groupsOf("ada")).isNotEmpty();
    }

    @Test
    void keepsNobodyInAGroupThatTheyLose() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.always(Op.UPDATE, Fault.failed(Kind.REJECTED));
        stage.titles("Countess");

        stage.has("ada", "auditor");

        stage.fails("ada", "AccountRejected");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("readers"));
    }
}
