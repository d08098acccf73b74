package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pause;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.safety.OrphanTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody changes in an app is found by an inventory, and decided by who works on the account. */
@Timeout(60)
class LaneInventoryTest {
    private static final Drift REPORT = new Drift(Drift.Reply.Report, Drift.Reply.Report, Drift.Reply.Report);
    private static final Drift CORRECT = new Drift(Drift.Reply.Correct, Drift.Reply.Correct, Drift.Reply.Correct);

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void joins(String... names) {
        for (var name : names) {
            stage.has(name, "analyst");
        }
        stage.settles(names);
    }

    private InventoryReport.Found found() {
        return stage.lane.health().inventory().found().orElseThrow();
    }

    private List<RemoteId> orphans() {
        return found().orphans().stream().map(InventoryReport.Orphan::id).toList();
    }

    private List<String> workOn(String name) {
        return app.requests().stream()
                .filter(line -> line.endsWith(" " + stage.idOf(name).value()))
                .toList();
    }

    @Test
    void aSteadyAppIsListedAndOtherwiseLeftInPeace() {
        joins("ada", "bob", "cleo");
        stage.keeps(Drift.STANDARD);
        stage.takesAnInventory();
        app.forgetLog();
        var said = stage.outbox.allOf(user("ada")).size();

        stage.takesAnInventory();

        assertThat(workOn("ada")).isEmpty();
        assertThat(app.log(Op.LIST)).contains("LIST everybody", "LIST analysts", "LIST readers");
        assertThat(stage.outbox.allOf(user("ada"))).hasSize(said);
        assertThat(found().accounts()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void afterAnInventoryNobodyRemembersWhatIsRecordedAndAnAccountWithoutItsRecordIsLookedUp() {
        joins("ada");
        stage.keeps(Drift.STANDARD);
        stage.takesAnInventory();
        var id = stage.idOf("ada");
        app.forgetLog();

        stage.world.delete(user("ada"));
        joins("ada");

        assertThat(app.log(Op.LOOK_UP, Op.CREATE)).isNotEmpty().noneMatch(line -> line.startsWith("CREATE"));
        assertThat(stage.idOf("ada")).isEqualTo(id);
    }

    @Test
    void aValueThatSomebodyChangedIsSetAgain() {
        joins("ada");
        stage.keeps(Drift.STANDARD);
        app.sets(stage.idOf("ada"), Attributes.DISPLAY_NAME, "Somebody Else");

        stage.takesAnInventory();

        assertThat(app.account("ada").orElseThrow().attributes().get(Attributes.DISPLAY_NAME))
                .isNotEqualTo(Optional.of("Somebody Else"));
        assertThat(stage.failure("ada")).isEmpty();
    }

    @Test
    void aGroupThatSomebodyTookIsGivenAgainAndOneThatSomebodyGaveIsTaken() {
        joins("ada");
        stage.keeps(Drift.STANDARD);
        app.takes(stage.idOf("ada"), group("analysts"));
        app.puts(stage.idOf("ada"), group("auditors"));

        stage.takesAnInventory();

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
        assertThat(stage.outbox.loosened()).contains(user("ada"));
    }

    @Test
    void whatSomebodyGaveThatNoRoleNamesIsNobodysBusiness() {
        joins("ada");
        stage.keeps(Drift.STANDARD);
        app.puts(stage.idOf("ada"), group("by hand"));
        app.forgetLog();

        stage.takesAnInventory();

        assertThat(workOn("ada")).isEmpty();
    }

    @Test
    void anAccountThatSomebodyDisabledIsReportedAndLeft() {
        joins("ada");
        stage.keeps(Drift.STANDARD);
        app.disables(stage.idOf("ada"));
        app.forgetLog();

        stage.takesAnInventory();

        assertThat(stage.failure("ada")).contains(Failure.of(Kind.DRIFTED, Detail.DISABLED_ELSEWHERE));
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Disabled);
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.log(Op.UPDATE)).isEmpty();
    }

    @Test
    void anAccountThatSomebodyDisabledStaysSoOverARestartAndAnEditOfItsPerson() {
        joins("ada");
        stage.keeps(Drift.STANDARD);
        app.disables(stage.idOf("ada"));
        stage.takesAnInventory();

        stage.restart();
        stage.keeps(Drift.STANDARD);
        stage.has("ada", "auditor");
        stage.awaits("the edit arrives", () -> app.groupsOf("ada").equals(groups("auditors", "readers")));
        stage.takesAnInventory();

        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(stage.failure("ada")).contains(Failure.of(Kind.DRIFTED, Detail.DISABLED_ELSEWHERE));
    }

    @Test
    void whatWasReportedIsNotReadAgainWhileNothingChanges() {
        joins("ada");
        stage.keeps(REPORT);
        app.disables(stage.idOf("ada"));
        stage.takesAnInventory();
        stage.takesAnInventory();
        app.forgetLog();

        stage.takesAnInventory();

        assertThat(workOn("ada")).isEmpty();
    }

    @Test
    void whatWasReportedIsOverOnceSomebodyMendsItInTheApp() {
        joins("ada");
        stage.keeps(REPORT);
        app.disables(stage.idOf("ada"));
        stage.takesAnInventory();
        app.enables(stage.idOf("ada"));

        stage.takesAnInventory();

        assertThat(stage.failure("ada")).isEmpty();
        stage.settlesAs(AccountState.Active, "ada");
    }

    @Test
    void whatWasReportedIsCorrectedOnceTheSettingsAskForIt() {
        joins("ada");
        stage.keeps(REPORT);
        app.disables(stage.idOf("ada"));
        app.sets(stage.idOf("ada"), Attributes.DISPLAY_NAME, "Somebody Else");
        app.takes(stage.idOf("ada"), group("readers"));
        stage.takesAnInventory();
        assertThat(app.writes()).noneMatch(line -> line.startsWith("UPDATE"));

        stage.keeps(CORRECT);

        stage.awaits("ada is enabled", () -> app.account("ada").orElseThrow().active());
        stage.awaits("ada is told of", () -> stage.failure("ada").isEmpty());
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
    }

    @Test
    void valuesAndGroupsThatAreOnlyReportedStay() {
        joins("ada");
        stage.keeps(REPORT);
        app.sets(stage.idOf("ada"), Attributes.DISPLAY_NAME, "Somebody Else");
        app.puts(stage.idOf("ada"), group("auditors"));

        stage.takesAnInventory();

        assertThat(stage.failure("ada"))
                .contains(Failure.of(Kind.DRIFTED, Detail.CHANGED_ELSEWHERE, "attributes and entitlements"));
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Active);
        assertThat(app.groupsOf("ada")).contains(group("auditors"));
    }

    @Test
    void aLeaverWhomSomebodyLetInIsShutOutWhateverTheSettingsSay() {
        joins("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.keeps(REPORT);
        app.enables(stage.idOf("ada"));
        app.puts(stage.idOf("ada"), group("auditors"));

        stage.takesAnInventory();

        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.groupsOf("ada")).isEmpty();
        assertThat(stage.outbox.loosened()).contains(user("ada"));
    }

    @Test
    void somebodyOnLeaveWhomSomebodyLetInIsShutOutAndKeepsTheirGroups() {
        joins("ada");
        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.keeps(REPORT);
        app.enables(stage.idOf("ada"));

        stage.takesAnInventory();

        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
    }

    @Test
    void anAccountThatTheListDoesNotShowIsReadByItsIdTwiceAndLeft() {
        joins("ada");
        stage.keeps(CORRECT);
        app.doesNotList(stage.idOf("ada"));
        app.forgetLog();

        stage.takesAnInventory();
        assertThat(workOn("ada")).contains("READ " + stage.idOf("ada").value());
        assertThat(app.log(Op.CREATE)).noneMatch(line -> line.endsWith(" ada"));
        stage.takesAnInventory();
        app.forgetLog();

        stage.takesAnInventory();
        assertThat(workOn("ada")).isEmpty();
    }

    @Test
    void anAccountThatIsGoneIsReportedAndNotMadeAgain() {
        joins("ada");
        stage.keeps(Drift.STANDARD);
        app.deletes(stage.idOf("ada"));

        stage.takesAnInventory();

        assertThat(stage.failure("ada")).contains(Failure.of(Kind.DRIFTED, Detail.DELETED_ELSEWHERE));
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void anAccountThatIsGoneIsMadeAgainWhereDriftIsCorrected() {
        joins("ada");
        stage.keeps(CORRECT);
        app.deletes(stage.idOf("ada"));

        stage.takesAnInventory();

        stage.settlesAs(AccountState.Active, "ada");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
    }

    @Test
    void aListThatBreaksOffChangesNothingAndSaysSo() {
        joins("ada", "bob", "cleo");
        stage.keeps(CORRECT);
        app.disables(stage.idOf("ada"));
        app.breaksListsOff(true);
        app.forgetLog();

        stage.takesAnInventory();

        assertThat(workOn("ada")).isEmpty();
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(stage.lane.health().inventory().failure().map(Failure::kind)).contains(Kind.TRUNCATED);
        assertThat(stage.lane.health().inventory().found()).isPresent();
        assertThat(stage.lane.health().trouble()).isEmpty();

        app.breaksListsOff(false);
        stage.awaits(
                "one that began since ends",
                () -> stage.lane.health().inventory().isComplete());
        stage.everythingFoundHadItsTurn();

        assertThat(app.account("ada").orElseThrow().active()).isTrue();
    }

    @Test
    void aGroupThatOthersHoldByAnotherOneInItIsToldOfUntilNoneIsInIt() {
        joins("ada");
        app.nests(group("readers"));
        stage.keeps(Drift.STANDARD);
        assertThat(found().remarks().nested()).containsExactly(group("readers"));

        app.nestsNone();
        stage.takesAnInventory();

        assertThat(found().remarks().nested()).isEmpty();
    }

    /** Its holder says why; of all others is known what there is. */
    @Test
    void anAccountThatCannotBeUnderstoodKeepsNobodyElseFromBeingLookedAt() {
        joins("ada", "bob");
        var stranger = app.has("zed", Optional.of("4711"), true);
        app.isUnclear(stage.idOf("ada"));
        app.isUnclear(stranger);
        app.disables(stage.idOf("bob"));

        stage.keeps(CORRECT);
        stage.awaits("ada fails", () -> stage.failure("ada").isPresent());
        stage.everythingFoundHadItsTurn();

        assertThat(app.account("bob").orElseThrow().active()).isTrue();
        assertThat(stage.failure("ada").map(Failure::kind)).contains(Kind.REJECTED);
        assertThat(stage.lane.health().inventory().isComplete()).isTrue();
        assertThat(found().accounts()).isGreaterThanOrEqualTo(3);
        assertThat(found().orphaned()).isZero();
        assertThat(found().remarks().unclear().count()).isEqualTo(2);
        assertThat(found().remarks().unclear().some()).containsExactlyInAnyOrder(stage.idOf("ada"), stranger);
        // One whose keys were not shown may be anybody's.
        app.forgetLog();
        joins("cleo");
        assertThat(app.keysLookedUp()).isNotEmpty();
    }

    @Test
    void whatNobodyUsedForLongIsToldOfAndOfWhatIsNotToldNothingIsSaid() {
        joins("ada", "bob", "cleo", "dora");
        app.tellsUses();
        app.wasUsed(stage.idOf("ada"), stage.time.instant().minus(Duration.ofDays(91)));
        app.wasUsed(stage.idOf("bob"), stage.time.instant().minus(Duration.ofDays(400)));
        app.wasUsed(stage.idOf("cleo"), stage.time.instant().minus(Duration.ofDays(89)));
        var stranger = app.has("zed", Optional.empty(), true);
        app.wasUsed(stranger, stage.time.instant().minus(Duration.ofDays(400)));
        stage.leaves("dora");
        stage.settlesAs(AccountState.Disabled, "dora");

        stage.keeps(Drift.STANDARD);

        var use = found().remarks().use().orElseThrow();
        assertThat(use.unused()).isEqualTo(2);
        assertThat(use.unknown()).isZero();
        assertThat(use.longest().stream().map(InventoryReport.Unused::holder))
                .containsExactly(user("bob"), user("ada"));

        joins("eve");
        stage.takesAnInventory();
        assertThat(found().remarks().use().orElseThrow().unused()).isEqualTo(2);
        assertThat(found().remarks().use().orElseThrow().unknown()).isPositive();
    }

    @Test
    void anAppThatDoesNotTellOfUsesHasNothingUnused() {
        joins("ada");

        stage.keeps(Drift.STANDARD);

        assertThat(found().remarks().use()).isEmpty();
    }

    @Test
    void anActiveAccountThatNobodyJustifiesIsAnOrphanSinceItWasFirstSeenAlsoAfterARestart() {
        joins("ada");
        var orphan = app.has("mallory", Optional.empty(), true);
        app.has("trent", Optional.empty(), false);
        stage.keeps(Drift.STANDARD);
        assertThat(orphans()).containsExactly(orphan);
        var since = found().orphans().getFirst().since();

        stage.passes(Duration.ofDays(1));
        stage.restart();
        stage.keeps(Drift.STANDARD);

        assertThat(found().orphaned()).isEqualTo(1);
        assertThat(found().orphans()).containsExactly(new InventoryReport.Orphan(orphan, since));
    }

    @Test
    void orphansAreWrittenDownOnceAndNothingIsDoneToThem() {
        joins("ada");
        app.has("mallory", Optional.empty(), true);
        stage.keeps(Drift.STANDARD);
        stage.takesAnInventory();
        stage.awaits(
                "claims are dropped",
                () -> stage.ledger.stored(app.id()).claims().isEmpty());
        var writes = stage.ledger.writes();
        var before = stage.lane.inventories().count();
        app.forgetLog();

        stage.time.advance(Duration.ofHours(1));
        stage.awaits("an inventory", () -> stage.lane.inventories().count() > before);

        assertThat(stage.ledger.writes()).isEqualTo(writes);
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void anOrphanThatIsGoneOrShutIsForgotten() {
        var orphan = app.has("mallory", Optional.empty(), true);
        stage.keeps(Drift.STANDARD);
        assertThat(orphans()).containsExactly(orphan);
        app.disables(orphan);

        stage.takesAnInventory();

        assertThat(found().orphaned()).isZero();
        assertThat(stage.ledger.stored(app.id()).orphans()).isEmpty();
    }

    @Test
    void anAccountThatIsIgnoredOrAcknowledgedIsNoOrphan() {
        app.has("robot", Optional.empty(), true);
        var known = app.has("auditor", Optional.empty(), true);
        var forgotten = app.has("mallory", Optional.empty(), true);
        var terms = new OrphanTerms(
                Optional.of(new AccountRule("robot")),
                Map.of(
                        known,
                        until(stage.time.instant().plus(Duration.ofDays(1))),
                        forgotten,
                        until(stage.time.instant().minusSeconds(1))));

        stage.keeps(new Upkeep(Duration.ofHours(1), Drift.STANDARD, terms, Correlation.STANDARD));
        assertThat(orphans()).containsExactly(forgotten);
        assertThat(found().remarks().excused()).isEqualTo(new InventoryReport.Excused(1, 1, 0, 0));
        assertThat(found().withoutUser()).isEqualTo(3);

        stage.passes(Duration.ofDays(1));
        stage.takesAnInventory();
        assertThat(orphans()).containsExactlyInAnyOrder(known, forgotten);
    }

    private static Pause until(Instant end) {
        return new Pause(Moment.parse(end.toString()));
    }

    @Test
    void anAccountOfOursIsNoOrphanBeforeAnyStatusHoldsItsId() {
        app.makesAndHides();
        stage.has("ada", "guest");
        stage.awaits("ada is made", () -> app.account("ada").isPresent());

        stage.keeps(Drift.STANDARD);

        assertThat(found().orphaned()).isZero();
    }

    @Test
    void anAccountThatLostItsUserIsNoOrphanWhileARecordSaysThatItIsToBeShut() {
        joins("ada");
        app.always(Op.DISABLE, Fault.failed(Kind.DENIED));
        stage.deletesUser("ada", Reaction.Disable);

        stage.keeps(Drift.STANDARD);

        assertThat(app.account("ada").orElseThrow().active()).isTrue();
        assertThat(found().orphaned()).isZero();
    }

    /** Nobody is asked about it any more, and a new process never saw that it was shut. */
    @Test
    void anAccountThatLostItsUserIsShutAgainWhereSomebodyLetItInAlsoAfterARestart() {
        joins("ada");
        var id = stage.idOf("ada");
        stage.deletesUser("ada", Reaction.Disable);
        stage.settlesRetained("ada");
        stage.restart();
        app.enables(id);

        stage.keeps(REPORT);
        stage.takesAnInventory();

        stage.awaits("it is shut again", () -> !app.account("ada").orElseThrow().active());
    }

    @Test
    void aValueThatTheAppDoesNotKeepIsGivenUpAfterTwoAttempts() {
        app.keepsNo(Attributes.DISPLAY_NAME);
        joins("ada");
        stage.keeps(Drift.STANDARD);
        stage.takesAnInventory();
        stage.takesAnInventory();
        assertThat(app.log(Op.UPDATE)).isNotEmpty();
        app.forgetLog();

        stage.takesAnInventory();

        assertThat(workOn("ada")).isEmpty();
    }

    /** Else every start would write to every account there. */
    @Test
    void anAppThatKeepsNoKeyIsNotWrittenTo() {
        app.dropsExternalIds();
        joins("ada");
        app.forgetLog();

        stage.keeps(Drift.STANDARD);
        stage.takesAnInventory();

        assertThat(app.log(Op.UPDATE)).isEmpty();
    }

    @Test
    void anAccountThatIsLetInAgainAndAgainIsShutOutAgainAndAgain() {
        joins("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.keeps(REPORT);

        for (var round = 0; round < 4; round++) {
            app.enables(stage.idOf("ada"));
            stage.takesAnInventory();
            assertThat(app.account("ada").orElseThrow().active()).isFalse();
        }
    }

    @Test
    void whoIsBackFromLeaveIsLetInAlthoughSomebodyHadShutThemOutBefore() {
        joins("ada");
        stage.keeps(REPORT);
        app.disables(stage.idOf("ada"));
        stage.takesAnInventory();

        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.is("ada", Employment.Status.Active, "analyst");

        stage.settlesAs(AccountState.Active, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isTrue();
    }

    @Test
    void aGroupThatIsNotThereIsHeldByNobody() {
        joins("ada");
        stage.keeps(REPORT);
        app.takes(stage.idOf("ada"), group("analysts"));
        app.takes(stage.idOf("ada"), group("readers"));

        stage.takesAnInventory();

        assertThat(stage.failure("ada")).contains(Failure.of(Kind.DRIFTED, Detail.CHANGED_ELSEWHERE, "entitlements"));
    }

    /** The list was read before the account was shut, and somebody lets its holder in again before the next one. */
    @Test
    void shutsAnAccountAgainOfWhichAnEarlierListWasWrong() {
        stage.keeps(Drift.STANDARD);
        stage.has("ada", "guest");
        stage.settles("ada");
        var before = stage.lane.inventories().count();
        app.backlog.begins("LIST everybody");
        stage.time.advance(Duration.ofHours(1));
        stage.awaits("a list is being read", () -> !app.backlog.waiting().isEmpty());
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.backlog.ends();
        stage.awaits("it was read", () -> stage.lane.inventories().count() > before);
        stage.everythingFoundHadItsTurn();

        app.enables(stage.idOf("ada"));
        stage.takesAnInventory();

        stage.awaits("ada is shut out", () -> !app.account("ada").orElseThrow().active());
    }

    /** The list is one that the app made a while ago: it shows her as she was before she was shut out again. */
    @Test
    void shutsAnAccountThatWasFoundAsItShouldBeOnlyOnce() {
        stage.keeps(Drift.STANDARD);
        stage.has("ada", "guest");
        stage.settles("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.enables(stage.idOf("ada"));
        stage.takesAnInventory();
        stage.awaits("ada is shut out", () -> !app.account("ada").orElseThrow().active());
        isListedAsSheWasWhenSheWasIn();

        app.enables(stage.idOf("ada"));
        stage.takesAnInventory();

        stage.awaits(
                "ada is shut out again", () -> !app.account("ada").orElseThrow().active());
    }

    /** An inventory whose list was made while she was let in, and is looked at once she is shut out. */
    private void isListedAsSheWasWhenSheWasIn() {
        var before = stage.lane.inventories().count();
        app.enables(stage.idOf("ada"));
        app.backlog.begins("LIST everybody");
        stage.time.advance(Duration.ofHours(1));
        stage.awaits("a list is being read", () -> !app.backlog.waiting().isEmpty());
        app.disables(stage.idOf("ada"));
        app.backlog.ends();
        stage.awaits("it was read", () -> stage.lane.inventories().count() > before);
        stage.everythingFoundHadItsTurn();
    }

    @Test
    void letsAnAccountInAgainOfWhichAnEarlierListWasWrong() {
        stage.keeps(CORRECT);
        stage.has("ada", "guest");
        stage.settles("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        var before = stage.lane.inventories().count();
        app.backlog.begins("LIST everybody");
        stage.time.advance(Duration.ofHours(1));
        stage.awaits("a list is being read", () -> !app.backlog.waiting().isEmpty());
        stage.is("ada", Employment.Status.Active, "guest");
        stage.settles("ada");
        app.backlog.ends();
        stage.awaits("it was read", () -> stage.lane.inventories().count() > before);
        stage.everythingFoundHadItsTurn();

        app.disables(stage.idOf("ada"));
        stage.takesAnInventory();

        stage.awaits("ada is let in", () -> app.account("ada").orElseThrow().active());
    }
}
