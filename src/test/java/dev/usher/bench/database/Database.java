package dev.usher.bench.database;

import dev.usher.bench.duel.Duel;
import dev.usher.thirdparty.Postgres;
import java.util.ArrayList;
import java.util.stream.Stream;

/** One database, in which each side has tables of its own. */
public final class Database {
    private static final int PAGE = 1_000;

    private Database() {}

    /**
     * Starts it, with tables of each side.
     *
     * @param listed how many each side finds when it reads all
     */
    public static Duel<Rows> duel(int listed) throws Exception {
        var postgres = Postgres.start();
        var statements = new ArrayList<String>();
        statements.add("CREATE SCHEMA app");
        Stream.concat(Duel.made().stream(), Duel.listed().stream())
                .forEach(table -> statements.add("""
                CREATE TABLE %s (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, external_id text NOT NULL UNIQUE, login text NOT NULL,
                    full_name text, family text, email text, title text, active boolean NOT NULL)""".formatted(table(table))));
        for (var table : Duel.listed()) {
            statements.add("""
                    INSERT INTO %s (external_id, login, full_name, family, email, title, active)
                    SELECT 'key-' || n, 'listed' || n, 'Ada ' || n, 'Lovelace', 'listed' || n || '@example.com', 'Countess', true
                    FROM generate_series(1, %d) n""".formatted(table(table), listed));
        }
        statements.add("GRANT USAGE ON SCHEMA app TO usher");
        statements.add("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA app TO usher");
        statements.add("ANALYZE");
        postgres.run(statements);
        return new Duel<>(
                listed,
                postgres::close,
                table -> ByConnector.open(postgres, table(table), Duel.CONNECTIONS, PAGE),
                table -> ByHand.open(postgres, table(table), Duel.CONNECTIONS, PAGE));
    }

    private static String table(String name) {
        return "app." + name;
    }
}
