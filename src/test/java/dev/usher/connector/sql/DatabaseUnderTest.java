package dev.usher.connector.sql;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.connector.contract.Lack;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.thirdparty.Postgres;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A database that runs, and how it is declared.
 *
 * @param settings what is said beside the port
 */
record DatabaseUnderTest(Postgres postgres, Map<String, Object> settings) implements ConnectorUnderTest {
    static final AppId APP = new AppId("people", "shop");
    private static final NetworkPolicy POLICY = NetworkPolicy.parse("127.0.0.0/8", true);

    @Override
    public Connector connector() {
        return new SqlConnector(tls -> new SocketTransport(POLICY, tls), 8, Clock.systemUTC());
    }

    @Override
    public int port() {
        return postgres.port();
    }

    @Override
    public AppConfig at(int where) {
        var block = new HashMap<>(settings);
        block.put("port", where);
        return new AppConfig(APP, "sql", block);
    }

    @Override
    public Credentials credentials(boolean right) {
        return new Credentials(Map.of("password", new Sensitive(right ? Postgres.PASSWORD : "wrong")), "1");
    }

    /** How an application keeps passwords, only it knows; a server's own are its roles'. */
    @Override
    public Set<Lack> lacks() {
        return isServer() ? Set.of() : Set.of(Lack.PASSWORDS);
    }

    private boolean isServer() {
        return "postgresql".equals(settings.get("preset"));
    }

    @Override
    public boolean letsIn(RemoteId account, String password) throws SQLException {
        try (var own = postgres.connect(name(account), password, Postgres.DATABASE)) {
            return own.isValid(1);
        } catch (SQLException e) {
            // Whoever it is, they do not get in: by a wrong password, or since the role does not log in.
            if (List.of("28P01", "28000").contains(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private String name(RemoteId account) {
        return postgres.shown("SELECT rolname FROM pg_roles WHERE oid = " + account.value())
                .getFirst();
    }

    @Override
    public RemoteId nobody() {
        return new RemoteId("2000000000");
    }

    @Override
    public void close() {
        postgres.close();
    }
}
