package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Question.decision;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.plan.Ours;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.Truth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What an app ignores, and what nobody can tell whether it does. */
class ResolverIgnoreTest {
    private static final EntitlementRule RULE = new EntitlementRule("readers");

    private final Question asked = new Question();

    private void ofReaders(Truth truth) {
        Function<Entitlement, Truth> said = entitlement -> entitlement.equals(group("readers")) ? truth : Truth.NO;
        asked.company.ignores("github", RULE, said);
    }

    private Ours ours() {
        return asked.company.access().ours(app("github"));
    }

    @Test
    void isNeitherGivenNorTaken() {
        ofReaders(Truth.YES);

        assertThat(want(asked.resolve(person("ada"), "analyst"), "github")).isEqualTo(groups("analysts"));
        assertThat(ours().named()).isEqualTo(groups("analysts", "auditors"));
    }

    @Test
    void isGivenAndNotTakenWhereNobodyCanTell() {
        ofReaders(Truth.UNKNOWN);

        assertThat(want(asked.resolve(person("ada"), "analyst"), "github")).isEqualTo(groups("analysts", "readers"));
        assertThat(ours().named()).isEqualTo(groups("analysts", "auditors"));
    }

    @Test
    void isAsInEveryAppWhereItIsNot() {
        ofReaders(Truth.NO);

        assertThat(want(asked.resolve(person("ada"), "analyst"), "github")).isEqualTo(groups("analysts", "readers"));
        assertThat(ours().named()).isEqualTo(groups("analysts", "auditors", "readers"));
    }

    @Test
    void isNotTakenBecauseARoleNamedItOnce() {
        ofReaders(Truth.YES);
        var formerly = new RoleDefinition(role("old"), List.of(), List.of())
                .remembering(Map.of(app("github"), groups("readers", "writers")));
        var access = new Access(
                Map.of(role("old"), formerly),
                asked.company.access().apps(),
                List.of(),
                asked.company.access().judge());

        assertThat(access.ours(app("github")).named()).isEqualTo(groups("writers"));
    }

    @Test
    void leavesTheBareAccountOfARoleThatGivesNothingElse() {
        asked.company.hasRole("reader", "github", "readers");
        ofReaders(Truth.YES);

        assertThat(want(asked.resolve(person("ada"), "reader"), "github")).isEmpty();
    }

    @Test
    void isIgnoredInItsOwnAppOnly() {
        asked.company.hasRole("elsewhere", "jira", "readers");
        ofReaders(Truth.YES);

        assertThat(want(asked.resolve(person("ada"), "elsewhere"), "jira")).isEqualTo(groups("readers"));
    }

    /** Else nobody would look at an account again from which something was not taken. */
    @Test
    void andHowFarUsherIsInChargeAreAPartOfWhatIsDecided() {
        asked.hasAccount("github");
        asked.company.treats("github", Authority.Additive);
        ofReaders(Truth.YES);
        var terms = new EntitlementTerms(Authority.Additive, Optional.of(RULE));

        assertThat(((Decision.Want) decision(asked.resolve(person("ada"), "analyst"), "github")).terms())
                .isEqualTo(terms);
        assertThat(decision(asked.resolve(person("ada")), "github"))
                .isEqualTo(new Decision.Disabled(Why.Unassigned, terms));
        assertThat(terms.peculiar()).containsOnlyKeys("authority", "ignore");
        assertThat(EntitlementTerms.STANDARD.peculiar()).isEmpty();
    }
}
