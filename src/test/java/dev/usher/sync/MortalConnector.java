package dev.usher.sync;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Completeness;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Learned;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Problem;
import dev.usher.connector.Report;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.connector.Target;
import dev.usher.connector.Wire;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The way of one process to its app: each call is one of its life, and what leaves and comes back is seen. */
record MortalConnector(FakeApp app, Mortal life, Witness witness) implements Connector {
    /** What a thread is about to send. */
    private static final ScopedValue<Sending> SENDING = ScopedValue.newInstance();

    private record Sending(Batch batch, AtomicBoolean begun) {}

    @Override
    public String type() {
        return app.type();
    }

    @Override
    public AppConfig settled(AppConfig config, List<Capability> recorded) {
        return app.settled(config, recorded);
    }

    @Override
    public List<Problem> problems(AppConfig config) {
        return app.problems(config);
    }

    @Override
    public Optional<String> objection(AppConfig config, String attribute) {
        return app.objection(config, attribute);
    }

    @Override
    public Set<FirstAccess> firstAccess(AppConfig config) {
        return app.firstAccess(config);
    }

    @Override
    public Target target(AppConfig config) {
        return app.target(config);
    }

    @Override
    public AppSession open(AppConfig config, Credentials credentials, Learned learned, Wire wire) throws AppFailure {
        return life.call(Site.OPEN, () -> new Session(app.open(config, credentials, learned, new Watched(wire))));
    }

    /** Behind all checks that a lane makes before a request. */
    private final class Watched implements Wire {
        private final Wire wire;

        Watched(Wire wire) {
            this.wire = wire;
        }

        @Override
        public <T> T call(Op op, Call<T> call) throws AppFailure {
            var answer = wire.call(op, ticket -> {
                if (SENDING.isBound()) {
                    life.sends();
                    SENDING.get().batch().changes().forEach(change -> witness.sends(life, change));
                }
                return call.send(ticket);
            });
            if (SENDING.isBound()) {
                life.takesEffect();
                SENDING.get().begun().set(true);
            }
            return answer;
        }

        @Override
        public void limits(RateHint seen) {
            wire.limits(seen);
        }
    }

    private final class Session implements AppSession {
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
            life.call(Site.PING, () -> {
                session.ping();
                return true;
            });
        }

        @Override
        public Completeness observe(Scope scope, Sink sink) throws AppFailure {
            return life.call(Site.OBSERVE, () -> {
                var complete = session.observe(scope, scope instanceof Scope.All ? sink : seen(sink));
                witness.sees(life.number(), new Witness.Read(scope));
                return complete;
            });
        }

        private Sink seen(Sink sink) {
            return new Sink() {
                @Override
                public void account(Account account) {
                    witness.sees(life.number(), new Witness.Shown(account));
                    sink.account(account);
                }

                @Override
                public void entitlement(Entitlement entitlement) {
                    sink.entitlement(entitlement);
                }

                @Override
                public void member(Entitlement entitlement, RemoteId account) {
                    sink.member(entitlement, account);
                }

                @Override
                public void absent(RemoteId id) {
                    witness.sees(life.number(), new Witness.Missing(id));
                    sink.absent(id);
                }
            };
        }

        @Override
        public void apply(Batch batch, Report report) {
            life.call(Site.APPLY, () -> {
                var sending = new Sending(batch, new AtomicBoolean());
                try {
                    ScopedValue.where(SENDING, sending)
                            .run(() -> session.apply(batch, (item, outcome) -> {
                                shown(outcome)
                                        .forEach(account -> witness.sees(life.number(), new Witness.Shown(account)));
                                report.outcome(item, outcome);
                            }));
                } finally {
                    if (sending.begun().get()) {
                        life.hasTakenEffect();
                    }
                }
                return true;
            });
        }

        private static List<Account> shown(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Agreed agreed -> agreed.read().stream().toList();
                case Outcome.Exists exists -> exists.candidates();
                case Outcome.Accepted accepted -> List.of();
                case Outcome.Ambiguous ambiguous -> List.of();
                case Outcome.Failed failed -> List.of();
            };
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
