package dev.usher.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Credentials;
import dev.usher.connector.Learned;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Wire;
import dev.usher.connector.contract.Seen;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.thirdparty.Slapd;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A session with a directory, in few words. */
record Asked(AppSession session) implements AutoCloseable {
    private static final NetworkPolicy POLICY = NetworkPolicy.parse("127.0.0.0/8", true);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private record Passing(Duration limit) implements Wire {
        @Override
        public <T> T call(Op op, Call<T> call) throws AppFailure {
            return call.send(new Ticket(limit, ""));
        }

        @Override
        public void limits(RateHint seen) {}
    }

    static Asked open(int port, String password, Map<String, Object> settings) throws AppFailure {
        return open(port, password, settings, Duration.ofSeconds(30));
    }

    /** The same, where each call takes so long at most. */
    static Asked open(int port, String password, Map<String, Object> settings, Duration limit) throws AppFailure {
        var block = new HashMap<>(settings);
        block.put("url", "ldap://127.0.0.1:" + port);
        var connector = new LdapConnector(tls -> new SocketTransport(POLICY, tls), 2, Clock.systemUTC());
        var config = new AppConfig(DirectoryUnderTest.APP, "ldap", block);
        assertThat(connector.problems(config)).isEmpty();
        var credentials = new Credentials(Map.of("password", new Sensitive(password)), "1");
        return new Asked(connector.open(config, credentials, Learned.NOTHING, new Passing(limit)));
    }

    static Asked open(Slapd slapd, Map<String, Object> settings) throws AppFailure {
        return open(slapd.port(), Slapd.PASSWORD, settings);
    }

    static Asked open(DirectoryUnderTest directory) throws AppFailure {
        return open(directory.port(), directory.password(), directory.settings());
    }

    /** Settings with other ones of users. */
    static Map<String, Object> withUsers(Map<String, Object> settings, Map<String, Object> more) {
        var users = new HashMap<String, Object>();
        ((Map<?, ?>) settings.getOrDefault("users", Map.of()))
                .forEach((name, value) -> users.put(String.valueOf(name), value));
        users.putAll(more);
        var all = new HashMap<>(settings);
        all.put("users", users);
        return all;
    }

    private static ChangeId item() {
        return new ChangeId(DirectoryUnderTest.APP, new Identity("people", "e"), NUMBERS.incrementAndGet());
    }

    private Outcome change(Change change) {
        var outcomes = new ArrayList<Outcome>();
        session.apply(Batch.of(change), (item, outcome) -> outcomes.add(outcome));
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    Outcome create(String userName) {
        return create(DirectoryUnderTest.person("k-" + userName, userName));
    }

    Outcome create(Desired desired) {
        return change(new Change.Create(item(), desired));
    }

    RemoteId created(String userName) throws AppFailure {
        assertDone(create(userName));
        return find(userName).id();
    }

    Outcome update(RemoteId id, String name, String value) {
        return update(id, Map.of(name, value));
    }

    Outcome update(RemoteId id, Map<String, String> values) {
        var changes = new TreeMap<String, Optional<String>>();
        values.forEach((name, value) -> changes.put(name, Optional.of(value)));
        return change(new Change.Update(item(), id, new Delta(changes, Optional.empty(), false), Optional.empty()));
    }

    Outcome setPassword(RemoteId id, Change.NewPassword password) {
        return change(new Change.SetPassword(item(), id, password));
    }

    Outcome disable(RemoteId id) {
        return change(new Change.Disable(item(), id));
    }

    Outcome delete(RemoteId id) {
        return change(new Change.Delete(item(), id));
    }

    Outcome define(String group) {
        return change(new Change.Define(item(), new Entitlement("group", group)));
    }

    Outcome add(String group, RemoteId id) {
        var member = new Change.Member(item(), id);
        return change(new Change.Members(new Entitlement("group", group), List.of(member), List.of()));
    }

    Outcome remove(String group, RemoteId id) {
        var member = new Change.Member(item(), id);
        return change(new Change.Members(new Entitlement("group", group), List.of(), List.of(member)));
    }

    Account find(String userName) throws AppFailure {
        var found = see(new Scope.Matching(List.of(new Scope.Key.UserName(userName)))).accounts;
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    Account read(RemoteId id) throws AppFailure {
        var found = see(new Scope.Accounts(Set.of(id))).accounts;
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    List<RemoteId> members(String group) throws AppFailure {
        return see(new Scope.Members(new Entitlement("group", group))).members;
    }

    Seen see(Scope scope) throws AppFailure {
        var seen = new Seen();
        session.observe(scope, seen);
        return seen;
    }

    /** Where a later read of changes can begin, as a list of everybody says it. */
    Optional<Scope.Cookie> start() throws AppFailure {
        return session.observe(new Scope.All(), new Seen()).next();
    }

    /** What changed since. */
    Followed since(Scope.Cookie cookie) throws AppFailure {
        var seen = new Seen();
        var next = session.observe(new Scope.Since(cookie), seen).next();
        return new Followed(seen, next.orElseThrow());
    }

    /** What a read of changes tells, and where the next one begins. */
    record Followed(Seen seen, Scope.Cookie next) {}

    Failure failure(Scope scope) {
        var thrown = catchThrowableOfType(AppFailure.class, () -> see(scope));
        assertThat(thrown).isNotNull();
        return thrown.failure();
    }

    static void assertDone(Outcome outcome) {
        assertThat(outcome).isInstanceOfAny(Outcome.Agreed.class, Outcome.Accepted.class);
    }

    @Override
    public void close() {
        session.close();
    }
}
