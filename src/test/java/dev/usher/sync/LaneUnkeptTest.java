package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.plan.Drift;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that takes an attribute and keeps it of nobody. */
@Timeout(60)
class LaneUnkeptTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void titlesAreGivenAndNotKept() {
        stage.titles("Analyst");
        app.drops(Attributes.TITLE);
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private Set<String> unkept() {
        return stage.lane.health().unkept();
    }

    private void joinAndAreCounted(String... names) {
        for (var name : names) {
            stage.has(name, "guest");
            stage.settlesAs(AccountState.Active, name);
        }
        stage.keeps(Drift.STANDARD);
        stage.everythingFoundHadItsTurn();
        app.forgetLog();
    }

    @Test
    void isLearnedFromTheFirstAccountThatIsMade() {
        stage.has("ada", "guest");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(unkept()).containsExactly(Attributes.TITLE);
    }

    @Test
    void isWrittenToNobodyBecauseOfIt() {
        joinAndAreCounted("ada", "grace");

        stage.takesAnInventory();

        assertThat(app.log(Op.UPDATE)).isEmpty();
    }

    @Test
    void isSentNothingMoreWhereAPersonChanges() {
        joinAndAreCounted("ada");
        stage.titles("Countess");
        stage.asks("ada");
        stage.settles("ada");

        assertThat(app.log(Op.UPDATE)).isEmpty();
    }

    @Test
    void isWrittenToNobodyAfterAStartWhereThatWasRecorded() {
        joinAndAreCounted("ada", "grace");

        stage.restart();
        stage.lane.recollection().unkept(List.of(Attributes.TITLE));
        stage.keeps(Drift.STANDARD);
        stage.everythingFoundHadItsTurn();

        assertThat(app.log(Op.UPDATE)).isEmpty();
        assertThat(unkept()).containsExactly(Attributes.TITLE);
    }

    @Test
    void isAskedAboutOneAccountADayLater() {
        joinAndAreCounted("ada", "grace");

        // Whoever joins meanwhile would be tried as well.
        stage.time.advance(Duration.ofHours(25));
        stage.awaits("one was tried", () -> app.log(Op.UPDATE).size() == 1);
        stage.takesAnInventory();

        assertThat(app.log(Op.UPDATE)).hasSize(1);
    }

    @Test
    void getsItOfEverybodyOnceItKeepsIt() {
        joinAndAreCounted("ada", "grace");

        app.dropsNothing();
        stage.has("alan", "guest");
        stage.settles("alan");
        assertThat(unkept()).isEmpty();
        stage.takesAnInventory();

        stage.awaits("it was given again", () -> titleOf("ada").equals(List.of("Analyst")));
    }

    @Test
    void isNotBlamedForOneValueWhereItKeepsOthers() {
        app.dropsNothing();
        stage.has("ada", "guest");
        stage.settles("ada");
        app.drops(Attributes.TITLE);

        stage.has("grace", "guest");
        stage.settles("grace");

        assertThat(unkept()).isEmpty();
    }

    @Test
    void isNotExcusedFromKeepingALoginName() {
        app.drops(Attributes.USER_NAME);

        stage.has("ada", "guest");
        stage.everythingElseHadItsTurn();

        assertThat(unkept()).isEmpty();
    }

    @Test
    void isAnotherAppWhereItIsDeclaredElsewhere() {
        stage.has("ada", "guest");
        stage.settles("ada");

        stage.lane.configure(stage.setupElsewhere());

        assertThat(unkept()).isEmpty();
    }

    private List<String> titleOf(String name) {
        return app.account(name).orElseThrow().attributes().get(Attributes.TITLE).stream()
                .toList();
    }
}
