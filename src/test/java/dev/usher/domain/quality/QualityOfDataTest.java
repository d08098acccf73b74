package dev.usher.domain.quality;

import static dev.usher.domain.person.Job.job;
import static dev.usher.domain.quality.Related.Standing.Departed;
import static dev.usher.domain.quality.Related.Standing.Here;
import static dev.usher.domain.quality.Related.Standing.Missing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.quality.Problem.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to be said of somebody, and who has to stand around them. */
class QualityOfDataTest {
    private final Judged ada = new Judged();

    @Nested
    class AnOwner {
        @Test
        void isMissedWhereNobodyIsNamedOrThere() {
            assertThat(ada.asksForAnOwner().problems()).containsExactly(new Problem(Kind.OwnerRequired, ""));
            assertThat(ada.owner("bob", Missing).problems())
                    .containsExactlyInAnyOrder(
                            new Problem(Kind.OwnerRequired, ""), new Problem(Kind.OwnerNotFound, "bob"));
        }

        @Test
        void isEnoughWhereOneOfThemIsThere() {
            assertThat(ada.asksForAnOwner()
                            .owner("bob", Departed)
                            .owner("eve", Here)
                            .problems())
                    .isEmpty();
        }

        @Test
        void isSaidToBeMissingAlsoBesideOneWhoIsThere() {
            assertThat(ada.owner("bob", Missing).owner("eve", Here).problems())
                    .containsExactly(new Problem(Kind.OwnerNotFound, "bob"));
        }

        /** What they own goes on: a robot is not stopped because its owner left. */
        @Test
        void whoWasTheLastIsSaidToHaveLeftAndStopsNothing() {
            var problems = ada.asksForAnOwner()
                    .owner("bob", Departed)
                    .owner("eve", Departed)
                    .problems();

            assertThat(problems).containsExactly(new Problem(Kind.OwnersDeparted, "bob, eve"));
            assertThat(problems).extracting(Problem::effect).containsExactly(Problem.Effect.SAYS);
        }

        @Test
        void isNotMissedWhereNobodyAsks() {
            assertThat(ada.problems()).isEmpty();
        }
    }

    @Nested
    class AManager {
        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {"Here, -", "Departed, ManagerDeparted", "Missing, ManagerNotFound"})
        void isSaidToBeGoneOrMissingAndStopsNothing(Related.Standing standing, Kind kind) {
            var problems = ada.manager("bob", standing).problems();

            assertThat(problems).isEqualTo(standing == Here ? List.of() : List.of(new Problem(kind, "bob")));
            assertThat(problems).allMatch(problem -> problem.effect() == Problem.Effect.SAYS);
        }
    }

    @Nested
    class AnAttribute {
        @ParameterizedTest(name = "{0} is asked for at {1}")
        @CsvSource({
            "givenName,  name.given",
            "familyName, name.family",
            "department, department",
            "costCenter, costCenter",
            "manager,    manager",
            "badge,      attributes.badge",
        })
        void isAskedForByTheFieldInWhichItIsWritten(String attribute, String field) {
            assertThat(ada.asksFor(attribute).problems()).containsExactly(new Problem(Kind.AttributeMissing, field));
            assertThat(ada.is(attribute, "something").problems()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " "})
        void isMissingWhereItIsBlank(String blank) {
            assertThat(ada.asksFor(Attributes.TITLE).is(Attributes.TITLE, blank).problems())
                    .containsExactly(new Problem(Kind.AttributeMissing, "title"));
        }

        @Test
        void mayComeFromTheEmploymentThatLeads() {
            ada.asksFor(Attributes.DEPARTMENT)
                    .works(
                            job("main").as(Attributes.DEPARTMENT, "Maths"),
                            job("next").from("2026-12-01"));

            assertThat(ada.problems()).isEmpty();
            assertThat(ada.problemsAt(Instant.parse("2026-12-01T00:00:00Z")))
                    .containsExactly(new Problem(Kind.AttributeMissing, "department"));
        }

        @Test
        void isOneProblemEach() {
            assertThat(ada.asksFor("title", "department", "badge").problems())
                    .extracting(Problem::name)
                    .containsExactly("attributes.badge", "department", "title");
        }
    }
}
