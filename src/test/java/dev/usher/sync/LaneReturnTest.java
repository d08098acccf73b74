package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.retained;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Links;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Lock;
import dev.usher.domain.plan.Drift;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user who is deleted and declared again, and has an account that held something before Usher. */
@Timeout(60)
class LaneReturnTest {
    private final Stage stage = Stage.opened(new Stage(Duration.ofHours(1)));
    private final FakeApp app = stage.app;
    private RemoteId account;

    @BeforeEach
    void aLinkedAccountThatIsAnAuditors() {
        account = app.has("ada", Optional.empty(), true);
        app.puts(account, group("auditors"));
        stage.world.links("ada", new Links(Map.of(app.id(), account), Set.of()));
        stage.has("ada", "analyst");
        settlesWhatWasRecorded();
        app.forgetLog();
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private void settlesWhatWasRecorded() {
        stage.awaits("she is as decided from the record", () -> {
            stage.asks("ada");
            return stage.world.agrees(user("ada"), app.id());
        });
    }

    /** The user is in the caches by now, so that nothing is decided about the record any more. */
    private void isBack() {
        stage.returns("ada", "analyst");
        stage.world.forgetRetained(retained("ada"));
        stage.asks("ada");
    }

    private void hasLostNothing() {
        settlesWhatWasRecorded();
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Active);
        assertThat(stage.idOf("ada")).isEqualTo(account);
        assertThat(stage.status("ada").adopted()).isEqualTo(groups("auditors"));
        assertThat(app.account("ada").orElseThrow().active()).isTrue();
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers", "auditors"));
    }

    @Test
    void goesOnWithoutAWriteWhoIsBackBeforeAnythingWasTaken() {
        stage.world.confirms(Confirmation.CHANGED);
        stage.deletesUser("ada", Reaction.Disable);
        stage.awaits("the reason was read", () -> stage.world.confirmations() > 0);

        isBack();

        hasLostNothing();
        assertThat(app.writes()).noneMatch(write -> write.contains(account.value()));
    }

    @Test
    void goesOnWithWhatTheRecordKeepsAfterARestart() {
        stage.world.confirms(Confirmation.CHANGED);
        stage.deletesUser("ada", Reaction.Disable);
        stage.restart();
        stage.awaits("the app was seen", () -> stage.lane.health().asked());

        isBack();

        hasLostNothing();
    }

    /** The caches are another kind's each, and any of them may be behind. */
    @Test
    void keepsTheGroupsWhereTheUserIsSeenAndTheRecordIsNot() {
        stage.world.confirms(Confirmation.CHANGED);
        stage.deletesUser("ada", Reaction.Disable);
        stage.world.forgetRetained(retained("ada"));
        var before = stage.outbox.allOf(user("ada")).size();
        stage.world.confirms(Confirmation.CONFIRMED);

        stage.has("ada", "analyst");

        stage.awaits("it is told", () -> stage.outbox.allOf(user("ada")).size() > before);
        assertThat(stage.outbox.of(user("ada")).orElseThrow().takeover().held()).isEqualTo(groups("auditors"));
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers", "auditors"));
    }

    @Test
    void keepsTheGroupsWhereALiveReadShowsTheReturnAfterTheAccountWasDisabled() {
        app.onNext(Op.DISABLE, (any, effect) -> {
            stage.world.confirms(Confirmation.CHANGED);
            return effect.get();
        });
        stage.deletesUser("ada", Reaction.Disable);
        stage.awaits("it is disabled", () -> !app.account("ada").orElseThrow().active());
        stage.everythingElseHadItsTurn();
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers", "auditors"));

        stage.world.confirms(Confirmation.CONFIRMED);
        isBack();

        hasLostNothing();
    }

    @Test
    void keepsTheGroupsWhereTheReturnIsSeenBeforeARemovalIsSent() {
        app.onNext(Op.DISABLE, (any, effect) -> {
            stage.returns("ada", "analyst");
            stage.world.forgetRetained(retained("ada"));
            return effect.get();
        });

        stage.deletesUser("ada", Reaction.Disable);
        stage.awaits(
                "she is back", () -> stage.world.status(user("ada"), app.id()).isPresent());

        hasLostNothing();
    }

    @Test
    void losesWithTheAccountWhatItHeldOnceTheDepartureIsThrough() {
        stage.deletesUser("ada", Reaction.Disable);
        stage.settlesRetained("ada");
        assertThat(app.groupsOf(account)).isEmpty();

        isBack();

        settlesWhatWasRecorded();
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers"));
        assertThat(stage.status("ada").adopted()).isEmpty();
    }

    @Test
    void losesNothingToAnInventoryThatBeganWhileNobodyHadTheAccount() {
        stage.keeps(Drift.STANDARD);
        stage.world.confirms(Confirmation.CHANGED);
        stage.deletesUser("ada", Reaction.Disable);
        stage.takesAnInventory();
        stage.world.confirms(Confirmation.CONFIRMED);

        isBack();
        hasLostNothing();
        stage.takesAnInventory();

        hasLostNothing();
    }

    @Test
    void losesNothingWhereALockShutHerOutBeforeTheUserWasDeleted() {
        var lock = new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty());
        stage.world.lock("ada", lock);
        settlesWhatWasRecorded();
        var known = stage.status("ada");
        stage.world.delete(user("ada"));
        stage.retains("ada", known, Reaction.Disable, lock);
        stage.settlesRetained("ada");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();

        isBack();
        settlesWhatWasRecorded();
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Disabled);
        stage.world.lock("ada");

        hasLostNothing();
    }
}
