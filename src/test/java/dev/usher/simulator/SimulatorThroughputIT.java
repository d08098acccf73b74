package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The simulator must not be what a load test measures. */
@Timeout(120)
class SimulatorThroughputIT {
    private static final int CONNECTIONS = 8;
    private static final int EACH = 2_000;

    /** An answer that waits for a delayed acknowledgement takes 40 ms: 200 a second; a healthy one does ten times that on two cores. */
    private static final double FLOOR = 600;

    @Test
    void createsThousandsOfUsersASecond() throws Exception {
        try (ScimSimulator simulator = ScimSimulator.start()) {
            create(simulator, "warm", 500);
            long begin = System.nanoTime();
            create(simulator, "user", EACH);
            double rate = CONNECTIONS * EACH / ((System.nanoTime() - begin) / 1e9);

            System.out.printf("simulator: %.0f creates/s over %d connections%n", rate, CONNECTIONS);
            assertThat(simulator.users()).hasSize(CONNECTIONS * (500 + EACH));
            assertThat(rate).isGreaterThan(FLOOR);
        }
    }

    private static void create(ScimSimulator simulator, String prefix, int each) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < CONNECTIONS; worker++) {
                String name = prefix + worker + "-";
                running.add(workers.submit(() -> createAlone(simulator, name, each)));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        }
    }

    /** Returns how many it created: a task with a result may throw. */
    private static int createAlone(ScimSimulator simulator, String prefix, int count)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < count; i++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/Users"))
                        .header("Authorization", "Bearer " + simulator.token())
                        .header("Content-Type", "application/scim+json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%1$s",
                                 "externalId":"%1$s","active":true,"name":{"givenName":"Ada","familyName":"Lovelace"},
                                 "emails":[{"value":"%1$s@example.com","type":"work","primary":true}]}""".formatted(prefix + i)))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(201);
            }
        }
        return count;
    }
}
