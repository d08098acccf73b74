package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.employment;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Question.causes;
import static dev.usher.domain.access.Question.decision;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResolverRulesTest {
    private static final Rule ENGINEERS = new Rule("user.department == 'Engineering'");
    private static final Rule EVERYBODY = new Rule("true");

    private final Question asked = new Question();

    @BeforeEach
    void rules() {
        asked.company.hasRole("engineer", ENGINEERS, new Grant(app("github"), groups("engineers")));
        asked.company.answers(ENGINEERS, Truth.YES);
    }

    @Nested
    class ARuleThatIsTrue {
        @Test
        void givesTheRoleAndIsNamedAsItsCause() {
            var resolution = asked.resolve(person("ada"));

            assertThat(want(resolution, "github")).containsExactly(group("engineers"));
            assertThat(causes(resolution, "engineer"))
                    .extracting(Cause::kind, Cause::via)
                    .containsExactly(tuple(Cause.Kind.Rule, Optional.empty()));
            assertThat(resolution.problems()).isEmpty();
        }

        @Test
        void givesWhatTheRoleContains() {
            asked.company.hasRole("lead", List.of(role("analyst")));
            asked.company.hasRole("engineer", ENGINEERS);
            asked.company.hasRole("all", EVERYBODY, new Grant(app("jira"), groups("users")));
            asked.company.answers(EVERYBODY, Truth.YES);

            assertThat(want(asked.resolve(person("ada"), "lead"), "github")).contains(group("analysts"));
            assertThat(want(asked.resolve(person("ada"), "lead"), "jira")).containsExactly(group("users"));
        }

        @Test
        void stopsGivingWhenItIsNotTrueAnyMore() {
            asked.hasAccount("github");
            asked.memory = asked.resolve(person("ada")).next();
            asked.company.answers(ENGINEERS, Truth.NO);

            var resolution = asked.resolve(person("ada"));

            assertThat(decision(resolution, "github")).isEqualTo(new Decision.Disabled(Why.Unassigned));
            assertThat(resolution.next().roles()).isEmpty();
        }

        @Test
        void takesNothingThatAnotherCauseGives() {
            asked.hasAccount("github");
            asked.memory = asked.resolve(person("ada"), "engineer").next();
            asked.company.answers(ENGINEERS, Truth.NO);

            var resolution = asked.resolve(person("ada"), "engineer");

            assertThat(want(resolution, "github")).containsExactly(group("engineers"));
            assertThat(causes(resolution, "engineer")).extracting(Cause::kind).containsExactly(Cause.Kind.Explicit);
        }

        @Test
        void keepsNobodyInWhoDeparted() {
            asked.hasAccount("github");

            var resolution = asked.resolve(person("ada", employment(Employment.Status.Terminated)));

            assertThat(decision(resolution, "github")).isEqualTo(new Decision.Disabled(Why.Departed));
            assertThat(resolution.next().roles()).isEmpty();
        }
    }

    @Nested
    class ARuleThatCannotBeAnswered {
        @BeforeEach
        void unknown() {
            asked.hasAccount("github");
        }

        @Test
        void givesNothingToWhoDidNotHoldTheRoleAndSaysNothing() {
            asked.company.answers(ENGINEERS, Truth.UNKNOWN);

            var resolution = asked.resolve(person("ada"), "auditor");

            assertThat(want(resolution, "github")).doesNotContain(group("engineers"));
            assertThat(((Decision.Want) decision(resolution, "github")).frozen())
                    .isEmpty();
            assertThat(resolution.problems()).isEmpty();
        }

        @Test
        void takesNothingFromWhoHeldTheRoleAndSaysSo() {
            var before = asked.resolve(person("ada"), "auditor");
            asked.memory = before.next();
            asked.company.answers(ENGINEERS, Truth.UNKNOWN);

            var resolution = asked.resolve(person("ada"), "auditor");

            assertThat(((Decision.Want) decision(resolution, "github")).frozen())
                    .contains(group("engineers"));
            assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.RuleUnknown, "engineer"));
            assertThat(resolution.next().roles()).isEqualTo(before.next().roles());
        }

        @Test
        void holdsAnAccountThatHangsOnIt() {
            asked.memory = asked.resolve(person("ada")).next();
            asked.company.answers(ENGINEERS, Truth.UNKNOWN);

            assertThat(decision(asked.resolve(person("ada")), "github")).isEqualTo(new Decision.Hold(Why.UnknownRole));
        }

        @Test
        void keepsTheCauseBesideAnotherOneForTheDayOnWhichThatGoes() {
            asked.memory = asked.resolve(person("ada"), "engineer").next();
            asked.company.answers(ENGINEERS, Truth.UNKNOWN);

            var both = asked.resolve(person("ada"), "engineer");
            asked.memory = both.next();
            var one = asked.resolve(person("ada"));

            assertThat(causes(both, "engineer"))
                    .extracting(Cause::kind)
                    .containsExactly(Cause.Kind.Explicit, Cause.Kind.Rule);
            assertThat(both.problems()).isEmpty();
            assertThat(decision(one, "github")).isEqualTo(new Decision.Hold(Why.UnknownRole));
        }

        @Test
        void isAlsoOneWhoseRoleIsGone() {
            asked.memory = asked.resolve(person("ada")).next();
            asked.company.losesRole("engineer");

            var resolution = asked.resolve(person("ada"));

            assertThat(decision(resolution, "github")).isEqualTo(new Decision.Hold(Why.UnknownRole));
            assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.RuleUnknown, "engineer"));
        }

        @Test
        void takesWhatItGaveOnceItIsMendedAndFalse() {
            asked.memory = asked.resolve(person("ada")).next();
            asked.company.answers(ENGINEERS, Truth.UNKNOWN);
            asked.memory = asked.resolve(person("ada")).next();
            asked.company.answers(ENGINEERS, Truth.NO);

            assertThat(decision(asked.resolve(person("ada")), "github"))
                    .isEqualTo(new Decision.Disabled(Why.Unassigned));
        }
    }

    @Nested
    class DoubtAboutOneRole {
        @BeforeEach
        void unknown() {
            asked.hasAccount("github");
            asked.hasAccount("jira");
            asked.company.hasRole("finance", "jira", "payers");
            asked.company.hasRole("clerk", "github", "clerks");
            asked.memory = asked.resolve(person("ada"), "finance", "clerk").next();
            asked.company.answers(ENGINEERS, Truth.UNKNOWN);
        }

        @Test
        void keepsNothingThatAnotherRoleGave() {
            var resolution = asked.resolve(person("ada"), "clerk");

            assertThat(decision(resolution, "jira")).isEqualTo(new Decision.Disabled(Why.Unassigned));
            assertThat(((Decision.Want) decision(asked.resolve(person("ada"), "finance"), "jira")).frozen())
                    .isEmpty();
        }

        @Test
        void freezesInItsAppOnlyWhatItGave() {
            var frozen = ((Decision.Want) decision(asked.resolve(person("ada"), "analyst"), "github")).frozen();

            assertThat(frozen).containsExactly(group("engineers"));
        }
    }

    @Nested
    class WhatIsHeldThroughARoleInDoubt {
        @BeforeEach
        void unknown() {
            asked.hasAccount("github");
            asked.company.hasRole("engineer", ENGINEERS);
            asked.company.inherits("engineer", "analyst");
            asked.memory = asked.resolve(person("ada")).next();
        }

        @Test
        void isGivenByTheRule() {
            assertThat(want(asked.resolve(person("ada")), "github")).contains(group("analysts"));
        }

        @Test
        void isInDoubtWithItAndKeepsSinceWhen() {
            var before = asked.memory.roles();
            asked.company.answers(ENGINEERS, Truth.UNKNOWN);

            var resolution = asked.resolve(person("ada"));

            assertThat(decision(resolution, "github")).isEqualTo(new Decision.Hold(Why.UnknownRole));
            assertThat(resolution.next().roles()).isEqualTo(before);
            assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.RuleUnknown, "engineer"));
        }

        @Test
        void isStillInDoubtOnceItsRoleIsGone() {
            asked.company.answers(ENGINEERS, Truth.UNKNOWN);
            asked.memory = asked.resolve(person("ada")).next();
            asked.company.losesRole("analyst").answers(ENGINEERS, Truth.YES);

            var resolution = asked.resolve(person("ada"));

            assertThat(decision(resolution, "github")).isEqualTo(new Decision.Hold(Why.UnknownRole));
            assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.RoleNotFound, "analyst"));
        }
    }

    @Test
    void whoIsGivenMoreRolesThanCanBeRememberedKeepsTheOnesTheyHave() {
        asked.memory = asked.resolve(person("ada"), "guest").next();
        asked.company.answers(EVERYBODY, Truth.YES);
        for (var number = 100; number < 400; number++) {
            asked.company.hasRole("r" + number, EVERYBODY);
        }

        var resolution = asked.resolve(person("ada"), "guest");

        assertThat(resolution.next().roles()).hasSize(256).containsKeys(role("engineer"), role("guest"), role("r353"));
        assertThat(resolution.problems()).hasSize(46).contains(new Problem(Problem.Kind.TooManyRoles, "r354"));
    }

    @Nested
    class AnAppThatIsForSome {
        private static final Rule PEOPLE = new Rule("user.type != 'Service'");

        @BeforeEach
        void narrow() {
            asked.company.narrows("github", PEOPLE);
        }

        @Test
        void hasAnAccountOfWhomItIsFor() {
            asked.company.answers(PEOPLE, Truth.YES);

            assertThat(want(asked.resolve(person("ada"), "analyst"), "github"))
                    .contains(group("analysts"), group("engineers"));
        }

        @Test
        void makesNoneForAnybodyElseWhateverRolesSay() {
            asked.company.answers(PEOPLE, Truth.NO);

            var resolution = asked.resolve(person("ada"), "analyst");

            assertThat(resolution.apps()).isEmpty();
            assertThat(resolution.problems()).isEmpty();
            assertThat(resolution.next().roles()).containsKey(role("analyst"));
        }

        @Test
        void takesTheAccountOfWhomItIsNotForAnyMoreAlsoWhereARoleIsInDoubt() {
            asked.hasAccount("github");
            asked.memory = asked.resolve(person("ada")).next();
            asked.company.answers(PEOPLE, Truth.NO).answers(ENGINEERS, Truth.UNKNOWN);

            assertThat(decision(asked.resolve(person("ada")), "github"))
                    .isEqualTo(new Decision.Disabled(Why.Unassigned));
        }

        @Test
        void leavesAnAccountAsItIsWhereNobodyCanTellButForWhatLostItsCause() {
            asked.hasAccount("github");

            var resolution = asked.resolve(person("ada"), "auditor");

            assertThat(decision(resolution, "github"))
                    .isEqualTo(new Decision.Trim(groups("auditors", "readers", "engineers"), Why.Frozen));
            assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.ScopeUnknown, "github"));
        }

        @Test
        void makesNoneWhereNobodyCanTellAndSaysNothing() {
            var resolution = asked.resolve(person("ada"), "auditor");

            assertThat(resolution.apps()).isEmpty();
            assertThat(resolution.problems()).isEmpty();
        }

        @Test
        void keepsNobodyInWhoLostEveryRoleOrLeft() {
            asked.hasAccount("github");
            asked.company.answers(ENGINEERS, Truth.NO);

            assertThat(decision(asked.resolve(person("ada")), "github"))
                    .isEqualTo(new Decision.Disabled(Why.Unassigned));
            assertThat(decision(asked.resolve(person("ada", employment(Employment.Status.Terminated))), "github"))
                    .isEqualTo(new Decision.Disabled(Why.Departed));
        }

        @Test
        void preparesNoneForWhomItIsNot() {
            asked.company.hasApp("github", Deprovisioning.STANDARD, Duration.ofDays(3));
            asked.company.narrows("github", PEOPLE).answers(PEOPLE, Truth.NO);
            var joiner = person(
                    "ada",
                    new Employment(
                            "main", Employment.Status.Active, Moment.parse("2026-09-17"), Optional.empty(), false));

            assertThat(asked.resolve(joiner, "analyst").apps()).isEmpty();

            asked.company.answers(PEOPLE, Truth.YES);
            assertThat(want(asked.resolve(joiner, "analyst"), "github")).contains(group("analysts"));
        }
    }

    @Nested
    class ARuleThatAsksForTheDay {
        @Test
        void isAskedAgainAtMidnightWhereThePersonWorks() {
            asked.company.asksForTheDay();

            assertThat(asked.resolve(person("ada")).nextTransition())
                    .contains(new Transition(Instant.parse("2026-09-16T00:00:00Z"), Transition.What.DayBegins));
        }

        @Test
        void isNotWaitedForByWhoDeparted() {
            asked.company.asksForTheDay();

            assertThat(asked.resolve(person("ada", employment(Employment.Status.Terminated)))
                            .transitions())
                    .isEmpty();
        }

        @Test
        void isTheOnlyOneForWhichADayIsWaited() {
            assertThat(asked.resolve(person("ada")).transitions()).isEmpty();
        }
    }

    @Test
    void anUnansweredRuleNeverStopsADeparture() {
        asked.hasAccount("github");
        asked.memory = asked.resolve(person("ada")).next();
        asked.company.answers(ENGINEERS, Truth.UNKNOWN);

        var resolution = asked.resolve(person("ada", employment(Employment.Status.Terminated)));

        assertThat(decision(resolution, "github")).isEqualTo(new Decision.Disabled(Why.Departed));
        assertThat(resolution.problems()).isEmpty();
        assertThat(resolution.apps().keySet()).isEqualTo(Set.of(app("github")));
    }
}
