package dev.usher.thirdparty;

import dev.usher.cluster.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A PostgreSQL server with an empty database {@code shop}, started by whoever runs the tests; as nobody, where that is root. */
public record Postgres(int port, Path directory, Leash leash) implements AutoCloseable {
    public static final String DATABASE = "shop";
    public static final String ADMIN = "postgres";
    public static final String PASSWORD = "third-party-secret";
    /** Who may use the database, and make roles. */
    public static final String USHER = "usher";

    private static final String INSTALLED = "src/test/postgresql/install.sh";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOBODY = "65534";

    /** What it shows by TLS, each in PEM. */
    public record Shown(String certificate, String key) {}

    /**
     * Whom it lets in before all others.
     *
     * @param authorities who may vouch for clients, in PEM
     * @param rules lines of pg_hba.conf
     */
    public record Entrance(String authorities, List<String> rules) {}

    /**
     * Starts it without TLS if it is on this machine, and installs nothing.
     *
     * @throws IllegalStateException with one line that says how it is
     */
    public static Postgres startIfInstalled() {
        return start(Installed.by(INSTALLED, "--if-there"), List.of(), List.of());
    }

    /** Starts it without TLS. */
    public static Postgres start() {
        return start(List.of());
    }

    /**
     * Starts it on a free port, and waits until it takes connections.
     *
     * @param shown what it shows by TLS; none or one
     */
    public static Postgres start(List<Shown> shown) {
        return start(Installed.by(INSTALLED), shown, List.of());
    }

    /** The same, which looks at certificates of clients. */
    public static Postgres start(Shown shown, Entrance entrance) {
        return start(Installed.by(INSTALLED), List.of(shown), List.of(entrance));
    }

    private static Postgres start(Path programs, List<Shown> shown, List<Entrance> entrances) {
        int port = FreePort.find();
        try {
            Path directory = Files.createTempDirectory("postgres");
            Path password = Files.writeString(directory.resolve("password"), PASSWORD);
            Path data = directory.resolve("data");
            own(directory);
            List<String> initdb = new ArrayList<>(asNobody());
            initdb.addAll(List.of(
                    programs.resolve("initdb").toString(),
                    "-D",
                    data.toString(),
                    "-U",
                    ADMIN,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + password,
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync"));
            run(libraries(programs), initdb);
            List<String> line = command(programs, data, port, shown);
            for (Entrance entrance : entrances) {
                line.addAll(opened(data, entrance));
            }
            Leash leash = Leash.start("postgres", libraries(programs), line);
            Postgres postgres = new Postgres(port, directory, leash);
            leash.awaitTrue(postgres::answers, PATIENCE);
            postgres.fill();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same server, which from now on follows another one that it never hears of; this one has ended. */
    public Postgres following() {
        leash.close();
        try {
            Path data = directory.resolve("data");
            Files.createFile(data.resolve("standby.signal"));
            own(data.resolve("standby.signal"));
            Path programs = Installed.by(INSTALLED);
            Leash next = Leash.start("postgres", libraries(programs), command(programs, data, port, List.of()));
            Postgres postgres = new Postgres(port, directory, next);
            next.awaitTrue(postgres::answers, PATIENCE);
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path programs, Path data, int port, List<Shown> shown) throws IOException {
        List<String> line = new ArrayList<>();
        // It ends at once, whoever is connected: a leash is let go of by the signal that lets it wait for them.
        line.addAll(List.of("sh", "-c", "trap 'kill -INT $p' TERM; \"$@\" & p=$!; wait $p; wait $p", "sh"));
        line.addAll(asNobody());
        line.addAll(
                List.of(programs.resolve("postgres").toString(), "-D", data.toString(), "-p", String.valueOf(port)));
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1,127.0.0.2",
                "unix_socket_directories=",
                "fsync=off",
                "full_page_writes=off",
                "max_connections=60",
                "log_min_messages=fatal",
                "password_encryption=scram-sha-256"));
        for (Shown one : shown) {
            Path certificate = Files.writeString(data.resolve("server.crt"), one.certificate());
            Path key = Files.writeString(data.resolve("server.key"), one.key());
            own(certificate);
            own(key);
            settings.add("ssl=on");
        }
        settings.forEach(setting -> line.addAll(List.of("-c", setting)));
        return line;
    }

    private static List<String> opened(Path data, Entrance entrance) throws IOException {
        Path authorities = Files.writeString(data.resolve("clients.crt"), entrance.authorities());
        own(authorities);
        Path rules = data.resolve("pg_hba.conf");
        Files.writeString(rules, String.join("\n", entrance.rules()) + "\n" + Files.readString(rules));
        return List.of("-c", "ssl_ca_file=clients.crt");
    }

    private static Map<String, String> libraries(Path programs) {
        Path own = programs.resolve("../../../x86_64-linux-gnu").normalize();
        return Files.isDirectory(own) && !own.startsWith("/usr/lib")
                ? Map.of("LD_LIBRARY_PATH", own.toString())
                : Map.of();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> asNobody() {
        return isRoot() ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups") : List.of();
    }

    private static void own(Path path) throws IOException {
        if (isRoot()) {
            run(Map.of(), List.of("chown", "-R", NOBODY + ":" + NOBODY, path.toString()));
        }
        run(Map.of(), List.of("chmod", Files.isDirectory(path) ? "u=rwx,go=" : "u=rw,go=", path.toString()));
    }

    private static void run(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(new File("/"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean answers() {
        try (Connection connection = connect(ADMIN, PASSWORD, "postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void fill() {
        try (Connection connection = connect(ADMIN, PASSWORD, "postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
            statement.execute("CREATE ROLE " + USHER + " LOGIN CREATEROLE PASSWORD '" + PASSWORD + "'");
            statement.execute("GRANT pg_signal_backend TO " + USHER);
        } catch (SQLException e) {
            close();
            throw new IllegalStateException(e);
        }
    }

    /** A connection of somebody to a database. */
    public Connection connect(String user, String password, String database) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", user);
        properties.put("password", password);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/" + database,
                properties);
    }

    /** A connection of somebody who may do everything. */
    public Connection admin() {
        try {
            return connect(ADMIN, PASSWORD, DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has statements done by somebody who may do everything. */
    public void run(List<String> statements) {
        try (Connection connection = admin();
                var statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of what a query shows to somebody who may do everything, as text. */
    public List<String> shown(String query) {
        try (Connection connection = admin();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (answer.next()) {
                texts.add(String.valueOf(answer.getString(1)));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        leash.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
