package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.sync.Stage.identity;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Links;
import dev.usher.domain.access.Phase;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Correlation.Adoption;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.safety.OrphanTerms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What lanes do about accounts that were there before Usher. */
@Timeout(60)
class LaneAdoptionTest {
    private final Stage stage = Stage.opened(new Stage(Duration.ofHours(1)));
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void says(Adoption adoption, Correlation.Key... match) {
        stage.keeps(upkeep(new Correlation(List.of(match), adoption)));
    }

    private static Upkeep upkeep(Correlation correlation) {
        return new Upkeep(Duration.ofHours(1), Drift.STANDARD, OrphanTerms.STANDARD, correlation);
    }

    private void adopts() {
        says(Adoption.Adopt, Correlation.Key.EXTERNAL_ID, Correlation.Key.USER_NAME);
    }

    private void links(String name, RemoteId account) {
        stage.world.links(name, new Links(Map.of(app.id(), account), Set.of()));
        stage.asks(name);
    }

    private RemoteId hasOfOld(String name) {
        return app.has(name, Optional.empty(), true);
    }

    /** As a reconciler does, which decides anew from what was recorded until that is so. */
    private void settlesWhatWasRecorded(String name) {
        stage.awaits(name + " is as decided from the record", () -> {
            stage.asks(name);
            return stage.world.agrees(user(name), app.id());
        });
    }

    @Test
    void namesTheAccountThatMayBeTheirsAndTouchesNothing() {
        var account = hasOfOld("ada");

        stage.has("ada", "analyst");

        var why = stage.fails("ada", "AdoptionNeedsDecision");
        assertThat(why.message()).contains("link it by spec.accounts");
        assertThat(stage.outbox.of(user("ada")).flatMap(Result::candidate)).contains(account);
        assertThat(app.writes()).isEmpty();
        assertThat(stage.status("ada").id()).isEmpty();
    }

    @Test
    void takesOverTheAccountThatAPersonLinksAndTakesNothingFromIt() {
        var account = hasOfOld("ada");
        app.puts(account, group("auditors"));
        stage.has("ada", "analyst");
        stage.fails("ada", "AdoptionNeedsDecision");

        links("ada", account);

        settlesWhatWasRecorded("ada");
        assertThat(app.accounts()).hasSize(1);
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers", "auditors"));
        assertThat(app.account("ada").orElseThrow().externalId())
                .contains(identity("ada").externalId());
        assertThat(stage.status("ada").adopted()).isEqualTo(groups("auditors"));
        assertThat(stage.outbox.of(user("ada")).flatMap(Result::candidate)).isEmpty();
    }

    @Test
    void enablesALinkedAccountThatIsDisabled() {
        var account = app.has("ada", Optional.empty(), false);
        stage.world.links("ada", new Links(Map.of(app.id(), account), Set.of()));

        stage.has("ada", "analyst");

        settlesWhatWasRecorded("ada");
        assertThat(app.account("ada").orElseThrow().active()).isTrue();
    }

    @Test
    void goesOnWithAnAccountOfAnotherNameThatAPersonLinks() {
        var account = hasOfOld("countess");
        stage.world.links("ada", new Links(Map.of(app.id(), account), Set.of()));

        stage.has("ada", "analyst");

        settlesWhatWasRecorded("ada");
        assertThat(stage.idOf("ada")).isEqualTo(account);
        assertThat(app.account("ada").orElseThrow().id()).isEqualTo(account);
    }

    @Test
    void saysThatALinkedAccountIsNotThereAndMakesNone() {
        stage.world.links("ada", new Links(Map.of(app.id(), new RemoteId("none")), Set.of()));

        stage.has("ada", "analyst");

        stage.fails("ada", "LinkedAccountNotFound");
        assertThat(app.accounts()).isEmpty();
    }

    @Test
    void givesNobodyAnAccountThatIsAnothers() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.world.links("mallory", new Links(Map.of(app.id(), stage.idOf("ada")), Set.of()));

        stage.has("mallory", "analyst");

        stage.fails("mallory", "AccountClaimed");
        assertThat(app.account("mallory")).isEmpty();
    }

    @Test
    void saysWhatMayBeWrongWhereTheAppSpeaksOfAConflictAndShowsNobody() {
        app.always(Op.CREATE, (fake, effect) -> new Outcome.Exists(List.of()));
        stage.has("ada", "analyst");

        assertThat(stage.fails("ada", "AccountRejected").message()).contains("shows nobody", "misses a value");
        assertThat(stage.ledger.stored(app.id()).claims()).isEmpty();
    }

    @Test
    void givesNobodyOfAnotherNamespaceAnAccountThatWasThere() {
        adopts();
        var account = hasOfOld("ada");
        var stranger = Company.keyed(person("ada"), new Identity("subsidiary", "7"));
        stage.world.declare(user("ada"), stranger, Company.roles("analyst"));
        stage.asks("ada");
        stage.fails("ada", "AccountNotOwned");

        links("ada", account);

        stage.awaits(
                "it is said of the link",
                () -> stage.failure("ada")
                        .filter(why -> why.message().contains("the user's own namespace"))
                        .isPresent());
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void takesOverByItselfOnceTheAppWasReadCompletely() {
        app.breaksListsOff(true);
        stage.lane.keep(upkeep(new Correlation(List.of(Correlation.Key.USER_NAME), Adoption.Adopt)));
        var account = hasOfOld("ada");
        stage.has("ada", "analyst");
        assertThat(stage.fails("ada", "Waiting").message()).contains("read completely");
        assertThat(app.writes()).isEmpty();

        stage.awaits(
                "reading it has ended early", () -> stage.lane.inventories().count() > 0);
        app.breaksListsOff(false);
        stage.takesAnInventory();
        settlesWhatWasRecorded("ada");
        assertThat(stage.idOf("ada")).isEqualTo(account);
        assertThat(app.accounts().stream()
                        .filter(one -> one.attributes().userName().equals("ada")))
                .hasSize(1);
    }

    @Test
    void goesOnAtOnceWhenTheAppSaysSomethingElse() {
        var account = hasOfOld("ada");
        stage.has("ada", "analyst");
        stage.fails("ada", "AdoptionNeedsDecision");

        adopts();

        settlesWhatWasRecorded("ada");
        assertThat(stage.idOf("ada")).isEqualTo(account);
    }

    @Test
    void asksBeforeItTakesOverWhatSomebodyDisabledOrWhatHasAnothersKey() {
        adopts();
        app.has("ada", Optional.empty(), false);
        app.has("bob", Optional.of("somebody else's"), true);

        stage.has("ada", "analyst");
        stage.has("bob", "analyst");

        stage.fails("ada", "AdoptionNeedsDecision");
        stage.fails("bob", "AdoptionNeedsDecision");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void takesNothingOverBeforeAStart() {
        adopts();
        hasOfOld("ada");

        stage.prepares("ada", "analysts");

        stage.fails("ada", "AdoptionNeedsDecision");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void choosesNoneOfSeveral() {
        adopts();
        app.takesNamesTwice();
        hasOfOld("ada");
        hasOfOld("ada");

        stage.has("ada", "analyst");

        stage.fails("ada", "ManyAccountsMatch");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void leavesWhatIsInTheWayWhereTheAppRefusesOrThatKeyDoesNotCount() {
        says(Adoption.Refuse, Correlation.Key.USER_NAME);
        hasOfOld("ada");
        stage.has("ada", "analyst");
        stage.fails("ada", "AccountNotOwned");

        says(Adoption.Adopt, Correlation.Key.EXTERNAL_ID);
        hasOfOld("bob");
        stage.has("bob", "analyst");

        stage.fails("bob", "AccountNotOwned");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void keepsWhatAnAdoptedAccountHeldUntilARoleExplainsIt() {
        adopts();
        app.showsGroups();
        var account = hasOfOld("ada");
        app.puts(account, group("auditors"));
        app.puts(account, group("of old"));
        stage.has("ada", "analyst");
        settlesWhatWasRecorded("ada");
        assertThat(stage.status("ada").adopted()).isEqualTo(groups("auditors", "of old"));

        stage.has("ada", "analyst", "auditor");
        settlesWhatWasRecorded("ada");
        assertThat(stage.status("ada").adopted()).isEqualTo(groups("of old"));
        stage.has("ada", "analyst");
        settlesWhatWasRecorded("ada");

        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers", "of old"));
        assertThat(stage.outbox.of(user("ada")).flatMap(Result::unexplained).filter(found -> !found.isEmpty()))
                .isEmpty();
    }

    @Test
    void keepsItAlsoWhereARoleNamesItLater() {
        adopts();
        app.showsGroups();
        var account = hasOfOld("ada");
        app.puts(account, group("of old"));
        stage.has("ada", "analyst");
        settlesWhatWasRecorded("ada");

        stage.world.company.hasRole("veteran", "github", "of old");
        stage.world.declare();
        stage.restart();
        stage.has("ada", "analyst", "guest");

        settlesWhatWasRecorded("ada");
        assertThat(app.groupsOf(account)).contains(group("of old"));
    }

    @Test
    void forgetsWhatSomebodyTookAwayInTheApp() {
        adopts();
        app.showsGroups();
        var account = hasOfOld("ada");
        app.puts(account, group("auditors"));
        stage.has("ada", "analyst");
        settlesWhatWasRecorded("ada");

        app.takes(account, group("auditors"));
        stage.world.company.hasRole("editor", "github", "editors");
        stage.world.declare();
        stage.has("ada", "analyst", "editor");

        settlesWhatWasRecorded("ada");
        assertThat(stage.status("ada").adopted()).isEmpty();
    }

    @Test
    void takesItFromWhoeverLeaves() {
        adopts();
        var account = hasOfOld("ada");
        app.puts(account, group("auditors"));
        stage.has("ada", "analyst");
        settlesWhatWasRecorded("ada");

        stage.leaves("ada");

        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.groupsOf(account)).isEmpty();
        assertThat(stage.status("ada").adopted()).isEmpty();
    }

    @Test
    void takesWhatUsherGaveAlsoWhereItWasInterruptedBeforeItAgreed() {
        adopts();
        var account = hasOfOld("ada");
        app.puts(account, group("auditors"));
        app.always(Op.MEMBERS, Fault.answerLost());
        stage.has("ada", "analyst");
        stage.awaits("a group was asked for", () -> !app.groupsOf(account).equals(groups("auditors")));
        stage.restart();
        app.isWell();
        app.always(Op.MEMBERS, (any, effect) -> effect.get());

        stage.has("ada", "guest");

        settlesWhatWasRecorded("ada");
        assertThat(app.groupsOf(account)).isEqualTo(groups("auditors"));
        assertThat(stage.status("ada").adopted()).isEqualTo(groups("auditors"));
    }

    @Test
    void recordsWhoseItIsBeforeItWritesAnything() {
        adopts();
        var account = hasOfOld("ada");
        app.puts(account, group("auditors"));
        stage.outbox.isUnread(user("ada"));
        stage.has("ada", "analyst");

        stage.awaits(
                "it is told",
                () -> stage.outbox
                        .of(user("ada"))
                        .filter(told -> told.takeover().open())
                        .isPresent());
        stage.asks("ada");
        stage.everythingElseHadItsTurn();
        assertThat(app.writes()).noneMatch(write -> write.contains(account.value()));

        stage.outbox.isRead(user("ada"));
        settlesWhatWasRecorded("ada");
        assertThat(stage.status("ada").takeover()).isEqualTo(new Takeover(groups("auditors"), false));
    }

    /** The end of the first inventory, an edit, or a record that takes its time lets the lane look again. */
    @Test
    void standsByALinkWhereItLooksAgainBeforeThatIsRecorded() {
        var account = hasOfOld("ada");
        app.puts(account, group("auditors"));
        stage.outbox.isUnread(user("ada"));
        links("ada", account);
        stage.has("ada", "analyst");
        stage.awaits("it is told", () -> !stage.outbox.allOf(user("ada")).isEmpty());

        stage.asks("ada");
        stage.everythingElseHadItsTurn();

        assertThat(stage.outbox.allOf(user("ada"))).hasSizeGreaterThan(1).allSatisfy(told -> {
            assertThat(told.id()).contains(account);
            assertThat(told.takeover()).isEqualTo(new Takeover(groups("auditors"), true));
        });
        stage.outbox.isRead(user("ada"));
        settlesWhatWasRecorded("ada");
        assertThat(app.groupsOf(account)).isEqualTo(groups("analysts", "readers", "auditors"));
        assertThat(stage.status("ada").adopted()).isEqualTo(groups("auditors"));
    }

    @Test
    void standsByALinkAlsoWhereNothingMayBeWrittenYet() {
        var account = hasOfOld("ada");
        app.puts(account, group("auditors"));
        stage.isIn(new Phase.Shadow());
        stage.outbox.isUnread(user("ada"));
        links("ada", account);
        stage.has("ada", "analyst");
        stage.awaits("it is told", () -> !stage.outbox.allOf(user("ada")).isEmpty());

        stage.asks("ada");
        stage.awaits("it is told again", () -> stage.outbox.allOf(user("ada")).size() > 1);

        assertThat(stage.outbox.allOf(user("ada")))
                .allSatisfy(told -> assertThat(told.takeover()).isEqualTo(new Takeover(groups("auditors"), true)));
    }

    @Test
    void shutsWhoLeavesBeforeTheAccountShowsTheirKey() {
        var account = app.has("ada", Optional.of("somebody else's"), true);
        stage.world.links("ada", new Links(Map.of(app.id(), account), Set.of()));
        app.always(Op.UPDATE, Fault.requestLost());
        stage.has("ada", "analyst");
        stage.awaits(
                "it is recorded",
                () -> stage.world
                        .status(user("ada"), app.id())
                        .flatMap(KnownAccount::id)
                        .isPresent());

        stage.leaves("ada");

        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
    }

    @Test
    void takesNoAccountThatAnUnansweredCreateOfSomebodyElseMayHaveMade() throws LedgerFailure {
        try (var later = new Stage(Duration.ofHours(1))) {
            var account = later.app.has("bob", Optional.empty(), true);
            var before = later.ledger.load(app.id());
            var claim = new Claim("bob", later.setup().target().tenant(), later.time.instant(), false);
            later.ledger.write(before, before.withClaim(identity("bob"), claim));
            Stage.opened(later);
            later.world.links("mallory", new Links(Map.of(app.id(), account), Set.of()));

            later.has("mallory", "analyst");

            later.fails("mallory", "AccountClaimed");
        }
    }

    @Test
    void asksBeforeItTakesWhatIsExcusedFromHavingAPerson() {
        var account = hasOfOld("svc-usher");
        stage.keeps(new Upkeep(
                Duration.ofHours(1),
                Drift.STANDARD,
                new OrphanTerms(Optional.of(new AccountRule("svc-usher")), Map.of()),
                new Correlation(Correlation.STANDARD.match(), Adoption.Adopt)));

        stage.has("svc-usher", "analyst");

        stage.fails("svc-usher", "AdoptionNeedsDecision");
        assertThat(stage.outbox.of(user("svc-usher")).flatMap(Result::candidate))
                .contains(account);
    }

    @Test
    void letsALinkCountOnceTheAccountBeforeIsGone() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        var second = hasOfOld("countess");
        stage.world.links("ada", new Links(Map.of(app.id(), second), Set.of()));
        stage.asks("ada");
        settlesWhatWasRecorded("ada");
        assertThat(stage.idOf("ada")).isNotEqualTo(second);

        app.deletes(stage.idOf("ada"));
        stage.has("ada", "analyst", "auditor");

        settlesWhatWasRecorded("ada");
        assertThat(stage.idOf("ada")).isEqualTo(second);
    }

    @Test
    void givesAnAccountFreeThatIsLinkedNoMore() {
        var first = hasOfOld("first");
        stage.outbox.isUnread(user("ada"));
        links("ada", first);
        stage.has("ada", "analyst");
        stage.awaits(
                "it is told",
                () -> stage.outbox.of(user("ada")).flatMap(Result::id).isPresent());
        stage.world.links("ada", new Links(Map.of(app.id(), hasOfOld("second")), Set.of()));
        stage.asks("ada");
        stage.everythingElseHadItsTurn();
        stage.outbox.isRead(user("ada"));

        links("grace", first);
        stage.has("grace", "analyst");

        settlesWhatWasRecorded("grace");
        assertThat(stage.idOf("grace")).isEqualTo(first);
    }

    @Test
    void writesDownNothingThatHasNoPlaceInAStatus() {
        adopts();
        app.showsGroups();
        var account = hasOfOld("ada");
        app.puts(account, group("x".repeat(300)));
        app.puts(account, group("hid\u202Eden"));

        stage.has("ada", "analyst");

        settlesWhatWasRecorded("ada");
        assertThat(stage.status("ada").adopted()).isEmpty();
        assertThat(app.groupsOf(account)).contains(group("x".repeat(300)));
    }

    @Test
    void leavesAnAccountThatHoldsMoreThanCanBeWrittenDown() {
        adopts();
        app.showsGroups();
        var account = hasOfOld("ada");
        IntStream.range(0, 129).forEach(number -> app.puts(account, group("of old " + number)));

        stage.has("ada", "analyst");

        Failure why = stage.fails("ada", "AdoptionNeedsDecision");
        assertThat(why.message()).contains("over 128 of its entitlements");
        assertThat(app.writes()).isEmpty();
    }

    @Test
    void reportsNothingOfWhatAnAuthoritativeAppsAccountHeldBefore() {
        stage.world.company.treats("github", Authority.Authoritative);
        stage.world.declare();
        adopts();
        app.showsGroups();
        app.puts(hasOfOld("ada"), group("of old"));

        stage.has("ada", "analyst");

        settlesWhatWasRecorded("ada");
        assertThat(stage.outbox.of(user("ada")).flatMap(Result::unexplained).filter(found -> !found.isEmpty()))
                .isEmpty();
    }

    @Test
    void givesNoAccountToWhomSomebodySaysNoneIsFor() {
        stage.world.links("ada", new Links(Map.of(), Set.of(app.id())));

        stage.has("ada", "analyst");
        stage.everythingElseHadItsTurn();

        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void endsTheAccountOfWhomSomebodySaysNoneIsFor() {
        stage.has("ada", "analyst");
        stage.settles("ada");

        stage.world.links("ada", new Links(Map.of(), Set.of(app.id())));
        stage.asks("ada");

        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
    }
}
