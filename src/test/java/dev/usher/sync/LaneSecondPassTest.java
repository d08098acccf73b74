package dev.usher.sync;

import static dev.usher.domain.quality.Related.Standing.Departed;
import static dev.usher.domain.quality.Related.Standing.Here;
import static dev.usher.domain.quality.Related.Standing.Missing;
import static dev.usher.domain.quality.Related.Standing.Unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Managers, whose accounts may come later than those of the people whom they manage, or never. */
@Timeout(60)
class LaneSecondPassTest {
    private static final String[] THREE = {"ada-0", "ada-1", "ada-2"};

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void managersAreShown() {
        stage.showsManagers();
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private void has(String name, String... roles) {
        stage.has(name, roles);
        stage.settlesAs(AccountState.Active, name);
    }

    private void looksAgain(String... names) {
        for (var name : names) {
            stage.asks(name);
            stage.settles(name);
        }
    }

    /** Bob, and Ada whom he manages. */
    private void bothAreThere(String... roles) {
        has("bob", "guest");
        stage.world.manages("bob", Here, "ada");
        has("ada", roles);
    }

    private Optional<String> shown(String name) {
        return app.account(name).orElseThrow().attributes().get(Attributes.MANAGER);
    }

    private String idOf(String name) {
        return stage.idOf(name).value();
    }

    @Test
    void nobodyWaitsForAManagerWhoHasNoAccountYet() {
        stage.world.manages("bob", Here, "ada");
        has("ada", "guest");
        assertThat(shown("ada")).isEmpty();
        assertThat(app.log(Op.UPDATE)).isEmpty();

        has("bob", "guest");
        app.forgetLog();
        looksAgain("ada");

        assertThat(shown("ada")).contains(idOf("bob"));
        assertThat(app.writes()).containsExactly("UPDATE " + idOf("ada"));
    }

    @Test
    void aManagerWhoIsThereIsNamedOnceTheAccountIsMade() {
        has("bob", "guest");
        app.refusesValue(idOf("bob"));
        stage.world.manages("bob", Here, "ada");

        has("ada", "guest");

        assertThat(app.writes())
                .as("what the app refuses is not in the way of the account")
                .containsExactly("CREATE bob", "CREATE ada", "UPDATE " + idOf("ada"));
    }

    @Test
    void twoWhoManageEachOtherComeToAnEnd() {
        stage.world.manages("bob", Here, "ada");
        stage.world.manages("ada", Here, "bob");
        stage.world.manages("eve", Here, "eve");
        has("ada", "guest");
        has("bob", "guest");
        stage.has("eve", "guest");
        stage.awaits(
                "hers is recorded",
                () -> stage.world
                        .status(Stage.user("eve"), app.id())
                        .flatMap(KnownAccount::id)
                        .isPresent());
        looksAgain("ada", "bob", "eve");
        app.forgetLog();

        looksAgain("ada", "bob", "eve", "ada", "bob");

        assertThat(shown("ada")).contains(idOf("bob"));
        assertThat(shown("bob")).contains(idOf("ada"));
        assertThat(shown("eve")).contains(idOf("eve"));
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void aSteadyWorldIsLeftInPeaceAlsoAfterAStart() {
        bothAreThere("guest");
        app.forgetLog();

        looksAgain("ada", "bob");
        stage.restart();
        looksAgain("ada", "bob");
        assertThat(app.requests()).isEmpty();

        stage.keeps(Drift.STANDARD);
        stage.takesAnInventory();
        assertThat(app.log(Op.UPDATE, Op.READ)).isEmpty();
    }

    @Test
    void anotherManagerIsNamedInARequestOfItsOwn() {
        bothAreThere("guest");
        has("eve", "guest");
        app.forgetLog();
        stage.world.manages("eve", Here, "ada");
        stage.isCalled("ada", "Countess");

        looksAgain("ada");

        assertThat(shown("ada")).contains(idOf("eve"));
        assertThat(app.writes()).containsExactly("UPDATE " + idOf("ada"), "UPDATE " + idOf("ada"));
    }

    @Test
    void aManagerWhoHasAnotherAccountIsNamedByThat() {
        bothAreThere("guest");
        var before = idOf("bob");
        stage.keeps(new Drift(Drift.Reply.Correct, Drift.Reply.Correct, Drift.Reply.Correct));
        app.deletes(stage.idOf("bob"));
        stage.takesAnInventory();
        stage.takesAnInventory();
        stage.awaits("another one was made", () -> !idOf("bob").equals(before));

        looksAgain("ada");

        assertThat(shown("ada")).contains(idOf("bob"));
    }

    @Test
    void aManagerWhoDepartedIsTakenOutAndOneWhoIsNotDeclaredStays() {
        bothAreThere("guest");

        stage.world.manages("bob", Departed, "ada");
        looksAgain("ada");
        assertThat(shown("ada")).isEmpty();

        stage.world.manages("bob", Here, "ada");
        looksAgain("ada");
        assertThat(shown("ada")).contains(idOf("bob"));

        stage.world.manages("bob", Missing, "ada");
        looksAgain("ada");
        assertThat(shown("ada")).contains(idOf("bob"));
    }

    @Test
    void aManagerOfWhomNothingCanBeToldStays() {
        bothAreThere("guest");
        app.forgetLog();

        stage.world.manages("bob", Unknown, "ada");
        looksAgain("ada");

        assertThat(shown("ada")).contains(idOf("bob"));
        assertThat(app.writes()).isEmpty();
    }

    /** As after everything was declared anew on another cluster. */
    @Test
    void aManagerWhomNobodyHasLookedAtYetStays() {
        bothAreThere("guest");
        var bob = idOf("bob");
        stage.world.delete(Stage.user("bob"));
        app.forgetLog();
        looksAgain("ada");
        assertThat(shown("ada")).contains(bob);

        has("bob", "guest");
        looksAgain("ada");

        assertThat(idOf("bob")).isEqualTo(bob);
        assertThat(shown("ada")).contains(bob);
        assertThat(app.writes()).isEmpty();
    }

    private void threeAreManagedByBob() {
        has("bob", "guest");
        has("eve", "guest");
        for (var name : THREE) {
            stage.world.manages("bob", Here, name);
            has(name, "guest");
        }
        stage.lane.limit(Budgets.STANDARD.with(Limit.CHANGES, new Budget(1, 0, Duration.ofHours(1))));
    }

    private void areManagedByEveBecauseOf(Origin origin) {
        stage.census.change(origin, THREE);
        for (var name : THREE) {
            stage.world.manages("eve", Here, name);
            stage.asks(name);
        }
    }

    @Test
    void manyWhoGetAnotherManagerBecauseOfNoEditAreNotHeld() {
        threeAreManagedByBob();

        areManagedByEveBecauseOf(new Origin.Forgotten());

        stage.settles(THREE);
        assertThat(shown("ada-0")).contains(idOf("eve"));
    }

    @Test
    void manyWhoGetAnotherManagerByAnEditAreHeldLikeAllOthers() {
        threeAreManagedByBob();

        areManagedByEveBecauseOf(new Origin.OfEdit("TargetApp", "people", "github", OptionalLong.of(7)));

        for (var name : THREE) {
            stage.fails(name, "ChangesHeld");
        }
        assertThat(shown("ada-0")).contains(idOf("bob"));
    }

    @Test
    void whoeverHasNoManagerAnyMoreShowsNone() {
        bothAreThere("guest");

        stage.world.managesNoMore("ada");
        looksAgain("ada");

        assertThat(shown("ada")).isEmpty();
    }

    @Test
    void aManagerThatTheAppRefusesKeepsNothingElseFromBeingWritten() {
        has("eve", "guest");
        stage.world.manages("eve", Here, "zoe");
        has("zoe", "guest");
        bothAreThere("guest");
        var bob = idOf("bob");
        stage.world.managesNoMore("ada");
        looksAgain("ada");
        app.refusesValue(bob);
        app.forgetLog();
        stage.world.manages("bob", Here, "ada");
        stage.isCalled("ada", "Countess");

        looksAgain("ada");

        assertThat(app.account("ada").orElseThrow().attributes().get(Attributes.TITLE))
                .contains("Countess");
        assertThat(shown("ada")).isEmpty();
        assertThat(stage.failure("ada")).isEmpty();
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Active);
        assertThat(stage.lane.health().unkept()).as("others' are kept").isEmpty();
    }

    /** As it is with whatever else an app does not keep of somebody: after each start it is tried twice. */
    @Test
    void aManagerThatTheAppRefusesIsNotTriedForEver() {
        has("eve", "guest");
        stage.world.manages("eve", Here, "zoe");
        has("zoe", "guest");
        has("bob", "guest");
        app.refusesValue(idOf("bob"));
        stage.world.manages("bob", Here, "ada");
        has("ada", "guest");
        stage.keeps(Drift.STANDARD);
        for (var day = 0; day < 3; day++) {
            stage.takesAnInventory();
        }
        app.forgetLog();

        for (var day = 0; day < 5; day++) {
            stage.takesAnInventory();
        }

        assertThat(app.log(Op.UPDATE)).isEmpty();
    }

    @Test
    void fiveWhoseManagerIsRefusedAreNobodysReasonToWait() {
        has("bob", "guest");
        app.refusesValue(idOf("bob"));
        for (var number = 0; number < 6; number++) {
            stage.world.manages("bob", Here, "ada-" + number);
            has("ada-" + number, "guest");
        }

        has("grace", "guest");

        assertThat(stage.lane.health().rejection()).isEmpty();
        assertThat(stage.lane.health().unkept()).containsExactly(Attributes.MANAGER);
    }

    @Test
    void aManagerThatSomebodyChangedInTheAppIsPutBack() {
        bothAreThere("guest");
        stage.keeps(Drift.STANDARD);

        app.sets(stage.idOf("ada"), Attributes.MANAGER, "somebody");
        stage.takesAnInventory();

        assertThat(shown("ada")).contains(idOf("bob"));
    }

    @Test
    void aManagerThatSomebodyChangedIsOnlyToldWhereThatIsAllThatIsAsked() {
        bothAreThere("guest");
        stage.keeps(new Drift(Drift.Reply.Report, Drift.Reply.Correct, Drift.Reply.Report));

        app.sets(stage.idOf("ada"), Attributes.MANAGER, "somebody");
        stage.takesAnInventory();

        assertThat(shown("ada")).contains("somebody");
        assertThat(stage.failure("ada").orElseThrow().kind()).isEqualTo(Kind.DRIFTED);
    }

    @Test
    void whatIsLostGoesBeforeAManagerIsNamed() {
        has("bob", "guest");
        has("ada", "analyst");
        app.forgetLog();
        stage.world.manages("bob", Here, "ada");

        stage.has("ada", "guest");
        stage.settles("ada");

        assertThat(app.writes()).last().isEqualTo("UPDATE " + idOf("ada"));
        assertThat(app.writes().getFirst()).startsWith("MEMBERS -");
        assertThat(shown("ada")).contains(idOf("bob"));
    }

    @Test
    void aGroupThatIsNotThereKeepsNoManagerFromBeingNamed() {
        has("bob", "guest");
        stage.world.manages("bob", Here, "ada");
        app.always(Op.MEMBERS, Fault.failed(Kind.GONE));

        stage.has("ada", "analyst");
        stage.fails("ada", Kind.GONE.reason());

        stage.awaits("he is named", () -> shown("ada").equals(Optional.of(idOf("bob"))));
    }

    @Test
    void anAnswerThatWasLostIsLookedUp() {
        has("bob", "guest");
        has("ada", "guest");
        stage.world.manages("bob", Here, "ada");
        app.forgetLog();
        app.onNext(Op.UPDATE, Fault.answerLost());

        looksAgain("ada");

        assertThat(shown("ada")).contains(idOf("bob"));
        assertThat(app.log(Op.UPDATE)).hasSize(1);
    }

    @Test
    void aRequestThatWasLostIsMadeAgain() {
        has("bob", "guest");
        has("ada", "guest");
        stage.world.manages("bob", Here, "ada");
        app.onNext(Op.UPDATE, Fault.requestLost());

        looksAgain("ada");

        assertThat(shown("ada")).contains(idOf("bob"));
    }

    @Test
    void anAppWithoutAPlaceForManagersIsToldOfNone() {
        app.hasNo(Attributes.MANAGER);

        bothAreThere("guest");

        assertThat(app.log(Op.UPDATE)).isEmpty();
        assertThat(List.of(shown("ada"), shown("bob"))).containsOnly(Optional.empty());
    }

    @Test
    void aLeaverIsDisabledAndNothingElse() {
        bothAreThere("guest");
        has("eve", "guest");
        app.forgetLog();
        stage.world.manages("eve", Here, "ada");

        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.writes()).containsExactly("DISABLE " + idOf("ada"));
    }
}
