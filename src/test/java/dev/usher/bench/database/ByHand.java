package dev.usher.bench.database;

import dev.usher.thirdparty.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * By the driver that the connector stands on, over connections that are kept in a queue, with as many statements: no deadline, no judged
 * address, no bound on what comes, and no thought about what an answer means.
 */
record ByHand(BlockingQueue<Connection> pool, String table, int page) implements Rows {
    private static final String SHOWN = "id, external_id, active, login, full_name, family, email, title";
    /** The attributes that are shown, behind the first columns. */
    private static final List<String> ATTRIBUTES = List.of("userName", "displayName", "familyName", "email", "title");

    /** What is shown of an account, of which whoever asks compares attributes by their names. */
    private record Shown(String id, String key, boolean active, Map<String, String> attributes) {
        static Shown of(ResultSet row) throws SQLException {
            var attributes = new HashMap<String, String>();
            for (var place = 0; place < ATTRIBUTES.size(); place++) {
                var value = row.getString(place + 4);
                if (value != null) {
                    attributes.put(ATTRIBUTES.get(place), value);
                }
            }
            return new Shown(row.getString(1), row.getString(2), row.getBoolean(3), attributes);
        }
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    static ByHand open(Postgres postgres, String table, int connections, int page) throws SQLException {
        var pool = new LinkedBlockingQueue<Connection>();
        for (var number = 0; number < connections; number++) {
            pool.add(postgres.connect(Postgres.USHER, Postgres.PASSWORD, Postgres.DATABASE));
        }
        return new ByHand(pool, table, page);
    }

    private <T> T done(String sql, Work<T> work) throws SQLException, InterruptedException {
        var connection = pool.take();
        try (var statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        } finally {
            pool.add(connection);
        }
    }

    private static Shown only(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("there is no such account");
            }
            return Shown.of(rows);
        }
    }

    @Override
    public String create(String name) throws SQLException, InterruptedException {
        var sql = "INSERT INTO " + table
                + " (external_id, login, full_name, family, email, active) VALUES (?, ?, ?, ?, ?, true) RETURNING "
                + SHOWN;
        return done(sql, statement -> {
                    var values = List.of("key-" + name, name, "Ada " + name, "Lovelace", name + "@example.com");
                    for (var place = 0; place < values.size(); place++) {
                        statement.setString(place + 1, values.get(place));
                    }
                    return only(statement);
                })
                .id();
    }

    @Override
    public void retitle(String id, String title) throws SQLException, InterruptedException {
        var shown = done("UPDATE " + table + " SET title = ? WHERE id = ? RETURNING " + SHOWN, statement -> {
            statement.setString(1, title);
            statement.setLong(2, Long.parseLong(id));
            return only(statement);
        });
        if (!title.equals(shown.attributes().get("title"))) {
            throw new IllegalStateException("it has another title");
        }
    }

    @Override
    public void disable(String id) throws SQLException, InterruptedException {
        var shown = done("UPDATE " + table + " SET active = false WHERE id = ? RETURNING " + SHOWN, statement -> {
            statement.setLong(1, Long.parseLong(id));
            return only(statement);
        });
        if (shown.active()) {
            throw new IllegalStateException("they get in");
        }
    }

    @Override
    public String name(String id) throws SQLException, InterruptedException {
        return done("SELECT " + SHOWN + " FROM " + table + " WHERE id = ?", statement -> {
                    statement.setLong(1, Long.parseLong(id));
                    return only(statement);
                })
                .attributes()
                .getOrDefault("userName", "");
    }

    @Override
    public int count() throws SQLException, InterruptedException {
        var seen = new HashSet<String>();
        var sql = "SELECT " + SHOWN + " FROM " + table + " WHERE id > ? ORDER BY id LIMIT " + page;
        var last = new long[1];
        while (true) {
            var before = seen.size();
            done(sql, statement -> {
                statement.setLong(1, last[0]);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var id = Shown.of(rows).id();
                        last[0] = Long.parseLong(id);
                        seen.add(id);
                    }
                }
                return seen;
            });
            if (seen.size() < before + page) {
                return seen.size();
            }
        }
    }

    @Override
    public void close() {
        for (var connection : pool) {
            try {
                connection.close();
            } catch (SQLException _) {
                // It is of no use any more.
            }
        }
    }
}
