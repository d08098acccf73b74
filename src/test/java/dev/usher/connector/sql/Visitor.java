package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capability;
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
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.thirdparty.Postgres;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** A session of a database, in few words. */
record Visitor(AppSession session) implements AutoCloseable {
    static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", true);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final class Passing implements Wire {
        @Override
        public <T> T call(Op op, Call<T> call) throws AppFailure {
            return call.send(new Ticket(Duration.ofSeconds(30), ""));
        }

        @Override
        public void limits(RateHint seen) {}
    }

    static Visitor of(Postgres postgres, Map<String, Object> block) throws AppFailure {
        return at(postgres.port(), LOCAL, block);
    }

    static Visitor at(int port, NetworkPolicy policy, Map<String, Object> settings) throws AppFailure {
        return at(port, policy, settings, Map.of("password", Postgres.PASSWORD));
    }

    /** With what the Secrets hold. */
    static Visitor at(int port, NetworkPolicy policy, Map<String, Object> settings, Map<String, String> secrets)
            throws AppFailure {
        var block = new HashMap<>(settings);
        block.put("port", port);
        var connector = new SqlConnector(tls -> new SocketTransport(policy, tls), 2, Clock.systemUTC());
        var config = new AppConfig(DatabaseUnderTest.APP, "sql", block);
        assertThat(connector.problems(config)).isEmpty();
        var values = new HashMap<String, Sensitive>();
        secrets.forEach((role, value) -> values.put(role, new Sensitive(value)));
        var credentials = new Credentials(values, "1");
        return new Visitor(connector.open(config, credentials, Learned.NOTHING, new Passing()));
    }

    static Failure refusal(int port, NetworkPolicy policy, Map<String, Object> block) {
        return failure(() -> at(port, policy, block).close());
    }

    /** Something that may fail. */
    interface Attempt {
        void run() throws AppFailure;
    }

    static Failure failure(Attempt attempt) {
        var thrown = catchThrowableOfType(AppFailure.class, attempt::run);
        assertThat(thrown).isNotNull();
        assertThat(thrown.maybeDone()).isFalse();
        return thrown.failure();
    }

    Seen see(Scope scope) throws AppFailure {
        var shown = new Seen();
        session.observe(scope, shown);
        return shown;
    }

    Optional<Account> find(String userName) throws AppFailure {
        return see(new Scope.Matching(List.of(new Scope.Key.UserName(userName)))).accounts.stream()
                .findFirst();
    }

    Account read(RemoteId id) throws AppFailure {
        return see(new Scope.Accounts(Set.of(id))).accounts.getFirst();
    }

    Set<RemoteId> members(String group) throws AppFailure {
        return Set.copyOf(see(new Scope.Members(group(group))).members);
    }

    static Entitlement group(String name) {
        return new Entitlement("group", name);
    }

    private static ChangeId item() {
        return new ChangeId(DatabaseUnderTest.APP, new Identity("people", "e"), NUMBERS.incrementAndGet());
    }

    Outcome apply(Change change) {
        var outcomes = new ArrayList<Outcome>();
        session.apply(Batch.of(change), (item, outcome) -> outcomes.add(outcome));
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    Outcome create(String externalId, Map<String, String> attributes) {
        var leftOut = session.capabilities().values(Capability.LEFT_OUT);
        var person = new Desired(new Identity("people", externalId), Attributes.of(attributes), new TreeSet<>());
        return apply(new Change.Create(item(), person.without(leftOut)));
    }

    Account created(String userName) throws AppFailure {
        assertThat(create("k-" + userName, Map.of("userName", userName))).isInstanceOf(Outcome.Agreed.class);
        return find(userName).orElseThrow();
    }

    Outcome update(RemoteId id, String name, String value) {
        return update(id, new Delta(new TreeMap<>(Map.of(name, Optional.of(value))), Optional.empty(), false));
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

    Outcome endSessions(Account account) {
        return apply(new Change.EndSessions(
                item(),
                account.id(),
                account.attributes().userName(),
                account.externalId().orElse("")));
    }

    Outcome define(String group) {
        return apply(new Change.Define(item(), group(group)));
    }

    Outcome add(String group, RemoteId id) {
        return apply(new Change.Members(group(group), List.of(new Change.Member(item(), id)), List.of()));
    }

    Outcome remove(String group, RemoteId id) {
        return apply(new Change.Members(group(group), List.of(), List.of(new Change.Member(item(), id))));
    }

    static void assertFailed(Outcome outcome, Kind kind) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.why().kind()).isEqualTo(kind));
    }

    @Override
    public void close() {
        session.close();
    }
}
