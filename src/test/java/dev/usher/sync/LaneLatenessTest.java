package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capability;
import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.person.Employment;
import dev.usher.domain.plan.Drift;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app whose reads show for a while what was before a write, and which says so. */
@Timeout(60)
class LaneLatenessTest {
    private static final Entitlement ANALYSTS = new Entitlement("group", "analysts");

    private final Stage stage = new Stage();
    private final FakeApp app = stage.app;

    LaneLatenessTest() {
        app.teaches(
                new Capability(Capability.READS_LAG, Long.toString(FakeApp.LONG.toSeconds()), Capability.Origin.spec));
        Stage.opened(stage);
        stage.passes(FakeApp.LONG);
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    /** Ada has an account, and a read shows it. */
    private void isThere() {
        stage.has("ada", "guest");
        stage.settles("ada");
        stage.passes(FakeApp.LONG);
    }

    private void isThereNoMore() {
        isThere();
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.passes(FakeApp.LONG);
    }

    private List<String> ofAda(Op op) {
        return app.log(op).stream()
                .filter(line -> !line.contains("marker"))
                .filter(line -> app.account("ada")
                        .filter(account -> op == Op.CREATE
                                || line.contains(account.id().value() + " ")
                                || line.endsWith(account.id().value()))
                        .isPresent())
                .toList();
    }

    /** The app has shown nothing new although there was time to look again and again. */
    private void waits() {
        stage.awaits(
                "it is waited for",
                () -> stage.failure("ada")
                        .filter(failure -> failure.detail() == Detail.NOT_SHOWN)
                        .isPresent());
        stage.everythingElseHadItsTurn();
    }

    /** Her account gets another title, and there is no second one. */
    private void isChangedOnceItShows() {
        stage.titles("Countess");
        stage.asks("ada");
        waits();

        showsAtLast();

        stage.awaits(
                "it is changed",
                () -> app.account("ada").orElseThrow().attributes().get("title").isPresent());
        assertThat(app.account("ada")).isPresent();
    }

    private void showsAtLast() {
        app.readsCatchUp();
        stage.passes(FakeApp.LONG);
    }

    @Test
    void aChangeThatDoesNotShowYetIsNotSentAgain() {
        isThere();
        app.readsFallBehind();
        stage.titles("Countess");
        stage.asks("ada");
        waits();

        showsAtLast();

        stage.settles("ada");
        assertThat(ofAda(Op.UPDATE)).hasSize(1);
    }

    @Test
    void aValueThatTheAppForgetsIsSaidToBeUnkeptOnceItWouldHaveShown() {
        isThere();
        app.drops(Attributes.TITLE);
        app.always(Op.UPDATE, Fault.terse());
        stage.titles("Countess");
        stage.asks("ada");
        waits();
        assertThat(ofAda(Op.UPDATE)).hasSize(1);

        stage.passes(FakeApp.LONG);

        stage.settles("ada");
        stage.everythingElseHadItsTurn();
        assertThat(ofAda(Op.UPDATE)).hasSize(1);
    }

    @Test
    void whoEntersAGroupThatDoesNotShowThemYetIsNotPutThereAgain() {
        isThere();
        app.readsFallBehind();
        stage.has("ada", "guest", "analyst");
        waits();

        showsAtLast();

        stage.settles("ada");
        assertThat(ofAda(Op.MEMBERS)).hasSize(2).doesNotHaveDuplicates();
        assertThat(app.members(ANALYSTS)).hasSize(1);
    }

    @Test
    void aChangeThatNeverShowsIsSentAgainAndThenSaidToHaveNoEffect() {
        isThere();
        app.always(Op.MEMBERS, Fault.pretended());
        stage.has("ada", "analyst");
        waits();
        assertThat(ofAda(Op.MEMBERS)).hasSize(2);

        stage.passes(FakeApp.LONG);

        stage.fails("ada", "NotEffective");
        stage.everythingElseHadItsTurn();
        stage.fails("ada", "NotEffective");
        assertThat(ofAda(Op.MEMBERS)).hasSize(4);

        app.isWell();
        stage.passes(FakeApp.LONG);

        stage.settles("ada");
    }

    @Test
    void whoLeavesIsShutOutAtOnceAlthoughNoReadShowsThatTheyWereLetIn() {
        isThereNoMore();
        app.readsFallBehind();
        stage.is("ada", Employment.Status.Active, "guest");
        waits();
        assertThat(app.account("ada").orElseThrow().active()).isTrue();

        stage.leaves("ada");

        stage.awaits(
                "she is shut out",
                () -> app.account("ada").filter(account -> !account.active()).isPresent());
        waits();
        showsAtLast();
        stage.settlesAs(AccountState.Disabled, "ada");
    }

    @Test
    void whoComesBackAtOnceIsLetInAlthoughNoReadShowsThatTheyWereShutOut() {
        isThere();
        app.readsFallBehind();
        app.isWell();
        stage.leaves("ada");
        stage.awaits(
                "she is shut out",
                () -> app.account("ada").filter(account -> !account.active()).isPresent());
        stage.is("ada", Employment.Status.Active, "guest");
        waits();

        showsAtLast();

        stage.settlesAs(AccountState.Active, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isTrue();
    }

    @Test
    void whoLeavesIsNotSaidToStayBecauseNoReadShowsThatTheyLeft() {
        isThere();
        app.readsFallBehind();
        stage.leaves("ada");
        waits();
        assertThat(app.account("ada").orElseThrow().active()).isFalse();

        showsAtLast();

        stage.settlesAs(AccountState.Disabled, "ada");
    }

    @Test
    void whoLeavesIsNotSaidToBeShutOutBecauseTheirGroupsWereTaken() {
        isThereNoMore();
        app.readsFallBehind();
        stage.is("ada", Employment.Status.Active, "guest");
        waits();
        app.isWell();
        app.onNext(Op.DISABLE, Fault.requestLost());

        stage.leaves("ada");
        stage.everythingElseHadItsTurn();
        stage.asks("ada");
        stage.everythingElseHadItsTurn();
        app.readsCatchUp();
        stage.passes(FakeApp.LONG.multipliedBy(2));

        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
    }

    @Test
    void whatWasNotAnsweredIsSentAgainBeforeItWouldShow() {
        isThere();
        app.onNext(Op.DISABLE, Fault.requestLost());

        stage.leaves("ada");

        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
    }

    @Test
    void whoWasGivenARoleByTheProcessBeforeIsNotSaidToBeWithoutItByAReadThatIsBehind() {
        isThere();
        app.readsFallBehind();
        stage.has("ada", "guest", "analyst");
        waits();
        stage.restart();

        stage.has("ada", "guest");
        waits();
        showsAtLast();

        stage.awaits("she is taken out", () -> app.members(ANALYSTS).isEmpty());
    }

    @Test
    void whoLosesARoleIsTakenOutOfAGroupOnceItShowsThem() {
        isThere();
        app.readsFallBehind();
        stage.has("ada", "guest", "analyst");
        waits();

        stage.has("ada", "guest");
        waits();
        assertThat(app.members(ANALYSTS)).hasSize(1);
        showsAtLast();

        stage.awaits("she is taken out", () -> app.members(ANALYSTS).isEmpty());
    }

    @Test
    void anAccountThatDoesNotShowYetIsNotMadeAgain() {
        app.takesNamesTwice();
        app.readsFallBehind();
        stage.has("ada", "guest");
        stage.settles("ada");
        isChangedOnceItShows();
    }

    @Test
    void anAccountThatWasClaimedAndDoesNotShowYetIsNotMadeAgain() {
        app.takesNamesTwice();
        app.readsFallBehind();
        app.onNext(Op.CREATE, Fault.answerLost());
        stage.has("ada", "guest");
        stage.fails("ada", "Waiting");
        stage.restart();
        stage.asks("ada");
        waits();
        assertThat(ofAda(Op.CREATE)).hasSize(1);

        showsAtLast();

        stage.settles("ada");
        assertThat(app.account("ada")).isPresent();
    }

    @Test
    void anAccountIsNotMadeAgainByTheNextProcess() {
        app.takesNamesTwice();
        app.readsFallBehind();
        stage.has("ada", "guest");
        stage.settles("ada");
        stage.restart();
        isChangedOnceItShows();
    }

    @Test
    void whoLeavesWithTheNextProcessIsNotSaidToBeShutOutByAReadThatIsBehind() {
        isThereNoMore();
        app.readsFallBehind();
        stage.is("ada", Employment.Status.Active, "guest");
        waits();
        stage.restart();

        stage.leaves("ada");
        waits();
        showsAtLast();

        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
    }

    @Test
    void anInventoryThatIsBehindChangesNothing() {
        isThere();
        app.readsFallBehind();
        app.isWell();
        stage.titles("Countess");
        stage.asks("ada");
        stage.settles("ada");
        app.forgetLog();

        stage.keeps(Drift.STANDARD);
        stage.everythingFoundHadItsTurn();

        assertThat(ofAda(Op.UPDATE)).isEmpty();
        showsAtLast();
        stage.settles("ada");
        assertThat(ofAda(Op.UPDATE)).isEmpty();
    }
}
