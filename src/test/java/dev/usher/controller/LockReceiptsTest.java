package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockStatus.Receipt;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.sync.Aims;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import dev.usher.sync.Result;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LockReceiptsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final String LOCK = "{externalId: \"1815\", reason: r, requestedBy: grace}";
    private static final String ADA = "{userName: ada, externalId: \"1815\"}";
    private static final String UNREADABLE =
            "{userName: ada, externalId: \"1815\", employments: [{id: main, endTime: \"2026-02-31\"}]}";
    private static final String RETAINED =
            "{app: {name: wiki}, tenant: k2v9, id: a1, externalId: \"1815\", realm: people, user: ada, reason: UserDeleted}";

    private final Neighbourhood here = new Neighbourhood();
    private Map<AppId, String> open = Map.of();
    private final CachedWorld world = Wiring.world(here.caches, here.accesses(), Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void theAppIsThere() {
        world.locks().use(here.locks);
        here.hasApp("wiki", "deprovisioning: {onDeparture: Keep}");
    }

    private static String account(String state, String applied) {
        return "{accounts: [{app: wiki, namespace: people, state: " + state
                + ", since: \"2026-09-01T00:00:00Z\", id: a1, tenant: k2v9, applied: \"" + applied
                + "\"}]}";
    }

    private Facts.OfPerson facts(ProvisionedUser user) {
        return world.person(user).orElseThrow();
    }

    private LockReceipts receipts() {
        return new LockReceipts(lock(), DIGESTS);
    }

    private AccessLock lock() {
        return here.hasLock("case-7", LOCK);
    }

    private List<String> of(ProvisionedUser user) {
        var receipts = receipts();
        receipts.add(user, facts(user), facts(user).resolve(NOW));
        return texts(receipts);
    }

    private static List<String> texts(LockReceipts receipts) {
        return receipts.list(List.of(), NOW).stream()
                .map(receipt -> receipt.app() + " " + receipt.account()
                        + Optional.ofNullable(receipt.reason())
                                .map(why -> " " + why)
                                .orElse(""))
                .toList();
    }

    @Test
    void anAccountThatWasDisabledBeforeTheLockIsNotConfirmedByThat() {
        var ada = here.has("people", "ada", ADA, account("Disabled", "1.before"));

        assertThat(of(ada)).containsExactly("wiki Unconfirmed Progressing");
    }

    @Test
    void aFailureIsTheReasonAndOneOpenAccountOfSeveralIsEnough() {
        var receipts = receipts();
        receipts.addMissing(new AppId("people", "wikki"));
        var ada = here.has("people", "ada", ADA, """
                {accounts: [{app: wiki, namespace: people, state: Failed, since: x, id: a1, tenant: k2v9, reason: AppUnreachable}]}
                """);
        receipts.add(ada, facts(ada), facts(ada).resolve(NOW));
        here.hasRetained("wiki-1", RETAINED, "{state: Retained}");
        receipts.add(here.caches.retained("people", "wiki-1").orElseThrow(), Optional.empty());

        assertThat(texts(receipts)).containsExactly("wiki Unconfirmed AppUnreachable", "wikki Unconfirmed AppNotFound");
        assertThat(receipts.open()).containsEntry(WIKI, "AppUnreachable").hasSize(2);
    }

    @Test
    void anAccountThatItsAppProtectsIsAnsweredSoAndStaysOpen() {
        var ada = here.has("people", "ada", ADA, """
                {accounts: [{app: wiki, namespace: people, state: Failed, since: x, id: a1, tenant: k2v9, reason: AccountProtected}]}
                """);
        var receipts = receipts();
        receipts.add(ada, facts(ada), facts(ada).resolve(NOW));

        assertThat(texts(receipts)).containsExactly("wiki Protected AccountProtected");
        assertThat(receipts.open()).containsEntry(WIKI, "AccountProtected");
    }

    private static final String ENDS_SESSIONS =
            "metadata: {name: wiki, namespace: people}\nspec: {connector: {scim: {endpoint: \"https://scim.example.com\", auth: {bearer: {secretRef: {name: s, key: t}}}, sessions: {request: {url: \"/Users/{id}/sessions\"}}}}}";

    private Receipt withSessions(String state, boolean ended, String more) {
        return confirmed(
                state, shut -> Aims.of(shut.endingSessions(ended), DIGESTS).orElseThrow(), more);
    }

    /** @param by what a read agreed with, of what is decided */
    private Receipt confirmed(String state, Function<Decision.Disabled, Applied> by, String more) {
        here.has(Serialization.unmarshal(ENDS_SESSIONS, TargetApp.class));
        var asked = Wiring.world(
                here.caches, here.accesses(Neighbourhood.scimDeclarations()), Clock.fixed(NOW, ZoneOffset.UTC));
        asked.locks().use(here.locks);
        lock();
        var before = asked.person(here.has("people", "ada", ADA, account("Active", "1.any")))
                .orElseThrow();
        var tenant = Optional.ofNullable(before.access().apps().get(WIKI))
                .flatMap(AppDefinition::tenant)
                .orElseThrow()
                .fingerprint();
        var shut = Optional.ofNullable(before.resolve(NOW).apps().get(WIKI))
                .map(Decision.Disabled.class::cast)
                .orElseThrow();
        assertThat(shut.endsSessions()).isTrue();
        var aim = by.apply(shut);
        var ada = here.has(
                "people",
                "ada",
                ADA,
                "{accounts: [{app: wiki, namespace: people, state: " + state + ", since: x, id: a1, tenant: " + tenant
                        + ", applied: \"" + aim.text() + "\"" + more + "}]}");
        var receipts = receipts();
        var facts = asked.person(ada).orElseThrow();
        receipts.add(ada, facts, facts.resolve(NOW));
        open = receipts.open();
        return receipts.list(List.of(), NOW).getFirst();
    }

    @Test
    void anAppThatEndedTheSessionsSaysSo() {
        var receipt = withSessions("Disabled", true, "");

        assertThat(List.of(receipt.account(), String.valueOf(receipt.sessions())))
                .containsExactly("Confirmed", "Ended");
        assertThat(open).isEmpty();
    }

    @Test
    void anAppThatHasShutTheAccountAndNotEndedTheSessionsIsOpen() {
        var receipt = withSessions("Disabled", false, ", reason: SessionsOpen, message: it says 500");

        assertThat(List.of(
                        receipt.account(),
                        String.valueOf(receipt.sessions()),
                        String.valueOf(receipt.sessionsMessage())))
                .containsExactly("Confirmed", "Pending", "it says 500");
        assertThat(open).containsEntry(WIKI, "SessionsOpen");
    }

    @Test
    void anAccountThatIsShutIsConfirmedWhateverItsHolderSignsOnWith() {
        var receipt = confirmed(
                "Disabled",
                shut -> Aims.shut(Aims.of(shut, DIGESTS).orElseThrow(), DIGESTS),
                ", reason: PasswordUnchanged, message: refused");

        assertThat(receipt.account()).isEqualTo("Confirmed");
    }

    @Test
    void anAccountThatIsGoneHasNoSessionsThatCouldBeEnded() {
        assertThat(withSessions("Deleted", true, "").sessions()).isNull();
    }

    private LockReceipts keepingAnalysts(ProvisionedUser user) {
        var lock = here.hasLock(
                "case-9",
                "{externalId: \"1815\", kind: Exclusion, roles: [{name: analyst}], reason: r, requestedBy: grace}");
        var receipts = new LockReceipts(lock, DIGESTS);
        receipts.add(user, facts(user), facts(user).resolve(NOW));
        return receipts;
    }

    @Test
    void whatALockKeepsFromSomebodyIsOpenInTheAppsThatItGives() {
        here.hasApp("chat", "{}");
        here.hasRole("analyst", "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: a}]}]}");
        here.hasRole("reader", "{grants: [{app: {name: wiki}}, {app: {name: chat}}]}");
        var spec = "{userName: ada, externalId: \"1815\", roles: [{name: analyst}, {name: reader}]}";
        var ada = here.has("people", "ada", spec, account("Active", "1.other"));

        assertThat(texts(keepingAnalysts(ada))).containsExactly("wiki Unconfirmed Progressing");
    }

    @Test
    void anAppInWhosePhaseNothingIsWrittenIsOpenAtOnceWhateverWasConfirmed() {
        for (var phase : List.of("phase: Observe", "phase: Shadow", "phase: Canary, canary: user.department == 'IT'")) {
            here.hasApp("wiki", phase);
            var ada = here.has("people", "ada", ADA, account("Disabled", "1.any"));
            assertThat(of(ada)).containsExactly("wiki Unconfirmed OnlyPlanned");
        }
    }

    @Test
    void anAccountWithoutAUserIsOpenToWhereNothingIsWrittenInThePhaseOfItsApp() {
        var lock = lock();
        here.hasApp("wiki", "phase: Shadow");
        here.hasRetained("wiki-1", RETAINED, "{state: Retained, applied: 1.any}");

        assertThat(ofRetained(lock)).containsExactly("wiki Unconfirmed OnlyPlanned");
    }

    @Test
    void anAppThatNothingMayBeWrittenToIsOpen() {
        here.hasApp("wiki", "suspend: {reason: it moves}");
        var ada = here.has("people", "ada", ADA, account("Active", "1.any"));

        assertThat(of(ada)).containsExactly("wiki Unconfirmed AppSuspended");
    }

    @Test
    void anAccountWithoutAUserIsOpenUntilAReadShowsForThisLockThatItIsDisabled() {
        var lock = lock();
        here.hasRetained("wiki-1", RETAINED, "{state: Kept}");

        assertThat(ofRetained(lock)).containsExactly("wiki Unconfirmed Progressing");

        here.hasRetained("wiki-1", RETAINED, "{state: Retained}");
        assertThat(ofRetained(lock)).containsExactly("wiki Unconfirmed Progressing");
        here.hasRetained("wiki-1", RETAINED, "{state: Retained, applied: 1.before}");
        assertThat(ofRetained(lock)).containsExactly("wiki Unconfirmed Progressing");

        var aim = Aims.of(decidedOfRetained().orElseThrow(), DIGESTS).orElseThrow();
        here.hasRetained("wiki-1", RETAINED, "{state: Retained, applied: " + aim.text() + "}");
        assertThat(ofRetained(lock)).containsExactly("wiki Confirmed");

        here.hasRetained("wiki-1", RETAINED, "{state: Deleted}");
        assertThat(ofRetained(lock)).isEmpty();
    }

    private List<String> ofRetained(AccessLock lock) {
        var receipts = new LockReceipts(lock, DIGESTS);
        receipts.add(here.caches.retained("people", "wiki-1").orElseThrow(), decidedOfRetained());
        return texts(receipts);
    }

    private Optional<Decision> decidedOfRetained() {
        return world.facts(new Key.OfRetained("people", "wiki-1")) instanceof Facts.OfRetained facts
                ? facts.decide(WIKI, Optional.empty(), NOW)
                : Optional.empty();
    }

    @Test
    void whoCannotBeDecidedAboutIsOpenWithWhatTheyHave() {
        var ada = here.has("people", "ada", ADA, account("Disabled", "1.any"));
        var receipts = receipts();
        receipts.add(ada, Optional.empty(), Map.of(), NOW);

        assertThat(texts(receipts)).containsExactly("wiki Unconfirmed Progressing");
    }

    /** The app may still show the key of where they came from. */
    @Test
    void whoCannotBeUnderstoodIsKnownByTheKeysThatTheyHadElsewhere() {
        lock();
        here.sharesPeople("people", "subsidiary");
        here.sharesPeople("subsidiary", "people");

        var shut = world.shut(here.has("people", "ada", UNREADABLE, account("Active", "1.any")));

        assertThat(shut.orElseThrow().aliases()).contains(new Identity("subsidiary", "1815"));
    }

    @Test
    void whoCannotBeUnderstoodIsConfirmedByWhatTheLaneSaid() {
        var lock = lock();
        var ada = here.has("people", "ada", UNREADABLE, account("Active", "1.any"));
        var shut = world.shut(ada).orElseThrow();
        var decision = shut.decide(WIKI, Optional.empty(), NOW);
        assertThat(decision)
                .hasValueSatisfying(locked -> assertThat(locked.isLocked()).isTrue());
        assertThat(world.facts(new Key.OfUser("people", "ada"))).isEqualTo(shut);
        var aim = Aims.of(decision.orElseThrow(), DIGESTS);
        var said = new Result(
                AccountState.Disabled, Optional.empty(), Optional.empty(), aim, aim, Optional.empty(), false);

        var before = new LockReceipts(lock, DIGESTS);
        before.add(ada, Optional.of(shut), Map.of(), NOW);
        var after = new LockReceipts(lock, DIGESTS);
        after.add(ada, Optional.of(shut), Map.of(WIKI, said), NOW);

        assertThat(texts(before)).containsExactly("wiki Unconfirmed Progressing");
        assertThat(texts(after)).containsExactly("wiki Confirmed");
    }

    /** Nobody's sessions are ended once more because somebody wrote into a resource what cannot be understood. */
    @Test
    void whoIsNotUnderstoodAnyMoreIsAskedAboutAsBefore() {
        lock();
        var owing = """
                {accounts: [{app: wiki, namespace: people, state: Active, since: x, id: a1, tenant: k2v9, losing: [{kind: group, value: staff}]}]}
                """;
        var understood = Objects.requireNonNull(
                facts(here.has("people", "ada", ADA, owing)).resolve(NOW).apps().get(WIKI));

        var notAnyMore =
                world.shut(here.has("people", "ada", UNREADABLE, owing)).orElseThrow();

        assertThat(understood.terms().owed()).isNotEmpty();
        assertThat(notAnyMore.decide(WIKI, Optional.empty(), NOW)).contains(understood);
    }

    @Test
    void whoCannotBeUnderstoodAndIsNotShutOutIsNobodysBusiness() {
        here.has("people", "ada", UNREADABLE, account("Active", "1.any"));

        assertThat(world.facts(new Key.OfUser("people", "ada"))).isInstanceOf(Facts.None.class);
    }

    @Test
    void theTimeOfAReceiptIsThatOfItsState() {
        var receipts = receipts();
        receipts.addMissing(WIKI);
        var earlier =
                new Receipt("wiki", "people", "Unconfirmed", "Progressing", "2026-09-15T11:00:00Z", null, null, null);
        var other = new Receipt("wiki", "people", "Confirmed", null, "2026-09-15T11:00:00Z", null, null, null);

        assertThat(receipts.list(List.of(earlier), NOW))
                .extracting(Receipt::time)
                .containsExactly("2026-09-15T11:00:00Z");
        assertThat(receipts.list(List.of(other), NOW))
                .extracting(Receipt::time)
                .containsExactly("2026-09-15T12:00:00Z");
    }
}
