package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.FirstAccess;
import dev.usher.connector.Op;
import dev.usher.domain.access.Links;
import dev.usher.domain.account.AccessEnd;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Employment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of what somebody signs on with when they are shut out, and what they get in with when they are back. */
@Timeout(60)
class LaneCredentialEndTest extends CredentialStory {
    private void begins(boolean compromised) {
        stage.world.lock("ada", lock(compromised));
        stage.lane.offer(Stage.user("ada"), Priority.LOCK);
    }

    private void leaves() {
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
    }

    private void getsInByWhatLiesThere() {
        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
    }

    private boolean hasNobodysPassword() {
        return password("ada").filter(FakeHandout::isNobodys).isPresent();
    }

    private Map<Identity, DueCredential> noted() {
        return stage.ledger.stored(app.id()).credentials();
    }

    @Test
    void whosePasswordWasReplacedGetsAnotherOneWhateverIsDeclaredSince() {
        replacesPasswords();
        isIn("ada");
        leaves();
        assertThat(hasNobodysPassword()).isTrue();
        givesPasswords();

        isIn("ada");

        getsInByWhatLiesThere();
    }

    @Test
    void thatAPasswordWasReplacedIsInTheStatusAndNotInTheLedgerForEver() {
        replacesPasswords();
        isIn("ada");
        leaves();
        assertThat(stage.status("ada").ended()).isPresent().get().matches(AccessEnd::renewed);
        stage.awaits("the ledger need not remember it", () -> noted().isEmpty());

        stage.restart();
        replacesPasswords();
        isIn("ada");

        getsInByWhatLiesThere();
        assertThat(stage.status("ada").ended()).isEmpty();
    }

    @Test
    void whoIsBackBeforeAnybodyKnowsWhetherItWasReplacedGetsAnotherOneToo() {
        replacesPasswords();
        isIn("ada");
        app.always(Op.SET_PASSWORD, Fault.answerLost());
        stage.leaves("ada");
        stage.awaits("it is replaced", this::hasNobodysPassword);
        stage.fails("ada", "PasswordUnchanged");
        app.isWell();
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.passes(FakeApp.LONG);
        stage.settlesAs(AccountState.Active, "ada");

        getsInByWhatLiesThere();
    }

    @Test
    void aPasswordThatArrivesLateIsNotTheLastOne() {
        app.isSlowToLand();
        replacesPasswords();
        isIn("ada");
        app.onNext(Op.SET_PASSWORD, Fault.late());
        begins(false);
        stage.awaits("it is sent", () -> requests(Op.SET_PASSWORD).size() > 1);
        stage.world.lock("ada");
        stage.asks("ada");
        stage.fails("ada", "Waiting");
        app.landWhatIsLate();
        assertThat(hasNobodysPassword()).isTrue();

        stage.passes(FakeApp.LONG);
        stage.settlesAs(AccountState.Active, "ada");

        getsInByWhatLiesThere();
    }

    @Test
    void whoWasShutOutForAStolenPasswordBeforeThereWereAnyGetsOneAfterwards() {
        isIn("ada");
        locks(true);
        givesPasswords();
        stage.asks("ada");
        stage.awaits("it is due", () -> !noted().isEmpty());
        releases();

        getsInByWhatLiesThere();
    }

    @Test
    void whatIsDueIsNotedOnceHoweverOftenAnAppIsTried() {
        givesPasswords();
        isIn("ada");
        app.always(Op.DISABLE, Fault.failed(Kind.DENIED));
        begins(true);
        stage.fails("ada", "DeniedByApp");
        stage.awaits("it is due", () -> noted().values().stream().allMatch(DueCredential::isUntouched));
        var due = noted();
        var tries = requests(Op.DISABLE).size();
        stage.awaits("it is tried again", () -> requests(Op.DISABLE).size() > tries + 3);

        assertThat(noted()).isEqualTo(due);
    }

    @Test
    void whoWasShutOutByAStartingUsherGetsAnotherOneToo() {
        replacesPasswords();
        isIn("ada");
        var before = password("ada");
        stage.world.lock("ada", lock(true));
        app.disables(stage.idOf("ada"));
        var left = new Bequest(Stage.user("ada"), Set.of(Stage.identity("ada")), Optional.empty());
        stage.restart(left, stage.time.instant());
        replacesPasswords();
        stage.lane.offer(Stage.user("ada"), Priority.CHANGE);
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(hasNobodysPassword()).isTrue();
        releases();

        assertThat(password("ada")).isNotEqualTo(before);
        getsInByWhatLiesThere();
    }

    @Test
    void whoIsNotShownWhileShutOutIsNotLetInByWhatSomebodyElseKnows() {
        app.shows(Dormancy.HIDDEN);
        givesPasswords();
        isIn("ada");
        locks(true);
        app.always(Op.SET_PASSWORD, Fault.failed(Kind.DENIED));
        stage.world.lock("ada");
        stage.asks("ada");
        stage.fails("ada", "DeniedByApp");
        app.always(Op.UPDATE, Fault.failed(Kind.DENIED));
        stage.awaits("they are shut out again", () -> app.accounts().stream().noneMatch(Account::active));

        app.isWell();
        stage.settlesAs(AccountState.Active, "ada");
        getsInByWhatLiesThere();
    }

    @Test
    void whereNothingCanBeKeptNobodyIsWoken() {
        app.shows(Dormancy.HIDDEN);
        givesPasswords();
        isIn("ada");
        locks(true);
        stage.handout.closes(true);
        app.forgetLog();
        stage.world.lock("ada");
        stage.asks("ada");
        stage.fails("ada", "CredentialNotKept");

        assertThat(requests(Op.UPDATE)).isEmpty();
    }

    @Test
    void whoIsShownUnderAnotherNameIsGivenOneBeforeTheyAreLetIn() {
        app.shows(Dormancy.MASKED);
        givesPasswords();
        isIn("ada");
        locks(true);
        app.forgetLog();
        releases();

        getsInByWhatLiesThere();
        assertThat(requests(Op.SET_PASSWORD, Op.UPDATE)).startsWith("SET_PASSWORD", "UPDATE");
    }

    @Test
    void whoIsInvitedAnewIsNotLetInByWhatSomebodyElseKnows() {
        gives(new CredentialTerms.Invitation(), FirstAccess.INVITATION, FirstAccess.PASSWORD);
        isIn("ada");
        locks(true);
        assertThat(hasNobodysPassword()).isTrue();
        releases();

        assertThat(app.passwords().invited()).containsExactly(stage.idOf("ada"), stage.idOf("ada"));
    }

    @Test
    void whatLiesThereIsTakenAwayWhateverTheAppDoes() {
        givesPasswords();
        isIn("ada");
        app.isInTrouble(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT));
        stage.time.advance(Duration.ofDays(4));

        stage.awaits("it is gone", () -> fetched("ada").isEmpty());
    }

    @Test
    void whatTheAppNeverTookIsTakenAwayFromWhoLeaves() {
        givesPasswords();
        app.always(Op.SET_PASSWORD, Fault.failed(Kind.DENIED));
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.awaits("one lies there", () -> fetched("ada").isPresent());
        stage.fails("ada", "DeniedByApp");
        leaves();

        nothingLiesThere();
    }

    @Test
    void whatCannotBeTakenAwayNowIsTakenAwayLater() {
        givesPasswords();
        isIn("ada");
        stage.handout.closes(true);
        leaves();
        assertThat(fetched("ada")).isPresent();

        stage.handout.closes(false);
        stage.awaits("it is gone", () -> fetched("ada").isEmpty());
        stage.awaits(
                "nobody knows of it any more",
                () -> noted().values().stream().allMatch(due -> due.lying().isEmpty()));
    }

    @Test
    void sessionsAreEndedOnceHoweverOftenThePasswordIsRefused() {
        stage.world.company.endsSessions("github");
        stage.world.declare();
        replacesPasswords();
        isIn("ada");
        app.always(Op.SET_PASSWORD, Fault.failed(Kind.DENIED));
        begins(false);
        stage.fails("ada", "PasswordUnchanged");
        var tries = requests(Op.SET_PASSWORD).size();
        stage.awaits("it is tried again", () -> requests(Op.SET_PASSWORD).size() > tries + 2);

        assertThat(requests(Op.END_SESSIONS)).hasSize(1);
    }

    @Test
    void whoHadNotFetchedTheirsAndWasShutOutByMistakeGetsAnotherOne() {
        givesPasswords();
        isIn("ada");
        leaves();
        stage.time.advance(Duration.ofHours(2));
        isIn("ada");

        getsInByWhatLiesThere();
    }

    @Test
    void whoIsBackAndDoesNotSettleIsInvitedOnce() {
        gives(new CredentialTerms.Invitation(), FirstAccess.INVITATION);
        isIn("ada");
        leaves();
        stage.time.advance(SOME_DAYS);
        var before = app.passwords().invited().size();
        app.always(Op.MEMBERS, Fault.failed(Kind.DENIED));
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.awaits("it is tried again", () -> requests(Op.MEMBERS).size() > 4);

        assertThat(app.passwords().invited()).hasSize(before + 1);
    }

    @Test
    void whoIsBackAndDoesNotSettleIsGivenOnePasswordHoweverLongThatTakes() {
        givesPasswords();
        isIn("ada");
        leaves();
        stage.time.advance(SOME_DAYS);
        app.always(Op.MEMBERS, Fault.failed(Kind.DENIED));
        app.forgetLog();
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.awaits("it is tried", () -> requests(Op.MEMBERS).size() > 1);
        stage.time.advance(LIFETIME);
        nothingLiesThere();
        var tries = requests(Op.MEMBERS).size();
        stage.awaits("it is tried again", () -> requests(Op.MEMBERS).size() > tries + 2);

        assertThat(requests(Op.SET_PASSWORD)).hasSize(1);
    }

    @Test
    void aStolenPasswordLetsNobodyInEvenWhereTheAppWasDownAllTheTime() {
        givesPasswords();
        isIn("ada");
        var before = password("ada");
        app.isInTrouble(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT));
        stage.awaits("the app is down", () -> stage.lane.health().trouble().isPresent());
        begins(true);
        nothingLiesThere();
        stage.world.lock("ada");
        app.isWell();
        stage.asks("ada");
        stage.awaits("there is another one", () -> fetched("ada").isPresent());
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(password("ada")).isNotEqualTo(before);
        getsInByWhatLiesThere();
    }

    @Test
    void aLockIsConfirmedWhateverBecomesOfThePassword() {
        stage.world.company.endsSessions("github");
        stage.world.declare();
        replacesPasswords();
        isIn("ada");
        app.always(Op.SET_PASSWORD, Fault.requestLost());
        begins(false);
        stage.fails("ada", "PasswordUnchanged");
        stage.passes(FakeApp.LONG);
        stage.awaits("it is tried again", () -> requests(Op.SET_PASSWORD).size() > 2);

        assertThat(requests(Op.END_SESSIONS)).hasSize(1);
    }

    @Test
    void whatIsDueIsNotSetOnceNobodyIsGivenAnything() {
        givesPasswords();
        isIn("ada");
        locks(true);
        var before = password("ada");
        gives(CredentialTerms.none());
        releases();
        stage.awaits("nothing is due", () -> noted().values().stream().noneMatch(DueCredential::isOpen));
        givesPasswords();
        stage.is("ada", Employment.Status.Active, "analyst", "auditor");
        stage.settles("ada");

        assertThat(password("ada")).isEqualTo(before);
    }

    @Test
    void whatWasNotedWithACreateThatMadeNothingGoesWithIt() {
        givesPasswords();
        app.onNext(Op.CREATE, Fault.failed(Kind.REJECTED));
        app.always(Op.CREATE, Fault.failed(Kind.REJECTED));
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.fails("ada", "AccountRejected");

        stage.awaits("nothing is due", () -> noted().values().stream().noneMatch(DueCredential::isOpen));
    }

    @Test
    void whoseAccountIsTakenOverIsNotLetInByWhatSomebodyElseKnew() {
        givesPasswords();
        var theirs = app.has("ada", Optional.empty(), false);
        stage.world.links("ada", new Links(Map.of(app.id(), theirs), Set.of()));
        stage.handout.closes(true);
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.fails("ada", "CredentialNotKept");
        assertThat(app.accounts()).singleElement().matches(account -> !account.active());

        stage.handout.closes(false);
        app.always(Op.SET_PASSWORD, Fault.failed(Kind.DENIED));
        stage.fails("ada", "DeniedByApp");
        stage.awaits("they are shut out again", () -> app.accounts().stream().noneMatch(Account::active));
    }

    @Test
    void whatIsDueForAStolenPasswordIsNotForgottenForAnEarlierEnd() {
        replacesPasswords();
        isIn("ada");
        leaves();
        isIn("ada");
        var before = password("ada");
        stage.world.remember(
                Stage.user("ada"),
                app.id(),
                stage.status("ada")
                        .ended(Optional.of(new AccessEnd(stage.time.instant().minusSeconds(9), true))));
        begins(true);
        stage.awaits("it is due", () -> noted().values().stream().anyMatch(DueCredential::isUntouched));
        stage.everythingElseHadItsTurn();

        assertThat(noted().values()).anyMatch(DueCredential::isUntouched);
        assertThat(password("ada")).isNotEqualTo(before);
    }

    @Test
    void whatLiesThereGoesWithItsApp() throws Exception {
        givesPasswords();
        isIn("ada");

        stage.lane.ends(Duration.ofSeconds(2));

        assertThat(fetched("ada")).isEmpty();
    }
}
