package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.access.Phase;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Lock;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import dev.usher.domain.safety.Restraint;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app to which nothing is written yet: what would be is said, and nothing else happens. */
@Timeout(60)
class LanePhaseTest {
    private static final Lock LOCK = new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty());
    private static final Phase SHADOW = new Phase.Shadow();
    private static final Phase MANAGED = new Phase.Managed();

    private final Stage stage = Stage.opened(new Stage(Duration.ofHours(1)));
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        app.backlog.ends();
        stage.close();
    }

    private void plans(String name, String steps) {
        stage.awaits(name + " is planned: " + steps, () -> isPlanned(user(name), steps));
    }

    private boolean isPlanned(Key key, String steps) {
        return stage.outbox
                .of(key)
                .flatMap(Result::failure)
                .filter(why ->
                        why.reason().equals("OnlyPlanned") && why.message().endsWith("to do: " + steps))
                .isPresent();
    }

    private Result said(String name) {
        return stage.outbox.of(user(name)).orElseThrow();
    }

    private void adaIsThere() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.forgetLog();
    }

    private void nothingWasWritten() {
        assertThat(app.writes()).isEmpty();
    }

    private static Upkeep upkeep(Correlation.Adoption adoption, Protection protection) {
        return new Upkeep(
                Duration.ofHours(1),
                Drift.STANDARD,
                OrphanTerms.STANDARD,
                new Correlation(Correlation.STANDARD.match(), adoption),
                protection);
    }

    @Test
    void wouldMakeAnAccountAndClaimsNone() {
        stage.isIn(SHADOW);
        var ledger = stage.ledger.writes();

        stage.has("ada", "analyst");

        plans("ada", "create");
        assertThat(said("ada").state()).isEqualTo(AccountState.Pending);
        assertThat(said("ada").id()).isEmpty();
        assertThat(app.accounts()).isEmpty();
        assertThat(stage.ledger.writes()).isEqualTo(ledger);
        assertThat(stage.journal.records()).isEmpty();
    }

    @Test
    void wouldChangeAnAccountThatStandsAsItDid() {
        adaIsThere();
        stage.isIn(SHADOW);

        stage.world.declare(user("ada"), Company.renamed("ada", "countess"), Company.roles("auditor"));
        stage.asks("ada");

        plans("ada", "update, removeEntitlements");
        assertThat(said("ada").state()).isEqualTo(AccountState.Active);
        assertThat(said("ada").applied()).isEmpty();
        nothingWasWritten();
    }

    @Test
    void wouldEnableAnAccount() {
        adaIsThere();
        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.forgetLog();
        stage.isIn(SHADOW);

        stage.is("ada", Employment.Status.Active, "analyst");

        plans("ada", "update");
        assertThat(said("ada").state()).isEqualTo(AccountState.Disabled);
        nothingWasWritten();
    }

    @Test
    void wouldEndTheAccountOfALeaverAndSpendsNoBudget() {
        adaIsThere();
        stage.isIn(SHADOW);

        stage.leaves("ada");

        plans("ada", "disable, removeEntitlements");
        assertThat(said("ada").state()).isEqualTo(AccountState.Active);
        assertThat(stage.ledger.stored(app.id()).restraint()).isEqualTo(Restraint.NONE);
        nothingWasWritten();
    }

    @Test
    void wouldDeleteAnAccountThatLostItsUser() {
        adaIsThere();
        stage.isIn(SHADOW);

        stage.deletesUser("ada", Reaction.Delete);

        stage.awaits("it is planned", () -> isPlanned(Stage.retained("ada"), "delete"));
        assertThat(app.account("ada")).isPresent();
        nothingWasWritten();
    }

    @Test
    void wouldShutOutWhomALockMeans() {
        adaIsThere();
        stage.isIn(SHADOW);

        stage.world.lock("ada", LOCK);
        stage.lane.offer(user("ada"), Priority.LOCK);

        plans("ada", "disable");
        nothingWasWritten();
    }

    @Test
    void wouldShutAnAccountThatIsOpenAheadOfItsStart() {
        stage.decides("ada", any -> Optional.of(Stage.wants("ada", false)));
        stage.settles("ada");
        app.enables(stage.idOf("ada"));
        app.forgetLog();

        stage.decides(
                "ada", any -> Optional.of(Stage.wants("ada", false, "readers").planned(true)));

        plans("ada", "disable");
        nothingWasWritten();
    }

    @Test
    void saysOfAnAccountThatIsAsDecidedThatItIs() {
        adaIsThere();
        stage.isIn(SHADOW);

        stage.asks("ada");

        stage.settlesAs(AccountState.Active, "ada");
        nothingWasWritten();
        stage.isIn(MANAGED);
        stage.asks("ada");
        stage.settlesAs(AccountState.Active, "ada");
        nothingWasWritten();
    }

    @Test
    void doesWhatWasPlannedOnceItIsManaged() {
        adaIsThere();
        stage.isIn(SHADOW);
        stage.leaves("ada");
        stage.has("bob", "guest");
        plans("ada", "disable, removeEntitlements");
        plans("bob", "create");

        stage.isIn(MANAGED);
        stage.asks("ada");
        stage.asks("bob");

        stage.settlesAs(AccountState.Disabled, "ada");
        stage.settlesAs(AccountState.Active, "bob");
        assertThat(app.groupsOf("ada")).isEmpty();
    }

    @Test
    void wouldMendWhatSomebodyChangedAndTellsNobodyThatItDoes() {
        adaIsThere();
        stage.isIn(SHADOW);
        stage.asks("ada");
        stage.settles("ada");
        app.puts(stage.idOf("ada"), group("auditors"));

        stage.keeps(Drift.STANDARD);

        plans("ada", "removeEntitlements");
        assertThat(stage.outbox.loosened()).isEmpty();
        nothingWasWritten();
    }

    /** What was confirmed once says nothing of an account of which it is known that something is to be done. */
    @Test
    void readsAnAccountAgainAfterARestartBeforeItSaysThatItIsAsDecided() {
        adaIsThere();
        var id = stage.idOf("ada");
        stage.isIn(SHADOW);
        stage.asks("ada");
        stage.settles("ada");
        app.sets(id, Attributes.DISPLAY_NAME, "Somebody");
        stage.keeps(Drift.STANDARD);
        plans("ada", "update");

        stage.restart();
        stage.isIn(MANAGED);
        stage.asks("ada");

        stage.settles("ada");
        assertThat(app.account("ada").orElseThrow().attributes())
                .isEqualTo(Company.person("ada").profile());
    }

    @Test
    void leavesAProtectedAccountOutOfThePlan() {
        adaIsThere();
        stage.keeps(upkeep(Correlation.Adoption.Ask, new Protection(Optional.of(new AccountRule("ada")))));
        stage.isIn(SHADOW);

        stage.leaves("ada");

        stage.fails("ada", "AccountProtected");
        nothingWasWritten();
    }

    @Test
    void recordsWhoseAnAccountIsThatWasThereAndWritesNothingToIt() {
        var account = app.has("ada", Optional.empty(), true);
        stage.keeps(upkeep(Correlation.Adoption.Adopt, Protection.NONE));
        stage.isIn(SHADOW);

        stage.has("ada", "analyst");

        plans("ada", "update");
        assertThat(stage.idOf("ada")).isEqualTo(account);
        assertThat(stage.status("ada").takeover().open()).isTrue();
        nothingWasWritten();

        stage.isIn(MANAGED);
        stage.awaits("she is as decided from the record", () -> {
            stage.asks("ada");
            return stage.world.agrees(user("ada"), app.id());
        });
        assertThat(app.accounts()).hasSize(1);
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers"));
    }

    @Test
    void givesNobodyAnAccountThatWasThereWhileItOnlyObserves() {
        var account = app.has("ada", Optional.empty(), true);
        stage.keeps(upkeep(Correlation.Adoption.Adopt, Protection.NONE));
        stage.isIn(new Phase.Observe());

        stage.has("ada", "analyst");

        plans("ada", "update");
        assertThat(stage.status("ada").id()).isEmpty();
        stage.keeps(new Upkeep(
                Duration.ofHours(2),
                Drift.STANDARD,
                OrphanTerms.STANDARD,
                new Correlation(Correlation.STANDARD.match(), Correlation.Adoption.Adopt)));
        assertThat(stage.lane.health().inventory().found().orElseThrow().orphans())
                .extracting(InventoryReport.Orphan::id)
                .containsExactly(account);
        nothingWasWritten();
    }

    /** The app takes two requests at a time, and somebody's are under way when the one that was decided is to be sent. */
    private void isAboutToSend(String intent, Runnable asks) {
        stage.has("bob", "guest");
        stage.has("carl", "guest");
        stage.settles("bob", "carl");
        app.backlog.begins();
        asks.run();
        stage.awaits("she is asked for", () -> app.backlog.waiting().size() == 1);
        stage.leaves("bob");
        stage.has("carl", "analyst");
        stage.awaits("two others are", () -> app.backlog.waiting().size() == 3);
        stage.lane.pace(Stage.tempo(Rate.aSecond(1_000_000, 1_000_000, 1)));
        var before = intents(intent);
        app.forgetLog();
        app.backlog.answersOne();
        stage.awaits("it is about to be sent", () -> intents(intent) > before);
    }

    private long intents(String intent) {
        return stage.journal.records().stream().filter(intent::equals).count();
    }

    @Test
    void stopsARemovalThatWaitsToBeSent() {
        adaIsThere();
        isAboutToSend("intent Disable", () -> stage.leaves("ada"));

        stage.isIn(SHADOW);
        app.backlog.ends();
        stage.asks("ada");

        plans("ada", "disable, removeEntitlements");
        assertThat(app.account("ada").orElseThrow().active()).isTrue();
    }

    @Test
    void stopsACreateThatWaitsToBeSent() {
        isAboutToSend("intent Create", () -> stage.has("ada", "guest"));

        stage.isIn(SHADOW);
        app.backlog.ends();
        stage.asks("ada");

        plans("ada", "create");
        assertThat(app.account("ada")).isEmpty();
        assertThat(stage.failure("ada").map(Failure::reason)).contains("OnlyPlanned");
    }
}
