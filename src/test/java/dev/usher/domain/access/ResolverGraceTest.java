package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.employment;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Question.NOW;
import static dev.usher.domain.access.Question.causes;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Transition;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever moves keeps for a while what the move takes. */
class ResolverGraceTest {
    private static final Rule ENGINEERS = new Rule("user.department == 'Engineering'");
    private static final Rule OTHERS = new Rule("user.department != 'Engineering'");
    private static final Duration GRACE = Duration.ofDays(3);
    private static final Instant MOVED = NOW.plus(Duration.ofDays(10));
    private static final Asked NOTHING = Asked.of(Stream.of());

    private final Question asked = new Question();

    @BeforeEach
    void anEngineer() {
        asked.company.hasRole("engineer", ENGINEERS, new Grant(app("github"), groups("engineers")));
        asked.company.keeps("engineer", GRACE);
        asked.company.answers(ENGINEERS, Truth.YES);
        asked.passes(person("ada"), NOTHING, NOW);
    }

    /** Her profile is another one than when the rule was true of her. */
    private Resolution at(Instant instant) {
        return asked.passes(Company.renamed("ada", "ada.king"), NOTHING, instant);
    }

    @Test
    void aMoverKeepsTheRoleAndItsEndIsRecorded() {
        asked.company.answers(ENGINEERS, Truth.NO);

        var moved = at(MOVED);

        assertThat(want(moved, "github")).containsExactly(group("engineers"));
        assertThat(causes(moved, "engineer"))
                .extracting(Cause::kind, Cause::since, Cause::until)
                .containsExactly(tuple(Cause.Kind.Grace, MOVED, Optional.of(MOVED.plus(GRACE))));
        assertThat(moved.transitions()).containsExactly(new Transition(MOVED.plus(GRACE), Transition.What.GraceEnds));
    }

    @Test
    void timeThatGoesOnMovesNoEnd() {
        asked.company.answers(ENGINEERS, Truth.NO);
        at(MOVED);

        assertThat(at(MOVED.plus(Duration.ofDays(2))).transitions())
                .containsExactly(new Transition(MOVED.plus(GRACE), Transition.What.GraceEnds));
        assertThat(at(MOVED.plus(GRACE)).next().roles()).isEmpty();
    }

    @Test
    void whatTheRoleContainsIsKeptWithIt() {
        asked.company.inherits("engineer", "analyst");
        asked.passes(person("ada"), NOTHING, NOW);
        asked.company.answers(ENGINEERS, Truth.NO);

        assertThat(at(MOVED).next().roles()).containsOnlyKeys(role("engineer"), role("analyst"));
        assertThat(at(MOVED.plus(GRACE)).next().roles()).isEmpty();
    }

    @Test
    void whoMovesBackHoldsItByTheRuleAgain() {
        asked.company.answers(ENGINEERS, Truth.NO);
        at(MOVED);
        asked.company.answers(ENGINEERS, Truth.YES);

        assertThat(causes(at(MOVED.plusSeconds(60)), "engineer"))
                .extracting(Cause::kind)
                .containsExactly(Cause.Kind.Rule);
    }

    /** A rule may ask for the day. */
    @Test
    void whatTimeAloneTakesIsGoneAtOnce() {
        asked.company.answers(ENGINEERS, Truth.NO);

        assertThat(asked.passes(person("ada"), NOTHING, MOVED).next().roles()).isEmpty();
    }

    @Test
    void anEditOfTheRuleTakesAtOnce() {
        asked.company.hasRole("engineer", OTHERS, new Grant(app("github"), groups("engineers")));
        asked.company.keeps("engineer", GRACE);
        asked.company.answers(OTHERS, Truth.NO);

        assertThat(at(MOVED).next().roles()).isEmpty();
    }

    @Test
    void anEditThatShortensTheGraceCountsForWhoIsInIt() {
        asked.company.answers(ENGINEERS, Truth.NO);
        at(MOVED);
        asked.company.keeps("engineer", Duration.ofDays(1));

        assertThat(at(MOVED.plus(Duration.ofDays(1))).next().roles()).isEmpty();
    }

    @Test
    void anEditThatProlongsTheGraceMovesNoEndThatWasSaid() {
        asked.company.answers(ENGINEERS, Truth.NO);
        at(MOVED);
        asked.company.keeps("engineer", Duration.ofDays(30));

        assertThat(at(MOVED.plus(GRACE)).next().roles()).isEmpty();
    }

    @Test
    void aLeaverKeepsNothing() {
        asked.company.answers(ENGINEERS, Truth.NO);
        at(MOVED);

        assertThat(asked.passes(person("ada", employment(Employment.Status.Terminated)), NOTHING, MOVED.plusSeconds(1))
                        .next()
                        .roles())
                .isEmpty();
    }

    @Test
    void aRoleThatConflictsEndsTheGraceAtOnce() {
        asked.company.conflicts("auditor", List.of(role("engineer")));
        asked.company.answers(ENGINEERS, Truth.NO);
        at(MOVED);

        var promoted = asked.passes(
                Company.renamed("ada", "ada.king"), Asked.of(Stream.of(role("auditor"))), MOVED.plusSeconds(60));

        assertThat(promoted.next().roles()).containsOnlyKeys(role("auditor"));
        assertThat(promoted.problems()).isEmpty();
        assertThat(promoted.transitions()).isEmpty();
    }

    @Test
    void aRuleThatCannotBeAnsweredMeanwhileChangesNothingAboutTheEnd() {
        asked.company.answers(ENGINEERS, Truth.NO);
        at(MOVED);
        asked.company.answers(ENGINEERS, Truth.UNKNOWN);

        assertThat(at(MOVED.plusSeconds(60)).next().roles()).containsOnlyKeys(role("engineer"));
        assertThat(at(MOVED.plus(GRACE)).next().roles()).isEmpty();
    }

    @Test
    void aRoleThatIsGoneIsInDoubtOnlyToTheEndOfTheGrace() {
        asked.company.answers(ENGINEERS, Truth.NO);
        at(MOVED);
        asked.company.losesRole("engineer");

        assertThat(at(MOVED.plusSeconds(60)).next().roles()).containsOnlyKeys(role("engineer"));
        assertThat(at(MOVED.plus(GRACE)).next().roles()).isEmpty();
    }
}
