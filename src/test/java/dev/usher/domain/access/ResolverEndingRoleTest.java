package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Question.decision;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A role that somebody deletes. */
class ResolverEndingRoleTest {
    private static final Rule RULE = new Rule("engineer");

    private final Question asked = new Question();

    private Resolution passes(String... roles) {
        var resolution = asked.resolve(person("ada"), roles);
        asked.memory = resolution.next();
        return resolution;
    }

    @Test
    void givesNothingAnyMoreAndIsNotRemembered() {
        passes("analyst", "guest");
        asked.company.endsRole("analyst");

        var ended = passes("analyst", "guest");

        assertThat(want(ended, "github")).isEmpty();
        assertThat(((Decision.Want) decision(ended, "github")).frozen()).isEmpty();
        assertThat(ended.next().roles()).containsOnlyKeys(role("guest"));
        assertThat(ended.problems()).containsExactly(new Problem(Problem.Kind.RoleNotFound, "analyst"));
    }

    @Test
    void stillTellsWhatIsItsToTake() {
        asked.company.endsRole("analyst");

        assertThat(asked.company.access().ours(app("github")).named()).contains(Company.group("analysts"));
    }

    @Test
    void leavesWhatAnotherRoleGives() {
        passes("analyst", "auditor");
        asked.company.endsRole("analyst");

        assertThat(want(passes("analyst", "auditor"), "github")).isEqualTo(groups("auditors", "readers"));
    }

    @Test
    void takesTheAccountWhereNothingElseGivesIt() {
        passes("analyst");
        asked.hasAccount("github");
        asked.company.endsRole("analyst");

        assertThat(decision(passes("analyst"), "github")).isEqualTo(new Decision.Disabled(Why.Unassigned));
    }

    @Test
    void leadsNoFurther() {
        asked.company.hasRole("lead", List.of(role("analyst")));
        passes("lead", "guest");
        asked.company.endsRole("lead");

        var ended = passes("lead", "guest");

        assertThat(want(ended, "github")).isEmpty();
        assertThat(ended.next().roles()).containsOnlyKeys(role("guest"));
    }

    @Test
    void isToldToWhoeverHoldsARoleThatContainsIt() {
        asked.company.hasRole("lead", List.of(role("analyst")));
        passes("lead");
        asked.company.endsRole("analyst");

        var ended = passes("lead");

        assertThat(ended.next().roles()).containsOnlyKeys(role("lead"));
        assertThat(ended.problems()).containsExactly(new Problem(Problem.Kind.RoleNotFound, "analyst"));
    }

    @Test
    void isNoNewsForWhoeverHeldItByItsRuleAndIsNotKeptForAWhile() {
        asked.company
                .hasRole("engineer", RULE, new Grant(app("github"), groups("builders")))
                .keeps("engineer", Duration.ofDays(3))
                .answers(RULE, Truth.YES);
        passes("guest");
        asked.company.endsRole("engineer");

        var ended = passes("guest");

        assertThat(want(ended, "github")).isEmpty();
        assertThat(ended.next().roles()).containsOnlyKeys(role("guest"));
        assertThat(ended.problems()).isEmpty();
    }

    /** Nobody knows whether the other role is held; this one is over either way. */
    @Test
    void isNotKeptByARoleOfWhichNobodyKnowsWhetherItIsHeld() {
        asked.company.hasRole("engineer", RULE).inherits("engineer", "analyst").answers(RULE, Truth.YES);
        passes("guest");
        asked.company.answers(RULE, Truth.UNKNOWN).endsRole("analyst");

        var ended = passes("guest");

        assertThat(((Decision.Want) decision(ended, "github")).frozen()).isEmpty();
        assertThat(ended.next().roles()).containsOnlyKeys(role("guest"), role("engineer"));
    }

    @Test
    void standsInNobodysWay() {
        asked.company.conflicts("analyst", List.of(role("auditor")));
        passes("analyst");
        asked.company.endsRole("analyst");

        assertThat(want(passes("analyst", "auditor"), "github")).isEqualTo(groups("auditors", "readers"));
    }

    @Test
    void thatIsGoneIsRememberedByItsAppForAsLongAsSomebodyMayHaveWhatItGave() {
        var github = asked.company.access().apps().get(app("github"));
        var access = new Access(
                Map.of(), Map.of(app("github"), Objects.requireNonNull(github).remembering(groups("builders"))));

        assertThat(access.ours(app("github")).named()).isEqualTo(groups("builders"));
    }
}
