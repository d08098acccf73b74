package dev.usher.kube;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerTimeTest {
    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final ServerSocket server;
    private final KubernetesClient client;
    private volatile String head = "";

    ServerTimeTest() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
        client = StubbedApi.client(server.getLocalPort());
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        server.close();
    }

    private void answer() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                requests.add(reader.readLine());
                while (!reader.readLine().isEmpty()) {}
                var said = "HTTP/1.1 " + head + "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
                socket.getOutputStream().write(said.getBytes(US_ASCII));
            } catch (IOException e) {
                // The test is over, or the client hung up.
            }
        }
    }

    private Optional<Instant> ask(String answer) {
        head = answer;
        return new ServerTime(client).ask();
    }

    @Test
    void readsTheTimeFromTheDateOfAnAnswer() throws InterruptedException {
        assertThat(ask("200 OK\r\nDate: Tue, 01 Dec 2026 08:00:07 GMT\r\n"))
                .contains(Instant.parse("2026-12-01T08:00:07Z"));
        assertThat(requests.take()).isEqualTo("GET /version HTTP/1.1");
    }

    @Test
    void readsTheTimeFromARefusalToo() {
        assertThat(ask("403 Forbidden\r\ndate: Tue, 01 Dec 2026 08:00:07 GMT\r\n"))
                .contains(Instant.parse("2026-12-01T08:00:07Z"));
    }

    @Test
    void saysNothingWithoutADate() {
        assertThat(ask("200 OK\r\n")).isEmpty();
        assertThat(ask("200 OK\r\nDate: soon\r\n")).isEmpty();
    }

    @Test
    void saysNothingWhereTheServerCannotBeReached() throws IOException {
        server.close();

        assertThat(new ServerTime(client).ask()).isEmpty();
    }
}
