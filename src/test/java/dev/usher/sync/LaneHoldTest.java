package dev.usher.sync;

import static dev.usher.sync.Stage.retained;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts that are due to be deleted, and that somebody keeps. */
@Timeout(60)
class LaneHoldTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private static Hold hold(AppId... apps) {
        return hold(Optional.empty(), apps);
    }

    private static Hold hold(Optional<Instant> until, AppId... apps) {
        return new Hold(Company.NAMESPACE, "matter-7", Set.of(Stage.identity("ada")), Set.of(apps), until);
    }

    private void hasLostHerUser(Duration retention) {
        stage.has("ada", "analyst");
        stage.settles("ada");
        var known = stage.status("ada");
        stage.world.delete(user("ada"));
        stage.retains("ada", known, Reaction.Delete, retention);
    }

    private void asksAgain() {
        stage.lane.offer(retained("ada"), Priority.REVOCATION);
    }

    private boolean isIn() {
        return app.account("ada").orElseThrow().active();
    }

    @Test
    void stayDisabledAfterTheRetentionAndGoOnceNothingKeepsThem() {
        hasLostHerUser(MONTH);
        stage.settlesRetained("ada");
        stage.world.hold("ada", hold());

        stage.time.advance(MONTH.plusDays(1));
        asksAgain();
        stage.everythingElseHadItsTurn();
        assertThat(isIn()).isFalse();
        assertThat(app.log(Op.DELETE)).isEmpty();

        stage.world.hold("ada");
        asksAgain();
        stage.settlesRetained("ada");
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void goWhenTheHoldEndsByItself() {
        stage.world.hold("ada", hold(Optional.of(stage.time.instant().plus(MONTH))));
        hasLostHerUser(Duration.ZERO);
        stage.settlesRetained("ada");
        assertThat(isIn()).isFalse();

        stage.time.advance(MONTH);
        asksAgain();
        stage.settlesRetained("ada");

        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void areDisabledAllTheSame() {
        stage.world.hold("ada", hold());

        hasLostHerUser(Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(isIn()).isFalse();
        assertThat(app.groupsOf("ada")).isEmpty();
        assertThat(app.log(Op.DELETE)).isEmpty();
    }

    @Test
    void goWhereTheHoldIsOfOtherApps() {
        stage.world.hold("ada", hold(new AppId(Company.NAMESPACE, "another")));

        hasLostHerUser(Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void areKeptByAHoldThatNoCacheHasSeen() {
        hasLostHerUser(MONTH);
        stage.settlesRetained("ada");
        stage.time.advance(MONTH.plusDays(1));
        stage.world.holdUnseen("ada", hold());

        asksAgain();
        stage.awaits("it is said that a policy keeps it", () -> says(Kind.HELD_BY_POLICY));

        assertThat(app.account("ada")).isPresent();
        assertThat(app.log(Op.DELETE)).isEmpty();
    }

    @Test
    void loseTheirAccessWhereTheHoldThatNoCacheHasSeenKeepsThem() {
        stage.world.holdUnseen("ada", hold());

        hasLostHerUser(Duration.ZERO);
        stage.awaits("it is said that a policy keeps it", () -> says(Kind.HELD_BY_POLICY));

        assertThat(isIn()).isFalse();
        assertThat(app.log(Op.DELETE)).isEmpty();
    }

    @Test
    void waitWhereNobodyCanReadWhetherSomebodyKeepsThem() {
        hasLostHerUser(MONTH);
        stage.settlesRetained("ada");
        stage.time.advance(MONTH.plusDays(1));
        stage.world.answersAboutHolds(false);

        asksAgain();
        stage.awaits("it waits", () -> says(Kind.WAITING));
        assertThat(app.account("ada")).isPresent();

        stage.world.answersAboutHolds(true);
        asksAgain();
        stage.settlesRetained("ada");
        assertThat(app.account("ada")).isEmpty();
    }

    /** Whoever was never seen is not deleted under a hold either, whatever gives the decision. */
    @Test
    void areKeptWhoeverTheyAreOf() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.world.holdUnseen("ada", hold());

        stage.decides("ada", new Decision.Absent(Why.Departed));
        stage.awaits("the account is disabled", () -> !isIn());
        stage.everythingElseHadItsTurn();

        assertThat(app.account("ada")).isPresent();
        assertThat(app.log(Op.DELETE)).isEmpty();
    }

    @Test
    void areGivenBackToWhoeverComesWhileTheyAreKept() {
        hasLostHerUser(MONTH);
        var id = app.account("ada").orElseThrow().id();
        stage.settlesRetained("ada");
        stage.world.hold("ada", hold());
        stage.time.advance(MONTH.plusDays(1));
        asksAgain();
        stage.everythingElseHadItsTurn();

        stage.world.forgetRetained(retained("ada"));
        stage.has("ada", "analyst");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(isIn()).isTrue();
        assertThat(stage.idOf("ada")).isEqualTo(id);
    }

    private boolean says(Kind kind) {
        return stage.outbox
                .of(retained("ada"))
                .flatMap(Result::failure)
                .map(Failure::kind)
                .filter(kind::equals)
                .isPresent();
    }
}
