package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Restraint;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts of people who never came. */
@Timeout(60)
class LaneWithdrawnTest {
    private static final int MANY = 11;

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    @Test
    void deletesWhatNobodyCanHaveUsedAfterALiveReadAndInsideTheBudget() {
        stage.prepares("ada", "analysts");
        stage.settles("ada");
        app.forgetLog();

        stage.neverComes("ada");
        stage.settlesAs(AccountState.Deleted, "ada");

        assertThat(app.accounts()).isEmpty();
        assertThat(app.requests()).containsExactly("READ id-1", "DELETE id-1", "READ id-1");
        assertThat(stage.world.confirmations()).isEqualTo(1);
        assertThat(stage.ledger.stored(app.id()).restraint().reserve()).hasSize(1);
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void deletesNothingUntilTheReasonIsReadLive() {
        stage.prepares("ada");
        stage.settles("ada");
        stage.world.confirms(Confirmation.UNKNOWN);

        stage.neverComes("ada");

        assertThat(stage.fails("ada", "Waiting").detail()).isEqualTo(Detail.NOT_CONFIRMED);
        assertThat(app.account("ada")).isPresent();
        assertThat(stage.status("ada").prepared()).isTrue();
    }

    @Test
    void disablesWhatSomebodyElseHasEnabledMeanwhile() {
        stage.prepares("ada", "analysts");
        stage.settles("ada");
        app.enables(stage.idOf("ada"));

        stage.neverComes("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.log(Op.DELETE)).isEmpty();
        assertThat(app.log(Op.DISABLE)).hasSize(1);
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void disablesWhatWasInUse() {
        stage.prepares("ada");
        stage.settles("ada");
        stage.starts("ada");
        stage.settles("ada");

        stage.neverComes("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.log(Op.DELETE)).isEmpty();
    }

    @Test
    void doesNotDeleteOnTheWordOfARecordThatIsBehind() {
        stage.prepares("ada");
        stage.settles("ada");
        var behind = stage.status("ada");
        app.onNext(Op.UPDATE, Fault.late());
        app.always(Op.UPDATE, Fault.requestLost());
        stage.starts("ada");
        stage.fails("ada", "Waiting");
        stage.decides("ada", known -> Optional.empty());
        stage.everythingElseHadItsTurn();
        stage.world.remember(user("ada"), app.id(), behind);

        stage.neverComes("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.log(Op.DELETE)).isEmpty();
        assertThat(stage.outbox.allOf(user("ada")))
                .anySatisfy(result -> assertThat(result.failure())
                        .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo("ChangedMeanwhile")));
    }

    @Test
    void deletesWhatIsFoundOnlyByItsClaim() {
        app.makesAndHides();
        stage.prepares("ada");
        stage.fails("ada", "Waiting");
        stage.restart();
        app.findsNothing(false);

        stage.neverComes("ada");
        stage.awaits(
                "it is known to be prepared",
                () -> stage.world
                        .status(user("ada"), app.id())
                        .filter(KnownAccount::prepared)
                        .isPresent());
        stage.neverComes("ada");
        stage.settlesAs(AccountState.Deleted, "ada");

        assertThat(app.accounts()).isEmpty();
    }

    @Test
    void holdsThemWhereTooManyNeverCome() {
        stage.lane.limit(Budgets.STANDARD.with(Limit.ATTESTED, new Budget(3, 0, Duration.ofHours(1))));
        for (var number = 0; number < MANY; number++) {
            stage.prepares("user-" + number, "analysts");
        }
        for (var number = 0; number < MANY; number++) {
            stage.settles("user-" + number);
        }

        stage.census.isSwept(false);
        for (var number = 0; number < MANY; number++) {
            stage.neverComes("user-" + number);
        }
        stage.census.isSwept(true);

        stage.awaits(
                "all but those who go at once are held",
                () -> app.accounts().stream()
                                .map(account ->
                                        stage.status(account.attributes().userName()))
                                .filter(status -> status.state() == AccountState.Held)
                                .count()
                        == MANY - Restraint.RESERVE);
        assertThat(app.accounts()).hasSize(MANY - Restraint.RESERVE).allSatisfy(account -> {
            assertThat(app.groupsOf(account.id())).isEqualTo(groups("analysts"));
            assertThat(stage.status(account.attributes().userName()).prepared()).isTrue();
        });
    }
}
