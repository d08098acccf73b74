package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Phase;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Employment;
import dev.usher.domain.plan.Drift;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An app that does not show disabled accounts, or shows them under other names. */
@Timeout(60)
class DormancyTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private RemoteId left(Dormancy dormancy) {
        app.shows(dormancy);
        stage.has("ada", "analyst");
        stage.settles("ada");
        var id = stage.idOf("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.forgetLog();
        stage.keeps(Drift.STANDARD);
        return id;
    }

    private void returns() {
        stage.is("ada", Employment.Status.Active, "analyst");
    }

    @ParameterizedTest
    @EnumSource(Dormancy.class)
    void whoReturnsHasTheirAccountAgain(Dormancy dormancy) {
        var id = left(dormancy);
        assertThat(app.groupsOf("ada")).isEmpty();
        app.forgetLog();

        returns();
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(stage.idOf("ada")).isEqualTo(id);
        assertThat(app.account("ada"))
                .hasValueSatisfying(account -> assertThat(account.active()).isTrue());
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
        assertThat(app.log(Op.CREATE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dormancy.class)
    void anInventoryThatDoesNotShowWhoLeftIsNoReasonToLook(Dormancy dormancy) {
        left(dormancy);

        stage.takesAnInventory();

        assertThat(app.log(Op.READ, Op.UPDATE, Op.DISABLE))
                .filteredOn(line -> line.contains("id-1"))
                .isEmpty();
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Disabled);
    }

    @ParameterizedTest
    @EnumSource(Dormancy.class)
    void theNextProcessKnowsWhoLeft(Dormancy dormancy) {
        var id = left(dormancy);

        stage.restart();
        stage.keeps(Drift.STANDARD);
        stage.takesAnInventory();
        returns();
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(stage.idOf("ada")).isEqualTo(id);
        assertThat(app.accounts()).hasSize(1 + markers());
    }

    private int markers() {
        return (int) app.accounts().stream()
                .filter(account -> account.attributes().userName().startsWith("found-"))
                .count();
    }

    @ParameterizedTest
    @EnumSource(Dormancy.class)
    void aListWithoutWhoLeftIsStillAWholeOne(Dormancy dormancy) {
        app.saysNamesAreUnique();
        stage.has("alan", "analyst");
        stage.settles("alan");
        left(dormancy);
        stage.takesAnInventory();
        app.forgetLog();

        stage.has("grace", "analyst");
        stage.settles("grace");

        assertThat(app.log(Op.LOOK_UP)).isEmpty();
    }

    @Test
    void anotherNameOfWhoHasNotStartedIsNotCorrected() {
        app.masksNamesOnly();
        stage.prepares("ada", "analysts");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.forgetLog();

        stage.prepares("ada", "readers");
        stage.awaits("it was worked on", () -> app.groupsOf("ada").equals(groups("readers")));
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.log(Op.UPDATE)).isEmpty();
    }

    @Test
    void whoIsSuspendedAndHiddenKeepsTheirAccount() {
        app.shows(Dormancy.HIDDEN);
        stage.has("ada", "analyst");
        stage.settles("ada");
        var id = stage.idOf("ada");
        app.disables(id);

        stage.decides("ada", new Decision.Trim(groups(), Why.Frozen));
        stage.awaits("it was worked on", () -> stage.status("ada").state() == AccountState.Disabled);

        assertThat(stage.idOf("ada")).isEqualTo(id);
    }

    /** Nobody has seen it, and so it has no other id than the one that is recorded. */
    @ParameterizedTest
    @EnumSource(names = {"HIDDEN", "MASKED"})
    void whoWouldReturnToAnAppThatIsOnlyWatchedKeepsTheIdOfTheirAccount(Dormancy dormancy) {
        var id = left(dormancy);
        stage.isIn(new Phase.Shadow());

        returns();
        stage.fails("ada", "OnlyPlanned");

        assertThat(stage.outbox.of(user("ada")).orElseThrow()).satisfies(said -> {
            assertThat(said.id()).contains(id);
            assertThat(said.state()).isEqualTo(AccountState.Disabled);
        });
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void whoIsGoneForGoodGetsAnotherAccount() {
        var id = left(Dormancy.HIDDEN);
        app.deletes(id);

        returns();
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(stage.idOf("ada")).isNotEqualTo(id);
    }

    @Test
    void noSecondAccountIsMadeBesideOneThatMayStillAppear() {
        var id = left(Dormancy.HIDDEN);
        app.always(Op.UPDATE, Fault.late());
        app.forgetLog();

        returns();
        stage.fails("ada", "Waiting");
        assertThat(app.log(Op.CREATE)).isEmpty();
        app.isWell();
        app.landWhatIsLate();

        stage.settlesAs(AccountState.Active, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(id);
        assertThat(app.log(Op.CREATE)).isEmpty();
    }

    @Test
    void whatNobodyCanTellApartIsNotDeleted() {
        app.shows(Dormancy.HIDDEN);
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.deletesUser("ada", Reaction.Delete);

        stage.awaits(
                "it is said why",
                () -> stage.outbox
                        .of(Stage.retained("ada"))
                        .flatMap(Result::failure)
                        .filter(why ->
                                why.kind() == Kind.UNSUPPORTED && why.message().contains("delete it there"))
                        .isPresent());
        assertThat(app.log(Op.DELETE)).isEmpty();
        assertThat(app.account("ada")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Dormancy.class)
    void whoLeftIsOutOfTheirGroupsAlthoughTheFirstRequestFailed(Dormancy dormancy) {
        app.shows(dormancy);
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.onNext(Op.MEMBERS, Fault.failed(Kind.THROTTLED));

        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.groupsOf("ada")).isEmpty();
    }

    @Test
    void whoWasShutOutElsewhereIsLetInAgain() {
        app.shows(Dormancy.HIDDEN);
        stage.has("ada", "analyst");
        stage.settles("ada");
        var id = stage.idOf("ada");
        app.disables(id);

        stage.keeps(new Drift(Drift.Reply.Correct, Drift.Reply.Correct, Drift.Reply.Correct));
        stage.takesAnInventory();
        stage.awaits("it is corrected", () -> app.account("ada").orElseThrow().active());

        stage.settlesAs(AccountState.Active, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource(Dormancy.class)
    void anAccountThatIsMadeAheadSleepsUntilTheStart(Dormancy dormancy) {
        app.shows(dormancy);
        stage.prepares("ada", "analysts");
        stage.settlesAs(AccountState.Disabled, "ada");
        var id = stage.idOf("ada");
        app.forgetLog();
        stage.keeps(Drift.STANDARD);
        stage.takesAnInventory();
        assertThat(app.log(Op.READ, Op.UPDATE))
                .filteredOn(line -> line.contains("id-1"))
                .isEmpty();

        stage.starts("ada", "analysts");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(stage.idOf("ada")).isEqualTo(id);
        assertThat(app.log(Op.CREATE)).filteredOn(line -> line.contains("ada")).isEmpty();
    }
}
