package dev.usher.domain.person;

import static dev.usher.domain.person.Employment.Status.OnLeave;
import static dev.usher.domain.person.Employment.Status.Suspended;
import static dev.usher.domain.person.Employment.Status.Terminated;
import static dev.usher.domain.person.Employment.Status.Withdrawn;
import static dev.usher.domain.person.Job.job;
import static dev.usher.domain.person.Story.TOMORROW;
import static dev.usher.domain.person.Story.YESTERDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** At which instants a life changes: days where somebody works, leaves within an employment, and what is ahead. */
class LifeTimeTest {
    @Nested
    class ADay {
        private final Job lastDay = job("main").is(Terminated).until("2026-09-15");

        @Test
        void isWorkedToItsEndWhereItIsTheLast() {
            assertThat(Story.of(lastDay).stateAt("2026-09-15T23:59:59.999Z")).isEqualTo(LifecycleState.Active);
            assertThat(Story.of(lastDay).stateAt("2026-09-16T00:00:00Z")).isEqualTo(LifecycleState.Departed);
        }

        @Test
        void isWorkedInLosAngelesWhileLondonHasTheNextOne() {
            var instant = "2026-09-16T06:59:59Z";

            assertThat(Story.of(lastDay).in("America/Los_Angeles").stateAt(instant))
                    .isEqualTo(LifecycleState.Active);
            assertThat(Story.of(lastDay).in("Europe/London").stateAt(instant)).isEqualTo(LifecycleState.Departed);
            assertThat(Story.of(lastDay).in("America/Los_Angeles").stateAt("2026-09-16T07:00:00Z"))
                    .isEqualTo(LifecycleState.Departed);
        }

        @Test
        void isWorkedToTheHourThatThePolicySays() {
            var nineToSix =
                    new Workday(ZoneId.of("Europe/London"), LocalTime.of(9, 0), Optional.of(LocalTime.of(18, 0)));
            var story =
                    Story.of(job("main").from("2026-09-15").until("2026-09-15")).in(nineToSix);

            assertThat(story.stateAt("2026-09-15T07:59:59Z")).isEqualTo(LifecycleState.Planned);
            assertThat(story.stateAt("2026-09-15T08:00:00Z")).isEqualTo(LifecycleState.Active);
            assertThat(story.stateAt("2026-09-15T16:59:59Z")).isEqualTo(LifecycleState.Active);
            assertThat(story.stateAt("2026-09-15T17:00:00Z")).isEqualTo(LifecycleState.Departed);
        }

        @Test
        void hasItsTwentyFifthHourWhenTheClocksGoBack() {
            var story = Story.of(job("main").is(Terminated).until("2026-10-25")).in("Europe/London");

            assertThat(story.stateAt("2026-10-25T23:59:59Z")).isEqualTo(LifecycleState.Active);
            assertThat(story.stateAt("2026-10-26T00:00:00Z")).isEqualTo(LifecycleState.Departed);
        }

        @Test
        void lacksAnHourWhenTheClocksGoForward() {
            var story = Story.of(job("main").is(Terminated).until("2026-03-29")).in("Europe/London");

            assertThat(story.stateAt("2026-03-29T22:59:59Z")).isEqualTo(LifecycleState.Active);
            assertThat(story.stateAt("2026-03-29T23:00:00Z")).isEqualTo(LifecycleState.Departed);
        }

        @Test
        void isNotAnInstantWhichIsTheSameEverywhere() {
            var story = Story.of(job("main").from("2026-12-01T09:00:00Z").until("2026-12-01T18:00:00+01:00"))
                    .in("America/Los_Angeles");

            assertThat(story.stateAt("2026-12-01T08:59:59.999Z")).isEqualTo(LifecycleState.Planned);
            assertThat(story.stateAt("2026-12-01T09:00:00Z")).isEqualTo(LifecycleState.Active);
            assertThat(story.stateAt("2026-12-01T17:00:00Z")).isEqualTo(LifecycleState.Departed);
        }
    }

    @Nested
    class ALeave {
        @Test
        void beginsWithItsFirstDayAndEndsAfterItsLast() {
            var story = Story.of(job("main").away("2026-10-01", "2026-10-31")).in("Europe/London");

            assertThat(story.stateAt("2026-09-30T22:59:59Z")).isEqualTo(LifecycleState.Active);
            assertThat(story.stateAt("2026-09-30T23:00:00Z")).isEqualTo(LifecycleState.OnLeave);
            assertThat(story.stateAt("2026-10-31T23:59:59Z")).isEqualTo(LifecycleState.OnLeave);
            assertThat(story.stateAt("2026-11-01T00:00:00Z")).isEqualTo(LifecycleState.Active);
        }

        @Test
        void saysSinceWhenSomebodyIsAway() {
            var story = Story.of(job("main").away("2026-09-01", "2026-10-31"));

            assertThat(story.now().awaySince()).contains(Instant.parse("2026-09-01T00:00:00Z"));
            assertThat(story.at("2026-11-01T00:00:00Z").awaySince()).isEmpty();
        }

        @Test
        void goesOnWhereItHasNoLastDay() {
            assertThat(Story.of(job("main").away("2026-10-01")).stateAt("2036-10-01T00:00:00Z"))
                    .isEqualTo(LifecycleState.OnLeave);
        }

        @Test
        void coversNothingWhereItsDatesAreSwappedWhichIsSaid() {
            var story = Story.of(job("main").away("2026-09-20", "2026-09-10"));

            assertThat(story.now().state()).isEqualTo(LifecycleState.Active);
            assertThat(story.stateAt("2026-09-21T00:00:00Z")).isEqualTo(LifecycleState.Active);
            assertThat(story.now().ahead()).isEmpty();
            assertThat(story.now().oddities().backwards()).containsExactly("leave l0");
        }

        @Test
        void overlapsWithAnotherWithoutABreak() {
            var story = Story.of(job("main").away("2026-09-10", "2026-09-20").away("2026-09-01", "2026-09-12"));

            assertThat(story.stateAt("2026-08-31T23:59:59Z")).isEqualTo(LifecycleState.Active);
            assertThat(story.stateAt("2026-09-13T00:00:00Z")).isEqualTo(LifecycleState.OnLeave);
            assertThat(story.stateAt("2026-09-21T00:00:00Z")).isEqualTo(LifecycleState.Active);
            assertThat(story.at("2026-09-11T00:00:00Z").awaySince()).contains(Instant.parse("2026-09-01T00:00:00Z"));
        }

        @Test
        void goesOnAsOneAbsenceInTheNextThatFollowsWithoutABreak() {
            var story = Story.of(job("main")
                    .away("2026-09-01", "2026-09-10")
                    .away("2026-09-11", "2026-09-20")
                    .away("2026-09-15", "2026-09-30")
                    .away("2026-10-02", "2026-10-05"));

            assertThat(story.at("2026-09-11T00:00:00Z").awaySince()).contains(Instant.parse("2026-09-01T00:00:00Z"));
            assertThat(story.at("2026-09-25T00:00:00Z").awaySince()).contains(Instant.parse("2026-09-01T00:00:00Z"));
            assertThat(story.at("2026-10-03T00:00:00Z").awaySince()).contains(Instant.parse("2026-10-02T00:00:00Z"));
        }

        @Test
        void endsWithItsEmploymentHoweverLongItWasToBe() {
            var story = Story.of(job("main").until("2026-10-31").away("2026-10-01", "2027-03-31"));

            assertThat(story.stateAt("2026-10-31T23:59:59Z")).isEqualTo(LifecycleState.OnLeave);
            assertThat(story.stateAt("2026-11-01T00:00:00Z")).isEqualTo(LifecycleState.Departed);
            assertThat(story.at("2026-11-01T00:00:00Z").ahead()).isEmpty();
        }

        @Test
        void doesNotLetSomebodyInBeforeTheStart() {
            var story = Story.of(job("main").from("2026-10-01").away("2026-09-01", "2026-10-05"));

            assertThat(story.now().state()).isEqualTo(LifecycleState.Planned);
            assertThat(story.stateAt("2026-10-01T00:00:00Z")).isEqualTo(LifecycleState.OnLeave);
            assertThat(story.stateAt("2026-10-06T00:00:00Z")).isEqualTo(LifecycleState.Active);
        }

        @Test
        void goesOnBeyondItsDatesForAsLongAsTheStatusSaysSo() {
            var story = Story.of(job("main").is(OnLeave).away("2026-09-01", "2026-09-10"));

            assertThat(story.at("2026-09-05T00:00:00Z").awaySince()).contains(Instant.parse("2026-09-01T00:00:00Z"));
            assertThat(story.now().state()).isEqualTo(LifecycleState.OnLeave);
            assertThat(story.now().awaySince()).isEmpty();
        }

        @Test
        void endsNoSuspension() {
            assertThat(Story.of(job("main").is(Suspended).away(YESTERDAY, TOMORROW))
                            .now()
                            .state())
                    .isEqualTo(LifecycleState.Suspended);
        }

        @Test
        void ofAnEmploymentThatDoesNotLeadKeepsNobodyAway() {
            assertThat(Story.of(job("main").primary(), job("other").away(YESTERDAY, TOMORROW))
                            .now()
                            .state())
                    .isEqualTo(LifecycleState.Active);
        }
    }

    @Nested
    class WhatIsAhead {
        @Test
        void isEverythingThatTimeBringsTheNextFirst() {
            var life = Story.of(
                            job("a").from("2020-01-01").until("2027-06-30").away("2027-02-01", "2027-04-30"),
                            job("b").from("2026-12-01"))
                    .now();

            assertThat(life.ahead())
                    .containsExactly(
                            new Transition(Instant.parse("2026-12-01T00:00:00Z"), Transition.What.EmploymentStarts),
                            new Transition(Instant.parse("2027-02-01T00:00:00Z"), Transition.What.LeaveStarts),
                            new Transition(Instant.parse("2027-05-01T00:00:00Z"), Transition.What.LeaveEnds),
                            new Transition(Instant.parse("2027-07-01T00:00:00Z"), Transition.What.EmploymentEnds));
        }

        @Test
        void isNothingThatHasPassedOrWasCalledOff() {
            var life = Story.of(
                            job("a").from("2020-01-01").away("2026-01-01", "2026-02-01"),
                            job("b").is(Withdrawn).from(TOMORROW).until("2027-01-01"),
                            job("c").is(Terminated).from(TOMORROW),
                            job("d").is(Terminated).until(YESTERDAY))
                    .now();

            assertThat(life.ahead()).isEmpty();
        }

        @Test
        void isConfidentialWhereItsEmploymentIsAndOnlyThere() {
            var life = Story.of(
                            job("open").until("2027-06-30"),
                            job("secret")
                                    .from("2026-12-01")
                                    .until("2027-11-30")
                                    .away("2027-01-01")
                                    .confidential())
                    .now();

            assertThat(life.ahead())
                    .filteredOn(Transition::confidential)
                    .extracting(Transition::what)
                    .containsExactly(
                            Transition.What.EmploymentStarts,
                            Transition.What.LeaveStarts,
                            Transition.What.EmploymentEnds);
            assertThat(life.ahead())
                    .filteredOn(transition -> !transition.confidential())
                    .extracting(Transition::what)
                    .containsExactly(Transition.What.EmploymentEnds);
        }

        @Test
        void isConfidentialAsTheStartAndTheEndOfALife() {
            assertThat(Story.of(job("secret").from(TOMORROW).confidential())
                            .now()
                            .start())
                    .hasValueSatisfying(
                            start -> assertThat(start.confidential()).isTrue());
            assertThat(Story.of(job("secret").until(TOMORROW).confidential())
                            .now()
                            .end())
                    .hasValueSatisfying(end -> assertThat(end.confidential()).isTrue());
        }

        @Test
        void isAMoveWhereTheNextEmploymentLeadsFromItsFirstInstantOn() {
            var story = Story.of(
                    job("maths").from("2020-01-01").as("department", "Mathematics"),
                    job("physics").from("2026-10-01").as("department", "Physics"));

            assertThat(story.at("2026-09-30T23:59:59.999Z").leading().map(Employment::id))
                    .contains("maths");
            assertThat(story.at("2026-10-01T00:00:00Z").leading().map(Employment::id))
                    .contains("physics");
        }
    }
}
