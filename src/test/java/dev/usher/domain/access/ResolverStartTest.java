package dev.usher.domain.access;

import static dev.usher.domain.access.LifecycleQuestion.PROFILE;
import static dev.usher.domain.access.LifecycleQuestion.decided;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Employment.Status;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** From the announcement of a start to its first instant. */
class ResolverStartTest {
    private static final Duration THREE_DAYS = Duration.ofDays(3);
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final String BEFORE = "2026-09-27T23:59:59Z";
    private static final String LEAD = "2026-09-28T00:00:00Z";

    private final LifecycleQuestion ada = new LifecycleQuestion().lead("github", THREE_DAYS);

    @Nested
    class AheadOfAStart {
        @Test
        void nothingIsMadeUntilTheLeadOfTheAppBegins() {
            var resolution = ada.at(BEFORE).resolve(job("main").from("2026-10-01"));

            assertThat(resolution.state()).isEqualTo(LifecycleState.Planned);
            assertThat(resolution.apps()).isEmpty();
            assertThat(resolution.transitions())
                    .containsExactly(
                            new Transition(Instant.parse(LEAD), Transition.What.PreProvision),
                            new Transition(START, Transition.What.EmploymentStarts));
        }

        @Test
        void theAccountIsMadeDisabledWithItsEntitlements() {
            var resolution = ada.at(LEAD).resolve(job("main").from("2026-10-01"));

            assertThat(resolution.state()).isEqualTo(LifecycleState.PreProvisioned);
            assertThat(resolution.apps())
                    .isEqualTo(Map.of(
                            Company.app("github"),
                            new Decision.Want(
                                    new Desired(
                                            new Identity("people", "1815"),
                                            PROFILE.only(Attributes.MINIMAL),
                                            new TreeSet<>(Company.groups("analysts")),
                                            false),
                                    Set.of())));
            assertThat(resolution.transitions())
                    .containsExactly(new Transition(START, Transition.What.EmploymentStarts));
        }

        @Test
        void theAccountIsEnabledAtTheStartAndTheOthersAreMade() {
            ada.hasPreparedAccount("github", AccountState.Disabled);

            var resolution = ada.at("2026-10-01T00:00:00Z").resolve(job("main").from("2026-10-01"));

            assertThat(resolution.state()).isEqualTo(LifecycleState.Active);
            assertThat(resolution.apps()).containsOnlyKeys(Company.app("github"), Company.app("jira"));
            assertThat(resolution.apps().values())
                    .allSatisfy(decision -> assertThat(
                                    ((Decision.Want) decision).account().enabled())
                            .isTrue());
        }

        @Test
        void eachAppHasItsOwnLead() {
            ada.lead("jira", Duration.ofDays(10));

            var resolution = ada.at("2026-09-22T00:00:00Z").resolve(job("main").from("2026-10-01"));

            assertThat(resolution.apps()).containsOnlyKeys(Company.app("jira"));
            assertThat(resolution.transitions())
                    .first()
                    .isEqualTo(new Transition(Instant.parse(LEAD), Transition.What.PreProvision));
        }

        @Test
        void theAccountHasTheAttributesOfTheEmploymentThatComes() {
            var decision = (Decision.Want) decided(
                            ada.at(LEAD).resolve(job("main").from("2026-10-01").as(Attributes.DISPLAY_NAME, "Dr. Ada")),
                            "github")
                    .orElseThrow();

            assertThat(decision.account().attributes().get(Attributes.DISPLAY_NAME))
                    .contains("Dr. Ada");
        }

        @Test
        void nothingIsMadeForAConfidentialStartAndNothingIsShown() {
            var resolution = ada.at(LEAD).resolve(job("main").from("2026-10-01").confidential());

            assertThat(resolution.state()).isEqualTo(LifecycleState.Planned);
            assertThat(resolution.apps()).isEmpty();
            assertThat(resolution.shownTransition()).isEmpty();
            assertThat(resolution.nextTransition())
                    .contains(new Transition(START, Transition.What.EmploymentStarts, true));
        }

        @Test
        void nothingIsMadeWhereNoRoleGrantsTheApp() {
            var resolution = ada.asksForNoRole().at(LEAD).resolve(job("main").from("2026-10-01"));

            assertThat(resolution.apps()).isEmpty();
            assertThat(resolution.transitions())
                    .extracting(Transition::what)
                    .doesNotContain(Transition.What.PreProvision);
        }

        @Test
        void nothingIsMadeWhereSomethingHasToBeMendedFirst() {
            ada.has(new Problem(Problem.Kind.DuplicateUserName, "ProvisionedUser eve"));

            assertThat(ada.at(LEAD).resolve(job("main").from("2026-10-01")).apps())
                    .isEmpty();
        }

        @Test
        void nothingIsMadeInAnAppWithoutALead() {
            assertThat(decided(ada.at(LEAD).resolve(job("main").from("2026-10-01")), "jira"))
                    .isEmpty();
        }

        @Test
        void nothingIsMadeForSomebodyWhoDepartedAndComesBack() {
            ada.hasAccount("jira", AccountState.Disabled).passes(job("old").is(Status.Terminated));

            var resolution = ada.at(LEAD)
                    .resolve(job("old").is(Status.Terminated), job("new").from("2026-10-01"));

            assertThat(resolution.state()).isEqualTo(LifecycleState.Departed);
            assertThat(decided(resolution, "github")).isEmpty();
        }
    }

    @Nested
    class AStartThatDoesNotCome {
        @Test
        void laterTakesThePreparedAccountNothingButKeepsItDisabled() {
            ada.hasPreparedAccount("github", AccountState.Disabled);

            var resolution = ada.at(LEAD).resolve(job("main").from("2026-11-01"));

            assertThat(resolution.state()).isEqualTo(LifecycleState.Planned);
            assertThat(decided(resolution, "github")).contains(new Decision.Disabled(Why.NotStarted));
        }

        @Test
        void afterAllDisablesTheAccountOfSomebodyWhoHadBegun() {
            ada.hasAccount("github", AccountState.Active);

            assertThat(decided(ada.resolve(job("main").from("2026-12-01")), "github"))
                    .contains(new Decision.Disabled(Why.NotStarted));
        }

        @Test
        void everDeletesAnAccountThatNobodyHasUsed() {
            ada.hasPreparedAccount("github", AccountState.Disabled).hasAccount("jira", AccountState.Active);

            var resolution = ada.resolve(job("main").is(Status.Withdrawn).from("2026-10-01"));

            assertThat(decided(resolution, "github")).contains(new Decision.Absent(Why.Withdrawn));
            assertThat(decided(resolution, "jira")).contains(new Decision.Disabled(Why.Departed));
        }

        @Test
        void everLeavesAnAccountAloneOnceItIsDeleted() {
            ada.hasAccount("github", AccountState.Deleted);

            assertThat(decided(ada.resolve(job("main").is(Status.Withdrawn)), "github"))
                    .contains(new Decision.Absent(Why.Withdrawn));
        }

        @Test
        void isWithdrawnOnlyWhereEveryOneIs() {
            ada.hasPreparedAccount("github", AccountState.Disabled);

            assertThat(decided(
                            ada.resolve(
                                    job("main").is(Status.Withdrawn),
                                    job("old").is(Status.Terminated).until("2026-01-31")),
                            "github"))
                    .contains(new Decision.Disabled(Why.Departed));
        }
    }

    @Nested
    class AMove {
        private final LifecycleQuestion eve = new LifecycleQuestion();

        @Test
        void happensAtItsInstantAndNotBefore() {
            var before = eve.at("2026-09-30T23:59:59Z").resolve(now(), next());
            var after = eve.at("2026-10-01T00:00:00Z").resolve(now(), next());

            assertThat(shown(before)).isEqualTo("Ada of Maths");
            assertThat(before.nextTransition()).contains(new Transition(START, Transition.What.EmploymentStarts));
            assertThat(shown(after)).isEqualTo("Ada of Physics");
        }

        private static Job now() {
            return job("now").from("2020-01-01").as(Attributes.DISPLAY_NAME, "Ada of Maths");
        }

        private static Job next() {
            return job("next").from("2026-10-01").as(Attributes.DISPLAY_NAME, "Ada of Physics");
        }

        private static String shown(Resolution resolution) {
            return ((Decision.Want) decided(resolution, "github").orElseThrow())
                    .account()
                    .attributes()
                    .get(Attributes.DISPLAY_NAME)
                    .orElseThrow();
        }
    }
}
