package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.LifecycleQuestion.NOW;
import static dev.usher.domain.access.LifecycleQuestion.decided;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.person.Employment.Status;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the accounts of somebody who works, pauses, has something wrong, and leaves. */
class ResolverLifecycleTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Job LEFT = job("main").is(Status.Terminated).until("2026-09-01");

    private final LifecycleQuestion ada = new LifecycleQuestion();

    @Nested
    class APause {
        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"OnLeave", "Suspended"})
        void disablesWhereTheAppSaysSoAndMakesNothing(Status status) {
            ada.hasApp("github", pausing(status, Reaction.Disable, MONTH), Duration.ZERO)
                    .hasApp("jira", pausing(status, Reaction.Disable, MONTH), Duration.ZERO)
                    .hasAccount("github", AccountState.Active);

            assertThat(ada.resolve(job("main").is(status)).apps())
                    .isEqualTo(Map.of(app("github"), new Decision.Disabled(why(status))));
        }

        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"OnLeave", "Suspended"})
        void changesNothingWhereTheAppKeeps(Status status) {
            ada.hasApp("github", pausing(status, Reaction.Keep, MONTH), Duration.ZERO)
                    .hasAccount("github", AccountState.Active);

            var resolution = ada.resolve(job("main").is(status));

            assertThat(resolution.state().name()).isEqualTo(status.name());
            assertThat(decided(resolution, "github"))
                    .isEqualTo(decided(ada.resolve(job("main")), "github"))
                    .containsInstanceOf(Decision.Want.class);
        }

        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"OnLeave", "Suspended"})
        void deletesAfterTheRetentionThatTheAppDemands(Status status) {
            ada.hasApp("github", pausing(status, Reaction.Delete, MONTH), Duration.ZERO)
                    .hasAccount("github", AccountState.Active);

            var first = ada.passes(job("main").is(status));
            var before = ada.at("2026-10-15T11:59:59Z").passes(job("main").is(status));
            var due = ada.at("2026-10-15T12:00:00Z").passes(job("main").is(status));

            assertThat(decided(first, "github")).contains(new Decision.Disabled(why(status)));
            assertThat(first.nextTransition()).contains(retentionEnds("2026-10-15T12:00:00Z"));
            assertThat(decided(before, "github")).contains(new Decision.Disabled(why(status)));
            assertThat(before.nextTransition()).contains(retentionEnds("2026-10-15T12:00:00Z"));
            assertThat(decided(due, "github")).contains(new Decision.Absent(why(status)));
            assertThat(due.transitions()).isEmpty();
        }

        @Test
        void thatIsEnteredLateIsRetainedFromTheDayOnWhichItWasSeen() {
            ada.hasApp("github", pausing(Status.OnLeave, Reaction.Delete, MONTH), Duration.ZERO)
                    .hasAccount("github", AccountState.Active);

            var resolution = ada.resolve(job("main").away("2026-01-01", "2026-12-31"));

            assertThat(decided(resolution, "github")).contains(new Decision.Disabled(Why.OnLeave));
            assertThat(resolution.nextTransition())
                    .contains(retentionEnds(NOW.plus(MONTH).toString()));
            assertThat(resolution.next().awayAt()).contains(NOW);
        }

        @Test
        void isForgottenOnceItIsOver() {
            ada.passes(job("main").is(Status.OnLeave));

            assertThat(ada.memory.awayAt()).contains(NOW);
            assertThat(ada.passes(job("main")).next().awayAt()).isEmpty();
        }

        @Test
        void followsItsOwnRuleAndNotThatOfTheOther() {
            ada.hasApp("github", new Deprovisioning(Reaction.Disable, Reaction.Keep, Reaction.Keep, MONTH), MONTH)
                    .hasAccount("github", AccountState.Active);

            assertThat(decided(ada.resolve(job("main").is(Status.OnLeave)), "github"))
                    .contains(new Decision.Disabled(Why.OnLeave));
            assertThat(decided(ada.resolve(job("main").is(Status.Suspended)), "github"))
                    .containsInstanceOf(Decision.Want.class);
        }

        private static Deprovisioning pausing(Status status, Reaction reaction, Duration retention) {
            return status == Status.OnLeave
                    ? new Deprovisioning(reaction, Reaction.Disable, Reaction.Disable, retention)
                    : new Deprovisioning(Reaction.Disable, reaction, Reaction.Disable, retention);
        }

        private static Why why(Status status) {
            return status == Status.OnLeave ? Why.OnLeave : Why.Suspended;
        }
    }

    @Nested
    class ADeparture {
        private final Deprovisioning deletes =
                new Deprovisioning(Reaction.Disable, Reaction.Disable, Reaction.Delete, MONTH);

        @Test
        void deletesAfterTheRetentionSinceItWasSeen() {
            ada.hasApp("github", deletes, Duration.ZERO).hasAccount("github", AccountState.Active);

            var first = ada.passes(LEFT);
            var before = ada.at("2026-10-15T11:59:59Z").passes(LEFT);
            var due = ada.at("2026-10-15T12:00:00Z").passes(LEFT);

            assertThat(decided(first, "github")).contains(new Decision.Disabled(Why.Departed));
            assertThat(first.nextTransition()).contains(retentionEnds("2026-10-15T12:00:00Z"));
            assertThat(decided(before, "github")).contains(new Decision.Disabled(Why.Departed));
            assertThat(decided(due, "github")).contains(new Decision.Absent(Why.Departed));
        }

        @Test
        void deletesAtOnceWhereNothingIsRetained() {
            ada.hasApp(
                            "github",
                            new Deprovisioning(Reaction.Disable, Reaction.Disable, Reaction.Delete, Duration.ZERO),
                            Duration.ZERO)
                    .hasAccount("github", AccountState.Active);

            assertThat(decided(ada.resolve(LEFT), "github")).contains(new Decision.Absent(Why.Departed));
            assertThat(ada.resolve(LEFT).transitions()).isEmpty();
        }

        @Test
        void leavesWhatIsDeletedDeletedAndWaitsForNothing() {
            ada.hasApp("github", deletes, Duration.ZERO).hasAccount("github", AccountState.Deleted);

            assertThat(decided(ada.resolve(LEFT), "github")).contains(new Decision.Absent(Why.Departed));
            assertThat(ada.resolve(LEFT).transitions()).isEmpty();
        }

        static Stream<Problem.Kind> everythingThatFreezes() {
            return Arrays.stream(Problem.Kind.values()).filter(kind -> kind.effect() == Problem.Effect.FREEZES);
        }

        @ParameterizedTest
        @MethodSource("everythingThatFreezes")
        void isStoppedByNoProblem(Problem.Kind kind) {
            ada.has(new Problem(kind, "anything")).hasAccount("github", AccountState.Active);

            var resolution = ada.resolve(LEFT);

            assertThat(decided(resolution, "github")).contains(new Decision.Disabled(Why.Departed));
            assertThat(resolution.problems()).isEmpty();
        }

        @Test
        void isStoppedByNoPauseAndNoMissingPerson() {
            ada.paused().hasAccount("github", AccountState.Active);
            ada.main = new Main.Missing("bob");

            assertThat(decided(ada.resolve(LEFT), "github")).contains(new Decision.Disabled(Why.Departed));
        }

        @Test
        void isUndoneByAnEmploymentThatIsAlive() {
            ada.hasAccount("github", AccountState.Disabled).passes(LEFT);

            assertThat(decided(ada.passes(LEFT, job("again")), "github")).containsInstanceOf(Decision.Want.class);
            assertThat(ada.memory.departedAt()).isEmpty();
        }
    }

    @Nested
    class SomebodyPurged {
        @Test
        void isWhoDepartedAndHasNoAccountAnyMore() {
            ada.hasAccount("github", AccountState.Deleted).hasAccount("jira", AccountState.Deleted);

            var resolution = ada.passes(LEFT);
            var later = ada.at("2026-12-24T00:00:00Z").passes(LEFT);

            assertThat(resolution.state()).isEqualTo(LifecycleState.Purged);
            assertThat(resolution.next().purgedAt()).contains(NOW);
            assertThat(later.next().purgedAt()).contains(NOW);
        }

        static Stream<Job> leavers() {
            return Stream.of(LEFT, job("main").is(Status.Withdrawn).from("2026-12-01"));
        }

        @ParameterizedTest
        @MethodSource("leavers")
        void isAlsoWhoNeverHadAnAccountAndIsForgottenInTime(Job leaver) {
            ada.forgetsAfter(MONTH);

            var purged = ada.passes(leaver);
            var due = ada.at("2026-10-15T12:00:00Z").passes(leaver);

            assertThat(purged.state()).isEqualTo(LifecycleState.Purged);
            assertThat(purged.next().purgedAt()).contains(NOW);
            assertThat(purged.nextTransition())
                    .contains(new Transition(Instant.parse("2026-10-15T12:00:00Z"), Transition.What.Forget));
            assertThat(due.forgets()).isTrue();
        }

        @Test
        void isNobodyWhoIsHereOrIsToCome() {
            assertThat(ada.resolve(job("main").from("2026-12-01")).state()).isEqualTo(LifecycleState.Planned);

            ada.hasAccount("github", AccountState.Deleted);
            assertThat(ada.resolve(job("main")).state()).isEqualTo(LifecycleState.Active);
            assertThat(ada.resolve(job("main")).next().purgedAt()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(value = AccountState.class, mode = EnumSource.Mode.EXCLUDE, names = "Deleted")
        void isNobodyWithAnAccountHoweverItStands(AccountState state) {
            ada.forgetsAfter(Duration.ZERO).hasAccount("jira", AccountState.Deleted);
            ada.hasAccount("github", state);

            isDeparted(ada.resolve(LEFT));
        }

        @Test
        void isNobodyWhoseAccountIsInTheMakingOrOfAnAppThatIsGone() {
            ada.forgetsAfter(Duration.ZERO).hasClaimedAccount("github");
            isDeparted(ada.resolve(LEFT));

            ada.memory = Memory.NONE;
            isDeparted(ada.hasAccount("gone", AccountState.Disabled).resolve(LEFT));
        }

        @ParameterizedTest
        @EnumSource(Reaction.class)
        void isNobodyWhoseAccountAnAppKeepsDisablesOrRetains(Reaction reaction) {
            ada.hasApp("github", new Deprovisioning(Reaction.Disable, Reaction.Disable, reaction, MONTH), Duration.ZERO)
                    .hasAccount("github", AccountState.Disabled);

            isDeparted(ada.forgetsAfter(Duration.ZERO).resolve(LEFT));
        }

        private static void isDeparted(Resolution resolution) {
            assertThat(resolution.state()).isEqualTo(LifecycleState.Departed);
            assertThat(resolution.next().purgedAt()).isEmpty();
            assertThat(resolution.forgets()).isFalse();
        }

        @Test
        void isForgottenAfterTheTimeThatThePolicySays() {
            ada.forgetsAfter(MONTH).hasAccount("github", AccountState.Deleted);

            var purged = ada.passes(LEFT);
            var before = ada.at("2026-10-15T11:59:59Z").passes(LEFT);
            var due = ada.at("2026-10-15T12:00:00Z").passes(LEFT);

            assertThat(purged.forgets()).isFalse();
            assertThat(purged.nextTransition())
                    .contains(new Transition(Instant.parse("2026-10-15T12:00:00Z"), Transition.What.Forget));
            assertThat(before.forgets()).isFalse();
            assertThat(due.forgets()).isTrue();
            assertThat(due.transitions()).isEmpty();
        }

        @Test
        void isNotForgottenWhereANewEmploymentIsAhead() {
            ada.forgetsAfter(Duration.ZERO).hasAccount("github", AccountState.Deleted);
            assertThat(ada.passes(LEFT).forgets()).isTrue();
            var again = job("again").from("2027-01-01");

            var purged = ada.passes(LEFT, again);

            assertThat(purged.state()).isEqualTo(LifecycleState.Purged);
            assertThat(purged.forgets()).isFalse();
            assertThat(purged.nextTransition())
                    .contains(new Transition(Instant.parse("2027-01-01T00:00:00Z"), Transition.What.EmploymentStarts));
            assertThat(ada.passes(LEFT, again.is(Status.Withdrawn)).forgets()).isTrue();
        }

        @Test
        void isForgottenAtOnceWhereThePolicySaysSoAndNeverWhereItSaysNothing() {
            ada.hasAccount("github", AccountState.Deleted);

            assertThat(ada.resolve(LEFT).forgets()).isFalse();
            assertThat(ada.resolve(LEFT).transitions()).isEmpty();
            assertThat(ada.forgetsAfter(Duration.ZERO).resolve(LEFT).forgets()).isTrue();
        }

        /** Whatever keeps the resource elsewhere would write the data back for ever. */
        @Test
        void isEmptiedOnceAndSaysSoWhereTheDataIsBack() {
            ada.isEmptiedAfter(MONTH).hasAccount("github", AccountState.Deleted);
            ada.passes(LEFT);
            ada.at("2026-10-15T12:00:00Z");
            assertThat(ada.passes(LEFT).forgets()).isTrue();

            ada.isEmptied();
            assertThat(ada.resolve(LEFT).forgets()).isFalse();
            assertThat(ada.resolve(LEFT).problems()).isEmpty();

            var back = ada.hasDataAgain().passes(LEFT);
            assertThat(back.forgets()).isFalse();
            assertThat(back.problems()).containsExactly(new Problem(Problem.Kind.ForgottenDataIsBack, "ada"));
            assertThat(back.next().forgottenAt()).contains(Instant.parse("2026-10-15T12:00:00Z"));
        }

        @Test
        void isEmptiedAgainAfterAReturnAndAnotherPurge() {
            ada.isEmptiedAfter(Duration.ZERO)
                    .hasAccount("github", AccountState.Deleted)
                    .passes(LEFT);
            ada.isEmptied().hasDataAgain();

            var returned = ada.passes(job("main"));
            assertThat(returned.next().forgottenAt()).isEmpty();
            assertThat(returned.problems()).isEmpty();

            assertThat(ada.resolve(LEFT).forgets()).isTrue();
        }

        @Test
        void isNotWaitedForAgainOnceTheResourceIsEmpty() {
            ada.isEmptiedAfter(Duration.ZERO)
                    .hasAccount("github", AccountState.Deleted)
                    .passes(LEFT);

            assertThat(ada.isEmptied().isEmptiedAfter(MONTH).resolve(LEFT).transitions())
                    .isEmpty();
        }

        @Test
        void isDeletedAlthoughTheResourceWasEmptiedWhereThePolicyWantsThatNow() {
            ada.isEmptiedAfter(Duration.ZERO)
                    .hasAccount("github", AccountState.Deleted)
                    .passes(LEFT);

            assertThat(ada.isEmptied().forgetsAfter(Duration.ZERO).resolve(LEFT).forgets())
                    .isTrue();
        }

        @Test
        void saysNothingOfDataThatNoPolicyWantsToGo() {
            ada.hasAccount("github", AccountState.Deleted).passes(LEFT);

            assertThat(ada.isEmptied().hasDataAgain().resolve(LEFT).problems()).isEmpty();
        }
    }

    private static Transition retentionEnds(String instant) {
        return new Transition(Instant.parse(instant), Transition.What.RetentionEnds);
    }
}
