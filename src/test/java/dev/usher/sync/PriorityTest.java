package dev.usher.sync;

import static dev.usher.domain.access.Company.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Asked;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PriorityTest {
    private static final Decision DISABLED = new Decision.Disabled(Why.Departed);
    private static final Decision ABSENT = new Decision.Absent(Why.UserDeleted);

    private static Decision want(boolean enabled) {
        var ada = person("ada");
        return new Decision.Want(new Desired(ada.identity(), ada.profile(), new TreeSet<>(), enabled), Set.of());
    }

    private static Priority of(Decision decision) {
        return Priority.of(decision, Optional.empty());
    }

    private static Priority of(Decision decision, AccountState state) {
        return Priority.of(decision, Optional.of(state));
    }

    @Test
    void whoeverLosesAccessIsARevocation() {
        assertThat(of(DISABLED, AccountState.Active)).isEqualTo(Priority.REVOCATION);
        assertThat(of(DISABLED, AccountState.Failed)).isEqualTo(Priority.REVOCATION);
        assertThat(of(DISABLED)).isEqualTo(Priority.REVOCATION);
        assertThat(of(ABSENT, AccountState.Active)).isEqualTo(Priority.REVOCATION);
    }

    @Test
    void whoeverIsShutOutGoesBeforeEverybodyAndIsReadAgainWhereTheyAreDisabledAlready() {
        var locked = new Decision.Disabled(Why.Locked);

        assertThat(of(locked, AccountState.Active)).isEqualTo(Priority.LOCK).isLessThan(Priority.REVOCATION);
        assertThat(of(locked, AccountState.Disabled)).isEqualTo(Priority.LOCK);
        assertThat(of(locked).atItsTime()).isEqualTo(Priority.LOCK);
        assertThat(Priority.LOCK.afterFailure(Kind.Retry.NEVER)).isEqualTo(Priority.LOCK);
    }

    /** A slip in a policy freezes everybody of a namespace, and a leaver must not wait behind them. */
    @Test
    void whoKeepsWhatTheyHaveOrIsDisabledAlreadyLosesNothing() {
        assertThat(of(new Decision.Trim(Set.of(), Why.Frozen))).isEqualTo(Priority.CHANGE);
        assertThat(of(DISABLED, AccountState.Disabled)).isEqualTo(Priority.CHANGE);
    }

    @Test
    void aStartThatIsPutOffTakesWhatWasGiven() {
        assertThat(of(want(false), AccountState.Active)).isEqualTo(Priority.REVOCATION);
        assertThat(of(want(false))).isEqualTo(Priority.CHANGE);
    }

    @Test
    void aDisabledAccountCanBeDeletedWithoutHurry() {
        assertThat(of(ABSENT, AccountState.Disabled)).isEqualTo(Priority.CHANGE);
    }

    @Test
    void whoReturnsOrStartsWithAPreparedAccountIsDue() {
        assertThat(of(want(true), AccountState.Disabled)).isEqualTo(Priority.DUE);
    }

    @Test
    void joinersAndMoversAreChangesUnlessTheirTimeHasCome() {
        assertThat(of(want(true))).isEqualTo(Priority.CHANGE);
        assertThat(of(want(true), AccountState.Active)).isEqualTo(Priority.CHANGE);
        assertThat(of(want(true)).atItsTime()).isEqualTo(Priority.DUE);
        assertThat(of(DISABLED).atItsTime()).isEqualTo(Priority.REVOCATION);
    }

    @Test
    void aChangeThatWaitsForAPersonGivesWayAndEverythingElseIsTriedAgainAsItWas() {
        assertThat(Priority.CHANGE.afterFailure(Kind.Retry.PERIODIC)).isEqualTo(Priority.REPAIR);
        assertThat(Priority.CHANGE.afterFailure(Kind.Retry.BACKOFF)).isEqualTo(Priority.CHANGE);
        assertThat(Priority.DUE.afterFailure(Kind.Retry.PERIODIC)).isEqualTo(Priority.DUE);
        assertThat(Priority.REVOCATION.afterFailure(Kind.Retry.NEVER)).isEqualTo(Priority.REVOCATION);
    }

    @Test
    void whoLosesARoleIsARevocationWhereItGaveSomething() {
        var company = new Company()
                .hasApp("wiki")
                .hasApp("chat")
                .hasRole("member", "wiki")
                .hasRole("analyst", "wiki", "analysts")
                .hasRole("chatter", "chat");
        var before = facts(company, Memory.NONE, "member", "analyst", "chatter").resolve(Instant.EPOCH);
        var account = new KnownAccount(
                Optional.of(new RemoteId("a1")),
                Optional.of(Company.tenant("wiki")),
                AccountState.Active,
                Optional.empty(),
                Instant.EPOCH);
        var moved = facts(company, before.next().with(Company.app("wiki"), account), "member", "chatter");
        var resolution = moved.resolve(Instant.EPOCH);

        assertThat(moved.priority(Company.app("wiki"), resolution)).isEqualTo(Priority.REVOCATION);
        assertThat(moved.priority(Company.app("chat"), resolution)).isEqualTo(Priority.CHANGE);
    }

    private static Facts.OfPerson facts(Company company, Memory memory, String... roles) {
        return new Facts.OfPerson(
                person("ada"),
                Set.of(),
                Surroundings.NONE,
                Asked.of(Company.roles(roles).stream()),
                company.access(),
                memory,
                new Basis(List.of(), List.of(), Optional.empty(), List.of()));
    }
}
