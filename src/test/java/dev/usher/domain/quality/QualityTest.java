package dev.usher.domain.quality;

import static dev.usher.domain.person.Employment.Status.Terminated;
import static dev.usher.domain.person.Employment.Status.Withdrawn;
import static dev.usher.domain.person.Job.job;
import static dev.usher.domain.quality.Judged.NOW;
import static dev.usher.domain.quality.Related.Standing.Departed;
import static dev.usher.domain.quality.Related.Standing.Here;
import static dev.usher.domain.quality.Related.Standing.Missing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.person.Behind;
import dev.usher.domain.person.Duties;
import dev.usher.domain.person.LastSeen;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QualityTest {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    private final Judged ada = new Judged();

    @Test
    void findsNothingWrongWhereNothingIsAsked() {
        assertThat(ada.problems()).isEmpty();
        assertThat(ada.works(job("main").from("2020-01-01")).problems()).isEmpty();
    }

    @Nested
    class AnEnd {
        @Test
        void isMissedInEveryEmploymentThatHasNone() {
            assertThat(ada.asksForAnEnd()
                            .works(job("a"), job("b").until("2026-12-31"), job("c").from("2026-12-01"))
                            .problems())
                    .containsExactly(
                            new Problem(Kind.EndRequired, "employment a"),
                            new Problem(Kind.EndRequired, "employment c"));
        }

        @Test
        void isMissedWhereThereIsNoEmploymentAtAll() {
            assertThat(ada.asksForAnEnd().problems())
                    .containsExactly(new Problem(Kind.EndRequired, "`spec.employments`"));
        }

        @Test
        void isNotMissedInWhatIsOver() {
            assertThat(ada.asksForAnEnd()
                            .works(
                                    job("old").is(Terminated),
                                    job("never").is(Withdrawn),
                                    job("main").until("2026-12-31"))
                            .problems())
                    .isEmpty();
        }

        @Test
        void isNotMissedWhereItIsNotAskedFor() {
            assertThat(ada.asksForAnOwner()
                            .owner("bob", Here)
                            .works(job("main"))
                            .problems())
                    .isEmpty();
        }

        @Test
        void isNotMissedInAFurtherIdentityWhichEndsWithItsPerson() {
            assertThat(ada.asksForAnEnd().behind(here()).problems()).isEmpty();
            assertThat(ada.works(job("admin")).problems()).isEmpty();
        }
    }

    @Nested
    class AnEngagement {
        @ParameterizedTest(name = "from {0} until {1}: {2}")
        @CsvSource({
            // 365 days after the first instant of the first day the last one of 31 August is over.
            "2026-09-01, 2027-08-31, false",
            "2026-09-01, 2027-09-01, true",
            "2026-12-01, 2028-01-01, true",
        })
        void isTooLongWhereItLastsLongerThanAllowed(String from, String until, boolean tooLong) {
            var problems = ada.asksForAtMost(YEAR)
                    .works(job("main").from(from).until(until))
                    .problems();

            assertThat(problems)
                    .isEqualTo(tooLong ? List.of(new Problem(Kind.EngagementTooLong, "employment main")) : List.of());
        }

        @Test
        void isCountedFromWhenThePersonWasDeclaredWhereItHasNoStart() {
            ada.asksForAtMost(YEAR).created(Instant.parse("2026-09-01T08:00:00Z"));

            assertThat(ada.works(job("main").until("2027-09-01T08:00:00Z")).problems())
                    .isEmpty();
            assertThat(ada.works(job("main").until("2027-09-01T08:00:01Z")).problems())
                    .containsExactly(new Problem(Kind.EngagementTooLong, "employment main"));
        }

        @Test
        void mayHaveBeenTooLongOnceItIsOver() {
            assertThat(ada.asksForAtMost(YEAR)
                            .works(
                                    job("old").is(Terminated).from("2020-01-01").until("2025-12-31"),
                                    job("main").from("2026-01-01").until("2026-12-31"))
                            .problems())
                    .isEmpty();
        }

        @Test
        void isSaidToBeNearItsEndFromTheWarningOn() {
            ada.warns(TWO_WEEKS).works(job("main").until("2026-09-30"));
            var warning = Instant.parse("2026-09-17T00:00:00Z");

            assertThat(ada.problemsAt(warning.minusMillis(1))).isEmpty();
            assertThat(ada.warningAhead(warning.minusMillis(1)))
                    .contains(new Transition(warning, Transition.What.EndNears));
            assertThat(ada.problemsAt(warning)).containsExactly(new Problem(Kind.EndNears, "employment main"));
            assertThat(ada.warningAhead(warning)).isEmpty();
        }

        @Test
        void isNotSaidToBeNearItsEndWhereThatIsConfidentialOrAnotherGoesOnOrNobodyAsks() {
            var soon = job("main").until("2026-09-16");

            assertThat(ada.warns(TWO_WEEKS).works(soon.confidential()).problems())
                    .isEmpty();
            assertThat(ada.warningAhead(NOW.minus(YEAR))).isEmpty();
            assertThat(ada.works(soon, job("other")).problems()).isEmpty();
            assertThat(ada.asks(Duties.NONE).works(soon).problems()).isEmpty();
            assertThat(ada.warningAhead(NOW.minus(YEAR))).isEmpty();
        }
    }

    @Nested
    class WhatIsOdd {
        @Test
        void isSaidOfEachEmployment() {
            assertThat(ada.works(
                                    job("past").until("2026-09-01"),
                                    job("swapped")
                                            .from("2026-03-01")
                                            .until("2026-02-01")
                                            .is(Terminated),
                                    job("main").away("2026-12-01", "2026-11-01"))
                            .problems())
                    .containsExactly(
                            new Problem(Kind.SourceContradiction, "past"),
                            new Problem(Kind.DatesSwapped, "employment swapped"),
                            new Problem(Kind.DatesSwapped, "leave l0"));
        }

        @Test
        void isAnEmploymentThatVanished() {
            assertThat(ada.worked(new LastSeen("main", true, false, Optional.empty()))
                            .problems())
                    .containsExactly(new Problem(Kind.EmploymentVanished, "main"));
        }

        @Test
        void isWhatSomebodyElseHasAndKeeps() {
            var duplicate = new Problem(Kind.DuplicateUserName, "ProvisionedUser eve");

            assertThat(ada.taken(duplicate).problems()).containsExactly(duplicate);
        }

        @Test
        void isAPersonBehindAnIdentityWhoIsNotThereOrSomebodyElseOrNotUnderstood() {
            assertThat(ada.behind(new Main.Missing("bob")).problems())
                    .containsExactly(new Problem(Kind.PersonNotFound, "bob"));
            assertThat(ada.behind(new Main.Replaced("bob")).problems())
                    .containsExactly(new Problem(Kind.PersonReplaced, "bob"));
            assertThat(ada.behind(new Main.Unknown("bob")).problems())
                    .containsExactly(new Problem(Kind.PersonNotUnderstood, "bob"));
            assertThat(ada.behind(here()).problems()).isEmpty();
        }
    }

    @Nested
    class WhoeverDeparted {
        @Test
        void isAskedForNothingAndOnlyAContradictionIsSaid() {
            ada.asks(new Duties(
                            true,
                            true,
                            Optional.of(Duration.ofDays(1)),
                            Optional.of(YEAR),
                            new TreeSet<>(List.of("title"))))
                    .works(
                            job("main").from("2020-01-01").until("2026-09-01").away("2026-03-01", "2026-02-01"),
                            job("coming").from("2026-12-01"))
                    .departed(NOW.minus(TWO_WEEKS))
                    .worked(new LastSeen("lost", false, false, Optional.empty()))
                    .manager("bob", Missing)
                    .owner("eve", Departed)
                    .taken(new Problem(Kind.DuplicateExternalId, "ProvisionedUser eve"))
                    .behind(new Main.Missing("bob"));

            assertThat(ada.problems()).containsExactly(new Problem(Kind.SourceContradiction, "main"));
        }

        /** Else nobody would see why it does not come back with the one who has that name now. */
        @Test
        void isToldThatThePersonIsSomebodyElse() {
            ada.works(job("main").is(Terminated)).behind(new Main.Replaced("bob"));

            assertThat(ada.problems()).containsExactly(new Problem(Kind.PersonReplaced, "bob"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysInASentenceWhatEveryProblemIsAbout(Kind kind) {
        var message = new Problem(kind, "NAME").message();

        assertThat(message).doesNotContain("%");
        if (kind != Kind.OwnerRequired) {
            assertThat(message).contains("NAME");
        }
    }

    private static Main here() {
        return Behind.person("bob", "1847").works(job("main"));
    }
}
