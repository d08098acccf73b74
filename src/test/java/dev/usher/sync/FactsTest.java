package dev.usher.sync;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Company.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Asked;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Exclusion;
import dev.usher.domain.access.Memory;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Term;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How urgent it is what somebody loses. */
class FactsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Exclusion KEPT = new Exclusion(
            Company.NAMESPACE, "case-9", Set.of(role("analyst")), new Term(Optional.empty(), Optional.empty()));

    private final Company company = new Company()
            .hasApp("github")
            .hasApp("jira")
            .hasRole("analyst", "github", "analysts")
            .hasRole("guest", "github")
            .hasRole("planner", "jira", "planners");

    private Facts.OfPerson facts(Asked asked, Memory memory) {
        return new Facts.OfPerson(
                person("ada"),
                Set.of(),
                Surroundings.NONE,
                asked,
                company.access(),
                memory,
                new Basis(List.of(), List.of(), Optional.empty(), List.of()));
    }

    private static Asked hands(String... names) {
        return Asked.of(Stream.of(names).map(Company::role));
    }

    private static KnownAccount account(String app) {
        return new KnownAccount(
                Optional.of(new RemoteId("id in " + app)),
                Optional.of(tenant(app)),
                AccountState.Active,
                Optional.empty(),
                NOW);
    }

    private Memory had(String... roles) {
        var memory = Memory.NONE.with(app("github"), account("github")).with(app("jira"), account("jira"));
        return facts(hands(roles), memory).resolve(NOW).next();
    }

    private Priority of(String app, Asked asked, Memory before) {
        var facts = facts(asked, before);
        return facts.priority(app(app), facts.resolve(NOW));
    }

    @Test
    void whatALockKeepsFromSomebodyGoesAsUrgentlyAsALock() {
        var before = had("analyst", "guest");

        assertThat(of("github", hands("analyst", "guest").without(List.of(KEPT)), before))
                .isEqualTo(Priority.LOCK);
        assertThat(of("github", hands("guest"), before)).isEqualTo(Priority.REVOCATION);
    }

    @Test
    void soDoesAnAccountThatNothingElseGives() {
        assertThat(of("github", hands("analyst").without(List.of(KEPT)), had("analyst")))
                .isEqualTo(Priority.LOCK);
    }

    @Test
    void whatGoesElsewhereMeanwhileIsNoneOfThat() {
        var before = had("analyst", "planner");

        assertThat(of("jira", hands("analyst").without(List.of(KEPT)), before)).isEqualTo(Priority.REVOCATION);
    }

    @Test
    void whatWasNeverHadIsInNoHurry() {
        assertThat(of("github", hands("analyst", "guest").without(List.of(KEPT)), had("guest")))
                .isEqualTo(Priority.CHANGE);
    }
}
