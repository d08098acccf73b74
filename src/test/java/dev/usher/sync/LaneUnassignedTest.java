package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.access.Deprovisioning;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Detail;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts of people who work, and whom nothing gives the app any more. */
@Timeout(60)
class LaneUnassignedTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void losesEverythingWhereTheApp(Reaction reacts) {
        stage.world.company.hasApp(
                "github",
                new Deprovisioning(reacts, Reaction.Disable, Reaction.Disable, Reaction.Disable, MONTH),
                Duration.ZERO);
        stage.world.declare();
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.puts(stage.idOf("ada"), Company.group("by hand"));
        stage.has("ada");
    }

    @Test
    void areDisabledAtOnceAndDeletedAfterTheRetention() {
        losesEverythingWhereTheApp(Reaction.Delete);
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("by hand"));

        stage.time.advance(MONTH.minusMinutes(1));
        stage.asks("ada");
        stage.everythingElseHadItsTurn();
        assertThat(app.account("ada")).isPresent();

        stage.time.advance(Duration.ofMinutes(1));
        stage.asks("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void areDeletedOnlyForAReasonThatIsReadLive() {
        losesEverythingWhereTheApp(Reaction.Delete);
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.time.advance(MONTH);
        stage.world.confirms(Confirmation.TEARDOWN);

        stage.asks("ada");

        assertThat(stage.fails("ada", "Waiting").detail()).isEqualTo(Detail.TEARDOWN);
        assertThat(app.account("ada")).isPresent();
    }

    @Test
    void areTheSameAgainForWhoeverIsGivenTheAppInTime() {
        losesEverythingWhereTheApp(Reaction.Delete);
        stage.settlesAs(AccountState.Disabled, "ada");
        var id = stage.idOf("ada");
        stage.time.advance(MONTH.minusMinutes(1));

        stage.has("ada", "analyst");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(stage.idOf("ada")).isEqualTo(id);
        assertThat(app.accounts()).hasSize(1);
    }

    @Test
    void areKeptButForWhatIsOursWhereTheAppSaysSo() {
        losesEverythingWhereTheApp(Reaction.Keep);
        stage.settlesAs(AccountState.Active, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isTrue();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("by hand"));

        stage.has("ada", "analyst");
        stage.settles("ada");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers", "by hand"));
    }
}
