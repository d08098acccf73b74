package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.identity;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Creation;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody changes in an app that tells its changes is found before the next inventory. */
@Timeout(60)
class LaneFollowTest {
    private static final Drift CORRECT = new Drift(Drift.Reply.Correct, Drift.Reply.Correct, Drift.Reply.Correct);

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private static Upkeep upkeep(Optional<Duration> changes) {
        return new Upkeep(
                new InventoryTerms(Duration.ofHours(9), changes, Duration.ofDays(90)),
                CORRECT,
                OrphanTerms.STANDARD,
                Correlation.STANDARD,
                Protection.NONE,
                CredentialTerms.none());
    }

    /** These are there, and an inventory has shown them. */
    private void areFollowed(String... names) {
        app.changes.areTold();
        for (var name : names) {
            stage.has(name, "analyst");
        }
        stage.settles(names);
        stage.keeps(upkeep(Optional.of(Duration.ofMinutes(1))));
        stage.readsChanges();
        app.forgetLog();
    }

    private List<String> lists() {
        return app.log(Op.LIST).stream()
                .filter(line -> !line.endsWith(" changes"))
                .toList();
    }

    private boolean isFollowed() {
        return stage.lane.health().inventory().isFollowed();
    }

    @Test
    void whoeverIsLetInBySomebodyIsShutOutAgainWithoutAnInventory() {
        areFollowed("ada", "bob");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        app.enables(stage.idOf("ada"));
        stage.readsChanges();

        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(lists()).doesNotContain("LIST everybody");
        assertThat(isFollowed()).isTrue();
    }

    @Test
    void aValueThatSomebodyChangedIsSetAgainAndNobodyElseIsReadForIt() {
        areFollowed("ada", "bob");

        app.sets(stage.idOf("ada"), Attributes.DISPLAY_NAME, "Somebody Else");
        stage.readsChanges();

        assertThat(app.account("ada").orElseThrow().attributes().get(Attributes.DISPLAY_NAME))
                .isNotEqualTo(Optional.of("Somebody Else"));
        assertThat(app.log(Op.READ))
                .contains("READ " + stage.idOf("ada").value())
                .doesNotContain("READ " + stage.idOf("bob").value());
    }

    @Test
    void anAccountThatSomebodyDeletedIsMadeAgain() {
        areFollowed("ada", "bob");

        app.deletes(stage.idOf("ada"));
        stage.readsChanges();

        assertThat(app.account("ada")).isPresent();
        assertThat(lists()).doesNotContain("LIST everybody");
    }

    @Test
    void nobodyIsGoneBecauseOfWhatIsToldOfChanges() {
        areFollowed("ada", "bob");
        var before = stage.idOf("ada");

        app.claimsIsGone(before);
        stage.readsChanges();

        assertThat(app.log(Op.READ)).contains("READ " + before.value());
        assertThat(app.writes()).noneMatch(line -> line.endsWith(before.value()) || line.endsWith(" ada"));
        assertThat(stage.idOf("ada")).isEqualTo(before);
        assertThat(stage.failure("ada")).isEmpty();
    }

    @Test
    void oneThatCannotBeUnderstoodIsSaidByItsHolder() {
        areFollowed("ada", "bob");

        app.isUnclear(stage.idOf("ada"));
        stage.time.advance(Duration.ofMinutes(1));
        stage.awaits(
                "ada fails",
                () -> stage.failure("ada")
                        .filter(why -> why.kind() == Kind.REJECTED)
                        .isPresent());

        assertThat(lists()).doesNotContain("LIST everybody");
    }

    /** Whoever looks at it every minute comes by a hair before the minute is over. */
    @Test
    void anAppIsAskedEachTimeItIsLookedAtAndNotEverySecondTime() {
        try (var seldom = Stage.opened(Stage.lookedAfter(Duration.ofMinutes(1)))) {
            seldom.app.changes.areTold();
            seldom.has("ada", "analyst");
            seldom.settles("ada");
            seldom.keeps(upkeep(Optional.of(Duration.ofMinutes(1))));

            seldom.time.advance(Duration.ofSeconds(55));
            seldom.lane.configure(seldom.setup());

            seldom.awaits("it is asked", () -> seldom.app.changes.reads() > 0);
        }
    }

    @Test
    void whatTakesLongIsDoneSeldom() {
        areFollowed("ada");
        app.changes.whileTold(() -> stage.time.advance(Duration.ofMinutes(3)));
        stage.readsChanges();
        var before = app.changes.reads();

        stage.time.advance(Duration.ofMinutes(50));
        app.forgetLog();
        stage.awaits("the app was looked at twice", () -> app.log(Op.DISCOVER).size() > 1);
        assertThat(app.changes.reads()).isEqualTo(before);

        stage.time.advance(Duration.ofMinutes(10));
        stage.awaits("it is asked again", () -> app.changes.reads() > before);
    }

    @Test
    void whoWasPutIntoAGroupIsTakenOutAndWhoWasTakenOutIsPutInAgain() {
        areFollowed("ada", "bob");

        app.puts(stage.idOf("ada"), group("auditors"));
        app.takes(stage.idOf("bob"), group("readers"));
        stage.readsChanges();

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
        assertThat(app.groupsOf("bob")).isEqualTo(groups("analysts", "readers"));
        assertThat(lists()).doesNotContain("LIST everybody").contains("LIST auditors", "LIST readers");
    }

    @Test
    void aGroupThatNoRoleNamesIsNobodysBusiness() {
        areFollowed("ada");

        app.puts(stage.idOf("ada"), group("by hand"));
        stage.readsChanges();

        assertThat(lists()).isEmpty();
        assertThat(app.groupsOf("ada")).contains(group("by hand"));
    }

    @Test
    void nothingButTheQuestionGoesToAnAppInWhichNothingChanges() {
        areFollowed("ada", "bob");
        stage.readsChanges();
        var work = app.requests().stream()
                .filter(line -> line.endsWith(stage.idOf("ada").value()))
                .toList();

        assertThat(work).isEmpty();
        assertThat(app.log(Op.LIST)).isNotEmpty().containsOnly("LIST changes");
    }

    @Test
    void whatUsherDoesItselfIsNoReasonToLookAgain() {
        areFollowed("ada");
        stage.has("bob", "analyst");
        stage.settles("bob");
        app.forgetLog();

        stage.readsChanges();

        assertThat(app.log(Op.READ)).doesNotContain("READ " + stage.idOf("bob").value());
        assertThat(app.writes())
                .noneMatch(line -> line.endsWith(stage.idOf("bob").value()));
    }

    @Test
    void anAppThatCannotGoOnIsAskedAgainAfterTheNextInventory() {
        areFollowed("ada");
        app.changes.areForgotten();
        app.sets(stage.idOf("ada"), Attributes.DISPLAY_NAME, "Somebody Else");

        stage.time.advance(Duration.ofMinutes(1));
        stage.awaits("it is not followed any more", () -> !isFollowed());
        var before = stage.lane.inventories().count();
        stage.time.advance(Duration.ofHours(9));
        stage.awaits("an inventory", () -> stage.lane.inventories().count() > before);
        stage.everythingFoundHadItsTurn();

        assertThat(app.account("ada").orElseThrow().attributes().get(Attributes.DISPLAY_NAME))
                .isNotEqualTo(Optional.of("Somebody Else"));
        stage.readsChanges();
        assertThat(isFollowed()).isTrue();
    }

    @Test
    void whatIsToldWhileAnAppDoesNotAnswerIsToldAfterwards() {
        areFollowed("ada");
        app.sets(stage.idOf("ada"), Attributes.DISPLAY_NAME, "Somebody Else");
        app.isInTrouble(Failure.of(Kind.UNREACHABLE, Detail.NONE));
        stage.time.advance(Duration.ofMinutes(1));
        stage.awaits("trouble", () -> stage.lane.health().trouble().isPresent());

        app.isWell();
        stage.awaits("no trouble", () -> stage.lane.health().trouble().isEmpty());
        stage.time.advance(Duration.ofMinutes(1));
        stage.awaits(
                "her name is as decided",
                () -> !stage.app
                        .account("ada")
                        .orElseThrow()
                        .attributes()
                        .get(Attributes.DISPLAY_NAME)
                        .equals(Optional.of("Somebody Else")));

        assertThat(isFollowed()).isTrue();
        assertThat(lists()).doesNotContain("LIST everybody");
    }

    @Test
    void whoeverWantsNoneIsAskedForNone() {
        app.changes.areTold();
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.keeps(upkeep(Optional.empty()));

        stage.time.advance(Duration.ofHours(1));
        stage.everythingFoundHadItsTurn();

        assertThat(app.changes.reads()).isZero();
        assertThat(isFollowed()).isFalse();
    }

    @Test
    void aFirstLoginIsFound() {
        areFollowed("bob");
        stage.world.company.isCreatedBy("github", Creation.JustInTime);
        stage.world.declare();
        stage.has("ada", "analyst");
        stage.settlesAs(AccountState.AwaitingLogin, "ada");
        var before = stage.lane.inventories().count();

        app.has("ada", Optional.empty(), true);
        stage.awaits("her account is hers", () -> {
            stage.time.advance(Duration.ofMinutes(1));
            stage.asks("ada");
            return stage.world.agrees(user("ada"), app.id())
                    && stage.status("ada").state() == AccountState.Active;
        });

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
        assertThat(stage.lane.inventories().count()).isEqualTo(before);
    }

    /** It was there, by another name, when all was read last. */
    @Test
    void anOldAccountThatTakesTheNameOfOneThatIsGoneIsNoFirstLogin() {
        stage.world.company.isCreatedBy("github", Creation.JustInTime);
        stage.world.declare();
        app.changes.areTold();
        stage.keeps(upkeep(Optional.of(Duration.ofMinutes(1))));
        stage.has("ada", "analyst");
        stage.settlesAs(AccountState.AwaitingLogin, "ada");
        var ada = app.has("ada", Optional.empty(), true);
        stage.awaits("her account is hers", () -> {
            stage.time.advance(Duration.ofMinutes(1));
            stage.asks("ada");
            return stage.world.agrees(user("ada"), app.id())
                    && stage.status("ada").state() == AccountState.Active;
        });
        stage.restart();
        var mallory = app.has("mallory", Optional.empty(), true);
        stage.keeps(upkeep(Optional.of(Duration.ofMinutes(1))));
        stage.readsChanges();
        var inventories = stage.lane.inventories().count();

        app.deletes(ada);
        app.sets(mallory, Attributes.USER_NAME, "ada");
        stage.readsChanges();
        stage.readsChanges();

        assertThat(stage.lane.inventories().count()).isEqualTo(inventories);
        assertThat(app.account("ada").orElseThrow().externalId()).isEmpty();
        assertThat(app.groupsOf(mallory)).isEmpty();
    }

    /** Somebody has another one a moment later, each time. */
    @Test
    void aValueThatIsPutBackAgainAndAgainIsLeftToTheNextInventory() {
        areFollowed("ada");
        for (var round = 0; round < 9; round++) {
            app.sets(stage.idOf("ada"), Attributes.DISPLAY_NAME, "Somebody Else");
            stage.readsChanges();
        }

        assertThat(updates()).isEqualTo(5);
        assertThat(app.account("ada").orElseThrow().attributes().get(Attributes.DISPLAY_NAME))
                .contains("Somebody Else");

        stage.time.advance(Duration.ofHours(9));
        stage.awaits("the next inventory", () -> updates() > 5);
        stage.everythingFoundHadItsTurn();
        assertThat(app.account("ada").orElseThrow().attributes().get(Attributes.DISPLAY_NAME))
                .isNotEqualTo(Optional.of("Somebody Else"));
    }

    private long updates() {
        return app.log(Op.UPDATE).stream()
                .filter(line -> line.endsWith(" " + stage.idOf("ada").value()))
                .count();
    }

    @Test
    void whoeverIsLetInAgainAndAgainIsShutOutEachTime() {
        areFollowed("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        for (var round = 0; round < 8; round++) {
            app.enables(stage.idOf("ada"));
            stage.readsChanges();

            assertThat(app.account("ada").orElseThrow().active()).isFalse();
        }
    }

    @Test
    void aGroupIsTheSameInLettersOfTheAppsOwn() {
        areFollowed("ada");
        app.puts(stage.idOf("ada"), group("auditors"));
        app.changes.forgets(group("auditors"));
        app.changes.add(group("AUDITORS"));

        stage.readsChanges();

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
    }

    @Test
    void anAppIsFollowedOnceItHasGoneOnFromWhereItWasLeft() {
        app.changes.areTold();
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.keeps(upkeep(Optional.of(Duration.ofMinutes(1))));
        assertThat(isFollowed()).isFalse();
        app.changes.areForgotten();
        stage.time.advance(Duration.ofMinutes(1));
        stage.awaits("it was asked", () -> app.changes.reads() > 0);
        var looks = stage.lane.inventories().looks();

        stage.time.advance(Duration.ofMinutes(1));
        stage.awaits("it was due again", () -> stage.lane.inventories().looks() > looks);

        assertThat(isFollowed()).isFalse();
        assertThat(app.changes.reads()).isOne();
    }

    @Test
    void anAppThatIsDeclaredOtherwiseIsReadAsAWholeAgain() {
        areFollowed("ada");
        var before = stage.lane.inventories().count();

        stage.lane.configure(stage.setupOtherwise());

        stage.awaits("an inventory", () -> stage.lane.inventories().count() > before);
        stage.readsChanges();
        assertThat(isFollowed()).isTrue();
    }

    @Test
    void theKeyThatSomebodyGaveAnAccountIsLookedUpAlthoughTheInventoryDidNotShowIt() {
        app.takesNamesTwice();
        app.saysNamesAreUnique();
        areFollowed("ada");
        app.has("zoe", Optional.of(identity("zoe").externalId()), true);
        stage.readsChanges();
        app.forgetLog();

        stage.has("zoe", "guest");
        stage.awaits("zoe was looked up", () -> !app.keysLookedUp().isEmpty());

        assertThat(app.log(Op.CREATE)).noneMatch(line -> line.endsWith(" zoe"));
    }
}
