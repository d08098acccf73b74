package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.connector.AppConfig;
import dev.usher.connector.Credentials;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.secret.Sensitive;
import dev.usher.kube.Events;
import dev.usher.kube.Installation;
import dev.usher.kube.LiveReads;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.Records;
import dev.usher.kube.Teardown;
import dev.usher.kube.TeardownRecords;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.rules.CelRulings;
import dev.usher.simulator.ScimSimulator;
import dev.usher.sync.Catalog;
import dev.usher.sync.Lanes;
import dev.usher.sync.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody is shut out while the API server goes on listing users for ever. */
@Timeout(60)
class FirstLocksTest {
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Duration A_WHILE = Duration.ofMillis(500);
    private static final String LOCKED = "user: {name: ada}, reason: r, requestedBy: grace";

    private final Clock clock = Clock.systemUTC();
    private final StartingApi api = new StartingApi();
    private final ScimSimulator wiki = ScimSimulator.start();
    private final Catalog catalog = new Catalog(List.of(
            new ScimConnector(tls -> new HttpTransport(NetworkPolicy.parse("127.0.0.0/8", true), 4, tls), clock)));
    private final Queue<AppId> counted = new ConcurrentLinkedQueue<>();
    private final Queue<Error> mistakes = new ConcurrentLinkedQueue<>();
    private final FirstLocks first =
            new FirstLocks(kube(), catalog, new CelRulings(), mistaken(), Set.of(), counted::add);

    /** What tells the time has mistakes in it, each of which it makes once. */
    private Clock mistaken() {
        InstantSource source = () -> {
            var mistake = mistakes.poll();
            if (mistake != null) {
                throw mistake;
            }
            return clock.instant();
        };
        return source.withZone(ZoneOffset.UTC);
    }

    private Controllers.Kube kube() {
        var client = api.client();
        var teardown = new Teardown(client, () -> 0);
        var installation = new Installation("usher", "system", "one");
        return new Controllers.Kube(
                client,
                () -> true,
                new NamespaceOwners(client, installation),
                new LiveReads(client, teardown, System::nanoTime),
                teardown,
                new TeardownRecords(client, installation.namespace()),
                new Records(client),
                new Events(client, installation, clock, () -> 0, Runnable::run));
    }

    @BeforeEach
    void adaIsIn() {
        hasWiki("wiki", 0, "");
        isIn("ada", "1815", "Active");
        locks("case-7", LOCKED);
    }

    @AfterEach
    void ends() {
        first.end(Duration.ofSeconds(2));
        api.close();
        wiki.close();
    }

    private void hasWiki(String name, int second, String more) {
        api.has("TargetApp", name, second, wiki(more));
    }

    private String wiki(String more) {
        return """
                spec: {connector: {scim: {endpoint: "%s", auth: {bearer: {secretRef: {name: wiki, key: token}}}}}%s}
                status: {tenant: "%s"}
                """.formatted(wiki.endpoint(), more, tenant());
    }

    private String tenant() {
        var said = Map.of(
                "endpoint",
                wiki.endpoint().toString(),
                "auth",
                Map.of("bearer", Map.of("secretRef", Map.of("name", "wiki", "key", "token"))));
        var declared = catalog.declare(new AppConfig(WIKI, "scim", said), List.of());
        return ((Catalog.Declared.Usable) declared).setup().target().tenant().fingerprint();
    }

    /** Somebody has an account, and this is recorded of it. */
    private void isIn(String name, String key, String state) {
        var id = wiki.addUser(name);
        wiki.edit(name, "externalId", TextNode.valueOf(key));
        has(name, key, state, id);
    }

    private void has(String name, String key, String state, String id) {
        api.has("ProvisionedUser", name, 0, """
                spec: {userName: %1$s, externalId: "%2$s"}
                status:
                  externalId: "%2$s"
                  accounts:
                  - {app: wiki, namespace: people, state: %3$s, since: "2026-09-01T00:00:00Z", id: "%4$s", tenant: "%5$s", applied: 1.any}
                """.formatted(name, key, state, id, tenant()));
    }

    private void locks(String name, String spec) {
        locks(name, spec, "{}");
    }

    private void locks(String name, String spec, String status) {
        api.has("AccessLock", name, 0, "spec: {" + spec + "}\nstatus: " + status);
    }

    private void begins() {
        first.begin(
                Wiring.ports((namespace, uses) -> new Credentials(Map.of("token", new Sensitive(wiki.token())), "1")),
                made -> new Lanes(made, Timing.standard(clock, System::nanoTime, () -> 0.5), () -> DIGESTS));
    }

    private boolean lets(String name) {
        return wiki.user(name).orElseThrow().path("active").asBoolean(true);
    }

    /** A whole round goes by, and nothing of it reaches the app. */
    private void nothingIsWritten() {
        await().until(() -> rounds() > 1);
        assertThat(wiki.requests()).noneMatch(request -> !request.method().equals("GET"));
        assertThat(lets("ada")).isTrue();
    }

    private long rounds() {
        return api.asked().stream()
                .filter(path -> path.endsWith("/accesslocks"))
                .count();
    }

    @Test
    void theLockActsByWhatIsRecordedOfTheAccount() {
        begins();

        await().until(() -> !lets("ada"));
        assertThat(api.hasListed("ProvisionedUser")).isFalse();
        assertThat(first.tenant(WIKI)).isPresent();
    }

    @Test
    void whoWatchesIsTold() {
        begins();

        await().until(() -> counted.contains(WIKI));
        await().until(() -> api.hasEvent("ProvisionedUser people/ada is shut out of wiki"));
        assertThat(counted).hasSize(1);
    }

    @Test
    void anAccountWithoutAUserIsShutToo() {
        var id = wiki.addUser("bob");
        wiki.edit("bob", "externalId", TextNode.valueOf("1912"));
        api.has("RetainedAccount", "wiki-1", 0, """
                spec: {app: {name: wiki}, tenant: "%s", id: "%s", externalId: "1912", realm: people, userName: bob, reason: UserDeleted}
                status: {state: Kept}
                """.formatted(tenant(), id));
        locks("case-8", "externalId: '1912', reason: r, requestedBy: grace");
        begins();

        await().until(() -> !lets("bob"));
    }

    @Test
    void aNameMeansWhoeverHadItLastWhereNobodyHasIt() {
        var id = wiki.addUser("bob");
        wiki.edit("bob", "externalId", TextNode.valueOf("1912"));
        api.has("RetainedAccount", "wiki-1", 0, """
                spec: {app: {name: wiki}, tenant: "%s", id: "%s", externalId: "1912", realm: people, user: bob, userName: bob, reason: UserDeleted}
                status: {state: Kept}
                """.formatted(tenant(), id));
        locks("case-8", "user: {name: bob}, reason: r, requestedBy: grace");
        begins();

        await().until(() -> !lets("bob"));
    }

    @Test
    void whoIsLockedMeanwhileIsShutOutAsWell() {
        isIn("grace", "1906", "Active");
        begins();
        await().until(() -> !lets("ada"));

        locks("case-8", "user: {name: grace}, reason: r, requestedBy: barbara");

        await().until(() -> !lets("grace"));
    }

    @Test
    void theLocksAreListedAgainWhereThatFails() {
        api.fails(request -> request.path().endsWith("/accesslocks"));
        begins();
        await().until(() -> rounds() > 0);

        api.fails(any -> false);

        await().until(() -> !lets("ada"));
    }

    @Test
    void whatIsWrongWithOneLockKeepsNobodyFromTheOthersAndIsTriedAgain() {
        isIn("grace", "1906", "Active");
        api.has("AccessLock", "case-8", 30, "spec: {externalId: '1906', reason: r, requestedBy: barbara}");
        api.fails(request -> request.query().contains("=1906"));
        begins();
        await().until(() -> !lets("ada"));
        assertThat(lets("grace")).isTrue();

        api.fails(any -> false);

        await().until(() -> !lets("grace"));
    }

    @Test
    void nobodyWaitsForALockOfWhichNothingIsHeard() {
        isIn("grace", "1906", "Active");
        api.has("AccessLock", "case-8", 30, "spec: {externalId: '1906', reason: r, requestedBy: barbara}");
        api.hangs(request -> request.query().contains("=1906"));
        begins();

        await().until(() -> !lets("ada"));
        isIn("bob", "1912", "Active");
        locks("case-9", "user: {name: bob}, reason: r, requestedBy: barbara");
        await().until(() -> !lets("bob"));
    }

    @Test
    void aKeyIsNeverTakenForMoreThanOneCondition() {
        isIn("grace", "cn=grace,ou=x", "Active");
        locks("case-8", "externalId: 'cn=grace,ou=x', reason: r, requestedBy: barbara");
        begins();

        await().until(() -> !lets("grace"));
        assertThat(api.asked()).anyMatch(path -> path.endsWith("=cn\\=grace\\,ou\\=x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LOCKED + ", released: {reason: x}",
                LOCKED + ", until: '2026-01-01T00:00:00Z'",
                LOCKED + ", from: '2999-01-01T00:00:00Z'",
                LOCKED + ", kind: Exclusion, roles: [{name: treasurer}]"
            })
    void aLockThatShutsNobodyOutNowCostsNothing(String spec) {
        locks("case-7", spec);
        begins();

        nothingIsWritten();
        assertThat(api.asked()).noneMatch(path -> path.contains("provisionedusers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LocksHeld", "Expired", "Locked"})
    void norDoesOneOfWhichItsStatusSaysSo(String reason) {
        locks(
                "case-7",
                LOCKED,
                "{conditions: [{type: Ready, status: 'False', reason: %s, message: m, lastTransitionTime: '2026-09-15T11:30:00Z'}]}"
                        .formatted(reason));
        begins();

        nothingIsWritten();
        assertThat(api.asked()).noneMatch(path -> path.contains("provisionedusers"));
    }

    @Test
    void aLockThatWaitedForASecondPersonActsOnceItIsConfirmed() {
        locks(
                "case-7",
                LOCKED + ", confirmedBy: barbara",
                "{conditions: [{type: Ready, status: 'False', reason: LocksHeld, message: m, lastTransitionTime: '2026-09-15T11:30:00Z'}]}");
        begins();

        await().until(() -> !lets("ada"));
    }

    /** Should somebody have enabled it there, whoever knows everybody sees it; sessions are not ended at each start. */
    @Test
    void anAccountThatIsRecordedAsShutIsLeftToTheOthers() {
        has("ada", "1815", "Disabled", wiki.user("ada").orElseThrow().path("id").asText());
        begins();

        nothingIsWritten();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", safety: {protect: \"account.userName == 'root'\"}",
                ", suspend: {reason: it moves}",
                ", phase: Observe",
                ", phase: Shadow"
            })
    void anAppToWhichNothingMayBeWrittenIsLeftAlone(String declared) {
        hasWiki("wiki", 0, declared);
        begins();

        nothingIsWritten();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", safety: {protect: \"account.userName == 'root'\"}",
                ", suspend: {reason: it moves}",
                ", phase: Observe"
            })
    void theSameWhereThatWasDeclaredSinceAppsWereListed(String declared) {
        api.showsAlone("TargetApp", "wiki", wiki(declared));
        begins();

        nothingIsWritten();
    }

    @Test
    void ofTwoAppsWithOneTenantTheYoungerIsLeftAlone() {
        hasWiki("wiki", 30, "");
        hasWiki("elder", 0, "");
        begins();

        nothingIsWritten();
    }

    @Test
    void aClassThatIsMissingAtTheFirstLookIsNotTheEndOfLooking() {
        mistakes.add(new NoClassDefFoundError("javax/lang/model"));
        begins();

        await().until(() -> !lets("ada"));
        assertThat(mistakes).isEmpty();
    }

    @Test
    void nothingIsSentOnceItHasEnded() {
        first.end(Duration.ZERO);
        begins();

        await().during(A_WHILE).until(() -> api.asked().isEmpty());
    }

    @Test
    void whoLooksHasEndedBeforeAnythingElseBegins() {
        api.fails(request -> request.path().endsWith("/accesslocks"));
        begins();
        await().until(() -> rounds() > 0);

        first.end(Duration.ofSeconds(2));
        var asked = api.asked().size();
        api.fails(any -> false);

        await().during(Duration.ofSeconds(3)).until(() -> api.asked().size() == asked);
        assertThat(lets("ada")).isTrue();
    }
}
