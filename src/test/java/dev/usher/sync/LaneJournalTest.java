package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a lane does while the journal takes nothing. */
@Timeout(60)
class LaneJournalTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void saysSo() {
        stage.awaits(
                "the app says so",
                () -> stage.lane
                        .health()
                        .trouble()
                        .filter(why -> why.reason().equals("JournalFailing"))
                        .isPresent());
    }

    @Test
    void nobodyIsGivenAnythingThatIsNotRecordedAndAllGoesOnAfterwards() {
        stage.journal.isFull(true);
        stage.has("ada", "analyst");
        stage.fails("ada", "JournalFailing");
        saysSo();
        assertThat(app.log(Op.CREATE)).isEmpty();
        assertThat(stage.ledger.stored(app.id()).claims()).isEmpty();
        stage.journal.isFull(false);

        stage.settlesAs(AccountState.Active, "ada");
        stage.awaits("the app is well", () -> stage.lane.health().trouble().isEmpty());
    }

    @Test
    void whoLeavesIsShutOutAlthoughNobodyCanRecordIt() {
        stage.has("ada", "guest");
        stage.settles("ada");
        stage.journal.isFull(true);
        stage.leaves("ada");

        stage.settlesAs(AccountState.Disabled, "ada");
    }

    @Test
    void aGroupIsLeftAndNoneIsEntered() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.journal.isFull(true);
        stage.has("ada", "auditor");

        stage.fails("ada", "JournalFailing");
        stage.awaits("the group is left", () -> app.groupsOf("ada").equals(groups("readers")));
        stage.journal.isFull(false);
        stage.settles("ada");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("auditors", "readers"));
    }

    @Test
    void aGroupIsLeftAlsoByWhoseAttributesChange() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.journal.isFull(true);
        stage.world.declare(user("ada"), Company.renamed("ada", "countess"), Company.roles("guest"));
        stage.asks("ada");

        stage.awaits("the groups are left", () -> app.groupsOf("ada").isEmpty());
        assertThat(app.log(Op.UPDATE)).isEmpty();
        stage.journal.isFull(false);
        stage.settles("ada");
        assertThat(app.account("countess")).isPresent();
    }

    @Test
    void noAttributeIsChangedUnrecorded() {
        stage.has("ada", "guest");
        stage.settles("ada");
        stage.journal.isFull(true);
        stage.world.declare(user("ada"), Company.renamed("ada", "countess"), Company.roles("guest"));
        stage.asks("ada");

        stage.fails("ada", "JournalFailing");
        assertThat(app.log(Op.UPDATE)).isEmpty();
        stage.journal.isFull(false);
        stage.settles("ada");
        assertThat(app.account("countess")).isPresent();
    }
}
