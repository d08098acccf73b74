package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.tenant;
import static dev.usher.domain.access.LifecycleQuestion.decided;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.person.Employment.Status;
import dev.usher.domain.person.LifecycleState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is decided where an app makes its accounts by itself, at somebody's first login. */
class ResolverJustInTimeTest {
    private final LifecycleQuestion ada = new LifecycleQuestion();

    ResolverJustInTimeTest() {
        ada.company.isCreatedBy("github", Creation.JustInTime);
    }

    private void isKnown(AccountState state, boolean drifted, Optional<RemoteId> id) {
        ada.memory = ada.memory.with(
                app("github"),
                new KnownAccount(
                        id,
                        Optional.of(tenant("github")),
                        state,
                        Optional.empty(),
                        LifecycleQuestion.NOW,
                        false,
                        drifted,
                        Takeover.NONE));
    }

    private void isAwaited() {
        isKnown(AccountState.AwaitingLogin, false, Optional.empty());
    }

    private Decision.Want wanted(String name) {
        return (Decision.Want) decided(ada.resolve(job("main")), name).orElseThrow();
    }

    @Test
    void anAccountIsAwaitedWhereThereIsNone() {
        var want = wanted("github");

        assertThat(want.isAwaited()).isTrue();
        assertThat(want.account().enabled()).isTrue();
        assertThat(want.account().entitlements()).isEqualTo(groups("analysts"));
        assertThat(wanted("jira").arrival()).isEqualTo(Arrival.CREATED);
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"Deleted", "AwaitingLogin"})
    void oneThatIsThereIsKeptAndNotMadeAgain(AccountState state) {
        isKnown(state, false, Optional.of(new RemoteId("7")));

        assertThat(wanted("github").arrival()).isEqualTo(Arrival.ARRIVED);
    }

    @Test
    void oneThatIsGoneIsAwaitedAgainUnlessThatIsLeftSo() {
        isKnown(AccountState.Deleted, false, Optional.of(new RemoteId("7")));
        assertThat(wanted("github").isAwaited()).isTrue();

        isKnown(AccountState.Deleted, true, Optional.of(new RemoteId("7")));
        assertThat(wanted("github").arrival()).isEqualTo(Arrival.ARRIVED);
    }

    @Test
    void whoHasNotStartedIsAwaitedHoweverLongBeforeAndIsPlanned() {
        var resolution = ada.resolve(job("main").from("2027-10-01"));

        var want = (Decision.Want) decided(resolution, "github").orElseThrow();
        assertThat(want.isAwaited()).isTrue();
        assertThat(want.account().enabled()).isFalse();
        assertThat(resolution.state()).isEqualTo(LifecycleState.Planned);
        assertThat(resolution.apps()).doesNotContainKey(app("jira"));
    }

    @Test
    void whoeverLogsInBeforeTheStartIsToBeShutOut() {
        isKnown(AccountState.Pending, false, Optional.of(new RemoteId("7")));

        var want = (Decision.Want)
                decided(ada.resolve(job("main").from("2027-10-01")), "github").orElseThrow();

        assertThat(want.account().enabled()).isFalse();
        assertThat(want.arrival()).isEqualTo(Arrival.ARRIVED);
    }

    @Test
    void aStartThatIsNotAnnouncedIsToldToNobody() {
        assertThat(ada.resolve(job("main").from("2027-10-01").confidential()).apps())
                .isEmpty();
    }

    @Test
    void whoLeavesIsToHaveNone() {
        isAwaited();

        assertThat(decided(ada.resolve(job("main").is(Status.Terminated)), "github"))
                .contains(new Decision.Disabled(Why.Departed));
    }

    @Test
    void thatNobodyHasMadeItIsNoLossOfAnything() {
        isAwaited();
        ada.resolve(job("main"));
        ada.memory = ada.resolve(job("main")).next();

        var next = ada.asksForNoRole().resolve(job("main")).next();

        assertThat(next.owed()).isEmpty();
    }

    @Test
    void nothingIsPlannedDifferentlyInAnAppThatIsOnlyLookedAt() {
        ada.company.isIn("github", new Phase.Shadow());

        var planned =
                (Decision.Planned) decided(ada.resolve(job("main")), "github").orElseThrow();

        assertThat(planned.would().isAwaited()).isTrue();
    }
}
