package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capability;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Op;
import dev.usher.domain.access.Links;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Employment;
import dev.usher.log.Heard;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever is let in for the first time, or anew, is given what they get in with, once. */
@Timeout(60)
class LaneCredentialsTest extends CredentialStory {
    @Test
    void aNewAccountHasThePasswordThatLiesBesideItsUser() {
        givesPasswords();
        isIn("ada");

        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
        assertThat(requests(Op.CREATE, Op.SET_PASSWORD)).containsExactly("CREATE", "SET_PASSWORD");
        assertThat(stage.outbox.of(Stage.user("ada")).orElseThrow().fetchable())
                .hasValueSatisfying(one -> assertThat(one.place().secret()).isEqualTo("ada-github"));
        assertThat(stage.journal.records()).contains("intent SetPassword", "result SetPassword Accepted");
        assertThat(String.join("\n", stage.journal.records()))
                .doesNotContain(password("ada").orElseThrow());
    }

    @Test
    void anAppThatWantsItAtOnceIsToldWithTheAccount() {
        app.teaches(new Capability(Capability.PASSWORDS, "create", Capability.Origin.spec));
        givesPasswords();
        isIn("ada");

        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
        assertThat(requests(Op.CREATE, Op.SET_PASSWORD)).containsExactly("CREATE");
    }

    @Test
    void anAnswerToACreationThatIsLostChangesNothingOfThePassword() {
        app.teaches(new Capability(Capability.PASSWORDS, "create", Capability.Origin.spec));
        givesPasswords();
        app.onNext(Op.CREATE, Fault.answerLost());
        isIn("ada");

        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
    }

    @Test
    void whoStartsLaterGetsOneBeforeTheyAreLetIn() {
        givesPasswords();
        stage.prepares("ada", "analysts");
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(password("ada")).isEmpty();
        assertThat(fetched("ada")).isEmpty();
        app.forgetLog();

        stage.starts("ada", "analysts");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
        assertThat(requests(Op.UPDATE, Op.SET_PASSWORD)).startsWith("SET_PASSWORD", "UPDATE");
    }

    @Test
    void itIsSetOnceWhateverBecomesOfTheAccountInTheApp() {
        givesPasswords();
        isIn("ada");
        app.forgetLog();

        app.disables(stage.idOf("ada"));
        stage.takesAnInventory();
        stage.awaits("it is corrected", () -> app.account("ada").orElseThrow().active());
        stage.is("ada", Employment.Status.Active, "analyst", "auditor");
        stage.settles("ada");
        stage.restart();
        givesPasswords();
        stage.asks("ada");
        stage.everythingElseHadItsTurn();

        assertThat(app.requests())
                .noneMatch(request ->
                        request.equals("SET_PASSWORD " + stage.idOf("ada").value()));
    }

    @Test
    void thatNobodyKnowsWhetherItArrivedIsFollowedByTheSame() {
        givesPasswords();
        app.onNext(Op.SET_PASSWORD, Fault.requestLost());
        isIn("ada");

        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
        assertThat(requests(Op.SET_PASSWORD)).hasSize(2);
    }

    @Test
    void anotherProcessGoesOnWithThePasswordThatLiesThere() {
        givesPasswords();
        app.always(Op.SET_PASSWORD, Fault.failed(Kind.UNREACHABLE));
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.awaits("one lies there", () -> fetched("ada").isPresent());
        var before = fetched("ada");
        stage.close();
        app.isWell();

        stage.restart();
        givesPasswords();
        isIn("ada");

        assertThat(password("ada")).isEqualTo(before).isEqualTo(fetched("ada"));
    }

    @Test
    void nothingIsSetThatCannotLieAnywhere() {
        givesPasswords();
        stage.handout.closes(true);
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.fails("ada", "CredentialNotKept");
        assertThat(requests(Op.SET_PASSWORD)).isEmpty();

        stage.handout.closes(false);
        isIn("ada");
        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
    }

    @Test
    void whoComesBackGetsAnotherOne() {
        givesPasswords();
        isIn("ada");
        var before = password("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        nothingLiesThere();

        stage.time.advance(SOME_DAYS);
        isIn("ada");

        assertThat(password("ada")).isPresent().isNotEqualTo(before).isEqualTo(fetched("ada"));
    }

    @Test
    void whoComesBackInAnotherProcessAfterAFailureGetsAnotherOneToo() {
        givesPasswords();
        isIn("ada");
        var before = password("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.time.advance(SOME_DAYS);
        app.always(Op.READ, Fault.failed(Kind.UNREACHABLE));
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.awaits("the app is not there", () -> !requests(Op.READ).isEmpty());
        stage.close();
        app.isWell();

        stage.restart();
        givesPasswords();
        isIn("ada");

        assertThat(password("ada")).isPresent().isNotEqualTo(before).isEqualTo(fetched("ada"));
    }

    @Test
    void whoWasShutOutByMistakeKeepsTheirs() {
        givesPasswords();
        isIn("ada");
        var before = password("ada");
        stage.time.advance(LIFETIME);
        nothingLiesThere();
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.time.advance(Duration.ofHours(20));
        isIn("ada");

        assertThat(password("ada")).isEqualTo(before);
    }

    @Test
    void whoseUserIsDeletedAndDeclaredAgainGetsAnotherOne() {
        replacesPasswords();
        isIn("ada");
        var id = stage.idOf("ada");
        var before = password("ada");
        stage.deletesUser("ada", Reaction.Disable);
        stage.settlesRetained("ada");
        assertThat(app.passwords().typed(id)).isNotEqualTo(before);
        nothingLiesThere();
        stage.awaits(
                "the ledger need not remember it",
                () -> stage.ledger.stored(app.id()).credentials().isEmpty());

        stage.returns("ada", "analyst");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
    }

    @Test
    void whoIsOnLeaveComesBackAsTheyWere() {
        replacesPasswords();
        isIn("ada");
        var before = password("ada");
        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.time.advance(SOME_DAYS);
        isIn("ada");

        assertThat(password("ada")).isEqualTo(before);
    }

    @Test
    void whosePasswordSomebodyElseKnowsGetsAnotherOneWhenTheLockIsReleased() {
        givesPasswords();
        isIn("ada");
        var before = password("ada");
        locks(true);
        assertThat(fetched("ada")).isEmpty();
        stage.restart();
        givesPasswords();
        releases();

        assertThat(password("ada")).isPresent().isNotEqualTo(before).isEqualTo(fetched("ada"));
    }

    @Test
    void otherLocksChangeNoPassword() {
        givesPasswords();
        isIn("ada");
        var before = password("ada");
        locks(false);
        stage.time.advance(SOME_DAYS);
        releases();

        assertThat(password("ada")).isEqualTo(before);
    }

    @Test
    void whoIsCompromisedAndOnLeaveGetsAnotherOneOnceBack() {
        givesPasswords();
        isIn("ada");
        var before = password("ada");
        locks(true);
        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.world.lock("ada");
        stage.asks("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        isIn("ada");

        assertThat(password("ada")).isPresent().isNotEqualTo(before).isEqualTo(fetched("ada"));
    }

    @Test
    void whatNobodyFetchesIsTakenAway() {
        givesPasswords();
        isIn("ada");
        stage.time.advance(LIFETIME.minusSeconds(60));
        stage.everythingElseHadItsTurn();
        assertThat(fetched("ada")).isPresent();

        stage.time.advance(Duration.ofMinutes(2));
        stage.awaits("it is gone", () -> fetched("ada").isEmpty());
        stage.awaits(
                "nobody knows of it any more",
                () -> !stage.ledger.stored(app.id()).credentials().containsKey(Stage.identity("ada")));
    }

    @Test
    void whereSessionsCannotBeEndedWhoIsShutOutHasAPasswordThatNobodyKnows() {
        replacesPasswords();
        isIn("ada");
        var before = password("ada");
        app.forgetLog();
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(password("ada")).isPresent().isNotEqualTo(before);
        nothingLiesThere();
        assertThat(requests(Op.DISABLE, Op.SET_PASSWORD)).containsExactly("DISABLE", "SET_PASSWORD");

        app.forgetLog();
        stage.restart();
        replacesPasswords();
        stage.asks("ada");
        stage.everythingElseHadItsTurn();
        assertThat(app.requests())
                .noneMatch(request ->
                        request.equals("SET_PASSWORD " + stage.idOf("ada").value()));

        isIn("ada");
        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
    }

    @Test
    void aPasswordThatCannotBeReplacedKeepsNobodyIn() {
        replacesPasswords();
        isIn("ada");
        var before = password("ada");
        app.always(Op.SET_PASSWORD, Fault.failed(Kind.DENIED));
        stage.leaves("ada");
        stage.fails("ada", "PasswordUnchanged");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();

        app.isWell();
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(password("ada")).isPresent().isNotEqualTo(before);
    }

    @Test
    void whoIsLockedWherePasswordsAreReplacedGetsAnotherOneAfterwards() {
        replacesPasswords();
        isIn("ada");
        locks(false);
        releases();

        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
    }

    @Test
    void whoIsInvitedIsInvitedOnce() {
        gives(new CredentialTerms.Invitation(), FirstAccess.INVITATION);
        isIn("ada");
        stage.restart();
        gives(new CredentialTerms.Invitation(), FirstAccess.INVITATION);
        stage.is("ada", Employment.Status.Active, "analyst", "auditor");
        stage.settles("ada");

        assertThat(app.passwords().invited()).containsExactly(stage.idOf("ada"));
        assertThat(fetched("ada")).isEmpty();
        stage.awaits(
                "the ledger need not remember it",
                () -> stage.ledger.stored(app.id()).credentials().isEmpty());
    }

    @Test
    void whoStartsLaterIsInvitedWhenTheyStart() {
        gives(new CredentialTerms.Invitation(), FirstAccess.INVITATION);
        stage.prepares("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.passwords().invited()).isEmpty();

        stage.starts("ada");
        stage.settlesAs(AccountState.Active, "ada");
        assertThat(app.passwords().invited()).containsExactly(stage.idOf("ada"));
    }

    @Test
    void anAppThatTakesNoneGetsNone() {
        gives(passwords(true));
        isIn("ada");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(requests(Op.SET_PASSWORD, Op.INVITE)).isEmpty();
        assertThat(stage.ledger.stored(app.id()).credentials()).isEmpty();
    }

    @Test
    void whoeverHadAnAccountBeforeThereWerePasswordsKeepsTheirs() {
        isIn("ada");
        givesPasswords();
        stage.is("ada", Employment.Status.Active, "analyst", "auditor");
        stage.settles("ada");

        assertThat(password("ada")).isEmpty();
    }

    @Test
    void whoeverHasAnAccountThatIsTakenOverIsGivenOneOnceItIsKnownToBeTheirs() {
        givesPasswords();
        var theirs = app.has("ada", Optional.empty(), false);
        stage.world.links("ada", new Links(Map.of(app.id(), theirs), Set.of()));
        app.always(Op.UPDATE, Fault.pretended());
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.fails("ada", "NotEffective");
        assertThat(requests(Op.SET_PASSWORD)).isEmpty();

        app.isWell();
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.passwords().typed(theirs)).isPresent().isEqualTo(fetched("ada"));
    }

    @Test
    void whatWasDueForLongerThanItLiesIsThereForAsLongAsAnyOther() {
        givesPasswords();
        isIn("ada");
        locks(true);
        stage.time.advance(Duration.ofDays(4));
        releases();
        stage.everythingElseHadItsTurn();

        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
    }

    @Test
    void whoIsShutOutTooLateForTheirPasswordGetsAnotherOneAllTheSame() {
        givesPasswords();
        isIn("ada");
        var before = password("ada");
        app.always(Op.DISABLE, Fault.failed(Kind.DENIED));
        stage.world.lock("ada", lock(true));
        stage.lane.offer(Stage.user("ada"), Priority.LOCK);
        stage.fails("ada", "DeniedByApp");
        app.isWell();
        app.always(Op.DISABLE, Fault.failed(Kind.DENIED));
        stage.world.lock("ada");
        stage.asks("ada");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(password("ada")).isPresent().isNotEqualTo(before).isEqualTo(fetched("ada"));
    }

    @Test
    void whatTheAppMayHaveTakenBeforeTheLockIsNotSentAgainAfterIt() {
        givesPasswords();
        app.always(Op.SET_PASSWORD, Fault.answerLost());
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.awaits("one lies there", () -> fetched("ada").isPresent());
        stage.fails("ada", "Waiting");
        var before = fetched("ada");
        stage.world.lock("ada", lock(true));
        stage.lane.offer(Stage.user("ada"), Priority.LOCK);
        stage.settlesAs(AccountState.Disabled, "ada");
        app.isWell();
        releases();

        assertThat(password("ada")).isPresent().isNotEqualTo(before).isEqualTo(fetched("ada"));
    }

    @Test
    void aSecretThatCannotBeTakenAwayKeepsNobodyFromAnotherPassword() {
        givesPasswords();
        isIn("ada");
        var before = password("ada");
        stage.handout.closes(true);
        locks(true);
        stage.handout.closes(false);
        releases();

        assertThat(password("ada")).isPresent().isNotEqualTo(before).isEqualTo(fetched("ada"));
    }

    @Test
    void aMistakeOfWhatTakesSecretsAwayIsToldAndNoTroubleOfTheApp() {
        givesPasswords();
        isIn("ada");
        try (var heard = Heard.of(Checkup.class)) {
            stage.handout.isTakenAwayWith(new NoClassDefFoundError("javax/lang/model"));
            stage.time.advance(LIFETIME);
            stage.awaits(
                    "it is said of the app",
                    () -> heard.lines().stream()
                            .anyMatch(line -> line.level().equals("ERROR")
                                    && line.message().contains(app.id().toString())));

            assertThat(stage.lane.health().trouble()).isEmpty();
            stage.has("bob", "guest");
            stage.settles("bob");
        }
        stage.handout.isTakenAwayWell();
        nothingLiesThere();
    }

    @Test
    void whoIsToStartAndFindsNoSeatIsGivenOnePassword() {
        givesPasswords();
        stage.prepares("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        app.forgetLog();
        app.always(Op.UPDATE, Fault.failed(Kind.DENIED));
        stage.starts("ada");
        stage.awaits("it is tried again", () -> requests(Op.UPDATE).size() > 3);
        app.isWell();
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(requests(Op.SET_PASSWORD)).hasSize(1);
        assertThat(password("ada")).isPresent().isEqualTo(fetched("ada"));
    }

    @Test
    void whatIsLostWaitsForNoPassword() {
        givesPasswords();
        isIn("ada");
        locks(true);
        stage.handout.closes(true);
        stage.world.lock("ada");
        stage.is("ada", Employment.Status.Active, "guest");
        stage.fails("ada", "CredentialNotKept");

        stage.awaits("it is taken", () -> app.groupsOf(stage.idOf("ada")).isEmpty());
    }

    @Test
    void whereNothingCanBeOfferedNothingIsClaimed() {
        app.teaches(new Capability(Capability.PASSWORDS, "create", Capability.Origin.spec));
        givesPasswords();
        stage.handout.closes(true);
        stage.is("ada", Employment.Status.Active, "analyst");
        stage.fails("ada", "CredentialNotKept");

        stage.awaits(
                "no claim stands", () -> stage.ledger.stored(app.id()).claims().isEmpty());
        assertThat(requests(Op.CREATE)).isEmpty();
    }
}
