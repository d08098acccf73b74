package dev.usher.runtime;

import dev.usher.cli.Cli;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.controller.Explanations;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.rules.CelRulings;
import dev.usher.sync.Catalog;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What the command line is made of: it knows the apps that the operator knows, and talks to none of them. */
final class Terminal {
    private Terminal() {}

    static Cli cli() {
        return new Cli(
                Terminal::explanations,
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()));
    }

    private static Explanations explanations() {
        // What is new is said to be so since now, and nobody wants to read fractions.
        var clock = Clock.tick(Clock.systemUTC(), Duration.ofSeconds(1));
        var nowhere = NetworkPolicy.parse("", false);
        var catalog = new Catalog(List.of(new ScimConnector(trust -> new HttpTransport(nowhere, 1, trust), clock)));
        return new Explanations(catalog, new CelRulings(), clock);
    }
}
