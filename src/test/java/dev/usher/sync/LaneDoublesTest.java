package dev.usher.sync;

import static dev.usher.sync.Stage.identity;
import static dev.usher.sync.Stage.retained;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Employment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One key that leads to two accounts: of who had it, and of who has it next. */
@Timeout(60)
class LaneDoublesTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void bothHaveAnAccount() {
        stage.has("ada", "analyst");
        stage.has("bob", "auditor");
        stage.settles("ada", "bob");
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    /** Until ada went bob was a double of hers, and went by his name. */
    private void bobHasTheKeyOfAda(Employment... employments) {
        bobHasTheKey(identity("ada"), employments);
    }

    private void bobHasTheKey(Identity key, Employment... employments) {
        var before = Company.person("bob", employments);
        stage.world.knewAs(before, before.identity());
        stage.world.declare(user("bob"), Company.keyed(before, key), Company.roles("auditor"));
        stage.asks("bob");
    }

    @Test
    void whoHasTheKeyNextKeepsTheirOwnAccountAndTheOtherOneIsRemoved() {
        var own = stage.idOf("bob");

        stage.deletesUser("ada", Reaction.Disable);
        bobHasTheKeyOfAda();
        stage.settlesRetained("ada");
        stage.settlesAs(AccountState.Active, "bob");

        assertThat(stage.idOf("bob")).isEqualTo(own);
        assertThat(app.account("bob").orElseThrow().active()).isTrue();
        assertThat(app.account("bob").orElseThrow().externalId())
                .contains(identity("ada").externalId());
        assertThat(app.groupsOf("bob")).isEqualTo(Company.groups("auditors", "readers"));
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.accounts()).hasSize(2);
    }

    @Test
    void whoHasTheKeyNextLosesTheirOwnAccountWhenTheyLeave() {
        stage.deletesUser("ada", Reaction.Disable);
        stage.settlesRetained("ada");
        bobHasTheKeyOfAda();
        stage.settles("bob");

        bobHasTheKeyOfAda(Company.employment(Employment.Status.Terminated));
        stage.settlesAs(AccountState.Disabled, "bob");

        assertThat(app.account("bob").orElseThrow().active()).isFalse();
    }

    @Test
    void theAccountOfSomebodyWhoIsGoneIsRemovedAlthoughTheNextHolderWasSeenLast() {
        stage.deletesUser("ada", Reaction.Keep);
        bobHasTheKeyOfAda();
        stage.settles("bob");

        stage.retains("ada", stage.world.status(retained("ada"), app.id()).orElseThrow(), Reaction.Disable);
        stage.settlesRetained("ada");

        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.account("bob").orElseThrow().active()).isTrue();
    }

    /** What is gone is nobody's account any more, whatever a status says that is a moment behind. */
    @Test
    void anAccountThatCameInPlaceOfOneThatIsGoneCountsBeforeTheStatusSaysSo() {
        var before = stage.status("ada");
        app.deletes(stage.idOf("ada"));
        stage.has("ada", "auditor");
        stage.settles("ada");
        var next = stage.idOf("ada");

        stage.world.remember(user("ada"), app.id(), before);
        stage.lane.configure(stage.setup());
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(stage.idOf("ada")).isEqualTo(next);
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
    }

    /** A name that stood for a key is free for somebody else once its user was given one. */
    @Test
    void whatWasFoundUnderANameBelongsToWhoHasTheKeySince() {
        bobHasTheKey(new Identity(Company.NAMESPACE, "1815"));
        stage.settles("bob");
        stage.world.delete(user("bob"));
        app.forgetLog();

        stage.has("bob", "auditor");
        stage.fails("bob", "AccountClaimed");

        assertThat(app.writes()).isEmpty();
    }
}
