package dev.usher.domain.access;

import static dev.usher.domain.access.LifecycleQuestion.NOW;
import static dev.usher.domain.access.LifecycleQuestion.decided;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.person.Career;
import dev.usher.domain.person.Employment.Status;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Workday;
import dev.usher.domain.quality.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is decided for a further identity, such as an admin account, beside its person. */
class ResolverFurtherIdentityTest {
    private final LifecycleQuestion ada = new LifecycleQuestion();

    @Test
    void isGivenNothingWithoutItsPersonAndWhatItHasIsDisabled() {
        ada.main = new Main.Missing("bob");
        ada.hasAccount("github", AccountState.Active);

        var resolution = ada.resolve(job("admin"));

        assertThat(resolution.apps())
                .isEqualTo(Map.of(Company.app("github"), new Decision.Disabled(Why.WithoutPerson)));
        assertThat(resolution.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.PersonNotFound);
    }

    @Test
    void keepsWhatItHasWhileNobodyKnowsOfItsPerson() {
        ada.main = new Main.Unknown("bob");
        ada.hasAccount("github", AccountState.Active);

        assertThat(ada.resolve().apps())
                .isEqualTo(Map.of(Company.app("github"), new Decision.Trim(Company.groups("analysts"), Why.Frozen)));
    }

    @Test
    void departsAndReturnsWithItsPersonAlthoughItHasNoEmployments() {
        ada.hasAccount("github", AccountState.Active);
        ada.main = person(Status.Terminated);
        var gone = ada.passes();
        ada.main = person(Status.Active);
        var back = ada.passes();

        assertThat(decided(gone, "github")).contains(new Decision.Disabled(Why.Departed));
        assertThat(gone.next().departedAt()).contains(NOW);
        assertThat(back.state()).isEqualTo(LifecycleState.Active);
        assertThat(decided(back, "github")).containsInstanceOf(Decision.Want.class);
        assertThat(back.next().departedAt()).isEmpty();
    }

    @Test
    void keepsTheTimeAtWhichItDepartedWhateverThePersonsIs() {
        ada.main = person(Status.Terminated);
        ada.passes();

        assertThat(ada.at("2026-12-24T00:00:00Z").passes().next().departedAt()).contains(NOW);
    }

    @Test
    void isPreparedForTheStartOfItsPerson() {
        ada.lead("github", Duration.ofDays(3));
        ada.main = new Main.Of(new Career(
                Job.entries(job("main").from("2026-10-01")), List.of(), Workday.WHOLE_DAYS_IN_UTC, Optional.empty()));

        assertThat(ada.at("2026-09-28T00:00:00Z").resolve().state()).isEqualTo(LifecycleState.PreProvisioned);
    }

    private static Main person(Status status) {
        return new Main.Of(new Career(
                Job.entries(job("main").is(status)), List.of(), Workday.WHOLE_DAYS_IN_UTC, Optional.empty()));
    }
}
