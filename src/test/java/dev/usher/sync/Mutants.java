package dev.usher.sync;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Completeness;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.Learned;
import dev.usher.connector.Outcome;
import dev.usher.connector.Problem;
import dev.usher.connector.Report;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.connector.Target;
import dev.usher.connector.Wire;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.Truth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The places at which a mistake can be made: each does what it should, until somebody overrides it. */
final class Mutants {
    private Mutants() {}

    /** A mistake in one port. */
    interface InPorts extends Twist {
        Ports wrong(Ports ports, Stage stage);

        @Override
        default Ports ports(Ports ports, Stage stage) {
            return wrong(ports, stage);
        }
    }

    /** A mistake on the way to the app. */
    interface InSession extends Twist {
        AppSession wrong(AppSession session, Stage stage);

        @Override
        default Connector connector(Connector connector, Stage stage) {
            return new Opening(connector, session -> wrong(session, stage));
        }
    }

    private record Opening(Connector connector, UnaryOperator<AppSession> wrong) implements Connector {
        @Override
        public String type() {
            return connector.type();
        }

        @Override
        public AppConfig settled(AppConfig config, List<Capability> recorded) {
            return connector.settled(config, recorded);
        }

        @Override
        public List<Problem> problems(AppConfig config) {
            return connector.problems(config);
        }

        @Override
        public Optional<String> objection(AppConfig config, String attribute) {
            return connector.objection(config, attribute);
        }

        @Override
        public Target target(AppConfig config) {
            return connector.target(config);
        }

        @Override
        public AppSession open(AppConfig config, Credentials credentials, Learned learned, Wire wire)
                throws AppFailure {
            return wrong.apply(connector.open(config, credentials, learned, wire));
        }
    }

    /** A session that does what another one does. */
    static class Session implements AppSession {
        private final AppSession session;

        Session(AppSession session) {
            this.session = session;
        }

        @Override
        public Capabilities capabilities() {
            return session.capabilities();
        }

        @Override
        public void ping() throws AppFailure {
            session.ping();
        }

        @Override
        public Completeness observe(Scope scope, Sink sink) throws AppFailure {
            return session.observe(scope, sink);
        }

        @Override
        public void apply(Batch batch, Report report) {
            session.apply(batch, report);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** A world that says what another one says. */
    static class Around implements World {
        private final World world;

        Around(World world) {
            this.world = world;
        }

        @Override
        public Facts facts(Key key) {
            return world.facts(key);
        }

        @Override
        public Confirmation confirm(Basis basis) {
            return world.confirm(basis);
        }

        @Override
        public Optional<String> reservation(AppId app, Tenant tenant, String userName, Set<Identity> person) {
            return world.reservation(app, tenant, userName, person);
        }

        @Override
        public Confirmation unheld(Key key, AppId app, Instant now) {
            return world.unheld(key, app, now);
        }

        @Override
        public Map<RemoteId, Identity> owners(AppId app, Tenant tenant) {
            return world.owners(app, tenant);
        }

        @Override
        public List<KnownAccount> recorded(AppId app, Identity identity) {
            return world.recorded(app, identity);
        }

        @Override
        public Set<Key> awaited(AppId app) {
            return world.awaited(app);
        }

        @Override
        public Map<RemoteId, Key> holders(AppId app, Tenant tenant) {
            return world.holders(app, tenant);
        }

        @Override
        public Truth of(AccountRule rule, Account account) {
            return world.of(rule, account);
        }
    }

    /** A ledger that keeps what another one keeps, but writes otherwise. */
    record Books(Ledger ledger, Writing writing) implements Ledger {
        /** How it writes. */
        interface Writing {
            Page write(Ledger ledger, Page before, Page after) throws LedgerFailure;
        }

        @Override
        public Page load(AppId app) throws LedgerFailure {
            return ledger.load(app);
        }

        @Override
        public Page write(Page before, Page after) throws LedgerFailure {
            return writing.write(ledger, before, after);
        }
    }

    /** A journal that leaves out one of two records. */
    record HalfJournal(Journal journal, boolean intents, boolean results) implements Journal {
        @Override
        public void intent(Change change) {
            if (intents) {
                journal.intent(change);
            }
        }

        @Override
        public void result(Change change, Outcome outcome) {
            if (results) {
                journal.result(change, outcome);
            }
        }

        @Override
        public void decision(Decided decided) {
            journal.decision(decided);
        }
    }

    static Ports with(Ports ports, World world) {
        return new Ports(
                world,
                ports.census(),
                ports.ledger(),
                ports.journal(),
                ports.tenure(),
                ports.vault(),
                ports.handout(),
                ports.outbox(),
                ports.meter());
    }

    static Ports with(Ports ports, Census census) {
        return new Ports(
                ports.world(),
                census,
                ports.ledger(),
                ports.journal(),
                ports.tenure(),
                ports.vault(),
                ports.handout(),
                ports.outbox(),
                ports.meter());
    }

    static Ports with(Ports ports, Ledger ledger) {
        return new Ports(
                ports.world(),
                ports.census(),
                ledger,
                ports.journal(),
                ports.tenure(),
                ports.vault(),
                ports.handout(),
                ports.outbox(),
                ports.meter());
    }

    static Ports with(Ports ports, Journal journal) {
        return new Ports(
                ports.world(),
                ports.census(),
                ports.ledger(),
                journal,
                ports.tenure(),
                ports.vault(),
                ports.handout(),
                ports.outbox(),
                ports.meter());
    }

    static Ports with(Ports ports, Tenure tenure) {
        return new Ports(
                ports.world(),
                ports.census(),
                ports.ledger(),
                ports.journal(),
                tenure,
                ports.vault(),
                ports.handout(),
                ports.outbox(),
                ports.meter());
    }

    static Ports with(Ports ports, Vault vault) {
        return new Ports(
                ports.world(),
                ports.census(),
                ports.ledger(),
                ports.journal(),
                ports.tenure(),
                vault,
                ports.handout(),
                ports.outbox(),
                ports.meter());
    }

    static Ports with(Ports ports, Outbox outbox) {
        return new Ports(
                ports.world(),
                ports.census(),
                ports.ledger(),
                ports.journal(),
                ports.tenure(),
                ports.vault(),
                ports.handout(),
                outbox,
                ports.meter());
    }
}
