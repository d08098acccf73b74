package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.api.AccountEntry;
import dev.usher.api.Condition;
import dev.usher.api.HeldEntitlement;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.EntitlementTerms;
import dev.usher.domain.access.Lockout;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Sequence;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Transition;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.quality.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserConditionsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId APP = new AppId("people", "wiki");
    private static final Problem FREEZES = new Problem(Problem.Kind.EndRequired, "employment main");
    private static final Problem WAITS = new Problem(Problem.Kind.RoleNotFound, "analyst");
    private static final Problem SAYS = new Problem(Problem.Kind.ManagerDeparted, "bob");
    private static final Sequence NOBODY_WAITS = new Sequence(Map.of(), List.of());
    private static final AccountEntries SETTLED = entries(false, List.of(), Map.of());
    private static final AccountEntries TROUBLED =
            entries(true, List.of(APP), Map.of(APP, Failure.of(Kind.UNREACHABLE, Detail.NONE)));

    @Test
    void sayFirstWhatSomebodyHasToMend() {
        assertThat(said(LifecycleState.Active, true, TROUBLED, FREEZES, WAITS, SAYS))
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(
                        tuple("Ready", "False", "EndRequired"),
                        tuple("Stalled", "True", "EndRequired"),
                        tuple("ManagerDeparted", "True", "ManagerDeparted"));
    }

    @Test
    void sayThenWhatIsNamedAndNotThere() {
        assertThat(said(LifecycleState.Active, false, TROUBLED, WAITS))
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "False", "RoleNotFound"), tuple("Reconciling", "True", "RoleNotFound"));
    }

    @Test
    void sayThenWhatFailed() {
        assertThat(said(LifecycleState.Active, false, TROUBLED))
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(
                        tuple("Ready", "False", "AppUnreachable"), tuple("Reconciling", "True", "AppUnreachable"));
        assertThat(said(
                        LifecycleState.Active,
                        false,
                        entries(false, List.of(), Map.of(APP, Failure.of(Kind.REJECTED, Detail.NONE)))))
                .extracting(Condition::type, Condition::reason)
                .containsExactly(tuple("Ready", "AccountRejected"), tuple("Stalled", "AccountRejected"));
    }

    @Test
    void sayThenWhatIsHeld() {
        assertThat(said(LifecycleState.Active, false, entries(true, List.of(APP), Map.of())))
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "False", "RemovalsHeld"));
    }

    @Test
    void sayThenWhatIsWaitedFor() {
        assertThat(said(LifecycleState.Active, true, entries(false, List.of(APP), Map.of())))
                .extracting(Condition::type, Condition::status, Condition::reason, Condition::message)
                .containsExactly(
                        tuple("Ready", "Unknown", "Progressing", "Waiting for wiki"),
                        tuple("Reconciling", "True", "Progressing", "Waiting for wiki"));
    }

    @ParameterizedTest
    @EnumSource
    void sayAtLastThatItIsSo(LifecycleState state) {
        assertThat(said(state, false, SETTLED))
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "True", state == LifecycleState.Planned ? "Planned" : "Provisioned"));
    }

    @ParameterizedTest
    @EnumSource
    void sayThatSomebodyIsLeftAloneWhereItIsSo(LifecycleState state) {
        assertThat(said(state, true, SETTLED))
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "True", "Suspended"));
    }

    @Test
    void haveOneForEveryKindOfFinding() {
        var conditions = said(
                LifecycleState.Active,
                false,
                SETTLED,
                SAYS,
                new Problem(Problem.Kind.OwnerNotFound, "eve"),
                new Problem(Problem.Kind.OwnerNotFound, "mallory"));

        assertThat(conditions)
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(
                        tuple("Ready", "True", "Provisioned"),
                        tuple("ManagerDeparted", "True", "ManagerDeparted"),
                        tuple("OwnerNotFound", "True", "OwnerNotFound"));
        assertThat(conditions.getLast().message()).contains("owner eve").contains("owner mallory");
    }

    @Test
    void nameEverythingThatHasToBeMended() {
        var message = said(
                        LifecycleState.Active,
                        false,
                        SETTLED,
                        FREEZES,
                        new Problem(Problem.Kind.AttributeMissing, "department"))
                .getFirst()
                .message();

        assertThat(message).contains("employment main").contains("`spec.department`");
    }

    @Test
    void fitIntoAConditionHoweverMuchThereIsToSay() {
        var many = IntStream.range(0, 200)
                .mapToObj(number -> new Problem(Problem.Kind.AttributeMissing, "attributes.a" + number))
                .toArray(Problem[]::new);

        assertThat(said(LifecycleState.Active, false, SETTLED, many))
                .allSatisfy(condition -> assertThat(condition.message()).hasSizeLessThanOrEqualTo(1024));
    }

    @Test
    void sayThatWhatIsDueWaitsForAClockThatCanBeTrusted() {
        var due = new Transition(NOW, Transition.What.EmploymentEnds);
        var resolution =
                new Resolution(LifecycleState.Active, false, false, Map.of(), Memory.NONE, List.of(due), List.of());
        var user = Neighbourhood.user("people", "ada", "{userName: ada}", "{}");

        assertThat(UserConditions.of(user, resolution, SETTLED, NOBODY_WAITS, new Present(NOW.minusSeconds(60), NOW)))
                .extracting(Condition::type)
                .contains("ClockSuspect");
        assertThat(UserConditions.of(user, resolution, SETTLED, NOBODY_WAITS, Present.of(NOW.minusSeconds(60))))
                .extracting(Condition::type)
                .doesNotContain("ClockSuspect");
    }

    @Test
    void sayThatALockHoldsOnceEveryAppThatMayBeWrittenToHasConfirmedIt() {
        assertThat(locked(Map.of(APP, new Decision.Disabled(Why.Locked))))
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "True", "Locked"));
        assertThat(locked(Map.of(APP, new Decision.Hold(Why.AppSuspended))))
                .extracting(Condition::reason)
                .containsExactly("PartlyObserved");
    }

    /** Whatever an app says, nobody waits for it where nothing may be written to it. */
    @Test
    void sayThatTheyAreSettledAsFarAsThePhaseOfAnAppLetsThem() {
        var planned = Map.of(APP, new Decision.Disabled(Why.Locked).planned(true));
        assertThat(locked(planned)).extracting(Condition::reason).containsExactly("PartlyObserved");
        var conditions = UserConditions.of(
                Neighbourhood.user("people", "ada", "{userName: ada}", "{}"),
                new Resolution(LifecycleState.Active, false, false, planned, Memory.NONE, List.of(), List.of()),
                entries(false, List.of(APP), Map.of(APP, Failure.of(Kind.UNREACHABLE, Detail.NONE))),
                NOBODY_WAITS,
                Present.of(NOW));

        assertThat(conditions)
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "True", "PartlyObserved"));
        assertThat(conditions.getFirst().message()).contains("for this user to wiki", "`spec.phase`");
    }

    private static List<Condition> locked(Map<AppId, Decision> decisions) {
        var lock = new Lock("people", "case-7", Set.of(), Optional.empty());
        return UserConditions.of(
                Neighbourhood.user("people", "ada", "{userName: ada}", "{}"),
                new Resolution(
                        LifecycleState.Locked,
                        true,
                        false,
                        decisions,
                        Memory.NONE,
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        new Lockout(List.of(lock))),
                SETTLED,
                NOBODY_WAITS,
                Present.of(NOW));
    }

    @Test
    void nameWhatNothingExplainsOnlyWhereEverythingIsOurs() {
        assertThat(holding(Authority.Managed)).extracting(Condition::type).containsExactly("Ready");
        assertThat(holding(Authority.Additive)).extracting(Condition::type).containsExactly("Ready");
        assertThat(holding(Authority.Authoritative))
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(
                        tuple("Ready", "True", "Provisioned"),
                        tuple("EntitlementsUnexplained", "True", "EntitlementsUnexplained"));
        assertThat(holding(Authority.Authoritative).getLast().message())
                .contains("name it in a Role", "take it away in the app", "`spec.entitlements.ignore`")
                .endsWith("`status.accounts[].unexplained` lists them: 3 in TargetApp wiki");
    }

    private static List<Condition> holding(Authority authority) {
        var terms = new EntitlementTerms(authority, Optional.empty());
        var entry = new AccountEntry(
                "wiki",
                "people",
                "Active",
                "2026-09-15T12:00:00Z",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new HeldEntitlement("group", "by hand")),
                3,
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null);
        return UserConditions.of(
                Neighbourhood.user("people", "ada", "{userName: ada}", "{}"),
                new Resolution(
                        LifecycleState.Active,
                        false,
                        false,
                        Map.of(APP, new Decision.Hold(Why.Frozen, terms)),
                        Memory.NONE,
                        List.of(),
                        List.of()),
                new AccountEntries(List.of(entry), List.of(), Set.of(APP), Set.of(), 1, Map.of()),
                NOBODY_WAITS,
                Present.of(NOW));
    }

    private static List<Condition> said(
            LifecycleState state, boolean paused, AccountEntries accounts, Problem... problems) {
        return UserConditions.of(
                Neighbourhood.user("people", "ada", "{userName: ada}", "{}"),
                new Resolution(state, paused, false, Map.of(), Memory.NONE, List.of(), Arrays.asList(problems)),
                accounts,
                NOBODY_WAITS,
                Present.of(NOW));
    }

    @Test
    void isReadyWhereSomebodyChangedAnAccountAndItIsLeftSoAndSaysThat() {
        var drifted = new AccountEntry(
                "wiki",
                "people",
                "Disabled",
                "2026-09-15T12:00:00Z",
                "7",
                null,
                null,
                null,
                null,
                "Drifted",
                "somebody changed it in the app",
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null);

        var said = said(
                LifecycleState.Active,
                false,
                new AccountEntries(List.of(drifted), List.of(), Set.of(), Set.of(), 1, Map.of()));

        assertThat(Conditions.of(said, "Ready")).hasValueSatisfying(ready -> {
            assertThat(ready.status()).isEqualTo("True");
            assertThat(ready.reason()).isEqualTo("PartlyObserved");
        });
        assertThat(Conditions.of(said, "Drifted"))
                .hasValueSatisfying(drift -> assertThat(drift.message()).contains("wiki", "spec.drift"));
    }

    @Test
    void isReadyWhileNobodyCanDoAnythingButLogInAndSaysWhere() {
        var waiting = new AccountEntries(List.of(), List.of(), Set.of(), Set.of(APP), 1, Map.of());

        assertThat(Conditions.of(said(LifecycleState.Active, false, waiting), "Ready"))
                .hasValueSatisfying(ready -> {
                    assertThat(ready.status()).isEqualTo("True");
                    assertThat(ready.reason()).isEqualTo("AwaitingLogin");
                    assertThat(ready.message()).contains(APP.name());
                });
        assertThat(Conditions.of(said(LifecycleState.Active, false, waiting), "Reconciling"))
                .isEmpty();
        assertThat(Conditions.of(said(LifecycleState.Planned, false, waiting), "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("Planned"));
    }

    private static AccountEntries entries(boolean held, List<AppId> open, Map<AppId, Failure> failures) {
        var entry = new AccountEntry(
                "wiki",
                "people",
                held ? "Held" : "Active",
                "2026-09-15T12:00:00Z",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null);
        return new AccountEntries(List.of(entry), open, Set.of(), Set.of(), 1, new TreeMap<>(failures));
    }
}
