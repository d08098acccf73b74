package dev.usher.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private static final AppId DIRECTORY = Company.app("directory");
    private static final AppId PROXY = Company.app("proxy");
    private static final AppId CRM = Company.app("crm");
    private static final AppId WIKI = Company.app("wiki");
    private static final Decision ACCOUNT = wanted(Arrival.CREATED);
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Decision SHUT = new Decision.Disabled(Why.OnLeave);

    private final Map<AppId, AppDefinition> apps = new HashMap<>();
    private final Map<AppId, KnownAccount> known = new HashMap<>();

    private static Decision wanted(Arrival arrival) {
        var account = new Desired(
                new Identity("people", "1815"),
                Attributes.of(Map.of(Attributes.USER_NAME, "ada")),
                new TreeSet<>(),
                true);
        return new Decision.Want(account, Set.of(), Optional.empty(), EntitlementTerms.STANDARD, arrival);
    }

    private SequenceTest() {
        List.of(DIRECTORY, PROXY, CRM, WIKI).forEach(app -> apps.put(app, definition(app, 0)));
    }

    private static AppDefinition definition(AppId app, int priority) {
        return new AppDefinition(app, Optional.empty(), Deprovisioning.STANDARD, Duration.ZERO, Optional.empty())
                .goingAt(priority);
    }

    private SequenceTest at(AppId app, int priority) {
        apps.put(app, definition(app, priority));
        return this;
    }

    private SequenceTest has(AppId app, AccountState state) {
        return has(app, state, Optional.of(new RemoteId("7")), Instant.EPOCH);
    }

    private SequenceTest has(AppId app, AccountState state, Optional<RemoteId> id, Instant since) {
        known.put(app, new KnownAccount(id, Optional.empty(), state, Optional.empty(), since));
        return this;
    }

    private Sequence of(Map<AppId, Decision> decisions) {
        return of(decisions, List.copyOf(decisions.keySet()));
    }

    private Sequence of(Map<AppId, Decision> decisions, List<AppId> open) {
        var memory = new HashMap<>(known)
                .entrySet().stream()
                        .reduce(
                                Memory.NONE,
                                (all, one) -> all.with(one.getKey(), one.getValue()),
                                (one, other) -> other);
        return Sequence.of(decisions, open, memory, new Access(Map.of(), apps), NOW);
    }

    @Test
    void appsOfOneNumberWaitForNobody() {
        assertThat(of(Map.of(CRM, ACCOUNT, WIKI, ACCOUNT)).due()).containsExactly(CRM, WIKI);
    }

    @Test
    void whoGetsAnAccountGetsItInTheDirectoryFirst() {
        var sequence = at(DIRECTORY, -10).of(Map.of(CRM, ACCOUNT, DIRECTORY, ACCOUNT, WIKI, ACCOUNT));

        assertThat(sequence.due()).containsExactly(DIRECTORY);
        assertThat(sequence.behind()).isEqualTo(Map.of(CRM, DIRECTORY, WIKI, DIRECTORY));
    }

    @Test
    void eachWaitsForTheFirstThatIsLeft() {
        at(DIRECTORY, -10).at(PROXY, -5);
        var decisions = Map.of(CRM, ACCOUNT, DIRECTORY, ACCOUNT, PROXY, ACCOUNT);

        assertThat(of(decisions).behind()).isEqualTo(Map.of(CRM, DIRECTORY, PROXY, DIRECTORY));
        assertThat(of(decisions, List.of(CRM, PROXY)).due()).containsExactly(PROXY);
        assertThat(of(decisions, List.of(CRM)).due()).containsExactly(CRM);
    }

    @Test
    void aReturnWaitsAsACreationDoes() {
        at(DIRECTORY, -10).has(DIRECTORY, AccountState.Disabled).has(CRM, AccountState.Disabled);

        assertThat(of(Map.of(CRM, ACCOUNT, DIRECTORY, ACCOUNT)).due()).containsExactly(DIRECTORY);
    }

    @Test
    void whoComesBackUnderAnotherResourceWaitsLikewise() {
        at(DIRECTORY, -10).has(CRM, AccountState.Pending, Optional.of(new RemoteId("7")), NOW);

        assertThat(of(Map.of(CRM, ACCOUNT, DIRECTORY, ACCOUNT)).due()).containsExactly(DIRECTORY);
    }

    @Test
    void nobodyWaitsLongerThanTenMinutes() {
        var since = NOW.minus(Sequence.PATIENCE);
        at(DIRECTORY, -10).has(DIRECTORY, AccountState.Pending, Optional.empty(), since.plusSeconds(1));
        assertThat(of(Map.of(CRM, ACCOUNT, DIRECTORY, ACCOUNT)).due()).containsExactly(DIRECTORY);

        has(DIRECTORY, AccountState.Pending, Optional.empty(), since);
        assertThat(of(Map.of(CRM, ACCOUNT, DIRECTORY, ACCOUNT)).due()).containsExactly(DIRECTORY, CRM);
    }

    @Test
    void whatIsThereWaitsForNobodyAndIsWaitedForByNobody() {
        at(DIRECTORY, -10).has(DIRECTORY, AccountState.Active);
        assertThat(of(Map.of(CRM, ACCOUNT, DIRECTORY, ACCOUNT)).due()).containsExactly(DIRECTORY, CRM);

        at(WIKI, -20).has(CRM, AccountState.Failed);
        assertThat(of(Map.of(CRM, ACCOUNT, WIKI, ACCOUNT)).due()).containsExactly(WIKI, CRM);
    }

    @Test
    void whoLosesAccessLosesItEverywhereAtOnceTheDirectoryBeingAskedFirst() {
        at(DIRECTORY, -10);

        assertThat(of(Map.of(CRM, SHUT, DIRECTORY, SHUT)).due()).containsExactly(DIRECTORY, CRM);
        assertThat(of(Map.of(CRM, SHUT, DIRECTORY, ACCOUNT)).due()).containsExactly(DIRECTORY, CRM);
    }

    @Test
    void nobodyWaitsForAFirstLogin() {
        at(DIRECTORY, -10);

        assertThat(of(Map.of(CRM, ACCOUNT, DIRECTORY, wanted(Arrival.AWAITED))).due())
                .containsExactly(DIRECTORY, CRM);
    }
}
