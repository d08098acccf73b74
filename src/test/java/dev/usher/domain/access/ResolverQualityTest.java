package dev.usher.domain.access;

import static dev.usher.domain.access.Company.employment;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Question.decision;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.person.Employment;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from a rule of the policy, in a namespace without any other rule. */
class ResolverQualityTest {
    private static final Rule REACHABLE = new Rule("user.email.endsWith('@example.com')");
    private static final String GIVE_AN_ADDRESS = "give an address of the company";

    private final Question asked = new Question();

    @BeforeEach
    void demand() {
        asked.company.demands(REACHABLE, GIVE_AN_ADDRESS);
    }

    private List<Problem> problems() {
        return asked.resolve(person("ada"), "analyst").problems();
    }

    @Test
    void aRuleThatIsTrueChangesNothing() {
        asked.company.answers(REACHABLE, Truth.YES);

        assertThat(want(asked.resolve(person("ada"), "analyst"), "github")).contains(group("analysts"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aRuleThatIsFalseKeepsAnAccountFromBeingMadeAndSaysItsMessage() {
        asked.company.answers(REACHABLE, Truth.NO);

        assertThat(asked.resolve(person("ada"), "analyst").apps()).isEmpty();
        assertThat(problems()).containsExactly(new Problem(Problem.Kind.QualityRuleBroken, GIVE_AN_ADDRESS));
        assertThat(problems().getFirst().message()).endsWith(": " + GIVE_AN_ADDRESS);
    }

    @Test
    void aRuleThatIsFalseLetsAccessEnd() {
        asked.hasAccount("github");
        asked.hasAccount("jira");
        asked.company.answers(REACHABLE, Truth.NO);

        var resolution = asked.resolve(person("ada"), "analyst");

        assertThat(decision(resolution, "github"))
                .isEqualTo(new Decision.Trim(groups("analysts", "readers"), Why.Frozen));
        assertThat(decision(resolution, "jira")).isEqualTo(new Decision.Disabled(Why.Unassigned));
    }

    @Test
    void aRuleThatCannotBeAnsweredFreezesNobodyAndIsSaid() {
        asked.company.answers(REACHABLE, Truth.UNKNOWN);

        assertThat(want(asked.resolve(person("ada"), "analyst"), "github")).contains(group("analysts"));
        assertThat(problems()).containsExactly(new Problem(Problem.Kind.QualityRuleUnknown, GIVE_AN_ADDRESS));
    }

    @ParameterizedTest
    @EnumSource
    void whoDepartedIsAskedNothing(Truth truth) {
        asked.hasAccount("github");
        asked.company.answers(REACHABLE, truth);

        var resolution = asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst");

        assertThat(decision(resolution, "github")).isEqualTo(new Decision.Disabled(Why.Departed));
        assertThat(resolution.problems()).isEmpty();
    }

    @Test
    void everyRuleThatIsFalseIsSaid() {
        var named = new Rule("has(user.displayName)");
        asked.company
                .demands(named, "give a name to show")
                .answers(named, Truth.NO)
                .answers(REACHABLE, Truth.NO);

        assertThat(problems())
                .containsExactly(
                        new Problem(Problem.Kind.QualityRuleBroken, "give a name to show"),
                        new Problem(Problem.Kind.QualityRuleBroken, GIVE_AN_ADDRESS));
    }
}
