package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.Restraint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts that are made ahead of a start. */
@Timeout(60)
class LanePrepareTest {
    private static final int MANY = 11;

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private boolean isActive(String name) {
        return app.account(name).orElseThrow().active();
    }

    /** So many went at once. */
    private int removals() {
        return stage.ledger.stored(app.id()).restraint().reserve().size();
    }

    @Test
    void makesAnAccountDisabledAndWithItsGroups() {
        stage.prepares("ada", "analysts", "readers");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isActive("ada")).isFalse();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
        assertThat(app.writes()).containsExactly("CREATE ada", "MEMBERS +analysts id-1", "MEMBERS +readers id-1");
        assertThat(stage.status("ada").prepared()).isTrue();
    }

    @Test
    void enablesItByOneUpdateAtTheStart() {
        stage.prepares("ada", "analysts");
        stage.settles("ada");
        app.forgetLog();

        stage.starts("ada", "analysts");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(isActive("ada")).isTrue();
        assertThat(app.writes()).containsExactly("UPDATE id-1");
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void doesNotBelieveAnEnablingThatNoReadShows() {
        stage.prepares("ada");
        stage.settles("ada");
        app.always(Op.UPDATE, Fault.pretended());

        stage.starts("ada");

        stage.fails("ada", "NotEffective");
        app.isWell();
        stage.settlesAs(AccountState.Active, "ada");
        assertThat(isActive("ada")).isTrue();
    }

    @Test
    void givesAndTakesGroupsWhileTheAccountStaysDisabled() {
        stage.prepares("ada", "analysts");
        stage.settles("ada");

        stage.prepares("ada", "auditors");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("auditors"));
        assertThat(isActive("ada")).isFalse();
        assertThat(stage.status("ada").prepared()).isTrue();
    }

    @Test
    void callsNobodyWhileTheStartIsAwaited() {
        stage.prepares("ada", "analysts");
        stage.settles("ada");
        stage.restart();
        stage.awaits("the app was seen", () -> stage.lane.health().asked());
        app.forgetLog();
        var letters = stage.outbox.size();

        stage.prepares("ada", "analysts");
        stage.awaits("it was looked at", () -> stage.outbox.size() > letters);

        assertThat(app.requests()).isEmpty();
        assertThat(stage.status("ada").prepared()).isTrue();
    }

    @Test
    void makesADisabledAccountAgainWhereSomebodyDeletedIt() {
        stage.prepares("ada");
        stage.settles("ada");
        app.deletes(stage.idOf("ada"));

        stage.prepares("ada", "analysts");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(stage.idOf("ada")).isEqualTo(app.account("ada").orElseThrow().id());
        assertThat(isActive("ada")).isFalse();
        assertThat(stage.status("ada").prepared()).isTrue();
    }

    @Test
    void disablesAtOnceWhatTheAppEnabledUnasked() {
        app.makesEverybodyEnabled();

        stage.prepares("ada", "analysts");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isActive("ada")).isFalse();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts"));
        assertThat(app.writes()).containsExactly("CREATE ada", "DISABLE id-1", "MEMBERS +analysts id-1");
        assertThat(removals()).isZero();
        assertThat(stage.world.confirmations()).isZero();
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void spendsNoBudgetEitherWhereThatHasToBeTriedTwice() {
        app.makesEverybodyEnabled();
        app.onNext(Op.DISABLE, Fault.failed(Kind.STALE));
        app.onNext(Op.DISABLE, Fault.pretended());

        stage.prepares("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isActive("ada")).isFalse();
        assertThat(app.log(Op.CREATE)).hasSize(1);
        assertThat(removals()).isZero();
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void disablesWhomItFindsEnabledAfterACrash() {
        app.makesEverybodyEnabled();
        app.makesAndHides();
        stage.prepares("ada");
        stage.fails("ada", "Waiting");

        stage.restart();
        app.findsNothing(false);
        stage.prepares("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isActive("ada")).isFalse();
        assertThat(app.accounts()).hasSize(1);
        assertThat(removals()).isZero();
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void disablesByTheBudgetWhoseStartWasMovedLater() {
        stage.starts("ada", "analysts");
        stage.settlesAs(AccountState.Active, "ada");
        var confirmations = stage.world.confirmations();

        stage.prepares("ada", "analysts", "readers");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isActive("ada")).isFalse();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
        assertThat(stage.world.confirmations()).isGreaterThan(confirmations);
        assertThat(removals()).isEqualTo(1);
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void leavesItEnabledUntilTheReasonIsReadLive() {
        stage.starts("ada");
        stage.settles("ada");
        stage.world.confirms(Confirmation.UNKNOWN);

        stage.prepares("ada");

        assertThat(stage.fails("ada", "Waiting").detail()).isEqualTo(Detail.NOT_CONFIRMED);
        assertThat(isActive("ada")).isTrue();
        stage.world.confirms(Confirmation.CONFIRMED);
        stage.settlesAs(AccountState.Disabled, "ada");
    }

    @Test
    void holdsThemWhereTooManyStartLater() {
        for (var number = 0; number < MANY; number++) {
            stage.starts("user-" + number);
        }
        for (var number = 0; number < MANY; number++) {
            stage.settles("user-" + number);
        }

        stage.census.isSwept(false);
        for (var number = 0; number < MANY; number++) {
            stage.prepares("user-" + number);
        }
        stage.census.isSwept(true);

        stage.awaits(
                "all but those who go at once are held",
                () -> count(AccountState.Held, MANY - 1) == MANY - Restraint.RESERVE);
        assertThat(app.accounts()).filteredOn(account -> !account.active()).hasSize(Restraint.RESERVE);
        assertThat(removals()).isEqualTo(Restraint.RESERVE);
    }

    private long count(AccountState state, int last) {
        var found = 0;
        for (var number = 0; number <= last; number++) {
            found += stage.status("user-" + number).state() == state ? 1 : 0;
        }
        return found;
    }

    @Test
    void disablesAgainWhomSomebodyElseEnabled() {
        stage.prepares("ada");
        stage.settles("ada");
        app.enables(stage.idOf("ada"));

        stage.prepares("ada", "analysts");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isActive("ada")).isFalse();
        assertThat(removals()).isEqualTo(1);
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void findsByItsClaimWhatItMadeAndNobodyAnswered() {
        app.onNext(Op.CREATE, Fault.answerLost());

        stage.prepares("ada", "analysts");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.log(Op.CREATE)).hasSize(1);
        assertThat(isActive("ada")).isFalse();
        assertThat(stage.status("ada").prepared()).isTrue();
    }

    @Test
    void knowsAfterACrashThatItMadeTheAccountAheadOfTheStart() {
        app.makesAndHides();
        stage.prepares("ada");
        stage.fails("ada", "Waiting");

        stage.restart();
        app.findsNothing(false);
        stage.prepares("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.accounts()).hasSize(1);
        assertThat(stage.status("ada").prepared()).isTrue();
    }

    @Test
    void knowsTheAccountOfACreateThatLandsLate() {
        app.onNext(Op.CREATE, Fault.late());
        app.always(Op.CREATE, Fault.requestLost());
        stage.prepares("ada");
        stage.fails("ada", "Waiting");

        app.landWhatIsLate();
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.accounts()).hasSize(1);
        assertThat(stage.status("ada").prepared()).isTrue();
    }

    @Test
    void takesNoAccountForPreparedThatAnEarlierCreateMayHaveMadeEnabled() {
        app.onNext(Op.CREATE, Fault.late());
        app.always(Op.CREATE, Fault.requestLost());
        stage.starts("ada");
        stage.fails("ada", "Waiting");
        stage.prepares("ada");
        stage.awaits("it was claimed again", () -> app.log(Op.CREATE).size() >= 3);

        app.findsNothing(true);
        app.landWhatIsLate();
        app.disables(app.account("ada").orElseThrow().id());
        app.findsNothing(false);
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isActive("ada")).isFalse();
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void remembersThroughACrashThatItEnabledWhatItFoundByItsClaim() {
        app.makesAndHides();
        stage.prepares("ada");
        stage.fails("ada", "Waiting");
        app.isWell();
        app.findsNothing(false);
        app.always(Op.UPDATE, Fault.requestLost());
        stage.starts("ada");
        stage.awaits("it was to be enabled", () -> !app.log(Op.UPDATE).isEmpty());

        stage.restart();
        app.isWell();
        stage.prepares("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.accounts()).hasSize(1);
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void isNotPreparedAnyMoreOnceAnEnablingWasSent() {
        stage.prepares("ada");
        stage.settles("ada");
        app.always(Op.UPDATE, Fault.requestLost());

        stage.starts("ada");
        stage.fails("ada", "Waiting");
        assertThat(stage.status("ada").prepared()).isFalse();

        app.isWell();
        stage.prepares("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void isStillPreparedWhereTheAppOnlyFailed() {
        stage.prepares("ada");
        stage.settles("ada");
        app.always(Op.MEMBERS, Fault.failed(Kind.REJECTED));

        stage.prepares("ada", "analysts");
        stage.fails("ada", "AccountRejected");

        assertThat(stage.status("ada").prepared()).isTrue();
        assertThat(stage.world.status(user("ada"), app.id()).orElseThrow().state())
                .isEqualTo(AccountState.Failed);
    }
}
