package dev.usher.demo;

import dev.usher.thirdparty.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A PostgreSQL in which nobody can log in yet but Usher and who administers it; an account is active if a login works. */
record Database(Postgres postgres) implements App {
    private static final String DECLARED = "config/demo/database.yaml";
    private static final String PORT = "port: 15432";
    private static final String REFUSED_LOGIN = "28000";
    private static final String WITHOUT_PASSWORD =
            "SELECT format('ALTER ROLE %I PASSWORD %L', rolname, '" + Postgres.PASSWORD + "') FROM pg_authid"
                    + " WHERE rolpassword IS NULL AND shobj_description(oid, 'pg_authid') LIKE 'usher:%'";
    private static final String ACCOUNTS =
            "SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid') LIKE 'usher:%'";

    /** @throws IllegalStateException with one line that says why there is none */
    static Database start() {
        return new Database(Postgres.startIfInstalled());
    }

    /**
     * How it is declared, from a copy that says on which port it is.
     *
     * @param directory where the copy goes
     */
    Command apply(Path checkout, Path directory) {
        try {
            var text = Files.readString(checkout.resolve(DECLARED));
            var copy = Files.writeString(directory.resolve("database.yaml"), text.replace(PORT, "port: " + port()));
            return Command.apply("-f", copy.toString(), copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public int port() {
        return postgres.port();
    }

    @Override
    public SortedMap<String, Account> accounts() {
        var names = postgres.shown(ACCOUNTS);
        // Usher gives nobody a password: who administers the database does, to all who were seen before.
        postgres.run(postgres.shown(WITHOUT_PASSWORD));
        var accounts = new TreeMap<String, Account>();
        try (Connection admin = postgres.admin()) {
            for (String name : names) {
                accounts.put(name, new Account(letsIn(name), groupsOf(name, admin)));
            }
            return accounts;
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    private boolean letsIn(String name) throws SQLException {
        try (Connection own = postgres.connect(name, Postgres.PASSWORD, Postgres.DATABASE)) {
            return own.isValid(1);
        } catch (SQLException e) {
            if (REFUSED_LOGIN.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static List<String> groupsOf(String member, Connection admin) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = admin.prepareStatement("SELECT g.rolname FROM pg_auth_members m"
                + " JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member WHERE u.rolname = ?")) {
            statement.setString(1, member);
            try (var groups = statement.executeQuery()) {
                while (groups.next()) {
                    names.add(groups.getString(1));
                }
            }
        }
        return names;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
