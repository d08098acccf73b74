package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.employment;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Question.decision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Transition;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An app to which somebody asked that nothing is written. */
class ResolverSuspendedAppTest {
    private static final Decision SUSPENDED = new Decision.Hold(Why.AppSuspended);

    private final Question asked = new Question();

    private void suspends(String until) {
        asked.company.suspends(
                "github", Optional.of(until).filter(text -> !text.isEmpty()).flatMap(Moment::parse));
    }

    @Test
    void givesNobodyAnything() {
        suspends("");

        assertThat(decision(asked.resolve(person("ada"), "analyst"), "github")).isEqualTo(SUSPENDED);
    }

    @Test
    void takesNothingFromAnybodyNotEvenFromWhoDeparts() {
        asked.hasAccount("github");
        suspends("");

        assertThat(decision(asked.resolve(person("ada")), "github")).isEqualTo(SUSPENDED);
        assertThat(decision(asked.resolve(person("ada", employment(Employment.Status.Terminated))), "github"))
                .isEqualTo(SUSPENDED);
    }

    @Test
    void isNoReasonForTheOtherAppsToWait() {
        asked.company.hasRole("planner", "jira", "planners");
        suspends("");

        assertThat(decision(asked.resolve(person("ada"), "analyst", "planner"), "jira"))
                .isInstanceOf(Decision.Want.class);
    }

    @Test
    void hasNothingToDoWithWhoHasNothingThere() {
        var rule = new Rule("nobody");
        asked.company.narrows("github", rule).answers(rule, Truth.NO);
        suspends("");

        assertThat(asked.resolve(person("ada"), "analyst").apps()).doesNotContainKey(app("github"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-15T12:00:01Z, 2026-09-15T12:00:01Z",
        "2026-09-15,           2026-09-16T00:00:00Z",
    })
    void isWrittenToAgainWhenItsTimeIsOver(String until, Instant end) {
        suspends(until);

        var now = asked.resolve(person("ada"), "analyst");

        assertThat(decision(now, "github")).isEqualTo(SUSPENDED);
        assertThat(now.nextTransition()).contains(new Transition(end, Transition.What.SuspendEnds));
        var then = asked.resolve(person("ada"), Asked.of(Company.roles("analyst").stream()), end);
        assertThat(decision(then, "github")).isInstanceOf(Decision.Want.class);
        assertThat(then.nextTransition()).isEmpty();
    }

    /** What was counted before it is counted on. */
    @Test
    void doesNotForgetSinceWhenNothingGivesAnAccount() {
        asked.company.hasApp(
                "github",
                new Deprovisioning(
                        Reaction.Delete, Reaction.Disable, Reaction.Disable, Reaction.Disable, Duration.ofDays(30)),
                Duration.ZERO);
        asked.hasAccount("github");
        asked.memory = asked.resolve(person("ada")).next();
        suspends("");

        assertThat(asked.resolve(person("ada")).next().unassigned()).containsEntry(app("github"), Question.NOW);
    }
}
