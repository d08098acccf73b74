package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.employment;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Company.roles;
import static dev.usher.domain.access.Question.causes;
import static dev.usher.domain.access.Question.decision;
import static dev.usher.domain.access.Question.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Employment;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverDoubtTest {
    private static final Instant NOW = Question.NOW;
    private static final Instant LATER = NOW.plusSeconds(86_400);

    private final Question asked = new Question();

    @Nested
    class WhatIsUnknown {
        @Test
        void isFrozenWhereTheRoleWasHeld() {
            asked.memory = asked.resolve(person("ada"), "analyst", "guest").next();
            asked.company.losesRole("analyst").hasRole("other", "github", "analysts", "others");

            var decision = (Decision.Want) decision(asked.resolve(person("ada"), "analyst", "guest"), "github");

            assertThat(decision.account().entitlements()).isEmpty();
            assertThat(decision.frozen()).contains(group("analysts"));
        }

        @Test
        void isHeldWhereEvenTheAccountHangsOnIt() {
            asked.memory = asked.resolve(person("ada"), "analyst").next();
            asked.hasAccount("github");
            asked.company.losesRole("analyst");

            assertThat(decision(asked.resolve(person("ada"), "analyst"), "github"))
                    .isEqualTo(new Decision.Hold(Why.UnknownRole));
        }

        @Test
        void staysUnknownForAsLongAsItIs() {
            asked.memory = asked.resolve(person("ada"), "analyst").next();
            asked.hasAccount("github");
            asked.company.losesRole("analyst");
            for (var pass = 0; pass < 3; pass++) {
                asked.memory = asked.resolve(person("ada"), "analyst").next();
            }

            assertThat(decision(asked.resolve(person("ada"), "analyst"), "github"))
                    .isEqualTo(new Decision.Hold(Why.UnknownRole));
        }

        @Test
        void takesNothingThatARoleBroughtThroughAnother() {
            asked.company.hasRole("lead", List.of(role("analyst")));
            asked.memory = asked.resolve(person("ada"), "lead").next();
            asked.hasAccount("github");
            asked.company.losesRole("lead");

            assertThat(decision(asked.resolve(person("ada"), "lead"), "github"))
                    .isEqualTo(new Decision.Hold(Why.UnknownRole));
        }

        /** Whether the containing role is held by its rule matters no more: what it contains is known. */
        @ParameterizedTest
        @ValueSource(strings = {"lead", "guest"})
        void isNotWhatARoleNoLongerContains(String byHand) {
            var rule = new Rule("user.attributes.badge == '7'");
            asked.company.hasRole("lead", rule).inherits("lead", "analyst").answers(rule, Truth.YES);
            asked.memory = asked.resolve(person("ada"), byHand, "guest").next();
            assertThat(causes(asked.resolve(person("ada"), byHand, "guest"), "analyst"))
                    .hasSize(1);
            asked.company.answers(rule, Truth.UNKNOWN).inherits("lead");

            var resolution = asked.resolve(person("ada"), byHand, "guest");

            assertThat(resolution.next().roles()).containsOnlyKeys(role("lead"), role("guest"));
            assertThat(((Decision.Want) decision(resolution, "github")).frozen())
                    .isEmpty();
        }

        @Test
        void isANoOnceNobodyAsksForItAnyMore() {
            asked.memory = asked.resolve(person("ada"), "analyst").next();
            asked.hasAccount("github");
            asked.company.losesRole("analyst");

            assertThat(decision(asked.resolve(person("ada")), "github"))
                    .isEqualTo(new Decision.Disabled(Why.Unassigned));
        }

        @Test
        void freezesNothingWhereTheRoleWasNeverHeld() {
            asked.hasAccount("github");

            var resolution = asked.resolve(person("ada"), "guest", "never.was");

            assertThat(((Decision.Want) decision(resolution, "github")).frozen())
                    .isEmpty();
            assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.RoleNotFound, "never.was"));
        }

        @Test
        void isWantedAgainWithItsFirstCauseWhenTheRoleComesBack() {
            asked.memory = asked.resolve(person("ada"), "analyst").next();
            asked.company.losesRole("analyst");
            asked.memory = asked.resolve(person("ada"), "analyst").next();
            asked.company.hasRole("analyst", "github", "analysts");

            var back = Resolver.resolve(
                    person("ada"),
                    Surroundings.NONE,
                    Asked.of(roles("analyst").stream()),
                    asked.company.access(),
                    asked.memory,
                    LATER);

            assertThat(want(back, "github")).containsExactly(group("analysts"));
            assertThat(causes(back, "analyst")).extracting(Cause::since).containsExactly(NOW);
        }

        @Test
        void doesNotKeepSomebodySuspended() {
            asked.memory = asked.resolve(person("ada"), "analyst").next();
            asked.hasAccount("github");
            asked.company.losesRole("analyst");

            assertThat(decision(
                            asked.resolve(person("ada", employment(Employment.Status.Suspended)), "analyst"), "github"))
                    .isEqualTo(new Decision.Disabled(Why.Suspended));
        }

        @Test
        void leavesAnAccountAloneWhoseAppIsNotThere() {
            asked.hasAccount("github");
            asked.company.losesApp("github");

            var resolution = asked.resolve(person("ada"), "analyst");

            assertThat(decision(resolution, "github")).isEqualTo(new Decision.Hold(Why.AppGone));
            assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.AppNotFound, "github"));
        }

        @Test
        void leavesAnAccountOfALeaverAloneWhoseAppIsNotThere() {
            asked.hasAccount("github");
            asked.company.losesApp("github");

            assertThat(asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst")
                            .apps())
                    .isEqualTo(Map.of(app("github"), new Decision.Hold(Why.AppGone)));
        }
    }

    @Nested
    class TooManyApps {
        @Test
        void areOneProblemForEachThatIsTooMany() {
            var resolution = asked.resolve(person("ada"), grantsOfManyApps(66));

            assertThat(resolution.apps()).hasSize(64);
            assertThat(resolution.problems())
                    .extracting(Problem::kind)
                    .containsExactly(Problem.Kind.TooManyApps, Problem.Kind.TooManyApps);
        }

        @Test
        void neverPushOutAnAccountThatIsThere() {
            var names = grantsOfManyApps(65);
            asked.hasAccount("app-64");

            var resolution = asked.resolve(person("ada"), names);

            assertThat(decision(resolution, "app-64")).isInstanceOf(Decision.Want.class);
            assertThat(resolution.apps()).hasSize(64);
        }

        /** The status could not be written, and nothing of it would be known. */
        @Test
        void areCountedWithTheAccountsThatNothingGivesAnyMore() {
            grantsOfManyApps(64);
            IntStream.range(0, 64).forEach(number -> asked.hasAccount("app-" + number));
            asked.company.hasApp("new").hasRole("newcomer", "new");

            var full = asked.resolve(person("ada"), "newcomer");

            assertThat(full.apps()).hasSize(64).doesNotContainKey(app("new"));
            assertThat(full.problems()).containsExactly(new Problem(Problem.Kind.TooManyApps, "new"));
        }

        @Test
        void makeRoomByAccountsThatAreDeletedTheOldestFirst() {
            grantsOfManyApps(64);
            IntStream.range(0, 64)
                    .forEach(number -> asked.memory = asked.memory.with(
                            app("app-" + number), Question.account("app-" + number, AccountState.Deleted)));
            asked.memory = asked.memory.with(app("app-7"), deletedBefore("app-7"));
            asked.company.hasApp("new").hasRole("newcomer", "new");

            var resolution = asked.resolve(person("ada"), "newcomer");

            assertThat(resolution.problems()).isEmpty();
            assertThat(resolution.apps()).hasSize(64).containsKey(app("new")).doesNotContainKey(app("app-7"));
        }

        private KnownAccount deletedBefore(String app) {
            var account = Question.account(app, AccountState.Deleted);
            return new KnownAccount(
                    account.id(), account.tenant(), account.state(), account.applied(), NOW.minusSeconds(60));
        }

        private String[] grantsOfManyApps(int count) {
            var names = new ArrayList<String>();
            for (var number = 0; number < count; number++) {
                asked.company.hasApp("app-" + number).hasRole("role-%02d".formatted(number), "app-" + number);
                names.add("role-%02d".formatted(number));
            }
            return names.toArray(String[]::new);
        }
    }
}
