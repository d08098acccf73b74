package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.sync.Basis;
import dev.usher.sync.Confirmation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveReadsTest {
    private static final String LOCKS = "/apis/provisioning.usher.dev/v1alpha1/namespaces/people/accesslocks/";
    private static final String HOLDS = "/apis/provisioning.usher.dev/v1alpha1/namespaces/people/legalholds";
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Basis.Reference LOCK = new Basis.Reference("AccessLock", "people", "case-7", "uid-1", 3);
    private static final Basis LOCKED = new Basis(List.of(LOCK), List.of(), Optional.empty(), List.of("people"));
    private static final int ALL_AT_ONCE = 11;

    private final AtomicLong nanos = new AtomicLong();
    private final Map<String, String> objects = new ConcurrentHashMap<>();
    private final Map<String, String> lists = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch waiting = new CountDownLatch(0);
    private final StubbedApi api = StubbedApi.answering(this::answer);
    private final LiveReads live = new LiveReads(api.client(), new Teardown(api.client(), nanos::get), nanos::get);

    @BeforeEach
    void hasALockAndAllThatItRestsOn() {
        has("/api/v1/namespaces/people", "{}");
        for (var plural : List.of(
                "provisionedusers",
                "accessroles",
                "targetapps",
                "retainedaccounts",
                "provisioningpolicies",
                "accesslocks",
                "removaldecisions",
                "legalholds",
                "usersources")) {
            has(definition(plural), "{}");
        }
        has(LOCKS + "case-7", "{\"uid\": \"uid-1\", \"generation\": 3}");
        holds("");
    }

    /** What the API server lists of holds. */
    private void holds(String items) {
        lists.put(
                HOLDS,
                "{\"apiVersion\": \"provisioning.usher.dev/v1alpha1\", \"kind\": \"LegalHoldList\", \"items\": ["
                        + items + "]}");
    }

    private static String hold(String spec) {
        return "{\"apiVersion\": \"provisioning.usher.dev/v1alpha1\", \"kind\": \"LegalHold\", \"metadata\": {\"name\": \"matter-7\", \"namespace\": \"people\"}, \"spec\": "
                + spec + "}";
    }

    private Confirmation unheld(String... keys) {
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        return live.unheld(
                Stream.of(keys).map(key -> new Identity("people", key)).collect(Collectors.toUnmodifiableSet()),
                Optional.of(new AppId("people", "wiki")),
                NOW);
    }

    @Test
    void nobodyHoldsWhomNoHoldMeans() {
        assertThat(unheld("1815")).isEqualTo(Confirmation.CONFIRMED);
        holds(hold("{\"externalIds\": [\"1906\"], \"matter\": \"m\", \"requestedBy\": \"r\"}"));
        assertThat(unheld("1815")).isEqualTo(Confirmation.CONFIRMED);
    }

    @Test
    void aHoldIsFoundByAnyKeyAndByTheNameThatStandsForOne() {
        holds(
                hold(
                        "{\"users\": [{\"name\": \"ada\"}], \"externalIds\": [\"1815\"], \"matter\": \"m\", \"requestedBy\": \"r\"}"));

        assertThat(unheld("7", "1815")).isEqualTo(Confirmation.CHANGED);
        assertThat(unheld("people/ada")).isEqualTo(Confirmation.CHANGED);
        assertThat(unheld("people/eve")).isEqualTo(Confirmation.CONFIRMED);
    }

    @Test
    void aHoldThatIsReleasedOrOverOrOfAnotherAppHoldsNothing() {
        for (var more : List.of(
                "\"released\": {\"reason\": \"closed\"}",
                "\"until\": \"2026-09-15T11:59:59Z\"",
                "\"apps\": [{\"name\": \"chat\"}]")) {
            holds(hold("{\"externalIds\": [\"1815\"], \"matter\": \"m\", \"requestedBy\": \"r\", " + more + "}"));
            assertThat(unheld("1815")).as(more).isEqualTo(Confirmation.CONFIRMED);
        }
        holds(
                hold(
                        "{\"externalIds\": [\"1815\"], \"matter\": \"m\", \"requestedBy\": \"r\", \"until\": \"2026-09-15T12:00:01Z\", \"apps\": [{\"name\": \"wiki\"}]}"));
        assertThat(unheld("1815")).isEqualTo(Confirmation.CHANGED);
    }

    @Test
    void aHoldThatCannotBeUnderstoodHoldsEverybody() {
        holds(hold("{\"externalIds\": {\"newer\": true}}"));

        assertThat(unheld("1815")).isEqualTo(Confirmation.CHANGED);
    }

    @Test
    void nobodyKnowsWhereHoldsCannotBeRead() {
        lists.put(HOLDS, "");
        assertThat(unheld("1815")).isEqualTo(Confirmation.UNKNOWN);
        lists.remove(HOLDS);
        assertThat(unheld("1815")).isEqualTo(Confirmation.UNKNOWN);
    }

    @Test
    void oneReadOfHoldsIsSharedForASecond() {
        unheld("1815");
        var asBefore = live.unheld(Set.of(new Identity("people", "7")), Optional.empty(), NOW);

        assertThat(asBefore).isEqualTo(Confirmation.CONFIRMED);
        assertThat(asked.stream().filter(HOLDS::equals)).hasSize(1);
    }

    private static String definition(String plural) {
        return "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + plural + ".provisioning.usher.dev";
    }

    @AfterEach
    void stopIt() {
        api.close();
    }

    private void has(String path, String metadata) {
        objects.put(path, metadata);
    }

    private StubbedApi.Answer answer(StubbedApi.Request request) {
        asked.add(request.path());
        accepted.add(request.accept());
        waiting.countDown();
        try {
            waiting.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (lists.containsKey(request.path())) {
            var list = String.valueOf(lists.get(request.path()));
            return new StubbedApi.Answer(list.isEmpty() ? 500 : 200, list);
        }
        return Optional.ofNullable(objects.get(request.path()))
                .map(metadata -> new StubbedApi.Answer(
                        metadata.isEmpty() ? 500 : 200,
                        "{\"kind\": \"PartialObjectMetadata\", \"metadata\": " + metadata + "}"))
                .orElseGet(() -> new StubbedApi.Answer(404, "{}"));
    }

    private void aMomentLater() {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void aLockThatStandsAsItWasKnownIsConfirmed() {
        assertThat(live.confirm(LOCKED)).isEqualTo(Confirmation.CONFIRMED);
    }

    @Test
    void itIsNotOnceItWasEditedOrReplacedOrIsGoingOrGone() {
        for (var now : List.of(
                "{\"uid\": \"uid-1\", \"generation\": 4}",
                "{\"uid\": \"uid-2\", \"generation\": 3}",
                "{\"uid\": \"uid-1\", \"generation\": 3, \"deletionTimestamp\": \"2026-11-27T08:00:00Z\"}")) {
            aMomentLater();
            has(LOCKS + "case-7", now);
            assertThat(live.confirm(LOCKED)).as(now).isEqualTo(Confirmation.CHANGED);
        }
        aMomentLater();
        objects.remove(LOCKS + "case-7");
        assertThat(live.confirm(LOCKED)).isEqualTo(Confirmation.CHANGED);
    }

    @Test
    void nobodyKnowsWhereTheApiServerFails() {
        has(LOCKS + "case-7", "");
        assertThat(live.confirm(LOCKED)).isEqualTo(Confirmation.UNKNOWN);

        has(LOCKS + "case-7", "{\"uid\": \"uid-1\", \"generation\": 3}");
        assertThat(live.confirm(LOCKED)).isEqualTo(Confirmation.CONFIRMED);
    }

    @Test
    void aNamespaceOrDefinitionThatIsGoingIsATeardown() {
        has("/api/v1/namespaces/people", "{\"deletionTimestamp\": \"2026-11-27T08:00:00Z\"}");
        assertThat(live.confirm(LOCKED)).isEqualTo(Confirmation.TEARDOWN);

        aMomentLater();
        has("/api/v1/namespaces/people", "{}");
        objects.remove(definition("accessroles"));
        assertThat(live.confirm(LOCKED)).isEqualTo(Confirmation.TEARDOWN);
    }

    @Test
    void whatMustNotBeThereIsAbsentAlsoWhileItIsGoing() {
        var gone = new Basis(
                List.of(),
                List.of(new Basis.Name("AccessLock", "people", "case-7")),
                Optional.empty(),
                List.of("people"));
        assertThat(live.confirm(gone)).isEqualTo(Confirmation.CHANGED);

        aMomentLater();
        has(LOCKS + "case-7", "{\"deletionTimestamp\": \"2026-11-27T08:00:00Z\"}");
        assertThat(live.confirm(gone)).isEqualTo(Confirmation.CONFIRMED);
    }

    @Test
    void aNameThatNothingCanHaveIsNoPartOfAnAddress() {
        for (var name : List.of("..", "../case-7", "case-7/status", "case-7?x=y", "%2e%2e", "")) {
            var gone = new Basis(
                    List.of(), List.of(new Basis.Name("AccessLock", "people", name)), Optional.empty(), List.of());
            assertThat(live.confirm(gone)).as(name).isEqualTo(Confirmation.CONFIRMED);
        }
        assertThat(asked).noneMatch(path -> path.startsWith(LOCKS));
    }

    /** The server answers nobody before all have asked. */
    @Test
    void allIsAskedAtOnce() {
        waiting = new CountDownLatch(ALL_AT_ONCE);

        assertThat(live.confirm(LOCKED)).isEqualTo(Confirmation.CONFIRMED);

        assertThat(waiting.getCount()).isZero();
        assertThat(asked).hasSize(ALL_AT_ONCE);
    }

    @Test
    void twentyAppsAskOnce() throws Exception {
        waiting = new CountDownLatch(ALL_AT_ONCE + 1);
        try (var apps = Executors.newVirtualThreadPerTaskExecutor()) {
            var said = IntStream.range(0, 20)
                    .mapToObj(app -> apps.submit(() -> live.confirm(LOCKED)))
                    .toList();
            waiting.countDown();
            for (var app : said) {
                assertThat(app.get()).isEqualTo(Confirmation.CONFIRMED);
            }
        }
        assertThat(asked).hasSize(ALL_AT_ONCE);
    }

    @Test
    void nothingButMetadataIsAskedFor() {
        live.confirm(LOCKED);

        assertThat(accepted).isNotEmpty().allMatch(type -> type.contains("as=PartialObjectMetadata"));
    }
}
