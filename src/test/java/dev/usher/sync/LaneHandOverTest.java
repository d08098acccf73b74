package dev.usher.sync;

import static dev.usher.sync.Stage.retained;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Capability;
import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Deprovisioning;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Hold;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an account owns is handed over before it is deleted, where its app asks for that. */
@Timeout(60)
class LaneHandOverTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void adaIsIn() {
        app.handsOver();
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.forgetLog();
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private RemoteId losesHerUser(Duration retention) {
        var id = stage.idOf("ada");
        var known = stage.status("ada");
        stage.world.delete(user("ada"));
        stage.retains("ada", known, Reaction.Delete, retention);
        return id;
    }

    private void isTold(Kind kind) {
        stage.awaits(
                "it is said: " + kind,
                () -> said().flatMap(Result::failure)
                        .filter(why -> why.kind() == kind)
                        .isPresent());
    }

    private Optional<Result> said() {
        return stage.outbox.of(retained("ada"));
    }

    private List<String> requests() {
        return app.requests().stream()
                .map(request -> request.split(" ", -1)[0])
                .filter(op -> List.of("DISABLE", "HAND_OVER", "DELETE").contains(op))
                .toList();
    }

    private boolean isPending() {
        return stage.outbox
                .of(retained("ada"))
                .flatMap(Result::failure)
                .map(Failure::kind)
                .filter(kind -> kind == Kind.HANDOVER_PENDING)
                .isPresent();
    }

    @Test
    void happensOnceNobodyCanUseItAnyMoreAndBeforeItGoes() {
        var id = losesHerUser(Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(requests()).containsExactly("DISABLE", "HAND_OVER", "DELETE");
        assertThat(app.isHandedOver(id)).isTrue();
        assertThat(app.account("ada")).isEmpty();
        assertThat(stage.journal.records())
                .containsSubsequence("intent HandOver", "result HandOver Accepted", "intent Delete");
    }

    @Test
    void isTriedForAsLongAsItTakesAndNothingGoesBefore() {
        app.always(Op.HAND_OVER, Fault.failed(Kind.REJECTED));
        losesHerUser(Duration.ZERO);
        stage.awaits("it is said", this::isPending);
        stage.awaits("it is tried again", () -> app.log(Op.HAND_OVER).size() > 2);

        assertThat(app.account("ada"))
                .hasValueSatisfying(account -> assertThat(account.active()).isFalse());
        assertThat(said()).hasValueSatisfying(said -> {
            assertThat(said.state()).isEqualTo(AccountState.Disabled);
            assertThat(said.applied()).isPresent().isNotEqualTo(said.aim());
        });
        assertThat(stage.world.status(retained("ada"), app.id()))
                .hasValueSatisfying(known -> assertThat(known.drifted()).isFalse());
        assertThat(app.log(Op.DELETE)).isEmpty();
        stage.has("grace", "guest");
        stage.settles("grace");

        app.isWell();
        stage.settlesRetained("ada");
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void isAskedForAgainWhereTheAnswerIsLost() {
        app.onNext(Op.HAND_OVER, Fault.answerLost());
        losesHerUser(Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(app.log(Op.HAND_OVER)).hasSize(2);
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void countsNoMoreThanTheDisablingHoweverLongItTakes() {
        app.always(Op.HAND_OVER, Fault.failed(Kind.REJECTED));
        losesHerUser(Duration.ZERO);
        isTold(Kind.HANDOVER_PENDING);
        stage.awaits("it is recorded", () -> isDisabledInTheRecord());
        var before = stage.ledger.stored(app.id()).restraint();

        stage.lane.limit(Budgets.STANDARD
                .with(Limit.ATTESTED, new Budget(0, 0, Duration.ofHours(1)))
                .with(Limit.REMOVALS, new Budget(0, 0, Duration.ofHours(1))));
        stage.time.advance(Duration.ofMinutes(11));
        app.isWell();
        stage.settlesRetained("ada");

        assertThat(app.account("ada")).isEmpty();
        assertThat(stage.ledger.stored(app.id()).restraint()).isEqualTo(before);
    }

    private boolean isDisabledInTheRecord() {
        return stage.world
                .status(retained("ada"), app.id())
                .filter(known -> known.state() == AccountState.Disabled)
                .isPresent();
    }

    @Test
    void keepsNobodyElseFromBeingDisabledHoweverSlowItIs() {
        stage.lane.pace(Stage.tempo(Rate.aSecond(1_000, 1_000, 1)));
        for (var name : List.of("bea", "cleo", "grace")) {
            stage.has(name, "guest");
            stage.settles(name);
        }
        app.backlog.begins(Op.HAND_OVER.toString());
        for (var name : List.of("ada", "bea", "cleo")) {
            losesTheirUser(name);
        }
        stage.awaits("two are handed over", () -> app.backlog.waiting().size() == 2);

        stage.leaves("grace");
        stage.settlesAs(AccountState.Disabled, "grace");
        stage.has("dora", "guest");
        stage.settles("dora");

        assertThat(app.backlog.waiting()).hasSize(Handovers.MOST);
        app.backlog.ends();
        for (var name : List.of("ada", "bea", "cleo")) {
            stage.settlesRetained(name);
        }
        assertThat(app.log(Op.HAND_OVER)).hasSize(3);
    }

    private void losesTheirUser(String name) {
        var known = stage.status(name);
        stage.world.delete(user(name));
        stage.retains(name, known, Reaction.Delete, Duration.ZERO);
    }

    @Test
    void isNotAskedForBeforeItsTimeWhoeverOffersTheAccountMeanwhile() {
        isUnderWayFor(Duration.ofDays(300));
        for (var round = 0; round < 3; round++) {
            stage.lane.offer(retained("ada"), Priority.REVOCATION);
            stage.everythingElseHadItsTurn();
        }
        assertThat(app.log(Op.HAND_OVER)).hasSize(1);

        stage.passes(Timing.LONGEST_HANDOVER.plusSeconds(1));
        stage.settlesRetained("ada");
    }

    @Test
    void isAskedForAtOnceWithAnotherSecret() {
        isUnderWayFor(Duration.ofDays(300));
        stage.vault.offers("secret", "2");

        stage.settlesRetained("ada");
        assertThat(app.log(Op.HAND_OVER)).hasSize(2);
    }

    @Test
    void isAskedForAtOnceAsItIsDeclaredNow() {
        isUnderWayFor(Duration.ofDays(300));
        var here = stage.setup();
        stage.lane.configure(new Setup(app, new AppConfig(app.id(), "fake", Map.of("waived", "ada")), here.target()));

        stage.settlesRetained("ada");
    }

    @Test
    void isWaivedInTheAuditStreamAndNeverSaidToBeDoneThere() {
        isUnderWayFor(Duration.ofDays(300));
        var before = stage.journal.records().size();
        var here = stage.setup();
        var waived = Map.<String, Object>of(
                "waived", app.account("ada").orElseThrow().id().value());
        stage.lane.configure(new Setup(app, new AppConfig(app.id(), "fake", waived), here.target()));

        stage.settlesRetained("ada");
        assertThat(app.log(Op.HAND_OVER)).hasSize(1);
        assertThat(app.account("ada")).isEmpty();
        assertThat(stage.journal.records().stream().skip(before))
                .containsSubsequence("decision Waives[]", "intent Delete")
                .noneMatch(record -> record.contains("HandOver"));
    }

    private void isUnderWayFor(Duration pause) {
        app.onNext(
                Op.HAND_OVER,
                Fault.failed(Failure.of(Kind.REJECTED, Detail.STATUS, "202").after(pause)));
        losesHerUser(Duration.ZERO);
        stage.awaits("it was asked for", () -> app.log(Op.HAND_OVER).size() == 1);
        isTold(Kind.HANDOVER_PENDING);
    }

    private void isDeletedByWhoeverHasNoRole() {
        stage.world.company.hasApp(
                "github",
                new Deprovisioning(
                        Reaction.Delete, Reaction.Disable, Reaction.Disable, Reaction.Disable, Duration.ZERO),
                Duration.ZERO);
        stage.world.declare();
    }

    @Test
    void keepsNobodyInWhoReturnedAndLeavesAgain() {
        isDeletedByWhoeverHasNoRole();
        app.always(
                Op.HAND_OVER,
                Fault.failed(Failure.of(Kind.REJECTED, Detail.STATUS, "202").after(Duration.ofDays(1))));
        stage.has("ada");
        stage.awaits(
                "it is under way",
                () -> stage.failure("ada")
                        .filter(why -> why.detail() == Detail.STATUS)
                        .isPresent());
        stage.has("ada", "analyst");
        stage.settlesAs(AccountState.Active, "ada");

        stage.has("ada");

        stage.awaits(
                "nobody can use it",
                () -> app.account("ada").filter(account -> !account.active()).isPresent());
        stage.awaits("it is asked for anew", () -> app.log(Op.HAND_OVER).size() > 1);
    }

    @Test
    void asksTheAppNothingForThoseWhoWaitForTheirTurn() {
        var names = List.of("bea", "cleo", "dora", "eve");
        for (var name : names) {
            stage.has(name, "guest");
            stage.settles(name);
        }
        app.backlog.begins(Op.HAND_OVER.toString());
        names.forEach(this::losesTheirUser);
        stage.awaits(
                "all of them are shut, and two are handed over",
                () -> app.backlog.waiting().size() == Handovers.MOST
                        && names.stream()
                                .allMatch(name -> stage.outbox
                                        .of(retained(name))
                                        .flatMap(Result::failure)
                                        .filter(why -> why.kind() == Kind.HANDOVER_PENDING)
                                        .isPresent()));
        stage.everythingElseHadItsTurn();
        app.forgetLog();

        for (var name : names) {
            stage.lane.offer(retained(name), Priority.CHANGE);
        }
        stage.everythingElseHadItsTurn();

        assertThat(app.log(Op.READ)).isEmpty();
        app.backlog.ends();
        names.forEach(stage::settlesRetained);
        assertThat(names).allSatisfy(name -> assertThat(app.account(name)).isEmpty());
    }

    @Test
    void isNotOverWhereTheDeletionOfAnAccountThatIsNotShownMayBeLost() {
        app.shows(Dormancy.HIDDEN);
        app.onNext(Op.DELETE, Fault.requestLost());
        losesHerUser(Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(app.log(Op.DELETE)).hasSize(2);
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void saysTheNameThatWasReadLastWhereTheAppDoesNotShowWhomItDisabled() {
        app.shows(Dormancy.HIDDEN);
        saysTheNameThatWasReadLast();
    }

    @Test
    void saysTheNameThatWasReadLastWhereTheAppHidesWhoItIs() {
        app.shows(Dormancy.MASKED);
        saysTheNameThatWasReadLast();
    }

    private void saysTheNameThatWasReadLast() {
        app.sets(stage.idOf("ada"), "userName", "ada.married");
        app.onNext(Op.HAND_OVER, Fault.failed(Kind.REJECTED));
        var id = losesHerUser(Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(app.log(Op.HAND_OVER)).hasSize(2);
        assertThat(app.handedOverAs(id)).contains("ada.married");
    }

    @Test
    void happensByWhatIsRecordedWhereTheAppDoesNotShowWhomItDisabled() {
        app.shows(Dormancy.HIDDEN);
        app.onNext(Op.HAND_OVER, Fault.failed(Kind.REJECTED));
        losesHerUser(Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(requests()).containsExactly("DISABLE", "HAND_OVER", "HAND_OVER", "DELETE");
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void goesOnInAnotherProcessWhereTheAppDoesNotShowWhomItDisabled() {
        app.shows(Dormancy.HIDDEN);
        app.always(Op.HAND_OVER, Fault.failed(Kind.REJECTED));
        losesHerUser(Duration.ZERO);
        isTold(Kind.HANDOVER_PENDING);
        stage.awaits("it is recorded", this::isDisabledInTheRecord);
        stage.close();
        app.isWell();

        stage.restart();
        stage.lane.offer(retained("ada"), Priority.CHANGE);
        stage.settlesRetained("ada");
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void goesOnWhereTheAppCouldNotBeReachedMeanwhile() {
        app.shows(Dormancy.HIDDEN);
        app.always(Op.HAND_OVER, Fault.failed(Kind.REJECTED));
        losesHerUser(Duration.ZERO);
        isTold(Kind.HANDOVER_PENDING);
        app.isInTrouble(Failure.of(Kind.UNREACHABLE, Detail.NONE));
        isTold(Kind.UNREACHABLE);

        app.isWell();
        stage.settlesRetained("ada");
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void happensWhereReadsLagBehind() {
        app.teaches(new Capability(Capability.READS_LAG, "1", Capability.Origin.spec));
        app.always(Op.HAND_OVER, Fault.failed(Kind.REJECTED));
        losesHerUser(Duration.ZERO);
        isTold(Kind.HANDOVER_PENDING);
        app.isWell();
        stage.passes(Duration.ofSeconds(5));

        stage.settlesRetained("ada");
        assertThat(requests()).endsWith("HAND_OVER", "DELETE");
    }

    @Test
    void happensByWhatIsRecordedWhereTheAppHidesWhoItIs() {
        app.shows(Dormancy.MASKED);
        losesHerUser(Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(requests()).containsExactly("DISABLE", "HAND_OVER", "DELETE");
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void happensToAnAccountThatCannotBeDisabled() {
        app.always(Op.DISABLE, Fault.failed(Kind.UNSUPPORTED));
        losesHerUser(Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(requests()).containsExactly("DISABLE", "HAND_OVER", "DELETE");
        assertThat(app.account("ada")).isEmpty();
    }

    @Test
    void doesNotHappenWhereNothingCanBeDeletedAndNobodyStaysInForThat() {
        app.teaches(new Capability(Capability.DELETE_MEANS, "forbidden", Capability.Origin.spec));
        app.always(Op.DELETE, Fault.failed(Kind.UNSUPPORTED));
        losesHerUser(Duration.ZERO);
        isTold(Kind.UNSUPPORTED);

        assertThat(app.log(Op.HAND_OVER)).isEmpty();
        assertThat(app.account("ada"))
                .hasValueSatisfying(account -> assertThat(account.active()).isFalse());
    }

    @Test
    void doesNotHappenWithoutARecord() {
        stage.journal.isFull(true);
        losesHerUser(Duration.ZERO);
        isTold(Kind.JOURNAL);

        assertThat(app.account("ada"))
                .hasValueSatisfying(account -> assertThat(account.active()).isFalse());
        assertThat(app.log(Op.HAND_OVER)).isEmpty();
        stage.journal.isFull(false);
        stage.settlesRetained("ada");
    }

    @Test
    void doesNotHappenOnceALiveLookShowsNoReason() {
        app.always(Op.HAND_OVER, Fault.failed(Kind.REJECTED));
        losesHerUser(Duration.ZERO);
        isTold(Kind.HANDOVER_PENDING);
        stage.world.confirms(Confirmation.UNKNOWN);
        // What was under way then is over.
        isTold(Kind.WAITING);
        app.isWell();
        stage.everythingElseHadItsTurn();

        assertThat(app.isHandedOver(ids())).isFalse();
        stage.world.confirms(Confirmation.CONFIRMED);
        stage.settlesRetained("ada");
    }

    private RemoteId ids() {
        return app.account("ada").orElseThrow().id();
    }

    @Test
    void isFollowedByNoDeletionWhereTheReasonIsGoneMeanwhile() {
        app.backlog.begins(Op.HAND_OVER.toString());
        losesHerUser(Duration.ZERO);
        stage.awaits("it is under way", () -> app.backlog.waiting().size() == 1);

        stage.world.confirms(Confirmation.UNKNOWN);
        app.backlog.ends();
        isTold(Kind.WAITING);

        assertThat(app.log(Op.DELETE)).isEmpty();
        stage.world.confirms(Confirmation.CONFIRMED);
        stage.settlesRetained("ada");
    }

    @Test
    void isFollowedByNoDeletionWhereAHoldCameMeanwhile() {
        app.backlog.begins(Op.HAND_OVER.toString());
        losesHerUser(Duration.ZERO);
        stage.awaits("it is under way", () -> app.backlog.waiting().size() == 1);

        stage.world.holdUnseen("ada", hold());
        app.backlog.ends();
        isTold(Kind.HELD_BY_POLICY);

        assertThat(app.log(Op.DELETE)).isEmpty();
    }

    private static Hold hold() {
        return new Hold(Company.NAMESPACE, "matter-7", Set.of(Stage.identity("ada")), Set.of(), Optional.empty());
    }

    @Test
    void doesNotHappenToAnAccountThatStays() {
        losesHerUser(Duration.ofDays(30));
        stage.settlesRetained("ada");

        assertThat(requests()).containsExactly("DISABLE");
    }

    @Test
    void doesNotHappenToAnAccountThatAHoldKeeps() {
        stage.world.holdUnseen("ada", hold());
        losesHerUser(Duration.ZERO);
        stage.awaits("it is disabled", () -> requests().contains("DISABLE"));
        stage.everythingElseHadItsTurn();

        assertThat(requests()).doesNotContain("HAND_OVER", "DELETE");
    }
}
