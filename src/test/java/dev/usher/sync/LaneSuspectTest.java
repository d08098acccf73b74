package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Employment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was sent and never answered may land after everything that was read since (I4). */
@Timeout(60)
class LaneSuspectTest {
    private static final Entitlement ANALYSTS = new Entitlement("group", "analysts");

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private boolean isWaited() {
        return stage.failure("ada")
                .filter(failure -> failure.reason().equals("Waiting"))
                .isPresent();
    }

    /** What lands does so after the lane has looked for the last time before that. */
    private void landsAfterALook() {
        app.isWell();
        stage.everythingElseHadItsTurn();
        app.landWhatIsLate();
        assertThat(stage.failure("ada")).isPresent();
        stage.passes(FakeApp.LONG);
    }

    @Test
    void whoLeftWhileTheirAccountWasBeingMadeIsShutOutOnceItIsThere() {
        app.isSlowToLand();
        app.always(Op.CREATE, Fault.late());
        stage.has("ada", "guest");
        stage.awaits("the answer is waited for", this::isWaited);

        stage.leaves("ada");
        landsAfterALook();

        isShutOut();
    }

    @Test
    void whoReturnedAndLeftAgainIsNotSaidToBeShutOutBeforeThatIsCertain() {
        stage.has("ada", "guest");
        stage.settles("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.isSlowToLand();
        app.always(Op.UPDATE, Fault.late());
        stage.is("ada", Employment.Status.Active, "guest");
        stage.awaits("the answer is waited for", this::isWaited);

        stage.leaves("ada");
        landsAfterALook();

        isShutOut();
    }

    @Test
    void whoIsNotCertainToBeShutOutIsSaidToWaitForThatAsSoonAsTheAppAnswersAgain() {
        app.isSlowToLand();
        app.always(Op.CREATE, Fault.late());
        stage.has("ada", "guest");
        stage.awaits("the answer is waited for", this::isWaited);
        app.isInTrouble(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT));
        stage.leaves("ada");
        stage.fails("ada", "AppUnreachable");

        app.isWell();

        assertThat(stage.fails("ada", "Waiting").message()).contains("may still take effect");
    }

    private void isShutOut() {
        stage.awaits(
                "she is shut out",
                () -> app.account("ada").filter(account -> !account.active()).isPresent());
    }

    @Test
    void whoLostARoleIsTakenOutOfAGroupThatTheyEnterLate() {
        stage.has("ada", "guest");
        stage.settles("ada");
        app.isSlowToLand();
        app.always(Op.MEMBERS, Fault.late());
        stage.has("ada", "guest", "analyst");
        stage.awaits("the answer is waited for", this::isWaited);

        stage.has("ada", "guest");
        landsAfterALook();

        stage.awaits("she is taken out", () -> app.members(ANALYSTS).isEmpty());
    }

    /** Nobody waits for what is wanted anyway. */
    @Test
    void whoIsToHaveWhatMayStillLandIsNotKeptWaiting() {
        app.isSlowToLand();
        app.onNext(Op.CREATE, Fault.answerLost());

        stage.has("ada", "analyst");

        stage.settlesAs(AccountState.Active, "ada");
    }
}
