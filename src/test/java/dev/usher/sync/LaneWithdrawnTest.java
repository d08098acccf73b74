package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.safety.RemovalBudget;
import dev.usher.domain.safety.Window;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts of people who never came. */
@Timeout(60)
class LaneWithdrawnTest {
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
        assertThat(stage.ledger.stored(app.id()).removals().map(Window::reserved))
                .contains(1);
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
        var budget = RemovalBudget.DEFAULT.count();
        for (var number = 0; number <= budget; number++) {
            stage.prepares("user-" + number, "analysts");
        }
        for (var number = 0; number <= budget; number++) {
            stage.settles("user-" + number);
        }

        for (var number = 0; number <= budget; number++) {
            stage.neverComes("user-" + number);
        }

        stage.awaits("all but one are gone", () -> app.accounts().size() == 1);
        var last = app.accounts().getFirst();
        var name = last.attributes().userName();
        stage.awaits("the last one is held", () -> stage.status(name).state() == AccountState.Held);
        assertThat(app.groupsOf(last.id())).isEqualTo(groups("analysts"));
        assertThat(stage.status(name).prepared()).isTrue();
    }
}
