package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.net.NetworkPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the connector promises to a lane, sentence by sentence of {@link AppSession}, {@link Scope} and {@link Outcome}, of whatever
 * app: nothing here knows how the app speaks. Names and keys are new in each test, so that apps can be shared.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class ScimContract {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final RemoteId NOBODY = new RemoteId("00000000-0000-0000-0000-000000000000");

    /**
     * An app that runs, and what is said of it.
     *
     * @param block what its declaration says beside endpoint and credentials
     * @param end what is done with it after a test
     */
    record Running(URI endpoint, String token, Map<String, Object> block, Runnable end) {}

    /** An app that can be started, or is running already. */
    interface App {
        Running start();
    }

    /** A session with an app, a proxy between them. */
    private record Stand(Running running, BreakingProxy proxy, Client client) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            proxy.close();
            running.end().run();
        }
    }

    abstract Stream<? extends App> apps();

    private static Stand stand(App app) throws AppFailure {
        var running = app.start();
        var proxy = new BreakingProxy(running.endpoint());
        return new Stand(running, proxy, open(running, proxy, running.token()));
    }

    private static Client open(Running running, BreakingProxy proxy, String token) throws AppFailure {
        var block = new HashMap<>(running.block());
        block.put("endpoint", proxy.endpoint().toString());
        block.put("auth", Map.of("bearer", Map.of("secretRef", Map.of("name", "wiki", "key", "token"))));
        return Client.open(block, Map.of("token", token), NetworkPolicy.parse("127.0.0.0/8", true));
    }

    private static String fresh(String name) {
        return name + "-" + NUMBERS.incrementAndGet();
    }

    private static Desired person() {
        var name = fresh("person");
        return desired(
                "key-" + name,
                name,
                "displayName",
                "Ada " + name,
                "title",
                "Countess",
                "givenName",
                "Ada",
                "familyName",
                "Lovelace",
                "email",
                name + "@example.com",
                "department",
                "Maths");
    }

    private static Entitlement group(Client client) {
        var group = new Entitlement("group", fresh("group"));
        assertDone(client.define(group));
        return group;
    }

    private static void assertDone(Outcome outcome) {
        assertThat(outcome).isInstanceOfAny(Outcome.Agreed.class, Outcome.Accepted.class);
    }

    private static void assertFailed(Outcome outcome, Kind kind) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.why().kind()).isEqualTo(kind));
    }

    private static RemoteId created(Client client, Desired person) throws AppFailure {
        assertDone(client.create(person));
        return found(client, person).orElseThrow().id();
    }

    private static Optional<Account> found(Client client, Desired person) throws AppFailure {
        var all =
                client.find(person.identity().externalId(), person.attributes().userName()).accounts;
        assertThat(all).hasSizeLessThan(2);
        return all.stream().findFirst();
    }

    private static Account read(Client client, RemoteId id) throws AppFailure {
        var seen = client.read(id);
        assertThat(seen.absent).isEmpty();
        assertThat(seen.accounts).hasSize(1);
        return seen.accounts.getFirst();
    }

    private static Set<RemoteId> holders(Client client, Entitlement group, RemoteId... asked) throws AppFailure {
        var seen = client.see(new Scope.Holders(group, Set.of(asked)));
        assertThat(seen.entitlements).containsOnly(group);
        return new HashSet<>(seen.members);
    }

    private static boolean isForbiddenToDelete(Client client) {
        return client.session.capabilities().value("delete.means").equals(Optional.of("forbidden"));
    }

    @ParameterizedTest
    @MethodSource("apps")
    void aPingPassesWhereTheCredentialsAreTaken(App app) throws Exception {
        try (var stand = stand(app)) {
            stand.client().session.ping();
            assertThat(stand.client().session.capabilities().all()).isNotEmpty();
            var wrong = Client.failure(() -> {
                try (var other = open(stand.running(), stand.proxy(), "wrong")) {
                    other.session.ping();
                }
            });
            assertThat(wrong.kind()).isEqualTo(Kind.UNAUTHORIZED);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void whoIsCreatedIsFoundByEachKeyAndById(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var person = person();
            var outcome = client.create(person);
            assertDone(outcome);
            var name = person.attributes().userName();
            var byKey = client.find(person.identity().externalId(), fresh("nobody")).accounts;
            var byName = client.find(fresh("nobody"), name).accounts;
            assertThat(byKey).hasSize(1);
            assertThat(byName)
                    .extracting(Account::id)
                    .containsExactly(byKey.getFirst().id());
            // Some apps keep to the case, although RFC 7643 section 4.1.1 says that names have none.
            assertThat(client.find(fresh("nobody"), name.toUpperCase(Locale.ROOT)).accounts)
                    .extracting(Account::id)
                    .isSubsetOf(byKey.getFirst().id());
            var account = read(client, byKey.getFirst().id());
            assertThat(account.active()).isTrue();
            assertThat(account.externalId()).contains(person.identity().externalId());
            assertThat(Delta.between(person, account).attributes()).isEmpty();
            if (outcome instanceof Outcome.Agreed(Optional<Account> shown)) {
                assertThat(shown.map(Account::id)).contains(account.id());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void whoseNameHasEverySignIsFoundByIt(App app) throws Exception {
        try (var stand = stand(app)) {
            var name = fresh("O\"Brien\\ \u00dcn\u00ef+&%20#/?=;,'(co)[pr] or");
            var person = desired("k\"" + name, name);
            var id = created(stand.client(), person);
            assertThat(read(stand.client(), id).attributes().userName()).isEqualToIgnoringCase(name);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void thatNobodyIsFoundSaysNothingAndThatNobodyIsReadDoes(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var seen = client.find(fresh("nobody"), fresh("nobody"));
            assertThat(seen.accounts).isEmpty();
            assertThat(seen.absent).isEmpty();

            var id = created(client, person());
            var both = client.see(new Scope.Accounts(Set.of(id, NOBODY)));
            assertThat(both.accounts).extracting(Account::id).containsExactly(id);
            assertThat(both.absent).containsExactly(NOBODY);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void whoIsInTheWayOfACreationIsShownAndNotTouched(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var person = person();
            var id = created(client, person);
            var before = read(client, id);

            var outcome =
                    client.create(desired(fresh("key"), person.attributes().userName(), "title", "Mine"));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Exists.class,
                            exists -> assertThat(exists.candidates())
                                    .extracting(Account::id)
                                    .containsExactly(id));
            assertThat(read(client, id)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void aCreationThatIsAppliedTwiceEndsAsOnce(App app) throws Exception {
        try (var stand = stand(app)) {
            var person = person();
            var id = created(stand.client(), person);
            assertThat(stand.client().create(person)).isInstanceOf(Outcome.Exists.class);
            assertThat(found(stand.client(), person).map(Account::id)).contains(id);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void anUpdateChangesWhatItSaysAndNothingElse(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var id = created(client, person());
            var other = created(client, person());
            var untouched = read(client, other);
            var before = new HashMap<>(read(client, id).attributes().values());

            assertDone(client.update(id, delta("title", "", "givenName", "Augusta", "department", "Engines")));
            var mail = fresh("augusta") + "@example.com";
            assertDone(client.update(id, delta("email", mail)));
            assertDone(client.update(id, delta("userName", fresh("married"))));

            var after = new HashMap<>(read(client, id).attributes().values());
            assertThat(after)
                    .containsEntry("givenName", "Augusta")
                    .containsEntry("department", "Engines")
                    .containsEntry("email", mail)
                    .doesNotContainKey("title");
            assertThat(after.get("userName")).startsWith("married");
            // Some apps put the whole name together by themselves.
            for (var changed : List.of("title", "givenName", "department", "email", "userName", "name.formatted")) {
                after.remove(changed);
                before.remove(changed);
            }
            assertThat(after).isEqualTo(before);
            assertThat(read(client, other)).isEqualTo(untouched);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void whoLeavesIsShutOutAndWhoReturnsIsLetIn(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var id = created(client, person());
            var values = read(client, id).attributes();
            for (var again = 0; again < 2; again++) {
                assertDone(client.disable(id));
                assertThat(read(client, id).active()).isFalse();
            }
            for (var again = 0; again < 2; again++) {
                assertDone(client.enable(id));
                assertThat(read(client, id).active()).isTrue();
            }
            assertThat(read(client, id).attributes()).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void whoIsDeletedIsAbsentByIdAndNobodyElseIs(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var id = created(client, person());
            var other = created(client, person());
            var outcome = client.delete(id);
            if (isForbiddenToDelete(client)) {
                assertFailed(outcome, Kind.UNSUPPORTED);
                assertThat(client.read(id).accounts).hasSize(1);
                return;
            }
            assertDone(outcome);
            assertThat(client.read(id).absent).containsExactly(id);
            assertThat(client.read(other).accounts).hasSize(1);
            assertDone(client.delete(id));
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void ofAnUnknownIdItIsCertainThatNothingHappened(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            assertFailed(client.update(NOBODY, delta("title", "x")), Kind.GONE);
            assertFailed(client.enable(NOBODY), Kind.GONE);
            if (!isForbiddenToDelete(client)) {
                assertFailed(client.disable(NOBODY), Kind.GONE);
                assertDone(client.delete(NOBODY));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void aListShowsEveryAccountOnce(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var ids = new HashSet<RemoteId>();
            for (var i = 0; i < 12; i++) {
                ids.add(created(client, person()));
            }
            var seen = client.see(new Scope.All()).accounts.stream()
                    .map(Account::id)
                    .toList();
            assertThat(seen).doesNotHaveDuplicates().containsAll(ids);
            assertThat(client.completeness(new Scope.All()).announced()).hasValue(seen.size());
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void aGroupIsDefinedOnceAndUnknownUntilThen(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var id = created(client, person());
            var group = new Entitlement("group", fresh("group"));
            assertThat(client.failure(new Scope.Holders(group, Set.of(id))).kind())
                    .isEqualTo(Kind.GONE);
            assertFailed(client.add(group, id), Kind.GONE);

            assertDone(client.define(group));
            assertDone(client.define(group));

            assertThat(holders(client, group, id)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void whoJoinsAGroupIsInItUntilTheyLeaveAndOthersStay(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var group = group(client);
            var stays = created(client, person());
            var moves = created(client, person());
            assertDone(client.add(group, stays));
            for (var again = 0; again < 2; again++) {
                assertDone(client.add(group, moves));
                assertThat(holders(client, group, stays, moves)).containsExactlyInAnyOrder(stays, moves);
            }
            for (var again = 0; again < 2; again++) {
                assertDone(client.remove(group, moves));
                assertThat(holders(client, group, stays, moves)).containsExactly(stays);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void manyJoinAndLeaveInOneChangeAndEachIsToldOnce(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var group = group(client);
            var ids = new ArrayList<RemoteId>();
            for (var i = 0; i < 6; i++) {
                ids.add(created(client, person()));
            }
            var all = ids.toArray(RemoteId[]::new);
            assertAllDone(client, new Change.Members(group, members(client, ids.subList(0, 4)), List.of()));
            var enters = members(client, ids.subList(4, 6));
            var leaves = members(client, ids.subList(0, 3));
            var outcomes =
                    client.applyAll(new Change.Members(group, enters, leaves)).values();
            if (outcomes.stream().anyMatch(Outcome.Failed.class::isInstance)) {
                // Some apps take them apart alone, as the lane sends them then; of what was refused nothing was done.
                assertThat(outcomes).hasOnlyElementsOfType(Outcome.Failed.class);
                assertThat(holders(client, group, all)).containsExactlyInAnyOrderElementsOf(ids.subList(0, 4));
                assertAllDone(client, new Change.Members(group, enters, List.of()));
                assertAllDone(client, new Change.Members(group, List.of(), leaves));
            }
            assertThat(holders(client, group, all)).containsExactlyInAnyOrder(ids.get(3), ids.get(4), ids.get(5));
        }
    }

    private static void assertAllDone(Client client, Change change) {
        client.applyAll(change).values().forEach(ScimContract::assertDone);
    }

    private static List<Change.Member> members(Client client, List<RemoteId> ids) {
        return ids.stream().map(id -> new Change.Member(client.item(), id)).toList();
    }

    @ParameterizedTest
    @MethodSource("apps")
    void anUpdateOfAVersionThatIsOverIsRefused(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var id = created(client, person());
            var version = read(client, id).version();
            assertThat(version.isPresent())
                    .isEqualTo(client.session.capabilities().value("etag").equals(Optional.of("use")));
            assertDone(client.update(id, delta("title", "First")));

            var late = client.apply(new Change.Update(client.item(), id, delta("title", "Second"), version));

            if (version.isPresent()) {
                assertFailed(late, Kind.STALE);
                assertThat(read(client, id).attributes().get("title")).contains("First");
            } else {
                assertDone(late);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void aWriteWhoseAnswerIsLostIsOpenAndARepetitionEndsAsOnce(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var proxy = stand.proxy();
            var person = person();
            proxy.losesAnswerTo("POST");
            assertOpen(client.create(person));
            var id = found(client, person).orElseThrow().id();
            assertThat(client.create(person)).isInstanceOf(Outcome.Exists.class);

            proxy.losesAnswerTo("PATCH", "PUT");
            assertOpen(client.update(id, delta("title", "Engineer")));
            assertThat(read(client, id).attributes().get("title")).contains("Engineer");

            var group = group(client);
            proxy.losesAnswerTo("PATCH", "PUT");
            assertOpen(client.add(group, id));
            assertThat(holders(client, group, id)).containsExactly(id);
            assertDone(client.add(group, id));

            proxy.losesAnswerTo("PATCH", "PUT", "DELETE");
            assertOpen(client.disable(id));
            assertThat(read(client, id).active()).isFalse();

            if (!isForbiddenToDelete(client)) {
                proxy.losesAnswerTo("DELETE");
                assertOpen(client.delete(id));
                assertThat(client.read(id).absent).containsExactly(id);
                assertDone(client.delete(id));
            }
        }
    }

    private static void assertOpen(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Ambiguous.class, open -> {
            assertThat(open.why().kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(open.lateUntil()).isAfter(Client.NOW);
        });
    }

    @ParameterizedTest
    @MethodSource("apps")
    void ofAnAppThatIsNotThereItIsCertainThatNothingHappened(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var id = created(client, person());
            var group = group(client);
            assertThat(holders(client, group, id)).isEmpty();
            stand.proxy().close();

            assertThat(Client.failure(client.session::ping).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(client.failure(new Scope.All()).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(client.failure(new Scope.Accounts(Set.of(id))).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(Client.failure(() -> client.find("key", "name")).kind()).isEqualTo(Kind.UNREACHABLE);
            assertFailed(client.create(person()), Kind.UNREACHABLE);
            assertFailed(client.update(id, delta("title", "x")), Kind.UNREACHABLE);
            assertFailed(client.disable(id), Kind.UNREACHABLE);
            assertFailed(client.add(group, id), Kind.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void anObservationWritesNothing(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var person = person();
            var id = created(client, person);
            var group = group(client);
            stand.proxy().asked.clear();
            client.wire.ops.clear();

            client.session.ping();
            found(client, person);
            read(client, id);
            client.see(new Scope.All());
            holders(client, group, id);

            assertThat(stand.proxy().asked)
                    .isNotEmpty()
                    .extracting(BreakingProxy.Asked::method)
                    .containsOnly("GET");
            assertThat(client.wire.ops)
                    .as("each request passes the wire")
                    .hasSameSizeAs(stand.proxy().asked)
                    .doesNotContain(Op.CREATE, Op.UPDATE, Op.DISABLE, Op.DELETE, Op.MEMBERS);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void itEndsAfterAnInterruption(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var outcomes = new ConcurrentLinkedQueue<Outcome>();
            var held = stand.proxy().holds();
            var before = stand.proxy().asked.size();
            var thread = Thread.ofVirtual().start(() -> outcomes.add(client.create(person())));
            Awaitility.await().until(() -> stand.proxy().asked.size() > before);

            thread.interrupt();

            assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
            assertThat(outcomes.poll())
                    .isInstanceOfSatisfying(
                            Outcome.Ambiguous.class,
                            open -> assertThat(open.why())
                                    .extracting(Failure::kind)
                                    .isEqualTo(Kind.WAITING));
            held.countDown();
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void manyAreServedAtOnce(App app) throws Exception {
        try (var stand = stand(app)) {
            var client = stand.client();
            var people = IntStream.range(0, 8).mapToObj(number -> person()).toList();
            var threads = people.stream()
                    .map(person -> Thread.ofVirtual().start(() -> assertDone(client.create(person))))
                    .toList();
            for (var thread : threads) {
                assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
            }
            for (var person : people) {
                assertThat(found(client, person)).isPresent();
            }
        }
    }
}
