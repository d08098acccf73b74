package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.access.Links;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.person.Lock;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import dev.usher.domain.safety.Restraint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An account that its app protects is never written to, whatever is decided. */
@Timeout(60)
class LaneProtectionTest {
    private static final Lock LOCK = new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty());
    private static final AccountRule ADA = new AccountRule("ada");

    private final Stage stage = Stage.opened(new Stage(Duration.ofHours(1)));
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        app.backlog.ends();
        stage.close();
    }

    private static Upkeep upkeep(Optional<AccountRule> rule, Correlation.Adoption adoption) {
        return new Upkeep(
                Duration.ofHours(1),
                Drift.STANDARD,
                OrphanTerms.STANDARD,
                new Correlation(Correlation.STANDARD.match(), adoption),
                new Protection(rule));
    }

    private void protects(AccountRule rule) {
        stage.keeps(upkeep(Optional.of(rule), Correlation.Adoption.Ask));
    }

    private void adaIsThereAndProtected() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        protects(ADA);
        app.forgetLog();
    }

    private Failure isRefused() {
        return stage.fails("ada", "AccountProtected");
    }

    private void isAsItWas() {
        var ada = app.account("ada").orElseThrow();
        assertThat(app.writes()).noneMatch(line -> line.contains(ada.id().value()));
        assertThat(ada.active()).isTrue();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
    }

    @Test
    void keepsWhatItHoldsAndIsGivenNothingAndTheMessageSaysWhatToDo() {
        adaIsThereAndProtected();

        stage.has("ada", "auditor");

        assertThat(isRefused().message()).contains("by hand").contains("spec.safety.protect");
        assertThat(stage.outbox.of(user("ada")).orElseThrow().state()).isEqualTo(AccountState.Failed);
        isAsItWas();
    }

    @Test
    void keepsItsValues() {
        adaIsThereAndProtected();

        stage.world.declare(user("ada"), Company.renamed("ada", "countess"), Company.roles("analyst"));
        stage.asks("ada");

        isRefused();
        isAsItWas();
    }

    @Test
    void survivesTheDepartureOfItsUserAndCostsNoBudget() {
        adaIsThereAndProtected();

        stage.leaves("ada");

        isRefused();
        isAsItWas();
        assertThat(stage.ledger.stored(app.id()).restraint()).isEqualTo(Restraint.NONE);
    }

    @Test
    void survivesTheDeletionOfItsUser() {
        adaIsThereAndProtected();

        stage.deletesUser("ada", Reaction.Delete);

        stage.awaits(
                "the record says so",
                () -> stage.outbox
                        .of(Stage.retained("ada"))
                        .flatMap(Result::failure)
                        .filter(why -> why.reason().equals("AccountProtected"))
                        .isPresent());
        isAsItWas();
    }

    @Test
    void survivesALock() {
        adaIsThereAndProtected();

        stage.world.lock("ada", LOCK);
        stage.lane.offer(user("ada"), Priority.LOCK);

        isRefused();
        isAsItWas();
    }

    @Test
    void isAsALockAsksWhereItIsDisabled() {
        adaIsThereAndProtected();
        app.disables(stage.idOf("ada"));

        stage.world.lock("ada", LOCK);
        stage.lane.offer(user("ada"), Priority.LOCK);

        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void keepsWhatSomebodyChangedThereAndNobodyIsToldThatItIsTakenBack() {
        adaIsThereAndProtected();
        app.puts(stage.idOf("ada"), group("auditors"));

        stage.takesAnInventory();

        isRefused();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers", "auditors"));
        assertThat(stage.outbox.loosened()).isEmpty();
    }

    /** A slip in the rule must not cost what it was to protect. */
    @Test
    void isEveryAccountWhereNobodyCanSay() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        protects(FakeWorld.SLIP);
        app.forgetLog();

        stage.leaves("ada");
        stage.has("bob", "guest");

        isRefused();
        stage.fails("bob", "AccountProtected");
        isAsItWas();
        assertThat(app.account("bob")).isEmpty();
        assertThat(stage.ledger.stored(app.id()).claims()).isEmpty();
    }

    @Test
    void isNotMadeWhereItWouldBeOne() {
        protects(ADA);

        stage.has("ada", "analyst");

        isRefused();
        assertThat(app.accounts()).isEmpty();
    }

    @Test
    void isNobodysToAdoptAndNobodyIsAskedAboutIt() {
        app.has("ada", Optional.empty(), true);
        for (var adoption : List.of(Correlation.Adoption.Adopt, Correlation.Adoption.Ask)) {
            stage.keeps(upkeep(Optional.of(ADA), adoption));
            stage.has("ada", "analyst");
            isRefused();
        }

        assertThat(stage.outbox.allOf(user("ada")))
                .allMatch(result -> result.candidate().isEmpty());
        assertThat(stage.status("ada").id()).isEmpty();
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void isNobodysByALink() {
        var root = app.has("root", Optional.empty(), true);
        protects(new AccountRule("root"));
        stage.world.links("ada", new Links(Map.of(app.id(), root), Set.of()));

        stage.has("ada", "analyst");

        isRefused();
        assertThat(stage.status("ada").id()).isEmpty();
        assertThat(app.account("root").orElseThrow().externalId()).isEmpty();
    }

    @Test
    void isWrittenToAtOnceWhenItIsProtectedNoLonger() {
        adaIsThereAndProtected();
        stage.leaves("ada");
        isRefused();

        stage.keeps(upkeep(Optional.empty(), Correlation.Adoption.Ask));

        stage.settlesAs(AccountState.Disabled, "ada");
    }

    @Test
    void isLeftAloneByARemovalThatWasDecidedBeforeAndWaitsToBeSent() {
        stage.has("ada", "analyst");
        stage.has("bob", "guest");
        stage.settles("ada", "bob");
        stage.keeps(upkeep(Optional.empty(), Correlation.Adoption.Ask));
        app.forgetLog();
        app.backlog.begins();
        stage.leaves("ada");
        stage.awaits("she is asked for", () -> app.backlog.waiting().size() == 1);
        stage.leaves("bob");
        stage.has("carl", "guest");
        stage.awaits("two others are", () -> app.backlog.waiting().size() == 3);
        stage.lane.pace(Stage.tempo(Rate.aSecond(1_000_000, 1_000_000, 1)));
        app.backlog.answersOne();
        stage.awaits("it is about to be sent", () -> stage.journal.records().contains("intent Disable"));

        stage.lane.keep(upkeep(Optional.of(ADA), Correlation.Adoption.Ask));
        app.backlog.ends();

        isRefused();
        isAsItWas();
    }

    @Test
    void isNoOrphanToTellOfUnlessNobodyCanSayThatItIsProtected() {
        app.has("ada", Optional.empty(), true);

        protects(ADA);
        assertThat(orphaned()).isZero();
        assertThat(excused().spared()).isOne();

        protects(FakeWorld.SLIP);
        assertThat(orphaned()).isOne();
        assertThat(excused().spared()).isZero();
    }

    private InventoryReport.Excused excused() {
        return stage.lane.health().inventory().found().orElseThrow().remarks().excused();
    }

    private int orphaned() {
        return stage.lane.health().inventory().found().orElseThrow().orphaned();
    }

    /** What the app shows counts, and not what Usher wrote there once. */
    @Test
    void isToldByWhatTheAppShows() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        protects(new AccountRule("root"));
        app.sets(new RemoteId("id-1"), Attributes.USER_NAME, "root");

        stage.leaves("ada");

        isRefused();
        assertThat(app.account("root").orElseThrow().active()).isTrue();
    }
}
