package dev.usher.domain.access;

import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Question.NOW;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Roles that are given by hand, and when they end. */
class ResolverAssignmentsTest {
    private static final Instant TOMORROW = Instant.parse("2026-09-16T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-09-16T00:00:00Z");

    private final Question asked = new Question();

    private static Asked analyst(String from, String until) {
        return new Asked(List.of(new Assignment(role("analyst"), Moment.parse(from), Moment.parse(until))), List.of());
    }

    private static Asked analyst() {
        return analyst("", "");
    }

    private static Asked renewed(String from) {
        return analyst(from, "");
    }

    private static Set<RoleKey> held(Resolution resolution) {
        return resolution.next().roles().keySet();
    }

    private static Optional<AssignmentState.Ended> ended(Resolution resolution) {
        return Optional.ofNullable(resolution.next().assignments().get(role("analyst")))
                .flatMap(AssignmentState::ended);
    }

    private static AssignmentTerms atMost(Duration longest) {
        return new AssignmentTerms(true, Optional.of(longest), new TreeSet<>());
    }

    private static AssignmentTerms endsOnChangeOf(String... attributes) {
        return new AssignmentTerms(true, Optional.empty(), new TreeSet<>(Set.of(attributes)));
    }

    @Nested
    class AnAssignment {
        @Test
        void withAnEndIsHeldToTheEndOfThatDayAndSaysSo() {
            var resolution = asked.resolve(person("ada"), analyst("", "2026-09-15"), NOW);

            assertThat(Question.causes(resolution, "analyst"))
                    .extracting(Cause::until)
                    .containsExactly(Optional.of(MIDNIGHT));
            assertThat(resolution.transitions()).containsExactly(new Transition(MIDNIGHT, Transition.What.RoleEnds));
            assertThat(held(asked.resolve(person("ada"), analyst("", "2026-09-15"), MIDNIGHT)))
                    .isEmpty();
        }

        @Test
        void thatHasEndedSaysWhenToWhoeverAsksAndNobodyElse() {
            var resolution = asked.resolve(person("ada"), analyst("", "2026-09-15"), TOMORROW);

            assertThat(resolution.refused()).isEqualTo(Map.of(role("analyst"), new Refusal.Ended(MIDNIGHT)));
            assertThat(resolution.problems()).isEmpty();
        }

        @Test
        void withABeginningIsHeldFromThenOn() {
            var resolution = asked.resolve(person("ada"), analyst("2026-09-16", ""), NOW);

            assertThat(held(resolution)).isEmpty();
            assertThat(resolution.refused()).isEqualTo(Map.of(role("analyst"), new Refusal.Begins(MIDNIGHT)));
            assertThat(resolution.problems()).isEmpty();
            assertThat(resolution.transitions()).containsExactly(new Transition(MIDNIGHT, Transition.What.RoleStarts));
            assertThat(held(asked.resolve(person("ada"), analyst("2026-09-16", ""), MIDNIGHT)))
                    .containsExactly(role("analyst"));
        }

        @Test
        void thatEndsBeforeItBeginsGivesNothingAndSaysSo() {
            var resolution = asked.resolve(person("ada"), analyst("2026-09-14", "2026-09-13"), NOW);

            assertThat(held(resolution)).isEmpty();
            assertThat(resolution.problems())
                    .containsExactly(new Problem(Problem.Kind.DatesSwapped, "Role analyst of `spec.roles`"));
        }

        @Test
        void ofARoleThatIsNotForHandsGivesNothingAndSaysSo() {
            asked.company.terms("analyst", new AssignmentTerms(false, Optional.empty(), new TreeSet<>()));

            var resolution = asked.resolve(person("ada"), analyst(), NOW);

            assertThat(held(resolution)).isEmpty();
            assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.RoleNotAssignable, "analyst"));
        }

        @Test
        void ofARoleThatIsNotForHandsIsHeldThroughAnother() {
            asked.company.terms("analyst", new AssignmentTerms(false, Optional.empty(), new TreeSet<>()));
            asked.company.hasRole("lead", List.of(role("analyst")));

            assertThat(held(asked.resolve(person("ada"), "lead"))).contains(role("analyst"));
        }
    }

    @Nested
    class ALimit {
        private final Instant end = NOW.plus(Duration.ofDays(90));

        private void limited() {
            asked.company.terms("analyst", atMost(Duration.ofDays(90)));
        }

        @Test
        void countsFromWhenTheAssignmentWasFirstSeen() {
            limited();
            asked.passes(person("ada"), analyst(), NOW);

            var later = asked.resolve(person("ada"), analyst(), TOMORROW);

            assertThat(later.transitions()).containsExactly(new Transition(end, Transition.What.RoleEnds));
        }

        @Test
        void countsFromTheBeginningThatTheAssignmentNames() {
            limited();

            assertThat(asked.resolve(person("ada"), analyst("2026-09-01T00:00:00Z", ""), NOW)
                            .transitions())
                    .containsExactly(new Transition(Instant.parse("2026-11-30T00:00:00Z"), Transition.What.RoleEnds));
        }

        @Test
        void isNotMovedByALaterEnd() {
            limited();

            assertThat(Question.causes(asked.resolve(person("ada"), analyst("", "2030-01-01"), NOW), "analyst"))
                    .extracting(Cause::until)
                    .containsExactly(Optional.of(end));
        }

        @Test
        void endsTheAssignmentForGood() {
            limited();
            asked.passes(person("ada"), analyst(), NOW);

            var over = asked.passes(person("ada"), analyst(), end);
            var still = asked.passes(person("ada"), analyst(), end.plusSeconds(1_000_000));

            assertThat(held(over)).isEmpty();
            assertThat(held(still)).isEmpty();
            assertThat(ended(still)).contains(new AssignmentState.Ended(end, AssignmentState.By.Maximum));
            assertThat(still.problems()).containsExactly(new Problem(Problem.Kind.AssignmentEnded, "analyst"));
        }

        @Test
        void startsAgainWithARenewalOnTheDayOfTheEnd() {
            limited();
            asked.passes(person("ada"), analyst(), NOW);
            asked.passes(person("ada"), analyst(), end);

            var renewed = asked.passes(person("ada"), renewed("2026-12-14"), end.plusSeconds(60));

            assertThat(held(renewed)).containsExactly(role("analyst"));
            assertThat(ended(renewed)).isEmpty();
            assertThat(renewed.problems()).isEmpty();
        }

        @Test
        void startsAgainWithAnEntryThatWasTakenOutAndIsBack() {
            limited();
            asked.passes(person("ada"), analyst(), NOW);
            asked.passes(person("ada"), analyst(), end);
            asked.passes(person("ada"), Asked.of(Stream.of()), end.plusSeconds(1));

            assertThat(held(asked.passes(person("ada"), analyst(), end.plusSeconds(2))))
                    .containsExactly(role("analyst"));
        }

        @Test
        void runsOnWhileTheRoleIsNotForHands() {
            limited();
            asked.passes(person("ada"), analyst(), NOW);
            asked.company.terms(
                    "analyst", new AssignmentTerms(false, Optional.of(Duration.ofDays(90)), new TreeSet<>()));
            assertThat(held(asked.passes(person("ada"), analyst(), TOMORROW))).isEmpty();
            limited();

            assertThat(asked.passes(person("ada"), analyst(), TOMORROW.plusSeconds(1))
                            .transitions())
                    .containsExactly(new Transition(end, Transition.What.RoleEnds));
        }

        @Test
        void isNotForgottenByARenewalThatIsTakenBackBeforeItBegins() {
            limited();
            asked.passes(person("ada"), analyst(), NOW);
            asked.passes(person("ada"), analyst(), end);
            assertThat(held(asked.passes(person("ada"), renewed("2027-01-01"), end.plusSeconds(1))))
                    .isEmpty();

            assertThat(held(asked.passes(person("ada"), analyst(), end.plusSeconds(2))))
                    .isEmpty();
        }

        @Test
        void thatIsRenewedKeepsThePlaceOfTheRoleAmongThoseThatConflict() {
            limited();
            asked.company.conflicts("analyst", List.of(role("auditor")));
            var both = new Asked(
                    List.of(
                            new Assignment(role("analyst"), Moment.parse("2026-09-16"), Optional.empty()),
                            new Assignment(role("auditor"))),
                    List.of());
            asked.passes(person("ada"), analyst(), NOW);

            assertThat(held(asked.passes(person("ada"), both, TOMORROW))).containsExactly(role("analyst"));
        }

        @Test
        void isNotRenewedByABeginningFromBeforeTheEnd() {
            limited();
            asked.passes(person("ada"), analyst(), NOW);
            asked.passes(person("ada"), analyst(), end);

            assertThat(held(asked.passes(person("ada"), renewed("2026-12-13"), end.plusSeconds(60))))
                    .isEmpty();
        }
    }

    @Nested
    class AChange {
        private void sets(String department) {
            // Attributes of the leading employment are the person's.
            ada = person(
                    "ada",
                    job("main")
                            .is(Employment.Status.Active)
                            .as(Attributes.DEPARTMENT, department)
                            .entry());
        }

        private Person ada = person("ada");

        @Test
        void endsAnAssignmentThatRestsOnWhatChanged() {
            asked.company.terms("analyst", endsOnChangeOf(Attributes.DEPARTMENT));
            sets("Engineering");
            asked.passes(ada, analyst(), NOW);
            sets("Sales");

            var moved = asked.passes(ada, analyst(), TOMORROW);

            assertThat(held(moved)).isEmpty();
            assertThat(ended(moved)).contains(new AssignmentState.Ended(TOMORROW, AssignmentState.By.Change));
            sets("Engineering");
            assertThat(held(asked.passes(ada, analyst(), TOMORROW.plusSeconds(1))))
                    .isEmpty();
        }

        @Test
        void ofSomethingElseEndsNothing() {
            asked.company.terms("analyst", endsOnChangeOf(Attributes.LOCATION));
            sets("Engineering");
            asked.passes(ada, analyst(), NOW);
            sets("Sales");

            assertThat(held(asked.passes(ada, analyst(), TOMORROW))).containsExactly(role("analyst"));
        }

        @Test
        void ofTheRoleIsNoneOfThePerson() {
            asked.company.terms("analyst", endsOnChangeOf(Attributes.DEPARTMENT));
            sets("Engineering");
            asked.passes(ada, analyst(), NOW);
            asked.company.terms("analyst", endsOnChangeOf(Attributes.DEPARTMENT, Attributes.LOCATION));

            assertThat(held(asked.passes(ada, analyst(), TOMORROW))).containsExactly(role("analyst"));
        }

        @Test
        void thatComesWithANewBeginningIsARenewal() {
            asked.company.terms("analyst", endsOnChangeOf(Attributes.DEPARTMENT));
            sets("Engineering");
            asked.passes(ada, analyst(), NOW);
            sets("Sales");

            assertThat(held(asked.passes(ada, renewed("2026-09-16"), TOMORROW))).containsExactly(role("analyst"));
        }

        @Test
        void onTheDayOfTheAssignmentEndsItToo() {
            asked.company.terms("analyst", endsOnChangeOf(Attributes.DEPARTMENT));
            sets("Engineering");
            asked.passes(ada, renewed("2026-09-15"), NOW);
            sets("Sales");

            assertThat(held(asked.passes(ada, renewed("2026-09-15"), NOW.plusSeconds(60))))
                    .isEmpty();
        }
    }

    @Nested
    class AReturn {
        private final LifecycleQuestion ada = new LifecycleQuestion();

        private Resolution at(String instant, Employment.Status status) {
            return ada.at(instant).passes(job("main").is(status));
        }

        private void leaves() {
            at("2026-09-01T00:00:00Z", Employment.Status.Active);
            at("2026-09-02T00:00:00Z", Employment.Status.Terminated);
            at("2026-09-03T00:00:00Z", Employment.Status.Terminated);
        }

        @Test
        void afterALongAbsenceBringsBackNoRoleThatWasGivenByHand() {
            leaves();

            var back = at("2026-10-02T00:00:00Z", Employment.Status.Active);
            var later = at("2026-10-03T00:00:00Z", Employment.Status.Active);

            assertThat(held(back)).isEmpty();
            assertThat(held(later)).isEmpty();
            assertThat(later.problems()).containsExactly(new Problem(Problem.Kind.NeedsConfirmation, "analyst"));
        }

        @Test
        void afterAShortAbsenceBringsThemBack() {
            leaves();

            var back = at("2026-10-01T23:59:59Z", Employment.Status.Active);

            assertThat(held(back)).containsExactly(role("analyst"));
            assertThat(ended(back)).isEmpty();
        }

        @Test
        void thatWasTooLateIsNoSoonerBecauseThePolicyChanges() {
            leaves();
            at("2026-10-02T00:00:00Z", Employment.Status.Active);
            ada.longAbsence(Duration.ofDays(365));

            assertThat(held(at("2026-10-03T00:00:00Z", Employment.Status.Active)))
                    .isEmpty();
        }

        @Test
        void isJudgedOnlyOnceThePolicyIsUnderstood() {
            ada.longAbsence(Duration.ofDays(1));
            leaves();
            ada.longAbsence(Policy.LONG_ABSENCE).has(new Problem(Problem.Kind.PolicyNotUnderstood, "default"));
            at("2026-09-20T00:00:00Z", Employment.Status.Active);
            ada.longAbsence(Duration.ofDays(1)).hasNoProblem();

            assertThat(held(at("2026-09-21T00:00:00Z", Employment.Status.Active)))
                    .isEmpty();
        }

        @Test
        void bringsNothingThatGitTookOutAndWroteBackMeanwhile() {
            leaves();
            ada.asksForNoRole();
            at("2026-09-05T00:00:00Z", Employment.Status.Terminated);
            ada.asksFor("analyst");

            assertThat(held(at("2026-12-01T00:00:00Z", Employment.Status.Active)))
                    .isEmpty();
        }

        @Test
        void isRememberedWithoutAnythingOfThePersonOnceTheirDataIsForgotten() {
            ada.company.terms("analyst", endsOnChangeOf(Attributes.DEPARTMENT));
            leaves();
            assertThat(ada.memory.assignments().get(role("analyst")))
                    .satisfies(state -> assertThat(state.basis()).isPresent());

            ada.isEmptied();
            var forgotten = at("2026-09-04T00:00:00Z", Employment.Status.Terminated);

            assertThat(forgotten.next().forgottenAt()).isPresent();
            assertThat(forgotten.next().assignments().get(role("analyst")))
                    .satisfies(state -> assertThat(state.basis()).isEmpty())
                    .satisfies(state -> assertThat(state.ended()).isPresent());
        }

        @Test
        void bringsThemBackOnceSomebodyConfirmsThem() {
            leaves();
            at("2026-10-02T00:00:00Z", Employment.Status.Active);
            ada.asksFor(renewed("2026-10-02"));

            assertThat(held(at("2026-10-02T09:00:00Z", Employment.Status.Active)))
                    .containsExactly(role("analyst"));
        }

        @Test
        void bringsWhatWasGivenDuringTheAbsence() {
            ada.asksForNoRole();
            leaves();
            ada.asksFor("analyst");

            assertThat(held(at("2026-12-01T00:00:00Z", Employment.Status.Active)))
                    .containsExactly(role("analyst"));
        }

        @Test
        void countsAsThePolicySays() {
            ada.longAbsence(Duration.ofDays(1));
            leaves();

            assertThat(held(at("2026-09-03T00:00:00Z", Employment.Status.Active)))
                    .isEmpty();
        }

        @Test
        void bringsNoAssignmentBackForLongerThanItMayLast() {
            ada.company.terms("analyst", atMost(Duration.ofDays(2)));
            leaves();

            var back = at("2026-09-04T00:00:00Z", Employment.Status.Active);

            assertThat(ended(back))
                    .hasValueSatisfying(over -> assertThat(over.by()).isEqualTo(AssignmentState.By.Maximum));
        }
    }
}
