package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.sync.Stage.identity;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Creation;
import dev.usher.domain.access.Links;
import dev.usher.domain.access.Phase;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Moment;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Correlation.Adoption;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that makes accounts by itself, when their persons log in for the first time. */
@Timeout(60)
class LaneJustInTimeTest {
    private static final Lock LOCK = new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty());
    private static final Drift CORRECTED = new Drift(Drift.Reply.Correct, Drift.Reply.Correct, Drift.Reply.Correct);

    private final Stage stage = Stage.opened(new Stage(Duration.ofHours(1)));
    private final FakeApp app = stage.app;

    LaneJustInTimeTest() {
        isCreatedBy(Creation.JustInTime);
        stage.keeps(Drift.STANDARD);
    }

    @AfterEach
    void ends() {
        app.backlog.ends();
        stage.close();
    }

    private void isCreatedBy(Creation creation) {
        stage.world.company.isCreatedBy("github", creation);
        stage.world.declare();
    }

    private void awaits(String name) {
        stage.has(name, "analyst");
        stage.settlesAs(AccountState.AwaitingLogin, name);
    }

    /** What single sign-on makes of a first login: an account without a key of ours. */
    private RemoteId logsIn(String name) {
        return app.has(name, Optional.empty(), true);
    }

    /** As a reconciler does, which decides anew from what was recorded until that is so. */
    private void settlesAs(AccountState state, String name) {
        stage.awaits(name + " is " + state, () -> {
            stage.asks(name);
            return stage.world.agrees(user(name), app.id())
                    && stage.status(name).state() == state;
        });
    }

    /** It was there when all was read last, although nobody could tell what it was. */
    @Test
    void anAccountThatWasUnclearBeforeIsNoFirstLogin() {
        var mallory = app.has("mallory", Optional.empty(), true);
        app.isUnclear(mallory);
        awaits("ada");
        stage.takesAnInventory();

        app.isClear(mallory);
        app.sets(mallory, Attributes.USER_NAME, "ada");
        stage.takesAnInventory();
        stage.asks("ada");
        stage.everythingFoundHadItsTurn();

        assertThat(app.account("ada").orElseThrow().externalId()).isEmpty();
        assertThat(app.groupsOf(mallory)).isEmpty();
    }

    private void correlates(Adoption adoption) {
        stage.keeps(new Upkeep(
                Duration.ofHours(1),
                Drift.STANDARD,
                OrphanTerms.STANDARD,
                new Correlation(Correlation.STANDARD.match(), adoption)));
    }

    private boolean isOpen(RemoteId account) {
        return app.read(account).orElseThrow().active();
    }

    @Test
    void makesNoAccountAndClaimsNone() {
        var ledger = stage.ledger.writes();

        awaits("ada");

        assertThat(app.accounts()).isEmpty();
        assertThat(app.writes()).isEmpty();
        assertThat(stage.ledger.writes()).isEqualTo(ledger);
        assertThat(stage.status("ada").id()).isEmpty();
    }

    @Test
    void asksTheAppForNobodyOnceItIsKnownThatThereIsNone() {
        awaits("ada");
        app.forgetLog();

        stage.asks("ada");
        stage.restart();
        stage.keeps(Drift.STANDARD);
        stage.asks("ada");
        stage.takesAnInventory();

        assertThat(app.log(Op.LOOK_UP)).noneMatch(line -> line.endsWith("ada"));
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.AwaitingLogin);
    }

    @Test
    void asksTheAppForNobodyWhereTheirRolesGiveSomethingElse() {
        awaits("ada");
        app.forgetLog();

        stage.has("ada", "auditor");
        stage.everythingElseHadItsTurn();

        assertThat(stage.world.agrees(user("ada"), app.id())).isTrue();
        assertThat(app.log(Op.LOOK_UP)).noneMatch(line -> line.endsWith("ada"));
    }

    @Test
    void takesOverWhatAFirstLoginMadeAndKeepsIt() {
        awaits("ada");
        var account = logsIn("ada");

        stage.takesAnInventory();

        settlesAs(AccountState.Active, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(account);
        assertThat(app.accounts()).hasSize(1);
        assertThat(app.account("ada").orElseThrow().externalId())
                .contains(identity("ada").externalId());
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers"));
        assertThat(stage.status("ada").takeover().awaited()).isEmpty();
        app.takes(account, group("analysts"));
        stage.takesAnInventory();
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers"));
    }

    /** Whatever the app says of accounts that were there before: this one was not. */
    @Test
    void asksNobodyAboutItWhateverBecomesOfAccountsThatWereThere() {
        correlates(Adoption.Refuse);
        awaits("ada");
        logsIn("ada");

        stage.takesAnInventory();

        settlesAs(AccountState.Active, "ada");
    }

    /** Whoever has a local account may give it any name. */
    @Test
    void asksAboutAnAccountThatWasThereUnderAnotherName() {
        var mallorys = app.has("mallory", Optional.empty(), true);
        stage.takesAnInventory();
        awaits("ada");
        app.sets(mallorys, Attributes.USER_NAME, "ada");

        stage.takesAnInventory();

        stage.fails("ada", "AdoptionNeedsDecision");
        stage.takesAnInventory();
        stage.fails("ada", "AdoptionNeedsDecision");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void leavesAnAccountThatGotTheNameOfWhoLeft() {
        var mallorys = app.has("mallory", Optional.empty(), true);
        stage.takesAnInventory();
        awaits("ada");
        awaits("bob");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        app.sets(mallorys, Attributes.USER_NAME, "ada");
        stage.takesAnInventory();
        app.sets(mallorys, Attributes.USER_NAME, "bob");

        stage.leaves("bob");

        stage.settlesAs(AccountState.Deleted, "bob");
        assertThat(isOpen(mallorys)).isTrue();
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void takesWhatWasNewAlsoWhereALaterInventoryFindsItOpenStill() {
        awaits("ada");
        var account = logsIn("ada");
        stage.keeps(protectedUpkeep("ada"));
        stage.fails("ada", "AccountProtected");
        stage.takesAnInventory();

        stage.keeps(Drift.STANDARD);

        settlesAs(AccountState.Active, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(account);
    }

    private static Upkeep protectedUpkeep(String name) {
        return new Upkeep(
                Duration.ofHours(1),
                Drift.STANDARD,
                OrphanTerms.STANDARD,
                Correlation.STANDARD,
                new Protection(Optional.of(new AccountRule(name))));
    }

    @Test
    void asksAboutAnAccountThatWasThereBefore() {
        var account = logsIn("ada");

        stage.has("ada", "analyst");

        stage.fails("ada", "AdoptionNeedsDecision");
        assertThat(stage.outbox.of(user("ada")).flatMap(Result::candidate)).contains(account);
        assertThat(app.writes()).isEmpty();
    }

    /** Whatever the last inventory says: the account may have been made for somebody else since. */
    @Test
    void asksAboutAnAccountThatCameBetweenTheLastInventoryAndTheRecord() {
        awaits("bob");
        logsInAndIsTakenOver("bob");
        stage.takesAnInventory();
        logsIn("ada");
        app.forgetLog();

        stage.has("ada", "analyst");

        stage.fails("ada", "AdoptionNeedsDecision");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void doesNotTakeForNewWhatItDidNotLookFor() {
        awaits("ada");
        logsIn("countess");

        stage.world.declare(user("ada"), Company.renamed("ada", "countess"), Company.roles("analyst"));
        stage.asks("ada");

        stage.fails("ada", "AdoptionNeedsDecision");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void saysNothingBeforeTheAppWasReadCompletely() {
        app.breaksListsOff(true);
        stage.restart();
        stage.lane.keep(Upkeep.STANDARD);

        stage.has("ada", "analyst");

        assertThat(stage.fails("ada", "Waiting").detail()).isEqualTo(Detail.NOT_READ_YET);
        app.breaksListsOff(false);
        stage.keeps(CORRECTED);
        stage.settlesAs(AccountState.AwaitingLogin, "ada");
    }

    @Test
    void letsWhatTheAppGaveByItselfBeTakenAsTheAppSays() {
        stage.world.company.treats("github", Authority.Managed);
        isCreatedBy(Creation.JustInTime);
        app.showsGroups();
        awaits("ada");
        var account = logsIn("ada");
        app.puts(account, group("auditors"));
        app.puts(account, group("everyone"));

        stage.takesAnInventory();

        settlesAs(AccountState.Active, "ada");
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers", "everyone"));
        assertThat(stage.status("ada").adopted()).isEmpty();
    }

    @Test
    void recordsWhoseItIsBeforeItWritesAnything() {
        awaits("ada");
        var account = logsIn("ada");
        stage.outbox.isUnread(user("ada"));

        stage.takesAnInventory();
        stage.awaits(
                "it is told",
                () -> stage.outbox.of(user("ada")).flatMap(Result::id).isPresent());

        assertThat(app.writes()).noneMatch(write -> write.contains(account.value()));
        stage.outbox.isRead(user("ada"));
        settlesAs(AccountState.Active, "ada");
    }

    @Test
    void asksBeforeItTakesWhatShowsAnothersKeyOrIsDisabled() {
        awaits("ada");
        awaits("bob");
        app.has("ada", Optional.of("somebody else's"), true);
        app.has("bob", Optional.empty(), false);

        stage.takesAnInventory();

        stage.fails("ada", "AdoptionNeedsDecision");
        stage.fails("bob", "AdoptionNeedsDecision");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void takesWhatALinkNamesAndNothingFromIt() {
        var account = logsIn("countess");
        app.puts(account, group("auditors"));
        awaits("ada");

        stage.world.links("ada", new Links(Map.of(app.id(), account), Set.of()));

        settlesAs(AccountState.Active, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(account);
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers", "auditors"));
    }

    @Test
    void doesNotTakeForNewWhatWasLookedForInAnotherTenant() {
        awaits("ada");
        var known = stage.status("ada");
        logsIn("ada");

        stage.world.remember(
                user("ada"),
                app.id(),
                new KnownAccount(
                        Optional.empty(),
                        Optional.of(Tenant.of("elsewhere")),
                        AccountState.AwaitingLogin,
                        Optional.empty(),
                        known.since(),
                        false,
                        false,
                        known.takeover()));
        stage.restart();
        stage.keeps(Drift.STANDARD);
        stage.asks("ada");

        stage.fails("ada", "AdoptionNeedsDecision");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void choosesNoneOfTwoThatMatch() {
        app.takesNamesTwice();
        awaits("ada");
        logsIn("ada");
        logsIn("ada");

        stage.takesAnInventory();

        stage.fails("ada", "ManyAccountsMatch");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void takesNoProtectedAccount() {
        awaits("ada");
        logsIn("ada");
        stage.keeps(protectedUpkeep("ada"));

        stage.fails("ada", "AccountProtected");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void givesNobodyOfAnotherNamespaceWhatAFirstLoginMade() {
        var stranger = Company.keyed(person("ada"), new Identity("subsidiary", "7"));
        stage.world.declare(user("ada"), stranger, Company.roles("analyst"));
        stage.asks("ada");
        stage.settlesAs(AccountState.AwaitingLogin, "ada");
        logsIn("ada");

        stage.takesAnInventory();

        stage.fails("ada", "AccountNotOwned");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void takesNoNoticeOfTheSameNameInAnotherNamespace() {
        var stranger = Company.keyed(Company.renamed("stranger", "ada"), new Identity("subsidiary", "7"));
        stage.world.declare(user("stranger"), stranger, Company.roles("analyst"));
        stage.asks("stranger");
        stage.settlesAs(AccountState.AwaitingLogin, "stranger");
        awaits("ada");
        var account = logsIn("ada");

        stage.takesAnInventory();

        settlesAs(AccountState.Active, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(account);
    }

    @Test
    void countsAsAnOrphanWhatBearsTheNameOfWhoLeftAnotherNamespace() {
        var identity = new Identity("subsidiary", "7");
        stage.world.declare(user("ada"), Company.keyed(person("ada"), identity), Company.roles("analyst"));
        stage.asks("ada");
        stage.settlesAs(AccountState.AwaitingLogin, "ada");
        var gone = person("ada", Company.employment(Employment.Status.Terminated));
        stage.world.declare(user("ada"), Company.keyed(gone, identity), List.of());
        stage.asks("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        var account = logsIn("ada");

        stage.takesAnInventory();

        assertThat(orphaned()).isEqualTo(1);
        assertThat(isOpen(account)).isTrue();
    }

    @Test
    void shutsNoAccountThatIsSomebodyElses() {
        awaits("ada");
        var account = logsIn("ada");
        app.always(Op.UPDATE, Fault.requestLost());
        stage.world.links("bob", new Links(Map.of(app.id(), account), Set.of()));
        stage.has("bob", "analyst");
        stage.awaits(
                "it is recorded",
                () -> stage.world
                        .status(user("bob"), app.id())
                        .flatMap(KnownAccount::id)
                        .isPresent());

        stage.leaves("ada");

        stage.settlesAs(AccountState.Deleted, "ada");
        assertThat(isOpen(account)).isTrue();
    }

    @Test
    void saysOfWhoLeavesWithoutEverHavingLoggedInThatThereIsNone() {
        awaits("ada");

        stage.leaves("ada");

        stage.settlesAs(AccountState.Deleted, "ada");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void shutsWhatWasMadeBetweenTheLastInventoryAndADeparture() {
        awaits("ada");
        var account = logsIn("ada");

        stage.leaves("ada");

        settlesAs(AccountState.Disabled, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(account);
        assertThat(isOpen(account)).isFalse();
    }

    @Test
    void shutsWhoeverLogsInAfterTheyLeft() {
        awaits("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        var account = logsIn("ada");

        stage.takesAnInventory();

        settlesAs(AccountState.Disabled, "ada");
        assertThat(isOpen(account)).isFalse();
    }

    @Test
    void remembersWhoLeftHoweverOftenItIsAskedAboutThem() {
        awaits("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        stage.asks("ada");
        stage.everythingElseHadItsTurn();
        var account = logsIn("ada");

        stage.takesAnInventory();

        settlesAs(AccountState.Disabled, "ada");
        assertThat(isOpen(account)).isFalse();
    }

    @Test
    void shutsWhoeverLogsInAfterARestartOrAsSomebodyWhomNoRoleGivesIt() {
        awaits("ada");
        awaits("bob");
        stage.leaves("ada");
        stage.has("bob");
        stage.settlesAs(AccountState.Deleted, "ada");
        stage.settlesAs(AccountState.Deleted, "bob");
        stage.restart();
        stage.keeps(Drift.STANDARD);
        var accounts = Set.of(logsIn("ada"), logsIn("bob"));

        stage.takesAnInventory();

        settlesAs(AccountState.Disabled, "ada");
        settlesAs(AccountState.Disabled, "bob");
        assertThat(accounts).noneMatch(this::isOpen);
    }

    @Test
    void shutsWhoeverIsLockedAndLogsInAndLetsThemInOnceTheyAreNot() {
        awaits("ada");
        stage.world.lock("ada", LOCK);
        stage.asks("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        var account = logsIn("ada");
        stage.takesAnInventory();
        settlesAs(AccountState.Disabled, "ada");
        assertThat(isOpen(account)).isFalse();

        stage.world.lock("ada");

        settlesAs(AccountState.Active, "ada");
        assertThat(isOpen(account)).isTrue();
    }

    /** Whoever locks wants to know how it stands now. */
    @Test
    void looksAgainForEveryLock() {
        awaits("ada");
        stage.world.lock("ada", LOCK);
        stage.asks("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        var account = logsIn("ada");

        stage.world.lock("ada", LOCK, new Lock(Company.NAMESPACE, "case-8", Set.of(), Optional.empty()));
        stage.asks("ada");

        settlesAs(AccountState.Disabled, "ada");
        assertThat(isOpen(account)).isFalse();
    }

    @Test
    void shutsWhoLeftWhileTheAppCouldNotBeAskedAndHadLoggedIn() {
        awaits("ada");
        var account = logsIn("ada");
        app.isInTrouble(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT));
        stage.leaves("ada");
        stage.fails("ada", "AppUnreachable");

        app.isWell();

        settlesAs(AccountState.Disabled, "ada");
        assertThat(isOpen(account)).isFalse();
    }

    @Test
    void awaitsWhoComesBackAsBefore() {
        awaits("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");

        stage.is("ada", Employment.Status.Active, "analyst");
        settlesAs(AccountState.AwaitingLogin, "ada");
        logsIn("ada");
        stage.takesAnInventory();

        settlesAs(AccountState.Active, "ada");
    }

    /** The name is another person's by now, and so is the login. */
    @Test
    void takesWhatBearsTheNameOfSomebodyWhoLeftForWhoeverIsToHaveOne() {
        awaits("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        stage.world.declare(user("second"), Company.renamed("second", "ada"), Company.roles("analyst"));
        stage.asks("second");
        stage.settlesAs(AccountState.AwaitingLogin, "second");
        var account = logsIn("ada");

        stage.takesAnInventory();

        settlesAs(AccountState.Active, "second");
        assertThat(stage.idOf("second")).isEqualTo(account);
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Deleted);
        assertThat(isOpen(account)).isTrue();
    }

    @Test
    void leavesWhatShowsTheKeyOfSomebodyElseAndCountsItAsAnOrphan() {
        awaits("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        var account = app.has("ada", Optional.of("somebody else's"), true);

        stage.takesAnInventory();

        assertThat(isOpen(account)).isTrue();
        assertThat(app.writes()).isEmpty();
        assertThat(orphaned()).isEqualTo(1);
    }

    @Test
    void leavesWhatOnlyAKeyLeadsToThatDoesNotCount() {
        stage.keeps(new Upkeep(
                Duration.ofHours(1),
                Drift.STANDARD,
                OrphanTerms.STANDARD,
                new Correlation(List.of(Correlation.Key.EXTERNAL_ID), Adoption.Adopt)));
        awaits("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        var account = logsIn("ada");

        stage.takesAnInventory();

        assertThat(isOpen(account)).isTrue();
        assertThat(orphaned()).isEqualTo(1);
    }

    @Test
    void endsNoneOfTwoThatBearTheNameOfWhoLeft() {
        app.takesNamesTwice();
        awaits("ada");
        var accounts = List.of(logsIn("ada"), logsIn("ada"));

        stage.leaves("ada");

        stage.fails("ada", "ManyAccountsMatch");
        assertThat(accounts).allMatch(this::isOpen);
    }

    @Test
    void readsNothingMoreOnceWhoeverCameIsShut() {
        awaits("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        var account = logsIn("ada");
        stage.takesAnInventory();
        settlesAs(AccountState.Disabled, "ada");
        app.forgetLog();

        stage.asks("ada");
        stage.everythingElseHadItsTurn();

        assertThat(app.log(Op.READ)).noneMatch(line -> line.endsWith(account.value()));
    }

    @Test
    void wouldShutWhoeverLogsInAfterTheyLeftAndGivesNobodyTheAccountMeanwhile() {
        awaits("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        stage.isIn(new Phase.Observe());
        stage.asks("ada");
        stage.everythingElseHadItsTurn();
        var account = logsIn("ada");

        stage.takesAnInventory();

        assertThat(stage.fails("ada", "OnlyPlanned").message()).endsWith("to do: disable");
        assertThat(stage.status("ada").id()).isEmpty();
        assertThat(isOpen(account)).isTrue();
        stage.isIn(new Phase.Managed());
        settlesAs(AccountState.Disabled, "ada");
        assertThat(isOpen(account)).isFalse();
    }

    private int orphaned() {
        return stage.lane.health().inventory().found().orElseThrow().orphaned();
    }

    @Test
    void endsTheAccountOfWhoLeavesLikeEveryOther() {
        awaits("ada");
        var account = logsIn("ada");
        stage.takesAnInventory();
        settlesAs(AccountState.Active, "ada");

        stage.leaves("ada");

        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(isOpen(account)).isFalse();
        assertThat(app.groupsOf(account)).isEmpty();
    }

    @Test
    void shutsOutWhoeverLeavesWhileTheirAccountIsBeingTakenOver() {
        awaits("ada");
        var account = logsIn("ada");
        app.always(Op.UPDATE, Fault.requestLost());
        stage.takesAnInventory();
        stage.awaits(
                "it is recorded",
                () -> stage.world
                        .status(user("ada"), app.id())
                        .flatMap(KnownAccount::id)
                        .isPresent());

        stage.leaves("ada");

        settlesAs(AccountState.Disabled, "ada");
        assertThat(isOpen(account)).isFalse();
    }

    @Test
    void makesNoMoreAccountsFromTheMomentOnThatFirstLoginsDo() {
        isCreatedBy(Creation.Provision);
        app.backlog.begins();
        stage.has("ada", "analyst");
        stage.awaits("somebody is on it", () -> stage.lane.mayHave(identity("ada")));

        isCreatedBy(Creation.JustInTime);
        app.backlog.ends();

        settlesAs(AccountState.AwaitingLogin, "ada");
        assertThat(app.log(Op.CREATE)).isEmpty();
    }

    @Test
    void keepsTheAccountsThatItMadeBefore() {
        isCreatedBy(Creation.Provision);
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.forgetLog();

        isCreatedBy(Creation.JustInTime);
        stage.asks("ada");
        stage.takesAnInventory();

        assertThat(app.writes()).isEmpty();
        assertThat(app.log(Op.READ)).isEmpty();
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Active);
    }

    @Test
    void makesTheAccountsOfWhomItAwaitedOnceItIsAskedTo() {
        awaits("ada");
        awaits("bob");
        var account = logsIn("bob");

        isCreatedBy(Creation.Provision);

        settlesAs(AccountState.Active, "ada");
        settlesAs(AccountState.Active, "bob");
        assertThat(app.log(Op.CREATE)).hasSize(1);
        assertThat(stage.idOf("bob")).isEqualTo(account);
        assertThat(stage.status("ada").takeover().awaited()).isEmpty();
    }

    @Test
    void reportsAnAccountThatSomebodyDeletedAndTakesTheOneThatTheNextLoginMakes() {
        awaits("ada");
        app.deletes(logsInAndIsTakenOver("ada"));

        stage.takesAnInventory();

        stage.awaits(
                "it is reported",
                () -> stage.failure("ada").equals(Optional.of(Failure.of(Kind.DRIFTED, Detail.DELETED_ELSEWHERE))));
        assertThat(stage.status("ada").state()).isEqualTo(AccountState.Deleted);
        var second = logsIn("ada");
        stage.takesAnInventory();
        settlesAs(AccountState.Active, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(second);
    }

    @Test
    void takesTheAccountThatCameInThePlaceOfOneThatSomebodyDeleted() {
        awaits("ada");
        app.deletes(logsInAndIsTakenOver("ada"));
        var second = logsIn("ada");

        stage.takesAnInventory();

        settlesAs(AccountState.Active, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(second);
    }

    @Test
    void awaitsTheNextLoginWhereWhatSomebodyDeletedIsNotLeftSo() {
        awaits("ada");
        var first = logsInAndIsTakenOver("ada");
        stage.keeps(CORRECTED);
        app.deletes(first);
        app.forgetLog();

        stage.takesAnInventory();

        settlesAs(AccountState.AwaitingLogin, "ada");
        assertThat(app.log(Op.CREATE)).isEmpty();
        assertThat(stage.status("ada").id()).isEmpty();
        logsIn("ada");
        stage.takesAnInventory();
        settlesAs(AccountState.Active, "ada");
    }

    @Test
    void takesWhatCameInThePlaceOfAnAccountHoweverLateThatIsRecorded() {
        awaits("ada");
        app.deletes(logsInAndIsTakenOver("ada"));
        var second = logsIn("ada");
        stage.outbox.isUnread(user("ada"));

        stage.takesAnInventory();
        for (var turn = 0; turn < 3; turn++) {
            stage.asks("ada");
            stage.everythingElseHadItsTurn();
        }

        assertThat(stage.outbox.of(user("ada")).flatMap(Result::failure)).isEmpty();
        stage.outbox.isRead(user("ada"));
        stage.awaits("it is recorded", () -> stage.idOf("ada").equals(second));
        settlesAs(AccountState.Active, "ada");
        assertThat(stage.idOf("ada")).isEqualTo(second);
    }

    @Test
    void asksAboutWhatBearsTheNewNameOfWhoseAccountSomebodyDeleted() {
        awaits("ada");
        app.deletes(logsInAndIsTakenOver("ada"));
        logsIn("countess");
        app.forgetLog();

        stage.world.declare(user("ada"), Company.renamed("ada", "countess"), Company.roles("analyst"));
        stage.asks("ada");

        stage.fails("ada", "AdoptionNeedsDecision");
        assertThat(app.writes()).isEmpty();
    }

    /** An id of another tenant tells nothing that could be left as it is. */
    @Test
    void awaitsWhoseAccountWasReportedAsDeletedInAnotherTenant() {
        awaits("ada");
        var known = stage.status("ada");
        stage.world.remember(
                user("ada"),
                app.id(),
                new KnownAccount(
                        Optional.of(new RemoteId("there")),
                        Optional.of(Tenant.of("elsewhere")),
                        AccountState.Deleted,
                        Optional.empty(),
                        known.since(),
                        false,
                        true,
                        Takeover.NONE));
        stage.restart();
        stage.keeps(Drift.STANDARD);

        settlesAs(AccountState.AwaitingLogin, "ada");
        assertThat(stage.status("ada").id()).isEmpty();
    }

    private RemoteId logsInAndIsTakenOver(String name) {
        var account = logsIn(name);
        stage.takesAnInventory();
        settlesAs(AccountState.Active, name);
        return account;
    }

    @Test
    void plansNoAccountThatAFirstLoginMakes() {
        stage.isIn(new Phase.Shadow());

        awaits("ada");

        assertThat(stage.failure("ada")).isEmpty();
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void opensNoAccountBeforeItsPersonStarts() {
        starts(stage.time.instant().plus(Duration.ofDays(9)));
        stage.settlesAs(AccountState.AwaitingLogin, "ada");
        var account = logsIn("ada");

        stage.takesAnInventory();

        settlesAs(AccountState.Disabled, "ada");
        assertThat(isOpen(account)).isFalse();
        starts(stage.time.instant());
        settlesAs(AccountState.Active, "ada");
        assertThat(isOpen(account)).isTrue();
    }

    private void starts(Instant start) {
        var employment = new Employment(
                "main", Employment.Status.Active, Optional.of(new Moment.At(start)), Optional.empty(), false);
        stage.world.declare(user("ada"), person("ada", employment), Company.roles("analyst"));
        stage.asks("ada");
    }

    @Test
    void countsNobodyAsAnOrphanWhoHasJustLoggedIn() {
        awaits("ada");
        stage.outbox.isUnread(user("ada"));
        logsIn("ada");
        logsIn("stranger");

        stage.takesAnInventory();

        assertThat(orphaned()).isEqualTo(1);
        stage.outbox.isRead(user("ada"));
    }
}
