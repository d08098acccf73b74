package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Lock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody is shut out while an app is asked for other things. */
@Timeout(60)
class LaneLockTest {
    private static final Lock LOCK = new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty());
    private static final int MORE_THAN_THE_BUDGET = 14;

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        app.backlog.ends();
        stage.close();
    }

    private void locks(String name) {
        stage.world.lock(name, LOCK);
        stage.lane.offer(Stage.user(name), Priority.LOCK);
    }

    private boolean isIn(String name) {
        return app.account(name).orElseThrow().active();
    }

    @Test
    void disablesTheAccountAndLeavesItsGroupsForTheReturn() {
        stage.has("ada", "analyst");
        stage.settles("ada");

        locks("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(isIn("ada")).isFalse();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));

        stage.world.lock("ada");
        stage.asks("ada");
        stage.settlesAs(AccountState.Active, "ada");
        assertThat(isIn("ada")).isTrue();
    }

    /** Somebody may have let them in since the first one was confirmed, and who locks again wants to know. */
    @Test
    void asksAnewForEveryLock() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        locks("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.enables(stage.idOf("ada"));

        stage.world.lock("ada", LOCK, new Lock(Company.NAMESPACE, "case-8", Set.of(), Optional.empty()));
        stage.lane.offer(Stage.user("ada"), Priority.LOCK);
        stage.settles("ada");

        assertThat(isIn("ada")).isFalse();
    }

    @Test
    void restsOnNothingButTheLock() {
        stage.has("ada", "analyst");
        stage.settles("ada");

        locks("ada");
        stage.settles("ada");

        assertThat(stage.world.confirmed())
                .contains(new Basis(
                        List.of(new Basis.Reference("AccessLock", Company.NAMESPACE, "case-7", "case-7", 1)),
                        List.of(),
                        Optional.empty(),
                        List.of(Company.NAMESPACE)));
    }

    @Test
    void writesNothingWhereTheLockIsNotThereAnyMore() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.world.confirms(Confirmation.CHANGED);

        locks("ada");
        stage.everythingElseHadItsTurn();

        assertThat(isIn("ada")).isTrue();
    }

    private static Lock lock(String name, AppId... apps) {
        return new Lock(Company.NAMESPACE, name, Set.of(apps), Optional.empty());
    }

    /** One may be gone with its namespace, and is only remembered. */
    @Test
    void isHeldByEachOfSeveralForItself() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.world.loses("case-7");

        stage.world.lock("ada", LOCK, lock("case-8"));
        stage.lane.offer(Stage.user("ada"), Priority.LOCK);
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isIn("ada")).isFalse();
    }

    @Test
    void isNotConfirmedByOneThatShutsAnotherApp() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.world.loses("case-7");

        stage.world.lock("ada", LOCK, lock("case-8", new AppId(Company.NAMESPACE, "another")));
        stage.lane.offer(Stage.user("ada"), Priority.LOCK);
        stage.everythingElseHadItsTurn();

        assertThat(isIn("ada")).isTrue();
    }

    @Test
    void neitherWaitsForTheBudgetNorUsesItUp() {
        for (var number = 0; number < MORE_THAN_THE_BUDGET; number++) {
            stage.has("leaver-" + number, "guest");
        }
        stage.has("ada", "guest");
        stage.has("grace", "guest");
        stage.settles("ada", "grace");
        for (var number = 0; number < MORE_THAN_THE_BUDGET; number++) {
            stage.settles("leaver-" + number);
        }
        stage.awaits(
                "the claims are dropped",
                () -> stage.ledger.stored(stage.app.id()).claims().isEmpty());
        var spent = stage.ledger.writes();
        locks("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(stage.ledger.writes()).isEqualTo(spent);

        for (var number = 0; number < MORE_THAN_THE_BUDGET; number++) {
            stage.leaves("leaver-" + number);
        }
        stage.awaits("a leaver is held", () -> !stage.lane.health().held().isEmpty());
        locks("grace");

        stage.settlesAs(AccountState.Disabled, "grace");
        assertThat(isIn("grace")).isFalse();
    }

    @Test
    void readsAnAccountAgainThatWasDisabledBeforeAndShutsWhatSomebodyEnabledThere() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.enables(stage.idOf("ada"));

        locks("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isIn("ada")).isFalse();
    }

    @Test
    void stopsAnEnableThatWasDecidedAndIsNotSentYet() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.backlog.begins();
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.awaits("the account is read", () -> app.backlog.waiting().size() == 1);

        locks("ada");
        app.forgetLog();
        app.backlog.ends();
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.requests()).allMatch(request -> request.startsWith("READ"));
    }

    @Test
    void stopsACreateThatWasDecidedAndIsNotSentYet() {
        app.backlog.begins();
        stage.has("ada", "guest");
        stage.awaits("the name is looked up", () -> app.backlog.waiting().size() == 1);

        locks("ada");
        app.backlog.ends();
        stage.everythingElseHadItsTurn();

        assertThat(app.account("ada")).isEmpty();
    }

    /** The app takes one request at a time, and somebody's is under way when the one that was decided is to be sent. */
    private void anotherIsUnderWayWhen(String intent) {
        stage.awaits("she is asked for", () -> app.backlog.waiting().size() == 1);
        stage.leaves("bob");
        stage.awaits("a leaver is asked for", () -> app.backlog.waiting().size() == 2);
        stage.lane.pace(Stage.tempo(Rate.aSecond(1_000_000, 1_000_000, 1)));
        var before = intents(intent);
        app.backlog.answersOne();
        stage.awaits("it is about to be sent", () -> intents(intent) > before);
    }

    private long intents(String intent) {
        return stage.journal.records().stream().filter(intent::equals).count();
    }

    @Test
    void stopsAnEnableThatWaitsToBeSent() {
        stage.has("ada", "analyst");
        stage.has("bob", "guest");
        stage.settles("ada", "bob");
        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.forgetLog();
        app.backlog.begins();
        stage.is("ada", Employment.Status.Active, "analyst");
        anotherIsUnderWayWhen("intent Update");

        locks("ada");
        app.backlog.ends();
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.requests()).noneMatch(request -> request.startsWith(Op.UPDATE.name()));
    }

    @Test
    void stopsACreateThatWaitsToBeSent() {
        stage.has("bob", "guest");
        stage.settles("bob");
        app.backlog.begins();
        stage.has("ada", "guest");
        anotherIsUnderWayWhen("intent Create");

        locks("ada");
        app.backlog.ends();
        stage.everythingElseHadItsTurn();

        assertThat(app.account("ada")).isEmpty();
    }

    /** All that others may have under way is so, and nobody answers. */
    @Test
    void doesNotWaitForWorkOnTheAccountThatWaitsBehindOthers() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        var read = Op.READ + " " + stage.idOf("ada").value();
        stage.lane.pace(Stage.tempo(Rate.aSecond(1_000_000, 1_000_000, 5)));
        app.backlog.begins();
        for (var number = 0; number < 4; number++) {
            stage.has("joiner-" + number, "guest");
        }
        stage.awaits("others are waited for", () -> app.backlog.waiting().size() == 4);
        stage.has("ada", "auditor");
        stage.awaits("she is worked on", () -> stage.lane.mayHave(Stage.identity("ada")));

        locks("ada");

        stage.awaits("she is asked for", () -> app.backlog.waiting().contains(read));
    }

    @Test
    void shutsAnAccountThatWasBeingMadeBeforeAnyStatusKnewOfIt() {
        app.backlog.begins();
        stage.has("ada", "guest");
        stage.awaits("the name is looked up", () -> app.backlog.waiting().size() == 1);
        app.backlog.answersOne();
        stage.awaits("the account is made", () -> app.backlog.waiting().contains("CREATE ada"));

        locks("ada");
        app.backlog.ends();

        stage.awaits(
                "the account is disabled",
                () -> app.account("ada").filter(account -> !account.active()).isPresent());
    }

    @Test
    void disablesAnAccountWithoutAUserThatItsAppKeeps() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.deletesUser("ada", Reaction.Keep);
        stage.everythingElseHadItsTurn();
        assertThat(isIn("ada")).isTrue();

        stage.locksRetained("ada", LOCK);
        stage.settlesRetained("ada");

        assertThat(isIn("ada")).isFalse();
    }

    @Test
    void keepsAnAccountWithoutAUserFromBeingDeletedAsLongAsItHolds() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.deletesUser("ada", Reaction.Disable);
        stage.settlesRetained("ada");
        stage.retains("ada", stage.world.status(Stage.retained("ada"), app.id()).orElseThrow(), Reaction.Delete, LOCK);
        stage.settlesRetained("ada");
        assertThat(app.account("ada")).isPresent();

        stage.retains("ada", stage.world.status(Stage.retained("ada"), app.id()).orElseThrow(), Reaction.Delete);
        stage.settlesRetained("ada");
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void leavesTheGroupsOfAnAccountWithoutAUserUntilItIsReleased() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        locks("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        var known = stage.status("ada");
        stage.world.delete(Stage.user("ada"));

        stage.retains("ada", known, Reaction.Disable, LOCK);
        stage.settlesRetained("ada");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));

        stage.retains("ada", stage.world.status(Stage.retained("ada"), app.id()).orElseThrow(), Reaction.Disable);
        stage.settlesRetained("ada");
        assertThat(app.groupsOf("ada")).isEmpty();
        assertThat(isIn("ada")).isFalse();
    }
}
