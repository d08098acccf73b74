package dev.usher.domain.person;

import static dev.usher.domain.person.Employment.Status.OnLeave;
import static dev.usher.domain.person.Employment.Status.Suspended;
import static dev.usher.domain.person.Employment.Status.Terminated;
import static dev.usher.domain.person.Employment.Status.Withdrawn;
import static dev.usher.domain.person.Job.job;
import static dev.usher.domain.person.Story.TODAY;
import static dev.usher.domain.person.Story.TOMORROW;
import static dev.usher.domain.person.Story.YESTERDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How a working life maps to a state: of one employment, then of several, then of an end that moves.
 *
 * <p>Today is 15 September 2026, in UTC.
 */
class LifeTest {
    @Nested
    class OneEmployment {
        @ParameterizedTest(name = "{0}: {1}, from {2} until {3}, is {4}")
        @CsvSource(
                nullValues = "-",
                value = {
                    "it goes on,                             Active,     -,          -,          Active",
                    "it began and has an end,                Active,     2026-09-14, 2026-09-16, Active",
                    "today is the first day,                 Active,     2026-09-15, -,          Active",
                    "today is the last day,                  Active,     -,          2026-09-15, Active",
                    "it begins tomorrow,                     Active,     2026-09-16, -,          Planned",
                    "its end has passed although Active,     Active,     -,          2026-09-14, Departed",
                    "it ended before it began,               Active,     2026-09-16, 2026-09-14, Departed",
                    "it pauses,                              OnLeave,    -,          -,          OnLeave",
                    "it pauses and has an end,               OnLeave,    -,          2026-09-16, OnLeave",
                    "it paused until its end,                OnLeave,    -,          2026-09-14, Departed",
                    "it will begin with a pause,             OnLeave,    2026-09-16, -,          Planned",
                    "it is suspended,                        Suspended,  -,          -,          Suspended",
                    "it was suspended until its end,         Suspended,  -,          2026-09-14, Departed",
                    "it is terminated without an end,        Terminated, -,          -,          Departed",
                    "it is terminated with a future end,     Terminated, -,          2026-09-16, Active",
                    "it is terminated as of today,           Terminated, -,          2026-09-15, Active",
                    "it was terminated,                      Terminated, -,          2026-09-14, Departed",
                    "it is terminated before it begins,      Terminated, 2026-09-16, -,          Departed",
                    "it will begin and end,                  Terminated, 2026-09-16, 2026-09-20, Planned",
                    "it was withdrawn,                       Withdrawn,  -,          -,          Departed",
                    "it was withdrawn although it goes on,   Withdrawn,  2026-09-14, 2026-09-16, Departed",
                    "it was withdrawn before it began,       Withdrawn,  2026-09-16, -,          Departed",
                })
        void isReadAtThisInstant(
                String row,
                Employment.Status status,
                @Nullable String start,
                @Nullable String end,
                LifecycleState state) {
            var entry = new Employment(
                    "main",
                    status,
                    Optional.ofNullable(start).map(Job::moment),
                    Optional.ofNullable(end).map(Job::moment),
                    false);

            assertThat(Story.of(new Job(entry)).now().state()).as(row).isEqualTo(state);
        }

        @Test
        void isNotNeededByWhoNeverHadOne() {
            var life = Story.of().now();

            assertThat(life.state()).isEqualTo(LifecycleState.Active);
            assertThat(life.leading()).isEmpty();
            assertThat(life.ahead()).isEmpty();
            assertThat(life.seen()).isEmpty();
        }

        @Test
        void saysWhenSomebodyStarts() {
            assertThat(Story.of(job("main").from(TOMORROW)).now().start())
                    .contains(new Transition(
                            Job.moment(TOMORROW).start(Workday.WHOLE_DAYS_IN_UTC), Transition.What.EmploymentStarts));
            assertThat(Story.of(job("main").from(TODAY)).now().start()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(
                value = Employment.Status.class,
                names = {"Active", "OnLeave", "Suspended"})
        void contradictsItselfWhereItGoesOnAfterItsEnd(Employment.Status status) {
            var life = Story.of(job("main").is(status).until(YESTERDAY)).now();

            assertThat(life.state()).isEqualTo(LifecycleState.Departed);
            assertThat(life.oddities().contradictory()).containsExactly("main");
        }

        @ParameterizedTest
        @EnumSource(
                value = Employment.Status.class,
                names = {"Terminated", "Withdrawn"})
        void doesNotContradictItselfWhereItsEndWasMeant(Employment.Status status) {
            assertThat(Story.of(job("main").is(status).until(YESTERDAY))
                            .now()
                            .oddities()
                            .contradictory())
                    .isEmpty();
        }

        @Test
        void doesNotContradictItselfBeforeItsEnd() {
            assertThat(Story.of(job("main").until(TODAY)).now().oddities().contradictory())
                    .isEmpty();
        }
    }

    @Nested
    class SeveralEmployments {
        @Test
        void keepSomebodyForAsLongAsAnyIsAlive() {
            var life = Story.of(job("ended").is(Terminated).until(YESTERDAY), job("going"))
                    .now();

            assertThat(life.state()).isEqualTo(LifecycleState.Active);
            assertThat(life.leading().map(Employment::id)).contains("going");
            assertThat(life.departedAt()).isEmpty();
        }

        @Test
        void areLedByThePrimaryAmongTheLiving() {
            var life = Story.of(
                            job("first").is(OnLeave).from("2020-01-01").primary(),
                            job("second").from("2025-01-01"))
                    .now();

            assertThat(life.leading().map(Employment::id)).contains("first");
            assertThat(life.state()).isEqualTo(LifecycleState.OnLeave);
        }

        @Test
        void areLedByTheLatestStartWhereNoneIsPrimary() {
            var life = Story.of(
                            job("always").is(Suspended),
                            job("first").is(OnLeave).from("2020-01-01"),
                            job("second").from("2025-01-01"))
                    .now();

            assertThat(life.leading().map(Employment::id)).contains("second");
            assertThat(life.state()).isEqualTo(LifecycleState.Active);
        }

        @Test
        void areLedByTheLatestStartAmongSeveralPrimaries() {
            var life = Story.of(
                            job("first").from("2020-01-01").primary(),
                            job("second").is(OnLeave).from("2025-01-01").primary())
                    .now();

            assertThat(life.leading().map(Employment::id)).contains("second");
        }

        @Test
        void areNotLedByAPrimaryThatHasEndedOrIsAhead() {
            var life = Story.of(
                            job("ended").is(Terminated).until(YESTERDAY).primary(),
                            job("ahead").is(Suspended).from(TOMORROW).primary(),
                            job("now").is(OnLeave).from("2020-01-01"))
                    .now();

            assertThat(life.leading().map(Employment::id)).contains("now");
            assertThat(life.state()).isEqualTo(LifecycleState.OnLeave);
        }

        @Test
        void areLedByTheFirstToBeginWhereAllAreAhead() {
            var life = Story.of(
                            job("later").from("2027-01-01").primary(),
                            job("sooner").from("2026-10-01"))
                    .now();

            assertThat(life.state()).isEqualTo(LifecycleState.Planned);
            assertThat(life.leading().map(Employment::id)).contains("sooner");
            assertThat(life.start().orElseThrow().time()).isEqualTo("2026-10-01T00:00:00Z");
        }

        @Test
        void waitForTheNextContractOfSomebodyWhoseDepartureNobodySaw() {
            var life = Story.of(
                            job("old").is(Terminated).until(YESTERDAY),
                            job("new").from(TOMORROW))
                    .now();

            assertThat(life.state()).isEqualTo(LifecycleState.Planned);
            assertThat(life.departedAt()).isEmpty();
        }

        @Test
        void endWhenTheLastOfThemEnds() {
            var life = Story.of(
                            job("a").until("2026-10-31"),
                            job("b").is(Terminated).until("2026-12-31"))
                    .now();

            assertThat(life.end())
                    .contains(new Transition(
                            Job.moment("2026-12-31").end(Workday.WHOLE_DAYS_IN_UTC), Transition.What.EmploymentEnds));
        }

        @Test
        void haveNoEndWhileOneGoesOnOrIsStillToCome() {
            assertThat(Story.of(job("a").until("2026-10-31"), job("b")).now().end())
                    .isEmpty();
            assertThat(Story.of(
                                    job("a").until("2026-10-31"),
                                    job("b").from("2026-11-01").until("2027-10-31"))
                            .now()
                            .end())
                    .isEmpty();
        }

        @Test
        void doNotBringBackWhoWasWithdrawnFromAllOfThem() {
            var life = Story.of(
                            job("a").is(Withdrawn).from(TOMORROW),
                            job("b").is(Withdrawn).from(YESTERDAY))
                    .now();

            assertThat(life.state()).isEqualTo(LifecycleState.Departed);
            assertThat(life.withdrawn()).isTrue();
            assertThat(life.ahead()).isEmpty();
        }

        @Test
        void countWhoWasWithdrawnFromOneAndWorkedInAnotherAsHavingCome() {
            var left = Story.of(
                            job("a").is(Withdrawn).from(TOMORROW),
                            job("b").is(Terminated).until(YESTERDAY))
                    .now();
            var here = Story.of(job("a").is(Withdrawn).from(TOMORROW), job("b")).now();

            assertThat(left.state()).isEqualTo(LifecycleState.Departed);
            assertThat(left.withdrawn()).isFalse();
            assertThat(here.state()).isEqualTo(LifecycleState.Active);
            assertThat(here.withdrawn()).isFalse();
        }
    }
}
