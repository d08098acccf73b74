package dev.usher.domain.person;

import static dev.usher.domain.person.Employment.Status.Terminated;
import static dev.usher.domain.person.Employment.Status.Withdrawn;
import static dev.usher.domain.person.Job.job;
import static dev.usher.domain.person.Story.TOMORROW;
import static dev.usher.domain.person.Story.YESTERDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of a life whose employments are not reported any more. */
class LifeMemoryTest {
    private static final String NOON = "2026-09-15T12:00:00Z";
    private static final String ONE = "2026-09-15T13:00:00Z";

    @Nested
    class WhatIsRemembered {
        @Test
        void isEveryEmploymentThatIsNotOver() {
            var life = Story.of(
                            job("old").is(Terminated).until(YESTERDAY),
                            job("never").is(Withdrawn).from(TOMORROW),
                            job("main").from("2020-01-01"),
                            job("ending").is(Terminated).until(TOMORROW),
                            job("coming").from(TOMORROW))
                    .now();

            assertThat(life.seen())
                    .containsExactly(
                            new LastSeen("coming", false, false, Optional.empty()),
                            new LastSeen("ending", true, true, Optional.of(Instant.parse("2026-09-17T00:00:00Z"))),
                            new LastSeen("main", true, false, Optional.empty()));
        }

        @Test
        void isNeverTheEndOfAConfidentialOne() {
            assertThat(Story.of(job("secret").until(TOMORROW).confidential())
                            .now()
                            .seen())
                    .containsExactly(new LastSeen("secret", true, false, Optional.empty()));
        }
    }

    @Nested
    class AnEmploymentThatVanishes {
        @Test
        void countsAsItWasLastSeenAndIsSaid() {
            var story = Story.of(
                    job("main").from("2020-01-01"), job("old").is(Terminated).until(YESTERDAY));
            story.passes(NOON);

            var life = story.reports(job("old").is(Terminated).until(YESTERDAY)).passes(ONE);

            assertThat(life.state()).isEqualTo(LifecycleState.Active);
            assertThat(life.oddities().vanished()).containsExactly("main");
            assertThat(life.departedAt()).isEmpty();
        }

        @Test
        void isMissedAgainAndAgainUntilItIsBack() {
            var story = Story.of(job("main").from("2020-01-01"));
            story.passes(NOON);
            story.reports();
            for (var pass = 0; pass < 3; pass++) {
                assertThat(story.passes(ONE).oddities().vanished()).containsExactly("main");
            }

            assertThat(story.reports(job("main").from("2020-01-01"))
                            .passes(ONE)
                            .oddities()
                            .vanished())
                    .isEmpty();
        }

        @Test
        void hasNeitherBegunNorBeenCalledOffWhereItHadNotBegun() {
            var story = Story.of(job("main").from(TOMORROW));
            story.passes(NOON);
            story.reports();

            assertThat(story.passes(ONE).state()).isEqualTo(LifecycleState.Planned);
            assertThat(story.passes("2026-09-20T00:00:00Z").state()).isEqualTo(LifecycleState.Planned);
            assertThat(story.passes("2026-09-20T00:00:00Z").oddities().vanished())
                    .containsExactly("main");
        }

        /** A status holds 32 of them, and 16 can be reported. */
        @Test
        void isMissedBesideNoMoreThanFifteenOthers() {
            var story = Story.of();
            for (var round = 0; round < 5; round++) {
                story.reports(jobs("round " + round));
                story.passes("2026-09-15T1" + round + ":00:00Z");
                assertThat(story.now().seen()).hasSizeLessThanOrEqualTo(32);
                assertThat(story.now().seen())
                        .isEqualTo(
                                story.passes("2026-09-15T1" + round + ":00:00Z").seen());
            }
            assertThat(story.now().oddities().vanished()).hasSize(16);
        }

        private static Job[] jobs(String prefix) {
            return IntStream.range(0, 16)
                    .mapToObj(number -> job(prefix + " " + number))
                    .toArray(Job[]::new);
        }

        @Test
        void isNotMissedWhereItWasTerminated() {
            var story = Story.of(
                    job("main").is(Terminated).until(TOMORROW), job("old").is(Terminated));
            story.passes(NOON);

            var life = story.reports(job("old").is(Terminated)).passes(ONE);

            assertThat(life.oddities().vanished()).isEmpty();
            assertThat(life.state()).isEqualTo(LifecycleState.Active);
            assertThat(story.passes("2026-09-17T00:00:00Z").state()).isEqualTo(LifecycleState.Departed);
        }

        @Test
        void isNotMissedWhereItWasWithdrawnOrOver() {
            var story = Story.of(
                    job("main").from("2020-01-01"),
                    job("never").is(Withdrawn).from(TOMORROW),
                    job("old").until(YESTERDAY));
            story.passes(NOON);

            assertThat(story.reports(job("main").from("2020-01-01"))
                            .passes(ONE)
                            .oddities()
                            .vanished())
                    .isEmpty();
        }

        @Test
        void endsWhenItWasToEndAndIsNotMissedAfterwards() {
            var story = Story.of(job("main").until(TOMORROW));
            story.passes(NOON);
            story.reports();

            assertThat(story.passes("2026-09-16T23:59:59Z").state()).isEqualTo(LifecycleState.Active);
            assertThat(story.passes("2026-09-16T23:59:59Z").ahead())
                    .containsExactly(
                            new Transition(Instant.parse("2026-09-17T00:00:00Z"), Transition.What.EmploymentEnds));

            var ended = story.passes("2026-09-17T00:00:00Z");
            assertThat(ended.state()).isEqualTo(LifecycleState.Departed);
            assertThat(ended.oddities().vanished()).isEmpty();
            assertThat(ended.seen()).isEmpty();
        }

        @Test
        void staysDepartedAfterItsEndAlthoughNothingIsReportedAnyMore() {
            var story = Story.of(job("main").until(TOMORROW));
            story.passes(NOON);
            story.reports().passes("2026-09-17T00:00:00Z");

            assertThat(story.passes("2026-12-24T00:00:00Z").departedAt())
                    .contains(Instant.parse("2026-09-17T00:00:00Z"));
        }

        @Test
        void doesNotLeadWhereAnotherHasALaterStart() {
            var story = Story.of(
                    job("main").from("2025-01-01").primary(), job("other").from("2020-01-01"));
            story.passes(NOON);

            var life = story.reports(job("other").from("2020-01-01")).passes(ONE);

            assertThat(life.leading().map(Employment::id)).contains("other");
        }
    }

    /** Whether an account that was prepared is deleted hangs on it, so it must not change with what is remembered. */
    @Test
    void someoneWithdrawnIsSoBeforeAndAfterAnEarlierEmploymentIsForgotten() {
        var story = Story.of(job("old").until(TOMORROW), job("next").is(Withdrawn));
        story.passes(NOON);
        story.reports(job("next").is(Withdrawn));

        var first = story.passes("2026-09-17T00:00:00Z");
        var second = story.passes("2026-09-17T00:00:00Z");

        assertThat(first.state()).isEqualTo(LifecycleState.Departed);
        assertThat(second).isEqualTo(first);
    }
}
