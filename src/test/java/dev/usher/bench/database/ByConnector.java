package dev.usher.bench.database;

import dev.usher.bench.duel.Lane;
import dev.usher.connector.AppFailure;
import dev.usher.connector.sql.SqlConnector;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.thirdparty.Postgres;
import java.time.Clock;
import java.util.Map;

/** By a session of the connector. */
record ByConnector(Lane lane) implements Rows {
    static ByConnector open(Postgres postgres, String table, int connections, int page) throws AppFailure {
        var policy = NetworkPolicy.parse("127.0.0.0/8", true);
        var settings = Map.<String, Object>of(
                "host",
                "127.0.0.1",
                "port",
                postgres.port(),
                "database",
                Postgres.DATABASE,
                "user",
                Postgres.USHER,
                "secretRef",
                Map.of("name", "sql", "key", "password"),
                "tls",
                Map.of("mode", "disable"),
                "pageSize",
                page,
                "preset",
                "tables",
                "users",
                Map.of(
                        "table",
                        table,
                        "columns",
                        Map.of(
                                "userName", "login",
                                "displayName", "full_name",
                                "familyName", "family",
                                "email", "email",
                                "title", "title"),
                        "disable",
                        Map.of("column", "active", "disabled", "false", "enabled", "true")));
        var connector = new SqlConnector(tls -> new SocketTransport(policy, tls), connections, Clock.systemUTC());
        return new ByConnector(Lane.open(connector, settings, Postgres.PASSWORD));
    }

    @Override
    public String create(String name) {
        return lane.create(name);
    }

    @Override
    public void retitle(String id, String title) {
        lane.retitle(id, title);
    }

    @Override
    public void disable(String id) {
        lane.disable(id);
    }

    @Override
    public String name(String id) throws AppFailure {
        return lane.name(id);
    }

    @Override
    public int count() throws AppFailure {
        return lane.count();
    }

    @Override
    public void close() {
        lane.close();
    }
}
