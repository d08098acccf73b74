package dev.usher.bench;

import dev.usher.simulator.ScimSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the simulated app itself costs: it must not be what a load test measures. */
final class SimulatorBench {
    private static final int CONNECTIONS = 8;
    private static final int EACH = 1_000;
    private static final int ROUNDS = 5;

    /** An answer that waits for a delayed acknowledgement takes 40 ms, which over 8 connections is one in 5 ms. */
    private static final int MOST_MICROSECONDS = 1_600;

    private SimulatorBench() {}

    /** Returns whether the figure is within its bound. */
    static boolean run(PrintStream out) throws InterruptedException {
        var figures = new Figures(out);
        figures.head();
        var microseconds = new double[ROUNDS];
        try (var simulator = ScimSimulator.start()) {
            create(simulator, "warm");
            for (var round = 0; round < ROUNDS; round++) {
                var began = System.nanoTime();
                create(simulator, "user" + round);
                microseconds[round] = (System.nanoTime() - began) / 1e3 / (CONNECTIONS * EACH);
            }
            var expected = CONNECTIONS * EACH * (ROUNDS + 1);
            if (simulator.users().size() != expected) {
                throw new IllegalStateException("of " + expected + " users there are "
                        + simulator.users().size());
            }
        }
        return figures.row(
                "from one user created to the next, over %d connections".formatted(CONNECTIONS),
                microseconds,
                MOST_MICROSECONDS,
                "µs");
    }

    private static void create(ScimSimulator simulator, String prefix) throws InterruptedException {
        try (var workers = Executors.newFixedThreadPool(CONNECTIONS)) {
            var running = new ArrayList<Future<Integer>>();
            for (var worker = 0; worker < CONNECTIONS; worker++) {
                var name = prefix + "-" + worker + "-";
                running.add(workers.submit(() -> createAlone(simulator, name)));
            }
            for (var worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a user was not created", e);
        }
    }

    private static int createAlone(ScimSimulator simulator, String prefix) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            for (var number = 0; number < EACH; number++) {
                var status = client.send(creation(simulator, prefix + number), BodyHandlers.discarding())
                        .statusCode();
                if (status != 201) {
                    throw new IllegalStateException("the simulator answered " + status);
                }
            }
        }
        return EACH;
    }

    private static HttpRequest creation(ScimSimulator simulator, String userName) {
        return HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/Users"))
                .header("Authorization", "Bearer " + simulator.token())
                .header("Content-Type", "application/scim+json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%1$s",
                         "externalId":"%1$s","active":true,"name":{"givenName":"Ada","familyName":"Lovelace"},
                         "emails":[{"value":"%1$s@example.com","type":"work","primary":true}]}""".formatted(userName)))
                .build();
    }
}
