package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Completeness;
import dev.usher.connector.Credentials;
import dev.usher.connector.Learned;
import dev.usher.connector.Once;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.SecretUse;
import dev.usher.connector.contract.Seen;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.Tls;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;

/** A session of the connector as a lane would use it, in few words. */
final class Client implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    /** When a call that was left open is over for the app, too. */
    static final Instant OPEN_UNTIL = NOW.plus(RecordingWire.PATIENT.multipliedBy(2));

    static final AppId APP = new AppId("people", "wiki");
    static final Entitlement STAFF = new Entitlement("group", "staff");

    final RecordingWire wire = new RecordingWire();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    final AppSession session;
    private final List<HttpTransport> transports = new ArrayList<>();
    private final AtomicLong numbers = new AtomicLong();

    private Client(AppConfig config, String token, NetworkPolicy policy) throws AppFailure {
        this(config, credentials(Map.of("token", token)), policy);
    }

    private Client(AppConfig config, Credentials credentials, NetworkPolicy policy) throws AppFailure {
        var connector = new ScimConnector(tls -> transport(policy, tls), clock());
        assertThat(connector.problems(config)).isEmpty();
        assertThat(connector.target(config).secrets())
                .extracting(SecretUse::role)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(credentials.values().keySet().stream(), credentials.lacking().keySet().stream())
                                .toList());
        try {
            session = connector.open(config, credentials, Learned.NOTHING, wire);
        } catch (AppFailure e) {
            closeTransports();
            throw e;
        }
    }

    private HttpTransport transport(NetworkPolicy policy, Tls tls) {
        var transport = new HttpTransport(policy, 16, tls);
        transports.add(transport);
        return transport;
    }

    private void closeTransports() {
        transports.forEach(HttpTransport::close);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    void passes(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    static Client open(URI endpoint, String token) throws AppFailure {
        return open(endpoint, token, NetworkPolicy.parse("127.0.0.0/8", true));
    }

    static Client open(URI endpoint, String token, NetworkPolicy policy) throws AppFailure {
        return new Client(config(endpoint), token, policy);
    }

    /** Of an app that is declared with this block {@code auth}, and with secrets by their roles. */
    static Client open(URI endpoint, Map<String, Object> auth, Map<String, String> secrets, NetworkPolicy policy)
            throws AppFailure {
        return open(Map.of("endpoint", endpoint.toString(), "auth", auth), secrets, policy);
    }

    /** Of an app that is declared so. */
    static Client open(Map<String, Object> block, Map<String, String> secrets, NetworkPolicy policy) throws AppFailure {
        return open(block, credentials(secrets), policy);
    }

    /** The same, with what its Secrets offered. */
    static Client open(Map<String, Object> block, Credentials credentials, NetworkPolicy policy) throws AppFailure {
        return new Client(new AppConfig(APP, "scim", block), credentials, policy);
    }

    static Client open(URI endpoint, Map<String, Object> auth, Map<String, String> secrets) throws AppFailure {
        return open(endpoint, auth, secrets, NetworkPolicy.parse("127.0.0.0/8", true));
    }

    /** Of an app that is declared with this preset. */
    static Client preset(URI endpoint, String token, String preset) throws AppFailure {
        var config = new HashMap<>(config(endpoint).settings());
        config.put("preset", preset);
        return new Client(new AppConfig(APP, "scim", config), token, NetworkPolicy.parse("127.0.0.0/8", true));
    }

    /** Of an app that is declared with these settings. */
    static Client open(URI endpoint, String token, Map<String, Object> settings) throws AppFailure {
        var config = new HashMap<>(config(endpoint).settings());
        config.put("settings", settings);
        return new Client(new AppConfig(APP, "scim", config), token, NetworkPolicy.parse("127.0.0.0/8", true));
    }

    static AppConfig config(URI endpoint) {
        var secret = Map.of("name", "wiki-scim", "key", "token");
        return new AppConfig(
                APP,
                "scim",
                Map.of("endpoint", endpoint.toString(), "auth", Map.of("bearer", Map.of("secretRef", secret))));
    }

    private static Credentials credentials(Map<String, String> secrets) {
        var values = new HashMap<String, Sensitive>();
        secrets.forEach((role, secret) -> values.put(role, new Sensitive(secret)));
        return new Credentials(values, "1");
    }

    ChangeId item() {
        return new ChangeId(APP, new Identity("people", "e-1"), numbers.incrementAndGet());
    }

    static Desired desired(String externalId, String userName, String... more) {
        var attributes = new HashMap<String, String>();
        attributes.put(Attributes.USER_NAME, userName);
        for (var i = 0; i < more.length; i += 2) {
            attributes.put(more[i], more[i + 1]);
        }
        return new Desired(new Identity("people", externalId), Attributes.of(attributes), new TreeSet<>());
    }

    /** A delta of attributes; an empty text clears. */
    static Delta delta(String... values) {
        var attributes = new TreeMap<String, Optional<String>>();
        for (var i = 0; i < values.length; i += 2) {
            attributes.put(values[i], Optional.of(values[i + 1]).filter(text -> !text.isEmpty()));
        }
        return new Delta(attributes, Optional.empty(), false);
    }

    Outcome create(Desired desired) {
        return apply(new Change.Create(item(), desired));
    }

    Outcome update(RemoteId id, Delta delta) {
        return apply(new Change.Update(item(), id, delta, Optional.empty()));
    }

    Outcome disable(RemoteId id) {
        return apply(new Change.Disable(item(), id));
    }

    Outcome enable(RemoteId id) {
        return apply(new Change.Enable(item(), id));
    }

    Outcome delete(RemoteId id) {
        return apply(new Change.Delete(item(), id));
    }

    Outcome add(Entitlement entitlement, RemoteId id) {
        return apply(new Change.Members(entitlement, List.of(new Change.Member(item(), id)), List.of()));
    }

    Outcome remove(Entitlement entitlement, RemoteId id) {
        return apply(new Change.Members(entitlement, List.of(), List.of(new Change.Member(item(), id))));
    }

    Outcome define(Entitlement entitlement) {
        return apply(new Change.Define(item(), entitlement));
    }

    Outcome apply(Change change) {
        return applyAll(change).values().iterator().next();
    }

    /** The outcome of each item, in the order of the reports; each item is reported once and no other is. */
    Map<ChangeId, Outcome> applyAll(Change... changes) {
        var outcomes = new LinkedHashMap<ChangeId, Outcome>();
        var reported = new ArrayList<ChangeId>();
        session.apply(new Batch(List.of(changes)), (item, outcome) -> {
            reported.add(item);
            outcomes.put(item, outcome);
        });
        var items = List.of(changes).stream()
                .flatMap(change -> Once.items(change).stream())
                .toList();
        assertThat(reported).containsExactlyInAnyOrderElementsOf(items);
        return outcomes;
    }

    /** What a read shows that comes to its end. */
    Seen see(Scope scope) throws AppFailure {
        var seen = new Seen();
        session.observe(scope, seen);
        return seen;
    }

    Completeness completeness(Scope scope) throws AppFailure {
        return session.observe(scope, new Seen());
    }

    Seen find(String externalId, String userName) throws AppFailure {
        return see(new Scope.Matching(List.of(new Scope.Key.ExternalId(externalId), new Scope.Key.UserName(userName))));
    }

    Seen read(RemoteId id) throws AppFailure {
        return see(new Scope.Accounts(Set.of(id)));
    }

    Seen members(Entitlement entitlement) throws AppFailure {
        return see(new Scope.Members(entitlement));
    }

    /** How a read fails. */
    Failure failure(Scope scope) {
        return failure(() -> see(scope));
    }

    static Failure failure(Attempt attempt) {
        var thrown = catchThrowableOfType(AppFailure.class, attempt::run);
        assertThat(thrown).isNotNull();
        assertThat(thrown.maybeDone()).isFalse();
        return thrown.failure();
    }

    static RemoteId agreedId(Outcome outcome) {
        assertThat(outcome)
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Agreed.class))
                .satisfies(agreed -> assertThat(agreed.read()).isPresent());
        return outcome instanceof Outcome.Agreed agreed
                ? agreed.read().orElseThrow().id()
                : new RemoteId("none");
    }

    @Override
    public void close() {
        session.close();
        closeTransports();
    }

    /** Something that may fail. */
    interface Attempt {
        void run() throws AppFailure;
    }
}
