package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Company.roles;
import static dev.usher.domain.access.Question.NOW;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.person.Term;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A role that a lock keeps from a person is not theirs, whatever gives it. */
class ResolverExclusionsTest {
    private static final Term NOW_ON = new Term(Optional.empty(), Optional.empty());
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Rule ENGINEERS = new Rule("user.department == 'Engineering'");

    private final Question asked = new Question();

    private static Exclusion of(Term term, String... names) {
        return new Exclusion(Company.NAMESPACE, "case-9", Set.copyOf(roles(names)), term);
    }

    private static Asked hands(String... names) {
        return Asked.of(Stream.of(names).map(Company::role));
    }

    private Resolution passes(Asked hands, String... excluded) {
        return asked.passes(person("ada"), hands.without(List.of(of(NOW_ON, excluded))), LATER);
    }

    @Test
    void byHand() {
        asked.hasAccount("github");
        asked.passes(person("ada"), hands("analyst", "guest"), NOW);

        var after = passes(hands("analyst", "guest"), "analyst");

        assertThat(after.next().roles()).containsOnlyKeys(role("guest"));
        assertThat(want(after, "github")).doesNotContain(group("analysts"));
        assertThat(after.problems())
                .containsExactly(
                        new Problem(Problem.Kind.RoleExcluded, "analyst is kept from this user by AccessLock case-9"));
        assertThat(after.refused()).containsOnlyKeys(role("analyst"));
        assertThat(after.state().name()).isEqualTo("Active");
        assertThat(after.lockout().isNone()).isTrue();
    }

    @Test
    void byRuleAlsoWhereNobodyCanTellWhetherItStillGivesIt() {
        asked.company.hasRole("engineer", ENGINEERS, new Grant(app("github"), groups("engineers")));
        asked.company.answers(ENGINEERS, Truth.YES);
        asked.hasAccount("github");
        asked.passes(person("ada"), hands("guest"), NOW);

        assertThat(passes(hands("guest"), "engineer").next().roles()).containsOnlyKeys(role("guest"));

        asked.passes(person("ada"), hands("guest"), LATER);
        asked.company.answers(ENGINEERS, Truth.UNKNOWN);
        var doubted = passes(hands("guest"), "engineer");
        assertThat(doubted.next().roles()).containsOnlyKeys(role("guest"));
        assertThat(((Decision.Want) Question.decision(doubted, "github")).frozen())
                .isEmpty();
    }

    @Test
    void forTheTimeAfterAMoveEither() {
        asked.company.hasRole("engineer", ENGINEERS, new Grant(app("github"), groups("engineers")));
        asked.company.keeps("engineer", Duration.ofDays(3));
        asked.company.answers(ENGINEERS, Truth.YES);
        asked.passes(person("ada"), hands(), NOW);
        asked.company.answers(ENGINEERS, Truth.NO);

        var moved = asked.passes(
                Company.renamed("ada", "ada.king"), hands().without(List.of(of(NOW_ON, "engineer"))), LATER);

        assertThat(moved.next().roles()).isEmpty();
    }

    @Test
    void throughAnotherRoleWhichStays() {
        asked.company.hasRole("lead", List.of(role("analyst")), new Grant(app("github"), groups("leads")));
        asked.passes(person("ada"), hands("lead"), NOW);

        var after = passes(hands("lead"), "analyst");

        assertThat(after.next().roles()).containsOnlyKeys(role("lead"));
        assertThat(want(after, "github")).containsExactly(group("leads"));
    }

    @Test
    void withWhatItContainsUnlessSomethingElseGivesThat() {
        asked.company.hasRole("lead", List.of(role("analyst"), role("auditor")));
        asked.passes(person("ada"), hands("lead", "auditor"), NOW);

        assertThat(passes(hands("lead", "auditor"), "lead").next().roles()).containsOnlyKeys(role("auditor"));
    }

    @Test
    void alsoWhereTheRoleThatBroughtItIsNotThereAnyMore() {
        asked.company.hasRole("lead", List.of(role("analyst")));
        asked.passes(person("ada"), hands("lead", "guest"), NOW);
        asked.company.losesRole("lead");

        assertThat(passes(hands("lead", "guest"), "lead").next().roles()).containsOnlyKeys(role("guest"));
    }

    @Test
    void andIsInNobodysWay() {
        asked.company.conflicts("analyst", List.of(role("auditor")));
        asked.passes(person("ada"), hands("analyst"), NOW);

        assertThat(passes(hands("analyst", "auditor"), "analyst").next().roles())
                .containsOnlyKeys(role("auditor"));
    }

    @Test
    void alsoOfSomebodyOfWhomNothingElseIsChanged() {
        var ada = new LifecycleQuestion();
        ada.passes();
        var paused = ada.paused().asksFor(hands("analyst").without(List.of(of(NOW_ON, "analyst"))));

        assertThat(paused.resolve().next().roles()).isEmpty();
    }

    @Test
    void asLongAsTheLockHolds() {
        var begin = NOW.plus(Duration.ofDays(1));
        var end = NOW.plus(Duration.ofDays(2));
        var hands = hands("analyst").without(List.of(of(new Term(Optional.of(begin), Optional.of(end)), "analyst")));

        var before = asked.passes(person("ada"), hands, NOW);
        assertThat(before.next().roles()).containsOnlyKeys(role("analyst"));
        assertThat(before.transitions()).containsExactly(new Transition(begin, Transition.What.LockStarts, true));
        assertThat(before.shownTransition()).isEmpty();

        var meanwhile = asked.passes(person("ada"), hands, begin);
        assertThat(meanwhile.next().roles()).isEmpty();
        assertThat(meanwhile.transitions()).containsExactly(new Transition(end, Transition.What.LockEnds));

        var after = asked.passes(person("ada"), hands, end);
        assertThat(after.next().roles()).containsOnlyKeys(role("analyst"));
        assertThat(after.transitions()).isEmpty();
    }
}
