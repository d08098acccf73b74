package dev.usher.sync;

import static dev.usher.sync.Stage.identity;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Op;
import dev.usher.connector.Scope;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Phase;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.plan.Drift;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which look-ups before a create an inventory answers, and which are asked all the same. */
@Timeout(60)
class LaneLookUpTest {
    private static final Drift CORRECT = new Drift(Drift.Reply.Correct, Drift.Reply.Correct, Drift.Reply.Correct);

    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private static Scope.Key key(String name) {
        return new Scope.Key.ExternalId(identity(name).externalId());
    }

    private static Scope.Key name(String name) {
        return new Scope.Key.UserName(name);
    }

    /** The app was read to its end, and has somebody of ours whose key it shows. */
    private void isInventoried() {
        joins("hedy");
        isRead();
    }

    private void isRead() {
        app.has("somebody", Optional.of("elsewhere"), true);
        stage.keeps(CORRECT);
        app.forgetLog();
    }

    private void isReadWhileEmpty() {
        stage.keeps(CORRECT);
        stage.time.stops();
        app.forgetLog();
    }

    private void joins(String... names) {
        for (var name : names) {
            stage.has(name, "guest");
        }
        stage.settles(names);
    }

    @Test
    void anAccountCostsOneRequestWhereTheInventoryAnswers() {
        app.saysNamesAreUnique();
        isInventoried();

        joins("ada", "bob", "cleo");

        assertThat(app.requests()).containsExactlyInAnyOrder("CREATE ada", "CREATE bob", "CREATE cleo");
    }

    @Test
    void anAccountIsLookedUpByKeyAndNameWithoutAnInventory() {
        app.saysNamesAreUnique();

        joins("ada");

        assertThat(app.keysLookedUp()).containsExactly(key("ada"), name("ada"));
    }

    /** A list may leave out, say, whoever is disabled. */
    @Test
    void anInventoryThatShowsNobodyOfOursAnswersNothing() {
        app.saysNamesAreUnique();
        isRead();

        joins("ada");

        assertThat(app.keysLookedUp()).containsExactly(key("ada"), name("ada"));
    }

    @Test
    void anAppThatHadNobodyIsReadAgainOnceSomebodyHasCome() {
        app.saysNamesAreUnique();
        isReadWhileEmpty();
        var before = stage.lane.inventories().count();
        joins("ada");
        joins("bob");
        stage.passes(A_MOMENT);

        joins("cleo");
        stage.awaits("another inventory", () -> stage.lane.inventories().count() > before);
        app.forgetLog();
        joins("dora");

        assertThat(app.requests()).containsExactly("CREATE dora");
    }

    @Test
    void anAppThatHadNobodyIsReadAgainOnlyOnce() {
        isReadWhileEmpty();
        var before = stage.lane.inventories().count();
        joins("ada");
        app.doesNotList(stage.idOf("ada"));
        joins("bob");
        stage.passes(A_MOMENT);
        joins("cleo");
        stage.awaits("another inventory", () -> stage.lane.inventories().count() > before);
        var read = stage.lane.inventories().count();
        app.forgetLog();

        for (var name : List.of("dora", "emmy", "fei", "grace")) {
            stage.passes(A_MOMENT);
            joins(name);
        }

        assertThat(stage.lane.inventories().count()).isEqualTo(read);
        assertThat(app.log(Op.LIST)).doesNotContain("LIST everybody");
    }

    /** As after a restore without statuses: whoever the list does not show may be one of ours. */
    @Test
    void anAppInWhichUsherMayHaveBeenIsNotReadAgainBeforeItsTime() {
        app.saysNamesAreUnique();
        app.has("somebody", Optional.empty(), true);
        stage.keeps(CORRECT);
        joins("ada");
        joins("bob");
        stage.passes(A_MOMENT);
        joins("cleo");
        stage.passes(A_MOMENT);
        app.forgetLog();

        joins("dora");

        assertThat(app.keysLookedUp()).containsExactly(key("dora"), name("dora"));
    }

    @Test
    void theNameIsAskedForWhereTheAppDoesNotSayThatItTakesNoneTwice() {
        isInventoried();

        joins("ada");

        assertThat(app.keysLookedUp()).containsExactly(name("ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ADA"})
    void whoIsThereIsFound(String userName) {
        app.saysNamesAreUnique();
        app.has(userName, Optional.empty(), true);
        isInventoried();

        stage.has("ada", "guest");
        stage.fails("ada", "AdoptionNeedsDecision");

        assertThat(app.keysLookedUp()).startsWith(key("ada"), name("ada"));
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void whoHasTheKeyUnderAnotherNameIsFound() {
        app.saysNamesAreUnique();
        app.has("countess", Optional.of(identity("ada").externalId()), true);
        isInventoried();

        stage.has("ada", "guest");
        stage.fails("ada", "AdoptionNeedsDecision");

        assertThat(app.writes()).isEmpty();
    }

    /** As whoever came from a namespace that shares its people. */
    @Test
    void whoHadTheKeyElsewhereIsFoundUnderAnotherName() {
        app.saysNamesAreUnique();
        var earlier = new Identity("europe", identity("ada").externalId());
        app.has("countess", Optional.of(earlier.in(stage.app.id()).externalId()), true);
        stage.world.knewAs(Company.person("ada"), earlier);

        stage.has("ada", "guest");
        stage.fails("ada", "AccountNotOwned");

        assertThat(app.writes()).isEmpty();
    }

    @Test
    void whoCameSinceIsFoundByTheAppsRefusal() {
        app.saysNamesAreUnique();
        isInventoried();
        app.has("ada", Optional.empty(), true);

        stage.has("ada", "guest");
        stage.fails("ada", "AdoptionNeedsDecision");

        assertThat(app.log(Op.CREATE)).as("what the app refused").isNotEmpty();
        assertThat(app.account("ada")).as("the only one of this name").isPresent();
        stage.awaits(
                "no claim is left that would make it hers",
                () -> stage.ledger.stored(app.id()).claims().isEmpty());
    }

    @Test
    void whoCameSinceIsFoundByTheirNameInAnAppThatTakesNamesTwice() {
        app.takesNamesTwice();
        isInventoried();
        app.has("ada", Optional.empty(), true);

        stage.has("ada", "guest");
        stage.fails("ada", "AdoptionNeedsDecision");

        assertThat(app.writes()).isEmpty();
    }

    /** What an app says of itself need not be so. */
    @Test
    void theNextInventoryTellsOfADoubleAndBelievesTheAppNoMore() {
        app.saysNamesAreUnique();
        app.takesNamesTwice();
        isInventoried();
        var byHand = app.has("ada", Optional.empty(), true);
        joins("ada");
        assertThat(stage.idOf("ada")).isNotEqualTo(byHand);

        stage.takesAnInventory();

        assertThat(stage.lane.health().inventory().found().orElseThrow().orphans())
                .extracting(InventoryReport.Orphan::id)
                .contains(byHand);
        app.forgetLog();
        joins("bob");
        assertThat(app.keysLookedUp()).containsExactly(name("bob"));
    }

    @Test
    void whoIsToHaveTheNameOfSomebodyMadeSinceIsLookedUp() {
        app.saysNamesAreUnique();
        isInventoried();
        joins("ada");
        stage.awaits(
                "the claim is dropped",
                () -> stage.ledger.stored(app.id()).claims().isEmpty());

        stage.world.declare(user("bob"), Company.renamed("bob", "Ada"), Company.roles("guest"));
        stage.asks("bob");
        stage.fails("bob", "AccountClaimed");

        assertThat(app.keysLookedUp()).startsWith(key("bob"), name("Ada"));
        assertThat(app.log(Op.CREATE)).containsExactly("CREATE ada");
    }

    @Test
    void whatNobodyAnsweredIsLookedUp() {
        app.saysNamesAreUnique();
        isInventoried();
        app.makesAndHides();
        stage.has("ada", "guest");
        stage.fails("ada", "Waiting");

        app.findsNothing(false);
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.keysLookedUp()).contains(key("ada"), name("ada"));
        assertThat(app.account("ada")).as("the only one").isPresent();
    }

    /** It may land when the inventory is over. */
    @Test
    void whatWasClaimedByAnEarlierOperatorIsLookedUp() {
        app.saysNamesAreUnique();
        joins("hedy");
        app.makesAndHides();
        stage.has("ada", "guest");
        stage.fails("ada", "Waiting");
        stage.restart();
        stage.awaits("the app was seen", () -> stage.lane.health().asked());
        app.doesNotList(app.accounts().getLast().id());
        isRead();

        app.findsNothing(false);
        stage.asks("ada");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.keysLookedUp()).startsWith(key("ada"), name("ada"));
        assertThat(app.log(Op.CREATE)).isEmpty();
    }

    @Test
    void whatWasBeingMadeUnderTheKeyOfAnotherNamespaceIsTheirsAndGoesByTheNewKey() {
        app.saysNamesAreUnique();
        app.makesAndHides();
        stage.has("ada", "guest");
        stage.fails("ada", "Waiting");
        var moved = new Identity("america", "1815");

        stage.world.knewAs(Company.person("ada"), identity("ada"));
        stage.world.declare(user("ada"), Company.keyed(Company.person("ada"), moved), Company.roles("guest"));
        app.findsNothing(false);
        stage.asks("ada");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.accounts()).hasSize(1);
        assertThat(app.account("ada").orElseThrow().externalId())
                .contains(moved.in(app.id()).externalId());
    }

    /** Whoever deleted it may have made another one since. */
    @Test
    void whoHadAnAccountIsLookedUp() {
        app.saysNamesAreUnique();
        joins("ada", "bob");
        stage.keeps(Drift.STANDARD);
        app.deletes(stage.idOf("ada"));
        stage.takesAnInventory();
        stage.takesAnInventory();
        app.forgetLog();

        stage.keeps(CORRECT);
        stage.awaits("another one is made", () -> stage.status("ada").state() == AccountState.Active);

        assertThat(app.keysLookedUp()).containsExactly(key("ada"), name("ada"));
    }

    @Test
    void whatIsOnlyPlannedIsLookedUp() {
        app.saysNamesAreUnique();
        joins("hedy");
        stage.isIn(new Phase.Shadow());
        isRead();

        stage.has("ada", "guest");
        stage.fails("ada", "OnlyPlanned");

        assertThat(app.keysLookedUp()).startsWith(key("ada"), name("ada"));
    }

    @Test
    void anInventoryThatBreaksOffAnswersNothing() {
        app.saysNamesAreUnique();
        isInventoried();
        app.breaksListsOff(true);
        stage.keeps(Drift.STANDARD);
        app.forgetLog();

        joins("ada");

        assertThat(app.keysLookedUp()).containsExactly(key("ada"), name("ada"));
    }

    @Test
    void aListThatDoesNotShowWhatIsRecordedAnswersNothing() {
        app.saysNamesAreUnique();
        joins("ada");
        app.doesNotList(stage.idOf("ada"));
        isInventoried();

        joins("bob");

        assertThat(app.keysLookedUp()).containsExactly(key("bob"), name("bob"));
    }

    @Test
    void whatWasReadWithOtherCredentialsAnswersNothing() {
        app.saysNamesAreUnique();
        isInventoried();
        var before = app.opened();
        app.accepts("another");
        stage.vault.offers("another", "2");
        stage.awaits("a new session", () -> app.opened() > before);

        joins("ada");

        assertThat(app.keysLookedUp()).contains(key("ada"), name("ada"));
    }

    @Test
    void whatWasReadAsTheAppWasDeclaredBeforeAnswersNothing() {
        app.saysNamesAreUnique();
        isInventoried();
        var setup = stage.setup();
        var before = app.opened();
        // Nothing that is read as it is declared now answers yet.
        app.breaksListsOff(true);
        stage.lane.configure(new Setup(
                setup.connector(), new AppConfig(app.id(), "fake", Map.of("other", "settings")), setup.target()));
        stage.awaits("a new session", () -> app.opened() > before);

        joins("ada");

        assertThat(app.keysLookedUp()).contains(key("ada"), name("ada"));
    }
}
