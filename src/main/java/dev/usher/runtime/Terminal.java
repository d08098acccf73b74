package dev.usher.runtime;

import dev.usher.cli.Cli;
import dev.usher.cli.Language;
import dev.usher.connector.ldap.LdapConnector;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.connector.scim.ScimExaminer;
import dev.usher.connector.sql.SqlConnector;
import dev.usher.controller.Explanations;
import dev.usher.controller.Export;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.rules.CelRulings;
import dev.usher.sync.Catalog;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What the command line is made of: it knows the apps that the operator knows, and writes to none of them. */
final class Terminal {
    private Terminal() {}

    static Cli cli() {
        return new Cli(
                Terminal::explanations,
                Terminal::export,
                Terminal::language,
                Clock.systemUTC(),
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()));
    }

    /** Whoever sits at a terminal may speak to whatever that machine reaches. */
    private static Language language() {
        var anywhere = NetworkPolicy.parse("0.0.0.0/0,::/0", true);
        var clock = Clock.systemUTC();
        return new Language(
                new ScimConnector(trust -> new HttpTransport(anywhere, 1, trust), clock),
                new ScimExaminer(trust -> new HttpTransport(anywhere, 1, trust), clock));
    }

    private static Explanations explanations() {
        return new Explanations(catalog(), new CelRulings(), clock());
    }

    private static Export export() {
        return new Export(catalog(), new CelRulings(), clock());
    }

    /** What is new is said to be so since now, and nobody wants to read fractions. */
    private static Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofSeconds(1));
    }

    private static Catalog catalog() {
        var nowhere = NetworkPolicy.parse("", false);
        return new Catalog(List.of(
                new ScimConnector(tls -> new HttpTransport(nowhere, 1, tls), clock()),
                new LdapConnector(tls -> new SocketTransport(nowhere, tls), 1, clock()),
                new SqlConnector(tls -> new SocketTransport(nowhere, tls), 1, clock())));
    }
}
