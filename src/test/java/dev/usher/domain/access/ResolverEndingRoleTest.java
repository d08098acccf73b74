package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Question.decision;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.plan.Ours;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Judge;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
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

        assertThat(asked.company.access().ours(app("github")).named()).contains(group("analysts"));
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

        assertThat(decision(passes("analyst"), "github").under(EntitlementTerms.STANDARD))
                .isEqualTo(new Decision.Disabled(Why.Unassigned));
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

    /** Its loss is recorded at once, and that of what it contained once the app has answered; it may be gone in between. */
    @Test
    void leadsNowhereEitherOnceItIsGone() {
        asked.company.hasRole("lead", List.of(role("analyst")));
        passes("lead", "guest");
        asked.hasAccount("github");
        asked.memory = withoutRole(asked.memory, "lead");
        asked.company.losesRole("lead");

        var gone = passes("lead", "guest");

        assertThat(((Decision.Want) decision(gone, "github")).frozen()).isEmpty();
        assertThat(want(gone, "github")).isEmpty();
        assertThat(gone.next().roles()).containsOnlyKeys(role("guest"));
        assertThat(gone.next().owed()).isEqualTo(Map.of(app("github"), groups("analysts", "readers")));
    }

    private static Memory withoutRole(Memory memory, String name) {
        var left = new HashMap<>(memory.roles());
        left.remove(role(name));
        return Case.remembering(left, memory);
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
    void isOwedByTheAccountUntilSomebodyHasSeenThatItIsGone() {
        passes("analyst", "guest");
        asked.hasAccount("github");
        asked.company.endsRole("analyst");

        var ended = passes("guest");
        asked.company.losesRole("analyst");
        var gone = passes("guest");

        assertThat(ended.next().owed()).isEqualTo(Map.of(app("github"), groups("analysts", "readers")));
        assertThat(gone.next().owed()).isEqualTo(ended.next().owed());
        assertThat(decision(ended, "github").terms().owed()).isEmpty();
        // The auditors still name the readers.
        assertThat(decision(gone, "github").terms().owed()).isEqualTo(groups("analysts"));
    }

    @Test
    void isNotOwedWhereItIsGivenOrWasNeverHeldOrNothingIsThere() {
        passes("analyst", "auditor");
        asked.hasAccount("github");
        asked.company.endsRole("analyst");
        assertThat(passes("auditor").next().owed()).isEqualTo(Map.of(app("github"), groups("analysts")));

        asked.memory = Memory.NONE;
        asked.hasAccount("github");
        assertThat(passes("auditor").next().owed()).isEmpty();

        asked.memory = Memory.NONE;
        passes("analyst");
        assertThat(asked.resolve(person("ada"), "guest").next().owed()).isEmpty();
    }

    /** The app may be down until the role is gone, too. */
    @Test
    void isOwedAlsoByWhoLostItBefore() {
        passes("analyst", "guest");
        asked.hasAccount("github");

        var lost = passes("guest");
        asked.company.losesRole("analyst");

        assertThat(lost.next().owed()).isEqualTo(Map.of(app("github"), groups("analysts", "readers")));
        assertThat(decision(lost, "github").terms()).isEqualTo(EntitlementTerms.STANDARD);
        assertThat(decision(passes("guest"), "github").terms().owed()).isEqualTo(groups("analysts"));
    }

    @Test
    void isNotOwedWhereNothingIsEverTaken() {
        passes("analyst", "guest");
        asked.hasAccount("github");
        asked.company.treats("github", Authority.Additive).endsRole("analyst");

        assertThat(passes("guest").next().owed()).isEmpty();
    }

    @Test
    void isOwedWithWhatItGaveBeforeItWasEdited() {
        asked.company.hasRole("old", "github");
        passes("old");
        asked.hasAccount("github");
        var formerly = new RoleDefinition(role("old"), List.of(), List.of())
                .remembering(Map.of(app("github"), groups("veterans")))
                .ended();
        var access =
                new Access(Map.of(role("old"), formerly), asked.company.access().apps());

        var ended = Resolver.resolve(
                person("ada"), Surroundings.NONE, Asked.of(Stream.of()), access, asked.memory, Question.NOW);

        assertThat(ended.next().owed()).isEqualTo(Map.of(app("github"), groups("veterans")));
    }

    /** Whoever is on leave keeps the groups for the return, and must not keep these. */
    @Test
    void isOwedUntilADecisionThatTakesItWasAgreedWith() {
        var owed = groups("analysts", "readers");
        var managed = new Ours(Authority.Managed, owed);

        assertThat(Owed.after(new Decision.Disabled(Why.OnLeave), owed, managed))
                .isEqualTo(owed);
        assertThat(Owed.after(new Decision.Hold(Why.KeptByPolicy), owed, managed))
                .isEqualTo(owed);
        assertThat(Owed.after(new Decision.Trim(groups("readers"), Why.Frozen), owed, managed))
                .isEqualTo(groups("readers"));
        assertThat(Owed.after(new Decision.Disabled(Why.Departed), owed, managed))
                .isEmpty();
        assertThat(Owed.after(new Decision.Absent(Why.Departed), owed, managed)).isEmpty();
    }

    @Test
    void doesNotRestartTheClockOfItsAssignments() {
        var longest = new AssignmentTerms(true, Optional.of(Duration.ofDays(90)), Collections.emptySortedSet());
        asked.company.terms("analyst", longest);
        var begun = passes("analyst").next().assignments();
        asked.company.endsRole("analyst");

        assertThat(begun).isNotEmpty();
        assertThat(passes("analyst").next().assignments()).isEqualTo(begun);
    }

    @Test
    void isOwedAsLongAsTheAppSaysThatItIsNotToBeTaken() {
        var owed = groups("analysts", "readers");
        var bare = new Decision.Disabled(Why.Departed);
        var ignoring = new Ours(Authority.Managed, owed, group("readers")::equals);

        assertThat(Owed.after(bare, owed, new Ours(Authority.Additive, owed))).isEqualTo(owed);
        assertThat(Owed.after(bare, owed, ignoring)).isEqualTo(groups("readers"));
    }

    @Test
    void isStillOwedAfterATimeInWhichNothingWasTaken() {
        passes("analyst", "guest");
        asked.hasAccount("github");
        passes("guest");
        asked.company.treats("github", Authority.Additive);
        var additive = passes("guest");
        asked.company.treats("github", Authority.Managed).losesRole("analyst");

        assertThat(additive.next().owed()).isEqualTo(Map.of(app("github"), groups("analysts", "readers")));
        assertThat(decision(passes("guest"), "github").terms().owed()).isEqualTo(groups("analysts"));
    }

    /** What is being made for somebody new may have been asked for while the role still gave something. */
    @Test
    void isOwedAlsoByAnAccountThatIsNotKnownYet() {
        asked.memory = Memory.NONE.owing(Map.of(app("github"), groups("analysts", "veterans")));
        asked.company.losesRole("analyst");

        var resolution = passes("guest", "auditor");

        assertThat(resolution.next().owed()).isEqualTo(asked.memory.owed());
        assertThat(decision(resolution, "github").terms().owed()).isEqualTo(groups("analysts", "veterans"));
    }

    @Test
    void isOwedByWhomNothingElseIsDecidedWhereTheyHeldIt() {
        passes("analyst", "auditor");
        asked.hasAccount("github");
        var before = Owed.ofEnding(asked.memory, asked.company.access());
        asked.company.endsRole("analyst");

        assertThat(before).isEmpty();
        assertThat(Owed.ofEnding(asked.memory, asked.company.access()))
                .isEqualTo(Map.of(app("github"), groups("analysts", "readers")));
    }

    /** It went with its namespace: nobody said that anything is to be taken from anybody. */
    @Nested
    class ThatIsNotThereAnyMore {
        private final Map<AppId, AppDefinition> apps = asked.company.access().apps();
        private final Map<RoleKey, RoleDefinition> others = Map.of(
                role("guest"),
                new RoleDefinition(role("guest"), List.of(), List.of(new Grant(app("github"), groups("guests")))));
        private final Access known =
                with(Map.of(role("gone"), new UnreadRole(false, Set.of(), Map.of(app("github"), groups("veterans")))));

        private Access with(Map<RoleKey, UnreadRole> unread) {
            return new Access(others, apps, unread, List.of(), Judge.NONE);
        }

        private Resolution passes(Access access, String... roles) {
            var resolution = Resolver.resolve(
                    person("ada"),
                    Surroundings.NONE,
                    Asked.of(Stream.of(roles).map(Company::role)),
                    access,
                    asked.memory,
                    Question.NOW);
            asked.memory = resolution.next();
            return resolution;
        }

        @BeforeEach
        void isHeld() {
            asked.company.hasRole("gone", "github", "veterans");
            asked.company.hasRole("guest", "github", "guests");
            asked.memory = asked.resolve(person("ada"), "gone", "guest").next();
            asked.hasAccount("github");
        }

        @Test
        void isWrittenDownAndLeftAlone() {
            var gone = passes(known, "gone", "guest");

            assertThat(gone.next().owed()).isEqualTo(Map.of(app("github"), groups("veterans")));
            assertThat(((Decision.Want) decision(gone, "github")).frozen()).contains(group("veterans"));
        }

        @Test
        void isLeftAloneByAProcessThatNeverSawIt() {
            passes(known, "gone", "guest");

            var later = passes(with(Map.of()), "gone", "guest");

            assertThat(later.next().owed()).isEqualTo(Map.of(app("github"), groups("veterans")));
            assertThat(((Decision.Want) decision(later, "github")).frozen()).contains(group("veterans"));
        }

        @Test
        void isTakenFromWhoeverLosesItThen() {
            passes(known, "gone", "guest");

            var lost = passes(with(Map.of()), "guest");

            assertThat(((Decision.Want) decision(lost, "github")).frozen()).isEmpty();
            assertThat(decision(lost, "github").terms().owed()).isEqualTo(groups("veterans"));
        }

        /** Deleting a role is a decision, and what it gave is not kept because of another role. */
        @Test
        void keepsNothingOfARoleThatSomebodyDeleted() {
            asked.memory = asked.memory.owing(Map.of(app("github"), groups("auditors")));

            var gone = passes(known, "gone", "guest");

            assertThat(((Decision.Want) decision(gone, "github")).frozen())
                    .contains(group("veterans"))
                    .doesNotContain(group("auditors"));
        }

        @Test
        void isNobodysWhoNeverHeldIt() {
            asked.memory = Memory.NONE;
            asked.hasAccount("github");

            assertThat(passes(known, "guest").next().owed()).isEmpty();
            assertThat(known.ours(app("github")).named()).isEqualTo(groups("guests"));
        }
    }

    @Nested
    class InAccess {
        @Test
        void isToldApartFromWhatStays() {
            asked.company.endsRole("analyst");
            var access = asked.company.access();

            assertThat(access.ending()).isEqualTo(Map.of(app("github"), groups("analysts", "readers")));
            assertThat(access.isLasting(app("github"), group("auditors"))).isTrue();
            assertThat(access.isLasting(app("github"), group("analysts"))).isFalse();
        }

        /** What roles give there is meant to stay, so that nobody owes it. */
        @Test
        void isOwedByNobodyWhereNothingIsTaken() {
            asked.company.treats("github", Authority.Additive).endsRole("analyst");

            assertThat(asked.company.access().ending()).isEmpty();
        }

        @Test
        void isFoundByWhatItNames() {
            var access = asked.company.access();

            assertThat(access.naming(Map.of())).isEmpty();
            assertThat(access.naming(Map.of(app("github"), groups("analysts")))).containsExactly(role("analyst"));
            assertThat(access.naming(Map.of(app("wiki"), groups("analysts")))).isEmpty();
        }
    }
}
