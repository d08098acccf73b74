package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.LifecycleQuestion.NOW;
import static dev.usher.domain.access.LifecycleQuestion.decided;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.person.Employment.Status;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the account of somebody who works, and is not given the app any more. */
class ResolverUnassignedTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Job WORKS = job("main");
    private static final Rule FOR_SOME = new Rule("user.department == 'Computing'");
    private static final String ALMOST = "2026-10-15T11:59:59Z";
    private static final String DUE = "2026-10-15T12:00:00Z";
    private static final Decision DISABLED = new Decision.Disabled(Why.Unassigned);
    private static final Decision DELETED = new Decision.Absent(Why.Unassigned);

    private final LifecycleQuestion ada = new LifecycleQuestion();

    private LifecycleQuestion github(Reaction onUnassigned, Duration retention) {
        return ada.hasApp(
                        "github",
                        new Deprovisioning(
                                onUnassigned, Reaction.Disable, Reaction.Disable, Reaction.Disable, retention),
                        Duration.ofDays(3))
                .hasAccount("github", AccountState.Active);
    }

    private Decision passes() {
        return passes(WORKS);
    }

    private Decision passes(Job job) {
        return decided(ada.passes(job), "github").orElseThrow();
    }

    private static Transition retentionEnds(String instant) {
        return new Transition(Instant.parse(instant), Transition.What.RetentionEnds);
    }

    enum Loss {
        ROLE,
        SCOPE
    }

    private void loses(Loss loss) {
        switch (loss) {
            case ROLE -> ada.asksForNoRole();
            case SCOPE -> ada.company.narrows("github", FOR_SOME).answers(FOR_SOME, Truth.NO);
        }
    }

    @Nested
    class WhereTheAppDeletes {
        @ParameterizedTest
        @EnumSource
        void itIsDisabledAtOnceAndDeletedAfterTheRetention(Loss loss) {
            github(Reaction.Delete, MONTH).passes(WORKS);
            loses(loss);

            var first = ada.passes(WORKS);
            var before = ada.at(ALMOST).passes(WORKS);
            var due = ada.at(DUE).passes(WORKS);

            assertThat(decided(first, "github")).contains(DISABLED);
            assertThat(first.next().unassigned()).containsEntry(app("github"), NOW);
            assertThat(first.nextTransition()).contains(retentionEnds(DUE));
            assertThat(decided(before, "github")).contains(DISABLED);
            assertThat(before.nextTransition()).contains(retentionEnds(DUE));
            assertThat(decided(due, "github")).contains(DELETED);
            assertThat(due.transitions()).isEmpty();
        }

        @Test
        void itIsDeletedAtOnceWhereNothingIsRetained() {
            github(Reaction.Delete, Duration.ZERO).asksForNoRole();

            assertThat(passes()).isEqualTo(DELETED);
        }

        /** A leave has disabled it long before; that is not what counts. */
        @Test
        void itIsRetainedSinceItWasUnassignedAndNotSinceItWasDisabled() {
            github(Reaction.Delete, MONTH).passes(WORKS.is(Status.OnLeave));
            ada.hasAccount("github", AccountState.Disabled);

            assertThat(ada.at("2027-09-15T12:00:00Z")
                            .asksForNoRole()
                            .passes(WORKS)
                            .apps())
                    .containsEntry(app("github"), DISABLED);
            assertThat(ada.at("2027-10-15T11:59:59Z").passes(WORKS).apps()).containsEntry(app("github"), DISABLED);
            assertThat(ada.at("2027-10-15T12:00:00Z").passes(WORKS).apps()).containsEntry(app("github"), DELETED);
        }

        @Test
        void whoeverIsGivenItAgainInTimeHasItBackAndIsCountedAnewNextTime() {
            github(Reaction.Delete, MONTH).asksForNoRole().passes(WORKS);

            ada.at(ALMOST).asksFor("analyst");
            assertThat(passes()).isInstanceOf(Decision.Want.class);
            assertThat(ada.memory.unassigned()).isEmpty();

            ada.asksForNoRole();
            assertThat(passes()).isEqualTo(DISABLED);
            assertThat(ada.at("2026-11-14T11:59:58Z").passes(WORKS).apps()).containsEntry(app("github"), DISABLED);
            assertThat(ada.at("2026-11-14T11:59:59Z").passes(WORKS).apps()).containsEntry(app("github"), DELETED);
        }

        @Test
        void whatIsDeletedStaysSo() {
            github(Reaction.Delete, MONTH)
                    .hasAccount("github", AccountState.Deleted)
                    .asksForNoRole();

            assertThat(passes()).isEqualTo(DELETED);
            ada.paused();
            assertThat(passes()).isEqualTo(DELETED);
        }

        @Test
        void aDepartureIsCountedByItselfAndAReturnAnew() {
            github(Reaction.Delete, MONTH).asksForNoRole().passes(WORKS);

            assertThat(passes(WORKS.is(Status.Terminated).until("2026-09-14")))
                    .isEqualTo(new Decision.Disabled(Why.Departed));
            assertThat(ada.memory.unassigned()).isEmpty();

            assertThat(ada.at("2027-01-01T12:00:00Z").passes(WORKS).apps()).containsEntry(app("github"), DISABLED);
        }

        @Test
        void aPauseOfThePersonGoesFirstAndLeavesTheCount() {
            github(Reaction.Delete, MONTH).asksForNoRole().passes(WORKS);

            ada.at(DUE);
            assertThat(passes(WORKS.is(Status.OnLeave))).isEqualTo(new Decision.Disabled(Why.OnLeave));
            assertThat(passes()).isEqualTo(DELETED);
        }
    }

    /** What is not certain, or has to be mended first, is no reason for what cannot be undone. */
    @Nested
    class NothingIsCountedAndNothingDeleted {
        @Test
        void whileTheUserIsFrozen() {
            var trouble = new Problem(Problem.Kind.DuplicateUserName, "ProvisionedUser eve");
            github(Reaction.Delete, MONTH).has(trouble).asksForNoRole();
            assertThat(passes()).isEqualTo(DISABLED);
            assertThat(ada.memory.unassigned()).isEmpty();

            ada.hasNoProblem().passes(WORKS);
            ada.at(DUE).has(trouble);
            assertThat(passes()).isEqualTo(DISABLED);
            assertThat(ada.resolve(WORKS).transitions()).isEmpty();

            ada.hasNoProblem();
            assertThat(passes()).isEqualTo(DELETED);
        }

        @Test
        void whileNobodyCanTellWhetherTheAppIsForThePerson() {
            github(Reaction.Delete, MONTH).asksForNoRole().passes(WORKS);
            ada.asksFor("analyst").company.narrows("github", FOR_SOME).answers(FOR_SOME, Truth.UNKNOWN);

            ada.at(DUE);
            assertThat(passes()).isInstanceOf(Decision.Trim.class);
            assertThat(ada.memory.unassigned()).containsEntry(app("github"), NOW);

            ada.company.answers(FOR_SOME, Truth.NO);
            assertThat(passes()).isEqualTo(DELETED);
        }

        @Test
        void whereTheScopeWasNeverCertain() {
            github(Reaction.Delete, MONTH).company.narrows("github", FOR_SOME);

            assertThat(passes()).isInstanceOf(Decision.Trim.class);
            assertThat(ada.memory.unassigned()).isEmpty();
        }

        /** A role that is gone says nothing; only what was seen to end is an end. */
        @Test
        void whileARoleThatGaveItIsGone() {
            github(Reaction.Delete, MONTH).passes(WORKS);
            ada.company.losesRole("analyst");

            assertThat(passes()).isEqualTo(new Decision.Hold(Why.UnknownRole));
            assertThat(ada.memory.unassigned()).isEmpty();
        }

        /** The app is not for her, which is certain; what the missing role gave is not. */
        @Test
        void whileARoleIsGoneAndTheAppIsNotForThePerson() {
            github(Reaction.Delete, MONTH).passes(WORKS);
            ada.company.losesRole("analyst").narrows("github", FOR_SOME).answers(FOR_SOME, Truth.NO);

            assertThat(passes()).isEqualTo(DISABLED);
            assertThat(ada.memory.unassigned()).isEmpty();
        }

        @Test
        void whileTheTargetAppIsGone() {
            github(Reaction.Delete, MONTH).asksForNoRole().passes(WORKS);
            ada.at(DUE).company.losesApp("github");

            assertThat(passes()).isEqualTo(new Decision.Hold(Why.AppGone));
            assertThat(ada.memory.unassigned()).containsEntry(app("github"), NOW);
        }
    }

    @Nested
    class WhereTheAppKeeps {
        static final Decision KEPT = new Decision.Trim(Set.of(), Why.KeptUnassigned);

        @ParameterizedTest
        @EnumSource
        void itLosesWhatIsOursAndNothingElse(Loss loss) {
            github(Reaction.Keep, MONTH);
            loses(loss);

            assertThat(passes()).isEqualTo(KEPT);
            assertThat(ada.memory.accounts()).containsKey(app("github"));
            assertThat(ada.resolve(WORKS).transitions()).isEmpty();

            ada.asksFor("analyst").company.answers(FOR_SOME, Truth.YES);
            assertThat(passes()).isInstanceOf(Decision.Want.class);
        }

        @Test
        void whatARoleGaveOfWhichNobodyCanTellStaysToo() {
            var rule = new Rule("user.title == 'Countess'");
            ada.company
                    .hasRole("countess", rule, new Grant(app("github"), Company.groups("nobility")))
                    .answers(rule, Truth.YES);
            github(Reaction.Keep, MONTH).passes(WORKS);
            ada.company.answers(rule, Truth.UNKNOWN);
            loses(Loss.SCOPE);

            assertThat(passes()).isEqualTo(new Decision.Trim(Company.groups("nobility"), Why.KeptUnassigned));
        }

        @Test
        void anAccountThatMayBeInTheMakingIsLeftAlone() {
            github(Reaction.Keep, MONTH).hasClaimedAccount("github").asksForNoRole();

            assertThat(passes()).isEqualTo(new Decision.Hold(Why.KeptUnassigned));
        }

        /** It was in use until then: it is retained from the day on which it is disabled. */
        @Test
        void andLaterDeletesItIsRetainedFromThenOn() {
            github(Reaction.Disable, MONTH).asksForNoRole().passes(WORKS);
            github(Reaction.Keep, MONTH);
            assertThat(passes()).isEqualTo(KEPT);
            assertThat(ada.memory.unassigned()).isEmpty();

            github(Reaction.Delete, MONTH).at(DUE);
            assertThat(passes()).isEqualTo(DISABLED);
        }
    }

    @Nested
    class WhereTheAppDisables {
        /** The count is not of the reaction: what was disabled for a month need not be for another one. */
        @Test
        void itIsCountedSoThatItIsDueOnceTheAppDeletes() {
            github(Reaction.Disable, MONTH).asksForNoRole();

            assertThat(passes()).isEqualTo(DISABLED);
            assertThat(ada.at(DUE).resolve(WORKS).transitions()).isEmpty();
            assertThat(passes()).isEqualTo(DISABLED);

            github(Reaction.Delete, MONTH);
            assertThat(passes()).isEqualTo(DELETED);
        }
    }

    @Nested
    class AheadOfTheStart {
        private static final Decision WAITS = new Decision.Disabled(Why.NotStarted);
        private final Job starts = job("main").from("2026-12-01");

        @Test
        void whatNobodyHasUsedIsDeletedAfterTheRetention() {
            github(Reaction.Delete, MONTH).hasPreparedAccount("github", AccountState.Disabled);
            assertThat(passes(starts)).isEqualTo(WAITS);

            ada.asksForNoRole();
            assertThat(passes(starts)).isEqualTo(DISABLED);
            ada.at(DUE);
            assertThat(passes(starts)).isEqualTo(DELETED);
        }

        @Test
        void whatNobodyHasUsedIsKept() {
            github(Reaction.Keep, MONTH)
                    .hasPreparedAccount("github", AccountState.Disabled)
                    .asksForNoRole();

            assertThat(passes(starts)).isEqualTo(WhereTheAppKeeps.KEPT);
        }

        /** Nobody works there: until the start that is what counts. */
        @ParameterizedTest
        @EnumSource
        void whatMayHaveBeenUsedIsDisabledUntilTheStart(Reaction reaction) {
            github(reaction, Duration.ZERO).asksForNoRole();

            assertThat(passes(starts)).isEqualTo(WAITS);
        }
    }
}
