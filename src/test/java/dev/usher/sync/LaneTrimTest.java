package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Detail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts that may only lose. */
@Timeout(60)
class LaneTrimTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void trims(String name, String... kept) {
        stage.decides(name, new Decision.Trim(groups(kept), Why.Frozen));
    }

    @Test
    void takesWhatIsOursToGiveAndNotKept() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.puts(stage.idOf("ada"), Company.group("by hand"));
        app.forgetLog();

        trims("ada", "readers", "auditors");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("readers", "by hand"));
        assertThat(app.writes()).containsExactly("MEMBERS -analysts id-1");
        assertThat(stage.world.confirmations()).isEqualTo(1);
    }

    @Test
    void leavesADisabledAccountDisabled() {
        stage.prepares("ada", "analysts", "readers");
        stage.settles("ada");

        trims("ada", "readers");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("readers"));
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(stage.status("ada").prepared()).isTrue();
    }

    @Test
    void saysThatAnAccountIsEnabledWhichSomebodyEnabled() {
        stage.prepares("ada");
        stage.settles("ada");
        app.enables(stage.idOf("ada"));

        trims("ada");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(stage.status("ada").prepared()).isFalse();
    }

    @Test
    void takesNothingUntilTheReasonIsReadLive() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.world.confirms(Confirmation.TEARDOWN);

        trims("ada");

        assertThat(stage.fails("ada", "Waiting").detail()).isEqualTo(Detail.TEARDOWN);
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
    }

    @Test
    void decidesAgainWhereTheReasonIsNotAsItWas() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.world.confirms(Confirmation.CHANGED);
        var before = stage.world.confirmations();
        trims("ada");
        stage.awaits("it asked twice", () -> stage.world.confirmations() >= before + 2);
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));

        stage.world.confirms(Confirmation.CONFIRMED);
        stage.settles("ada");
        assertThat(app.groupsOf("ada")).isEmpty();
    }

    @Test
    void neitherMakesNorLooksForAnAccountThatNobodyKnows() {
        trims("ada", "analysts");
        stage.everythingElseHadItsTurn();

        assertThat(app.requests()).noneMatch(line -> line.endsWith(" ada"));
        assertThat(app.account("ada")).isEmpty();
        assertThat(stage.outbox.of(user("ada"))).isEmpty();
    }

    @Test
    void makesNoAccountAgainThatIsGone() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.deletes(stage.idOf("ada"));
        app.forgetLog();

        trims("ada", "analysts");
        stage.settlesAs(AccountState.Deleted, "ada");

        assertThat(app.requests()).containsExactly("READ id-1");
        assertThat(app.accounts()).isEmpty();
    }

    @Test
    void doesNotRename() {
        stage.has("ada", "guest");
        stage.settles("ada");
        var renamed = Company.renamed("ada", "countess");
        stage.world.declare(user("ada"), renamed, Company.roles("guest"));

        trims("ada");
        stage.settles("ada");

        assertThat(app.log(Op.UPDATE)).isEmpty();
        assertThat(app.account("ada")).isPresent();
    }

    @Test
    void trimsWhatIsFoundOnlyByItsClaim() {
        app.makesAndHides();
        stage.has("ada", "analyst");
        stage.fails("ada", "Waiting");
        stage.restart();
        app.findsNothing(false);
        app.puts(app.account("ada").orElseThrow().id(), Company.group("auditors"));

        trims("ada", "readers");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.groupsOf("ada")).isEmpty();
        assertThat(stage.idOf("ada")).isEqualTo(app.account("ada").orElseThrow().id());
    }

    @Test
    void givesEverythingBackWhenItMayGiveAgain() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        trims("ada");
        stage.settles("ada");

        stage.starts("ada", "analysts");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts"));
    }

    @Test
    void callsNobodyWhileNothingChanges() {
        stage.has("ada", "analyst");
        stage.prepares("bob", "analysts");
        stage.settles("ada", "bob");
        trims("ada", "readers");
        trims("bob", "readers");
        stage.settles("ada", "bob");
        stage.restart();
        stage.awaits("the app was seen", () -> stage.lane.health().asked());
        app.forgetLog();
        var letters = stage.outbox.size();

        trims("ada", "readers");
        trims("bob", "readers");
        stage.awaits("both were looked at", () -> stage.outbox.size() >= letters + 2);

        assertThat(app.requests()).isEmpty();
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Active);
        assertThat(stage.status("bob").state()).isEqualTo(AccountState.Disabled);
    }
}
