package dev.usher.bench.directory;

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
import dev.usher.connector.Sensitive;
import dev.usher.connector.Sink;
import dev.usher.connector.Wire;
import dev.usher.connector.ldap.LdapConnector;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Delta;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.thirdparty.Slapd;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** By a session of the connector, believing no more than a lane does. */
record ByConnector(AppSession session, AtomicLong numbers) implements Side {
    private static final AppId APP = new AppId("people", "directory");
    private static final Wire.Ticket TICKET = new Wire.Ticket(Duration.ofSeconds(30), "");

    private static final class Open implements Wire {
        @Override
        public <T> T call(Op op, Call<T> call) throws AppFailure {
            return call.send(TICKET);
        }

        @Override
        public void limits(RateHint seen) {
            throw new IllegalStateException("the directory of the bench has no limits");
        }
    }

    static ByConnector open(Slapd slapd, String base, int connections, int page) throws AppFailure {
        var policy = NetworkPolicy.parse("127.0.0.0/8", true);
        var settings = Map.<String, Object>of(
                "url",
                "ldap://127.0.0.1:" + slapd.port(),
                "bind",
                Map.of("dn", Slapd.USHER, "secretRef", Map.of("name", "ldap", "key", "password")),
                "pageSize",
                page,
                "users",
                Map.of(
                        "base",
                        base,
                        "objectClasses",
                        List.of("inetOrgPerson"),
                        "dn",
                        "uid={userName}",
                        "disable",
                        Map.of("by", "ppolicy")));
        var session = new LdapConnector(tls -> new SocketTransport(policy, tls), connections, Clock.systemUTC())
                .open(
                        new AppConfig(APP, "ldap", settings),
                        new Credentials(Map.of("password", new Sensitive(Slapd.PASSWORD)), "1"),
                        Learned.NOTHING,
                        new Open());
        return new ByConnector(session, new AtomicLong());
    }

    @Override
    public String create(String name) {
        var identity = new Identity(APP.namespace(), "key-" + name);
        var attributes = Attributes.of(Map.of(
                Attributes.USER_NAME,
                name,
                Attributes.DISPLAY_NAME,
                "Ada " + name,
                Attributes.FAMILY_NAME,
                "Lovelace",
                Attributes.EMAIL,
                name + "@example.com"));
        var change = new Change.Create(next(identity), new Desired(identity, attributes, new TreeSet<>()));
        return applied(change).id().value();
    }

    @Override
    public void retitle(String id, String title) {
        var delta = new Delta(new TreeMap<>(Map.of("title", Optional.of(title))), Optional.empty(), false);
        var shown = applied(
                new Change.Update(next(new Identity(APP.namespace(), id)), new RemoteId(id), delta, Optional.empty()));
        if (!shown.attributes().get("title").equals(Optional.of(title))) {
            throw new IllegalStateException("it has another title");
        }
    }

    private Account applied(Change change) {
        var outcome = new AtomicReference<Outcome>();
        session.apply(Batch.of(change), (_, said) -> outcome.set(said));
        return outcome.get() instanceof Outcome.Agreed(Optional<Account> shown)
                ? shown.orElseThrow()
                : failed(outcome.get());
    }

    private static Account failed(Outcome outcome) {
        throw new IllegalStateException("the directory did not do as it was told: " + outcome);
    }

    private ChangeId next(Identity identity) {
        return new ChangeId(APP, identity, numbers.incrementAndGet());
    }

    @Override
    public int read() throws AppFailure {
        var seen = new HashSet<RemoteId>();
        session.observe(new Scope.All(), new Sink() {
            @Override
            public void account(Account account) {
                seen.add(account.id());
            }
        });
        return seen.size();
    }

    @Override
    public void close() {
        session.close();
    }
}
