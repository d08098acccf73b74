package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.employment;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Company.roles;
import static dev.usher.domain.access.Question.account;
import static dev.usher.domain.access.Question.causes;
import static dev.usher.domain.access.Question.decision;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Moment;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResolverTest {
    private static final Instant NOW = Question.NOW;
    private static final Instant LATER = NOW.plusSeconds(86_400);

    private final Question asked = new Question();

    @Nested
    class GivesAccess {
        @Test
        void toWhatAnExplicitRoleGrants() {
            assertThat(want(asked.resolve(person("ada"), "analyst"), "github"))
                    .containsExactlyInAnyOrderElementsOf(groups("analysts", "readers"));
        }

        @Test
        void toABareAccountWhereARoleNamesNoEntitlement() {
            assertThat(want(asked.resolve(person("ada"), "guest"), "github")).isEmpty();
        }

        @Test
        void toNothingWithoutARole() {
            assertThat(asked.resolve(person("ada")).apps()).isEmpty();
        }

        @Test
        void withTheValuesAndTheKeyOfThePerson() {
            var decision = (Decision.Want) decision(asked.resolve(person("ada"), "guest"), "github");

            assertThat(decision.account().identity()).isEqualTo(person("ada").identity());
            assertThat(decision.account().attributes()).isEqualTo(person("ada").profile());
        }

        @Test
        void throughInheritanceOfAnyDepth() {
            asked.company.hasRole("r0", "github", "bottom");
            for (var depth = 1; depth <= 200; depth++) {
                asked.company.hasRole("r" + depth, List.of(role("r" + (depth - 1))));
            }

            var resolution = asked.resolve(person("ada"), "r200");

            assertThat(want(resolution, "github")).containsExactly(group("bottom"));
            assertThat(resolution.next().roles()).hasSize(201);
        }

        @Test
        void ofEveryRoleOfACycleAndOnlyOnce() {
            asked.company.hasRole("a", List.of(role("b")), new Grant(app("github"), groups("ga")));
            asked.company.hasRole("b", List.of(role("c")), new Grant(app("github"), groups("gb")));
            asked.company.hasRole("c", List.of(role("a"), role("c")), new Grant(app("github"), groups("gc")));

            var resolution = asked.resolve(person("ada"), "a");

            assertThat(want(resolution, "github")).containsExactlyInAnyOrderElementsOf(groups("ga", "gb", "gc"));
            assertThat(resolution.problems()).isEmpty();
        }

        @Test
        void thatTwoRolesShareUntilTheLastOfThemGoes() {
            var both = asked.resolve(person("ada"), "analyst", "auditor");
            var one = asked.resolve(person("ada"), "auditor");

            assertThat(want(both, "github")).contains(group("readers"));
            assertThat(want(one, "github")).contains(group("readers")).doesNotContain(group("analysts"));
        }

        @Test
        void andNamesEveryCauseOfARole() {
            asked.company.hasRole("lead", List.of(role("analyst")));

            assertThat(causes(asked.resolve(person("ada"), "analyst", "lead"), "analyst"))
                    .extracting(Cause::kind, Cause::via)
                    .containsExactly(
                            tuple(Cause.Kind.Explicit, Optional.empty()),
                            tuple(Cause.Kind.Inherited, Optional.of(role("lead"))));
        }

        @Test
        void andRemembersSinceWhenEachCauseHolds() {
            var first = asked.resolve(person("ada"), "analyst");
            asked.company.hasRole("lead", List.of(role("analyst")));

            var later = Resolver.resolve(
                    person("ada"),
                    Surroundings.NONE,
                    Asked.of(roles("analyst", "lead").stream()),
                    asked.company.access(),
                    first.next(),
                    LATER);

            assertThat(causes(later, "analyst")).extracting(Cause::since).containsExactly(NOW, LATER);
        }
    }

    @Nested
    class TakesAccess {
        @Test
        void ofARoleThatWasSwapped() {
            asked.memory = asked.resolve(person("ada"), "analyst").next();

            assertThat(want(asked.resolve(person("ada"), "auditor"), "github"))
                    .containsExactlyInAnyOrderElementsOf(groups("auditors", "readers"));
        }

        @Test
        void byDisablingAnAccountThatNoRoleNamesAnyMore() {
            asked.hasAccount("github");

            assertThat(decision(asked.resolve(person("ada")), "github"))
                    .isEqualTo(new Decision.Disabled(Why.Unassigned));
        }

        @ParameterizedTest
        @CsvSource({"OnLeave, OnLeave", "Suspended, Suspended"})
        void ofSomebodyWhoPausesAndCreatesNothingForThem(Employment.Status status, Why why) {
            asked.hasAccount("github");
            asked.company.hasRole(
                    "both", List.of(), new Grant(app("github"), Set.of()), new Grant(app("jira"), Set.of()));

            var resolution = asked.resolve(person("ada", employment(status)), "both");

            assertThat(resolution.apps()).isEqualTo(Map.of(app("github"), new Decision.Disabled(why)));
        }

        @Test
        void andKeepsTheRolesOfSomebodyWhoPauses() {
            var resolution = asked.resolve(person("ada", employment(Employment.Status.OnLeave)), "analyst");

            assertThat(resolution.next().roles()).containsOnlyKeys(role("analyst"));
        }

        @Test
        void ofNobodyWhoHasNotStartedAndGivesThemNothing() {
            var planned = person("ada", starting("2027-01-01"));

            assertThat(asked.resolve(planned, "analyst").apps()).isEmpty();

            asked.hasAccount("github");
            assertThat(decision(asked.resolve(planned, "analyst"), "github"))
                    .isEqualTo(new Decision.Disabled(Why.NotStarted));
        }

        @ParameterizedTest
        @EnumSource(Reaction.class)
        void ofALeaverAsTheAppsPolicySays(Reaction policy) {
            asked.company.hasApp("github", policy);
            asked.hasAccount("github");

            assertThat(decision(
                            asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst"),
                            "github"))
                    .isEqualTo(
                            switch (policy) {
                                case Disable -> new Decision.Disabled(Why.Departed);
                                case Delete -> new Decision.Absent(Why.Departed);
                                case Keep -> new Decision.Hold(Why.KeptByPolicy);
                            });
        }

        @Test
        void ofALeaverBeforeAnyBrokenRoleIsLookedAt() {
            asked.memory = asked.resolve(person("ada"), "analyst").next();
            asked.hasAccount("github");
            asked.company.losesRole("analyst");

            var resolution =
                    asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst", "never.was");

            assertThat(resolution.state()).isEqualTo(LifecycleState.Departed);
            assertThat(decision(resolution, "github")).isEqualTo(new Decision.Disabled(Why.Departed));
            assertThat(resolution.next().roles()).isEmpty();
            assertThat(resolution.problems()).isEmpty();
        }

        @Test
        void andRemembersWhenSomebodyDeparted() {
            var left = person("ada", employment(Employment.Status.Terminated));
            asked.memory = asked.resolve(left).next();

            assertThat(Resolver.resolve(
                                    left,
                                    Surroundings.NONE,
                                    Asked.of(Stream.of()),
                                    asked.company.access(),
                                    asked.memory,
                                    LATER)
                            .next()
                            .departedAt())
                    .contains(NOW);
        }

        /** What somebody closer to the app found out must not turn one question into another. */
        @ParameterizedTest
        @EnumSource(AccountState.class)
        void withoutRegardToWhatStateTheAccountWasLastSeenIn(AccountState state) {
            asked.memory = asked.memory.with(app("github"), account("github", state));

            assertThat(decision(asked.resolve(person("ada")), "github"))
                    .isEqualTo(new Decision.Disabled(Why.Unassigned));
        }
    }

    private static Employment starting(String day) {
        return new Employment("main", Employment.Status.Active, Moment.parse(day), Optional.empty(), false);
    }
}
