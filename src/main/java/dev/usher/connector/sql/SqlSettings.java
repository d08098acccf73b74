package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Block;
import dev.usher.connector.Credentials;
import dev.usher.connector.DeclaredCertificate;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.Tls;
import dev.usher.net.Trust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The block {@code sql} of a TargetApp. No option of the driver is in it, nor a URL that could hold one. */
final class SqlSettings {
    /** The role of the password. */
    static final String PASSWORD = "password";

    private static final String CLIENT_CERTIFICATE = "tls.clientCertificate";
    private static final String CA_BUNDLE = "tls.caBundle";
    private static final String MODE = "tls.mode";
    private static final int PORT = 5432;
    private static final int MOST_PORT = 65_535;
    private static final int PAGE = 1_000;
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,63}");

    /** What accounts are. */
    enum Kind {
        TABLES,
        POSTGRESQL,
        STATEMENTS
    }

    private final Block block;

    SqlSettings(Map<String, Object> settings) {
        this.block = new Block(settings);
    }

    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        matches("host", HOST, "give the name of the host, or its address, and nothing else", problems);
        if (port() < 1 || port() > MOST_PORT) {
            problems.add(new Problem("port", "give a port, such as 5432"));
        }
        matches("database", NAME, "give the name of the database", problems);
        matches("user", NAME, "give the role as which Usher comes", problems);
        problems.addAll(problemsOfProof());
        var mode = block.text(MODE).orElse("verify-full");
        if (!mode.equals("verify-full") && !mode.equals("disable")) {
            problems.add(Problem.newer(MODE, "it can be verify-full, disable"));
        }
        try {
            block.text(CA_BUNDLE).ifPresent(Trust::only);
        } catch (IllegalArgumentException e) {
            problems.add(
                    new Problem(CA_BUNDLE, Optional.ofNullable(e.getMessage()).orElse("")));
        }
        problems.addAll(problemsOfKind());
        return problems;
    }

    private List<Problem> problemsOfProof() {
        var problems = new ArrayList<Problem>();
        var isCertified = block.at(CLIENT_CERTIFICATE).isPresent();
        if (isCertified) {
            var unshown = server().tls()
                    ? Optional.<String>empty()
                    : Optional.of("a certificate is shown by TLS alone: leave out `mode: disable`");
            DeclaredCertificate.problems(block, CLIENT_CERTIFICATE, unshown)
                    .forEach(problem -> problems.add(problem.in(CLIENT_CERTIFICATE)));
        }
        if ((!isCertified || block.at("secretRef").isPresent())
                && (block.text("secretRef.name").isEmpty()
                        || block.text("secretRef.key").isEmpty())) {
            problems.add(new Problem("secretRef", "give the Secret, and its key, that holds the password"));
        }
        return problems;
    }

    private List<Problem> problemsOfKind() {
        return switch (block.text("preset").orElse("")) {
            case "" -> OwnStatements.problems(block);
            case "tables" -> problemsOfTables();
            case "postgresql" -> List.of();
            default -> List.of(Problem.newer("preset", "it can be tables, postgresql"));
        };
    }

    private void matches(String field, Pattern pattern, String advice, List<Problem> problems) {
        if (!pattern.matcher(block.text(field).orElse("")).matches()) {
            problems.add(new Problem(field, advice));
        }
    }

    private List<Problem> problemsOfTables() {
        var problems = new ArrayList<Problem>();
        table("users.table", problems);
        column("users.id", "id", problems);
        column("users.key", "external_id", problems);
        column("users.disable.column", "", problems);
        block.text("users.lastUse").ifPresent(name -> column("users.lastUse", name, problems));
        if (block.text("users.disable.disabled").isEmpty()
                && block.text("users.disable.enabled").isPresent()) {
            problems.add(
                    new Problem("users.disable.disabled", "give the value that the column has when nobody gets in"));
        }
        var columns = columns();
        if (!columns.containsKey(Attributes.USER_NAME)) {
            problems.add(new Problem("users.columns", "give the column of userName"));
        }
        columns.forEach((name, column) -> SqlConnector.objectionTo(name)
                .or(() -> Identifier.problemOfColumn(column))
                .or(() -> isTaken(column) ? Optional.of("Usher keeps something else there") : Optional.empty())
                .ifPresent(advice -> problems.add(new Problem("users.columns." + name, advice))));
        if (block.at("groups").isPresent()) {
            table("groups.table", problems);
            column("groups.id", "id", problems);
            column("groups.name", "name", problems);
            table("groups.members.table", problems);
            column("groups.members.user", "user_id", problems);
            column("groups.members.group", "group_id", problems);
        }
        return problems;
    }

    private boolean isTaken(String column) {
        return column.equals(text("users.key", "external_id"))
                || column.equals(text("users.disable.column", ""))
                || column.equals(text("users.lastUse", ""));
    }

    private void table(String field, List<Problem> problems) {
        Identifier.problemOfTable(text(field, "")).ifPresent(advice -> problems.add(new Problem(field, advice)));
    }

    private void column(String field, String absent, List<Problem> problems) {
        Identifier.problemOfColumn(text(field, absent)).ifPresent(advice -> problems.add(new Problem(field, advice)));
    }

    /**
     * Why accounts cannot have an attribute that no field of users is for; empty where they can. What has a field is left out where there is no
     * place for it, and where the settings are wrong, that is said first.
     */
    Optional<String> objection(String attribute) {
        if (Attributes.FIELDS.contains(attribute) || !problemsOfKind().isEmpty()) {
            return Optional.empty();
        }
        return switch (kind()) {
            case TABLES ->
                columns().containsKey(attribute)
                        ? Optional.empty()
                        : Optional.of(
                                "there is no column for it: add it to `spec.connector.sql.users.columns`, such as "
                                        + "{badge: badge}");
            case POSTGRESQL -> Optional.of("a role of PostgreSQL has no place for it: leave it out");
            case STATEMENTS ->
                statements().placed().contains(attribute)
                        ? Optional.empty()
                        : Optional.of("no statement writes it: name it as a parameter of `create` and `update`");
        };
    }

    Kind kind() {
        return switch (block.text("preset").orElse("")) {
            case "tables" -> Kind.TABLES;
            case "postgresql" -> Kind.POSTGRESQL;
            default -> Kind.STATEMENTS;
        };
    }

    Server server() {
        return new Server(
                text("host", "").toLowerCase(Locale.ROOT),
                port(),
                text("database", ""),
                text("user", ""),
                !block.text(MODE).orElse("").equals("disable"));
    }

    /** Roles are those of all databases of a server; an id means something in its table; and of statements nobody knows what they mean. */
    Tenant tenant() {
        var server = server();
        var where = "sql " + server.host() + ":" + server.port();
        return Tenant.of(
                switch (kind()) {
                    case POSTGRESQL -> where;
                    case TABLES ->
                        where + " " + server.database() + " " + text("users.table", "") + " by "
                                + text("users.id", "id");
                    case STATEMENTS -> where + " " + server.database() + " of statements";
                });
    }

    List<SecretUse> secrets() {
        var host = server().host();
        var uses = new ArrayList<SecretUse>();
        block.text("secretRef.name")
                .ifPresent(name -> uses.add(new SecretUse(PASSWORD, name, text("secretRef.key", ""), List.of(host))));
        certificate().ifPresent(own -> uses.addAll(own.secrets(host)));
        return uses;
    }

    /** The certificate by which the server knows Usher, beside a password or alone. */
    Optional<DeclaredCertificate> certificate() {
        return DeclaredCertificate.at(block, CLIENT_CERTIFICATE, "certificate");
    }

    /** Empty where the certificate is all that the server is to ask for. */
    Optional<Sensitive> password(Credentials credentials) {
        return block.text("secretRef.name").map(_ -> credentials.of(PASSWORD));
    }

    /**
     * Who may vouch for the server, and what it is shown.
     *
     * @throws AppFailure where the Secret holds no certificate that can be used now
     */
    Tls tls(Credentials credentials, Instant now) throws AppFailure {
        var tls = Tls.of(block.text(CA_BUNDLE).map(Trust::only).orElseGet(Trust::ofJvm));
        var certificate = certificate();
        return certificate.isPresent() ? certificate.get().shown(tls, server().host(), credentials, now) : tls;
    }

    int pageSize() {
        return block.at("pageSize").orElse(PAGE) instanceof Number size ? size.intValue() : PAGE;
    }

    OwnStatements statements() {
        return OwnStatements.of(block);
    }

    boolean createsGroups() {
        return block.at("groups.create").equals(Optional.of(true));
    }

    /** The tables; only where they are what is declared. */
    TableSettings tables() {
        return new TableSettings(
                text("users.table", ""),
                text("users.id", "id"),
                text("users.key", "external_id"),
                block.text("users.lastUse"),
                columns(),
                new TableSettings.Disable(
                        text("users.disable.column", ""),
                        block.text("users.disable.disabled"),
                        block.text("users.disable.enabled")),
                block.at("groups").isEmpty() ? Optional.empty() : Optional.of(groups()));
    }

    private TableSettings.Groups groups() {
        return new TableSettings.Groups(
                text("groups.table", ""),
                text("groups.id", "id"),
                text("groups.name", "name"),
                new TableSettings.Members(
                        text("groups.members.table", ""),
                        text("groups.members.user", "user_id"),
                        text("groups.members.group", "group_id")),
                createsGroups());
    }

    private int port() {
        return block.at("port").orElse(PORT) instanceof Number port ? port.intValue() : 0;
    }

    private String text(String field, String absent) {
        return block.text(field).orElse(absent);
    }

    private Map<String, String> columns() {
        return texts(block, "users.columns");
    }

    static Map<String, String> texts(Block block, String path) {
        var texts = new TreeMap<String, String>();
        if (block.at(path).orElse("") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }
}
