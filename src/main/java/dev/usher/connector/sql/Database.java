package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Connections;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.Talk;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** Has statements done through the wire, over few connections that are used again; knows nothing of accounts. */
final class Database implements AutoCloseable {
    /** One or more statements. */
    @FunctionalInterface
    interface Work<T> {
        T run(Sql sql) throws SQLException, AppFailure;
    }

    /** What is done together. */
    enum Extent {
        /** One statement, which is done or not. */
        STATEMENT,
        /** Several, which are done or not together. */
        TRANSACTION,
        /** The same, that fails where somebody else changes what it read. */
        SNAPSHOT
    }

    private final Connections<Live, Dialler.Refused> connections;
    private final Wire wire;
    private final Clock clock;

    Database(Dialler dialler, int most, Wire wire, Clock clock) {
        this.connections = new Connections<>(dialler.transport(), dialler, most, clock);
        this.wire = wire;
        this.clock = clock;
    }

    /** What changes nothing. */
    <T> T read(Op op, Work<T> work) throws AppFailure {
        var isOfOne = op == Op.READ || op == Op.LOOK_UP;
        return answer(op, work).orThrow(isOfOne ? States.Intent.READ : States.Intent.LIST);
    }

    /** The same, where a refusal can mean something of its own. */
    <T> Answer<T> answer(Op op, Work<T> work) throws AppFailure {
        return call(op, States.Intent.READ, new AtomicReference<>(Duration.ZERO), (lease, progress) -> {
            var sql = new Sql(lease.connection(progress).jdbc());
            progress.sends();
            return work.run(sql);
        });
    }

    /** What changes something; where the outcome is a failure, it is undone. Never throws. */
    Outcome write(Op op, Extent extent, Work<Outcome> work) {
        return write(op, extent, work, this::refused);
    }

    /** The same, where codes of errors mean something of their own. */
    Outcome write(Op op, Extent extent, Work<Outcome> work, Function<Answer.Refused<Outcome>, Outcome> judge) {
        var limit = new AtomicReference<>(Duration.ZERO);
        try {
            var answer = call(op, States.Intent.WRITE, limit, (lease, progress) -> {
                var connection = lease.connection(progress).jdbc();
                if (extent == Extent.STATEMENT) {
                    progress.sends();
                    return work.run(new Sql(connection));
                }
                return together(connection, extent, work, progress);
            });
            return switch (answer) {
                case Answer.Fine<Outcome>(Outcome outcome) -> outcome;
                case Answer.Refused<Outcome> refused -> judge.apply(refused);
                case Answer.Useless<Outcome>(AppFailure why) -> useless(why, extent);
            };
        } catch (AppFailure e) {
            return e.maybeDone() ? ambiguous(e.failure(), limit.get()) : new Outcome.Failed(e.failure());
        }
    }

    /** What it says is certain, unless the server ended the session in the middle. */
    Outcome refused(Answer.Refused<Outcome> refused) {
        var failure = refused.failure(States.Intent.WRITE);
        return failure.maybeDone()
                ? new Outcome.Ambiguous(failure.failure(), clock.instant())
                : new Outcome.Failed(failure.failure());
    }

    /** One statement that was answered is done, whatever its answer is worth. */
    private Outcome useless(AppFailure why, Extent extent) {
        return extent == Extent.STATEMENT
                ? new Outcome.Ambiguous(why.failure(), clock.instant())
                : new Outcome.Failed(why.failure());
    }

    /** A statement may be on its way for as long as a call may take, and is ended by the server in the end. */
    private Outcome ambiguous(Failure why, Duration limit) {
        return new Outcome.Ambiguous(why, clock.instant().plus(limit).plusSeconds(Dialler.STATEMENT_SECONDS));
    }

    /** Nothing counts before its end is asked for: a connection that is lost by then leaves nothing. */
    private static Outcome together(PgConnection connection, Extent extent, Work<Outcome> work, Talk.Progress progress)
            throws SQLException, AppFailure, IOException {
        connection.setAutoCommit(false);
        var sql = new Sql(connection);
        if (extent == Extent.SNAPSHOT) {
            sql.command("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
        var outcome = work.run(sql);
        if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Exists) {
            connection.rollback();
        } else {
            progress.sends();
            connection.commit();
        }
        connection.setAutoCommit(true);
        return outcome;
    }

    private interface Said<T> {
        T over(Connections<Live, Dialler.Refused>.Lease lease, Talk.Progress progress)
                throws SQLException, AppFailure, IOException, InterruptedException, Dialler.Refused;
    }

    private <T> Answer<T> call(Op op, States.Intent intent, AtomicReference<Duration> limit, Said<T> said)
            throws AppFailure {
        return wire.call(op, ticket -> {
            limit.set(ticket.timeLimit());
            try (var lease = connections.lease()) {
                Talk<Answer<T>> talk = progress -> over(lease, progress, said);
                var answer = lease.talk(talk, intent == States.Intent.WRITE, ticket.timeLimit());
                if (answer instanceof Answer.Refused<T> refused
                        && refused.failure(intent).failure().kind() == Kind.THROTTLED) {
                    wire.limits(new Wire.RateHint.Refused(Optional.empty()));
                }
                return answer;
            }
        });
    }

    private static <T> Answer<T> over(
            Connections<Live, Dialler.Refused>.Lease lease, Talk.Progress progress, Said<T> said)
            throws IOException, InterruptedException {
        try {
            return new Answer.Fine<>(said.over(lease, progress));
        } catch (Dialler.Refused e) {
            return new Answer.Refused<>(e.state(), true);
        } catch (AppFailure e) {
            undo(lease);
            return new Answer.Useless<>(e);
        } catch (SQLException e) {
            if (Dialler.isOfConnection(e)) {
                throw new EOFException("the connection broke off");
            }
            if (States.isOfPlan(Dialler.state(e))) {
                lease.drop();
            }
            undo(lease);
            return new Answer.Refused<>(Dialler.state(e), false);
        } catch (RuntimeException e) {
            lease.drop();
            throw e;
        }
    }

    /** A connection that does not get out of its transaction is of no use any more. */
    private static void undo(Connections<Live, Dialler.Refused>.Lease lease) {
        lease.held().ifPresent(live -> {
            try {
                if (!live.jdbc().getAutoCommit()) {
                    live.jdbc().rollback();
                    live.jdbc().setAutoCommit(true);
                } else if (live.jdbc().getTransactionState() != TransactionState.IDLE) {
                    new Sql(live.jdbc()).command("ROLLBACK");
                }
            } catch (SQLException _) {
                lease.drop();
            }
        });
    }

    @Override
    public void close() {
        connections.close();
    }
}
