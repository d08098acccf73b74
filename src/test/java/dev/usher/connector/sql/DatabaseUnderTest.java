package dev.usher.connector.sql;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.Sensitive;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.thirdparty.Postgres;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

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

    @Override
    public RemoteId nobody() {
        return new RemoteId("2000000000");
    }

    @Override
    public void close() {
        postgres.close();
    }
}
