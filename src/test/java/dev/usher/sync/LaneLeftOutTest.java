package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.plan.Drift;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that has no place for an attribute, and says so. */
@Timeout(60)
class LaneLeftOutTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void thereIsNoPlaceForTitles() {
        stage.titles("Analyst");
        app.hasNo(Attributes.TITLE);
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private void joins() {
        stage.has("ada", "guest");
        stage.settlesAs(AccountState.Active, "ada");
        stage.keeps(Drift.STANDARD);
        stage.everythingFoundHadItsTurn();
        app.forgetLog();
    }

    private Optional<String> title() {
        return app.account("ada").orElseThrow().attributes().get(Attributes.TITLE);
    }

    /** The app of this test would keep it, so that it shows what it was sent. */
    @Test
    void isMadeAnAccountWithoutIt() {
        joins();

        assertThat(title()).isEmpty();
        assertThat(stage.lane.health().unkept()).isEmpty();
    }

    @Test
    void makesNoDifferenceToAnInventory() {
        joins();

        stage.takesAnInventory();
        stage.everythingFoundHadItsTurn();
        assertThat(app.log(Op.UPDATE)).isEmpty();
        assertThat(app.log(Op.READ)).as("nobody has to look").isEmpty();
    }

    @Test
    void isSentNothingWhereAPersonChanges() {
        joins();
        stage.titles("Countess");
        stage.asks("ada");
        stage.settles("ada");

        assertThat(app.log(Op.UPDATE)).isEmpty();
        assertThat(title()).isEmpty();
    }

    /** What was found out before it said so is not tried again. */
    @Test
    void isNotTriedEither() {
        joins();
        stage.lane.recollection().unkept(List.of(Attributes.TITLE));

        stage.time.advance(Duration.ofHours(25));
        stage.takesAnInventory();
        stage.everythingFoundHadItsTurn();

        assertThat(app.log(Op.UPDATE)).isEmpty();
        assertThat(app.log(Op.READ)).as("nobody has to look").isEmpty();
    }

    /** It may be access: whether the app takes it is for the app to say. */
    @Test
    void isSentWhatARoleSetsAllTheSame() {
        stage.titles("guest", "Owner");
        joins();
        assertThat(title()).contains("Owner");

        app.sets(app.account("ada").orElseThrow().id(), Attributes.TITLE, "Somebody");
        stage.takesAnInventory();
        stage.everythingFoundHadItsTurn();
        assertThat(title()).contains("Owner");
    }

    @Test
    void isToldToTakeBackWhatARoleHadSet() {
        stage.world.company.hasRole("owner", "github");
        stage.titles("owner", "Owner");
        stage.has("ada", "guest", "owner");
        stage.settlesAs(AccountState.Active, "ada");
        assertThat(title()).contains("Owner");

        stage.has("ada", "guest");
        stage.settles("ada");
        assertThat(title()).contains("Analyst");
    }
}
