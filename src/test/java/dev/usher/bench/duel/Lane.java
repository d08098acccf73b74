package dev.usher.bench.duel;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.Learned;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.connector.Wire;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.secret.Sensitive;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Asks a session of a connector, believing no more than a lane does. */
public record Lane(AppSession session, AtomicLong numbers) implements AutoCloseable {
    private static final AppId APP = new AppId("people", "bench");
    private static final Wire.Ticket TICKET = new Wire.Ticket(Duration.ofSeconds(30), "");

    private static final class Open implements Wire {
        @Override
        public <T> T call(Op op, Call<T> call) throws AppFailure {
            return call.send(TICKET);
        }

        @Override
        public void limits(RateHint seen) {
            throw new IllegalStateException("the app of the bench has no limits");
        }
    }

    /** Opens one with a password. */
    public static Lane open(Connector connector, Map<String, Object> settings, String password) throws AppFailure {
        var session = connector.open(
                new AppConfig(APP, connector.type(), settings),
                new Credentials(Map.of("password", new Sensitive(password)), "1"),
                Learned.NOTHING,
                new Open());
        return new Lane(session, new AtomicLong());
    }

    /** The id of a new account of this name. */
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
        return applied(new Change.Create(next(), new Desired(identity, attributes, new TreeSet<>())))
                .id()
                .value();
    }

    /** Gives an account another title. */
    public void retitle(String id, String title) {
        var delta = new Delta(new TreeMap<>(Map.of("title", Optional.of(title))), Optional.empty(), false);
        var shown = applied(new Change.Update(next(), new RemoteId(id), delta, Optional.empty()));
        if (!shown.attributes().get("title").equals(Optional.of(title))) {
            throw new IllegalStateException("it has another title");
        }
    }

    /** Shuts somebody out. */
    public void disable(String id) {
        if (applied(new Change.Disable(next(), new RemoteId(id))).active()) {
            throw new IllegalStateException("they get in");
        }
    }

    /** What an account is called. */
    public String name(String id) throws AppFailure {
        var name = new AtomicReference<>("");
        session.observe(new Scope.Accounts(Set.of(new RemoteId(id))), new Sink() {
            @Override
            public void account(Account account) {
                name.set(account.attributes().userName());
            }
        });
        return name.get();
    }

    /** How many accounts there are. */
    public int count() throws AppFailure {
        var seen = new HashSet<RemoteId>();
        session.observe(new Scope.All(), new Sink() {
            @Override
            public void account(Account account) {
                seen.add(account.id());
            }
        });
        return seen.size();
    }

    private Account applied(Change change) {
        var outcome = new AtomicReference<Outcome>();
        session.apply(Batch.of(change), (_, said) -> outcome.set(said));
        return outcome.get() instanceof Outcome.Agreed(Optional<Account> shown)
                ? shown.orElseThrow()
                : failed(outcome.get());
    }

    private static Account failed(Outcome outcome) {
        throw new IllegalStateException("the app did not do as it was told: " + outcome);
    }

    private ChangeId next() {
        var number = numbers.incrementAndGet();
        return new ChangeId(APP, new Identity(APP.namespace(), "change-" + number), number);
    }

    @Override
    public void close() {
        session.close();
    }
}
