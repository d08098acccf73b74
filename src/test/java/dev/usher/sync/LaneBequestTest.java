package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Lock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane begins where another one acted on a lock before everybody was known. */
@Timeout(60)
class LaneBequestTest {
    private static final Lock LOCK = new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty());
    private static final Key ADA = Stage.user("ada");

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void adaIsIn() {
        stage.world.company.endsSessions("github");
        stage.world.declare();
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.disables(stage.idOf("ada"));
        app.forgetLog();
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private void begins(Optional<KnownAccount> shut, Duration lands) {
        stage.restart(
                new Bequest(ADA, Set.of(Stage.identity("ada")), shut),
                stage.time.instant().plus(lands));
        stage.lane.offer(ADA, Priority.CHANGE);
    }

    private boolean isIn() {
        return app.account("ada").orElseThrow().active();
    }

    /** What the other lane found out once it had done what the lock asks for. */
    private KnownAccount shut() {
        var decided = stage.world.decide(ADA, app.id()).orElseThrow();
        var recorded = stage.world.status(ADA, app.id()).orElseThrow();
        return new KnownAccount(
                recorded.id(),
                recorded.tenant(),
                AccountState.Disabled,
                Aims.of(decided, Stage.DIGESTS),
                stage.time.instant());
    }

    private List<String> requests() {
        return app.requests().stream()
                .filter(request -> !request.startsWith("PING"))
                .toList();
    }

    @Test
    void whatWasDoneIsRecordedAndNotDoneAgain() {
        stage.world.lock("ada", LOCK);

        begins(Optional.of(shut()), Duration.ZERO);
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(requests()).isEmpty();
    }

    @Test
    void whatMayNotHaveBeenDoneToItsEndIsDone() {
        stage.world.lock("ada", LOCK);
        app.logsIn(stage.idOf("ada"));

        begins(Optional.empty(), Duration.ZERO);
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.hasSession(stage.idOf("ada"))).isFalse();
    }

    @Test
    void whoseLockWasReleasedBeforeItBeganIsLetInAgain() {
        stage.world.lock("ada", LOCK);
        var shut = shut();
        stage.world.lock("ada");

        begins(Optional.of(shut), Duration.ZERO);

        stage.awaits("she is let in", this::isIn);
        stage.settlesAs(AccountState.Active, "ada");
    }

    @Test
    void theSameWhereNobodyKnowsWhatWasDone() {
        begins(Optional.empty(), Duration.ZERO);

        stage.awaits("she is let in", this::isIn);
        stage.settlesAs(AccountState.Active, "ada");
    }

    @Test
    void whatLandsAfterSheWasLetInIsMended() {
        begins(Optional.empty(), FakeApp.LONG);
        stage.awaits("she is let in", this::isIn);
        assertThat(stage.fails("ada", "Waiting").message()).contains("may still take effect");

        app.disables(stage.idOf("ada"));
        stage.passes(FakeApp.LONG);

        stage.awaits("she is let in again", this::isIn);
        stage.settlesAs(AccountState.Active, "ada");
    }
}
