package dev.usher.connector.sql;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Capability;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Learned;
import dev.usher.connector.Problem;
import dev.usher.connector.Target;
import dev.usher.connector.Wire;
import dev.usher.domain.account.Attributes;
import dev.usher.net.SocketTransport;
import dev.usher.net.Tls;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * PostgreSQL, and applications that keep their accounts in it: accounts are rows of a table, what statements of one's own show, or the roles
 * of the server itself; entitlements of kind {@code group} are groups by their name.
 */
public final class SqlConnector implements Connector {
    /** What parameters are called that are no values of people. */
    private static final Set<String> RESERVED = Set.of(
            Row.ID,
            Row.ACTIVE,
            Row.LAST_USE,
            Attributes.EXTERNAL_ID,
            "after",
            "limit",
            "group",
            "ids",
            "disabled",
            "state",
            "table");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");

    private final Function<Tls, SocketTransport> transports;
    private final int connections;
    private final Clock clock;

    /**
     * The language, over connections.
     *
     * @param transports makes one for each session, which closes it
     * @param connections how many of them a session has open at once
     */
    public SqlConnector(Function<Tls, SocketTransport> transports, int connections, Clock clock) {
        this.transports = transports;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "sql";
    }

    /** Nothing is left to us that could change. */
    @Override
    public AppConfig settled(AppConfig config, List<Capability> recorded) {
        return config;
    }

    @Override
    public List<Problem> problems(AppConfig config) {
        return new SqlSettings(config.settings()).problems();
    }

    @Override
    public Optional<String> objection(AppConfig config, String attribute) {
        return objectionTo(attribute).or(() -> new SqlSettings(config.settings()).objection(attribute));
    }

    static Optional<String> objectionTo(String attribute) {
        if (attribute.equals(Attributes.MANAGER)) {
            return Optional.of(
                    "a database names managers by its own ids, which this version does not write: leave it out");
        }
        if (RESERVED.contains(attribute)) {
            return Optional.of("it has a meaning of its own in statements: give another name");
        }
        return NAME.matcher(attribute).matches()
                ? Optional.empty()
                : Optional.of("give a name that can stand in a statement, such as costCenter");
    }

    @Override
    public boolean endsSessions(AppConfig config) {
        var settings = new SqlSettings(config.settings());
        return switch (settings.kind()) {
            case POSTGRESQL -> true;
            case TABLES -> false;
            case STATEMENTS -> settings.statements().endsSessions();
        };
    }

    @Override
    public Set<FirstAccess> firstAccess(AppConfig config) {
        return switch (new SqlSettings(config.settings()).kind()) {
            case POSTGRESQL -> Set.of(FirstAccess.PASSWORD);
            // How an application hashes them, only it knows.
            case TABLES, STATEMENTS -> Set.of();
        };
    }

    @Override
    public Target target(AppConfig config) {
        var settings = new SqlSettings(config.settings());
        return new Target(settings.tenant(), settings.secrets());
    }

    @Override
    public AppSession open(AppConfig config, Credentials credentials, Learned learned, Wire wire) throws AppFailure {
        var settings = new SqlSettings(config.settings());
        var now = clock.instant();
        var certificate = settings.certificate();
        var declared =
                certificate.isPresent() ? List.of(certificate.get().validity(credentials, now)) : List.<Capability>of();
        var transport = transports.apply(settings.tls(credentials, now));
        var database = new Database(
                new Dialler(transport, settings.server(), settings.password(credentials), texts(settings)),
                connections,
                wire,
                clock);
        try {
            return new SqlSession(database, model(settings), declared, settings.pageSize(), clock);
        } catch (AppFailure | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Whoever writes statements of their own need not know how values are sent. */
    private static Dialler.Texts texts(SqlSettings settings) {
        return settings.kind() == SqlSettings.Kind.STATEMENTS ? Dialler.Texts.WHATEVER_FITS : Dialler.Texts.TEXTS;
    }

    private static Database.Work<Model> model(SqlSettings settings) {
        return switch (settings.kind()) {
            case TABLES -> {
                var tables = settings.tables();
                yield sql -> TableModel.asked(sql, tables);
            }
            case POSTGRESQL -> {
                var model = new RoleModel(settings.createsGroups());
                yield _ -> model;
            }
            case STATEMENTS -> {
                var statements = settings.statements();
                yield sql -> OwnModel.asked(sql, statements);
            }
        };
    }
}
