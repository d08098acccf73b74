package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Question.decision;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What somebody said by hand of a person's accounts, and what accounts held before Usher. */
class ResolverLinksTest {
    private static final RemoteId FOUND = new RemoteId("found");

    private final Question asked = new Question();

    private Resolution resolves(Links links, String... roles) {
        var assignments = Company.roles(roles).stream().map(Assignment::new).toList();
        return asked.resolve(person("ada"), new Asked(assignments, List.of(), links), Question.NOW);
    }

    private static Links linked(RemoteId account) {
        return new Links(Map.of(app("github"), account), Set.of());
    }

    private static Links barred() {
        return new Links(Map.of(), Set.of(app("github")));
    }

    private static Optional<RemoteId> link(Resolution resolution) {
        return ((Decision.Want) decision(resolution, "github")).link();
    }

    @Test
    void aLinkIsAskedForAndIgnoredWhereAnotherAccountIsKnown() {
        assertThat(link(resolves(linked(FOUND), "analyst"))).contains(FOUND);

        asked.hasAccount("github");
        var later = resolves(linked(FOUND), "analyst");

        assertThat(link(later)).contains(FOUND);
        assertThat(later.problems()).contains(new Problem(Problem.Kind.AccountLinkIgnored, "github"));
    }

    @Test
    void aLinkToTheKnownAccountIsNoNews() {
        asked.hasAccount("github");
        var known = Question.account("github", AccountState.Active).id().orElseThrow();

        assertThat(resolves(linked(known), "analyst").problems()).isEmpty();
        assertThat(link(resolves(linked(known), "analyst"))).isEmpty();
    }

    @Test
    void aLinkCountsWhereTheAccountBeforeIsDeleted() {
        asked.memory = asked.memory.with(app("github"), Question.account("github", AccountState.Deleted));

        assertThat(link(resolves(linked(FOUND), "analyst"))).contains(FOUND);
    }

    @Test
    void aLinkGivesNothingByItself() {
        assertThat(resolves(linked(FOUND)).apps()).isEmpty();
    }

    @Test
    void nobodyGetsAnAccountWhereSomebodySaysSo() {
        var resolution = resolves(barred(), "analyst", "auditor");

        assertThat(resolution.apps()).doesNotContainKey(app("github"));
        assertThat(resolution.problems()).containsOnlyOnce(new Problem(Problem.Kind.AccountBarred, "github"));
    }

    @Test
    void whoHasOneLosesItAsIfNoRoleGaveItAlsoWhereARoleIsInDoubt() {
        asked.hasAccount("github");
        asked.memory = resolves(Links.NONE, "analyst").next();
        asked.company.losesRole("analyst");

        var resolution = resolves(barred(), "analyst");

        assertThat(decision(resolution, "github").under(EntitlementTerms.STANDARD))
                .isEqualTo(new Decision.Disabled(Why.Unassigned));
    }

    @Test
    void whatAnAccountHeldBeforeUsherIsLeftAloneUntilARoleGivesIt() {
        adopted(groups("auditors", "of old"));

        var analyst = resolves(Links.NONE, "analyst");
        assertThat(((Decision.Want) decision(analyst, "github")).frozen()).isEqualTo(groups("auditors", "of old"));

        var auditor = resolves(Links.NONE, "auditor");
        assertThat(((Decision.Want) decision(auditor, "github")).frozen()).isEqualTo(groups("of old"));
        assertThat(want(auditor, "github")).contains(Company.group("auditors"));
    }

    @Test
    void itIsLeftAloneAlsoWhereNothingMayBeChanged() {
        adopted(groups("auditors"));
        asked.company.narrows("github", new Rule("unknown"));

        var resolution = resolves(Links.NONE, "analyst");

        assertThat(((Decision.Trim) decision(resolution, "github")).kept()).contains(Company.group("auditors"));
    }

    private void adopted(Set<Entitlement> held) {
        asked.memory = asked.memory.with(
                app("github"), Question.account("github", AccountState.Active).taken(new Takeover(held, false)));
    }
}
