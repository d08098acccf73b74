package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.simulator.RawScim.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulatorFaultsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

    private final ScimSimulator simulator =
            ScimSimulator.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();
    private final RawScim scim = RawScim.to(simulator);

    @AfterEach
    void stop() {
        scim.close();
        simulator.close();
    }

    @Test
    void failsAsOftenAsAskedAndNothingIsDone() throws Exception {
        simulator.fail(503, 2);

        assertThat(scim.createUser("ada").status()).isEqualTo(503);
        assertThat(scim.createUser("ada").status()).isEqualTo(503);
        assertThat(simulator.users()).isEmpty();
        assertThat(scim.createUser("ada").status()).isEqualTo(201);
    }

    @Test
    void failsOnlyTheRequestsThatMatch() throws Exception {
        simulator.on(Match.of("PATCH", "/Groups/*"), 1).fail(500);
        String group = scim.createGroup("eng").id();
        String operation = "{'op':'replace','path':'displayName','value':'x'}";

        assertThat(scim.get("/Groups/" + group).status()).isEqualTo(200);
        assertThat(scim.patch("/Groups/" + group, operation).status()).isEqualTo(500);
        assertThat(scim.patch("/Groups/" + group, operation).status()).isEqualTo(204);
    }

    @Test
    void saysWhenToComeBack() throws Exception {
        simulator.retryAfter(7, 1);

        Reply reply = scim.get("/Users");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void dropsTheAnswerOfSomethingDone() throws Exception {
        simulator.dropAnswerAfterCommit("POST", "/Users", 1);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> scim.createUser("ada"));

        assertThat(simulator.user("ada")).isPresent();
        assertThat(simulator.requests()).last().hasToString("POST /Users -> 0");
    }

    @Test
    void dropsARequestBeforeAnythingIsDone() {
        simulator.on(Match.writes(), 1).dropRequest();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> scim.createUser("ada"));

        assertThat(simulator.users()).isEmpty();
    }

    @Test
    void failsAfterTheCommit() throws Exception {
        simulator.on(Match.writes(), 1).failAfterCommit(500);

        assertThat(scim.createUser("ada").status()).isEqualTo(500);
        assertThat(simulator.user("ada")).isPresent();
    }

    @Test
    void pretendsToHaveDoneIt() throws Exception {
        String id = scim.createUser("ada").id();
        simulator.on(Match.writes(), 2).pretend();

        Reply patch = scim.patch("/Users/" + id, "{'op':'replace','path':'active','value':false}");
        Reply delete = scim.delete("/Users/" + id);

        assertThat(patch.status()).isEqualTo(200);
        assertThat(delete.status()).isEqualTo(204);
        assertThat(simulator.user("ada").orElseThrow().path("active").asBoolean())
                .isTrue();
    }

    @Test
    void babbles() throws Exception {
        simulator.on(Match.any(), 1).babble("text/html", "<html>maintenance</html>");

        Reply reply = scim.get("/Users");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("text/html");
        assertThat(reply.body().isMissingNode()).isTrue();
    }

    @Test
    void holdsARequestUntilItsEffectMayLand() throws Exception {
        Gate gate = simulator.on(Match.of("POST", "/Users"), 1).holdBeforeCommit();
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Integer> status = new CompletableFuture<>();
            background.execute(() -> complete(status, "ada"));

            assertThat(gate.awaitArrival(Duration.ofSeconds(10))).isTrue();
            assertThat(simulator.users()).isEmpty();
            gate.release();

            assertThat(status.get()).isEqualTo(201);
            assertThat(simulator.users()).hasSize(1);
        }
    }

    @Test
    void holdsAnAnswerWhoseEffectHasLanded() throws Exception {
        Gate gate = simulator.on(Match.of("POST", "/Users"), 1).holdAfterCommit();
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Integer> status = new CompletableFuture<>();
            background.execute(() -> complete(status, "ada"));

            assertThat(gate.awaitArrival(Duration.ofSeconds(10))).isTrue();
            assertThat(simulator.users()).hasSize(1);
            assertThat(status).isNotDone();
            gate.release();

            assertThat(status.get()).isEqualTo(201);
        }
    }

    private void complete(CompletableFuture<Integer> status, String userName) {
        try {
            status.complete(scim.createUser(userName).status());
        } catch (IOException | InterruptedException e) {
            status.completeExceptionally(e);
        }
    }

    @Test
    void goesDownAndComesBackOnItsPortWithItsAccounts() throws Exception {
        scim.createUser("ada");

        simulator.down();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> scim.get("/Users"));
        simulator.up();

        assertThat(scim.find("/Users", "userName eq \"ada\"")
                        .body()
                        .path("totalResults")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void waitsAsLongAsTheLatencySays() throws Exception {
        simulator.latency(Duration.ofMillis(60));
        long begin = System.nanoTime();

        scim.get("/Users");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void logsWhatCameAndCountsWrites() throws Exception {
        String id = scim.createUser("ada").id();
        scim.get("/Users?count=1");
        scim.delete("/Users/" + id);

        assertThat(simulator.requests())
                .extracting(LoggedRequest::toString)
                .containsExactly("POST /Users -> 201", "GET /Users?count=1 -> 200", "DELETE /Users/" + id + " -> 204");
        assertThat(simulator.requests()).allMatch(request -> request.time().equals(NOW));
        assertThat(simulator.requests().getFirst().body()).contains("ada");
        assertThat(simulator.writes()).isEqualTo(2);
        assertThat(simulator.requestCount()).isEqualTo(3);
        simulator.reset();
        assertThat(simulator.requests()).isEmpty();
        assertThat(simulator.writes()).isZero();
    }
}
