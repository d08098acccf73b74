package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpTransportTlsTest {

    private static final Duration VALID = Duration.ofDays(2);
    private static final Duration EXPIRED = Duration.ofHours(1);
    private static final NetworkPolicy HTTPS_TO_LOOPBACK = NetworkPolicy.parse("127.0.0.0/8", false);
    private static final RawServer.Script OK = peer -> {
        while (true) {
            peer.read();
            peer.answer("{}");
        }
    };

    private final Authority authority = Authority.create();

    HttpTransportTlsTest() throws GeneralSecurityException {}

    @Test
    void speaksToAServerThatProvesItsName() throws Exception {
        try (RawServer server = server("scim.example.com", VALID);
                HttpTransport transport = transport(authority.client())) {
            assertThat(Requests.outcome(transport, Requests.post(uri(server), "{}")))
                    .isEqualTo(200);
            assertThat(Requests.outcome(transport, Requests.post(uri(server), "{}")))
                    .isEqualTo(200);
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2).allMatch(request -> request.contains("Host: scim.example.com:"));
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        try (RawServer server = server("scim.example.com", VALID);
                HttpTransport transport = transport(SSLContext.getDefault())) {
            assertRefused(transport, server);
        }
    }

    @Test
    void refusesATrustedCertificateOfAnotherName() throws Exception {
        try (RawServer server = server("other.example.com", VALID);
                HttpTransport transport = transport(authority.client())) {
            assertRefused(transport, server);
        }
    }

    @Test
    void refusesATrustedCertificateThatExpired() throws Exception {
        try (RawServer server = server("scim.example.com", EXPIRED);
                HttpTransport transport = transport(authority.client())) {
            assertRefused(transport, server);
        }
    }

    @Test
    void refusesAServerThatSpeaksNoTls() throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    peer.readSome();
                    peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                });
                HttpTransport transport = transport(SSLContext.getDefault())) {
            assertThat(Requests.outcome(transport, Requests.post(uri(server), "{}")))
                    .isEqualTo("TLS, certainly not sent");
        }
    }

    @Test
    void countsAConnectionLostInTheHandshakeAsCertainlyNotSent() throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    peer.readSome();
                    peer.reset();
                });
                HttpTransport transport = transport(SSLContext.getDefault())) {
            assertThat(Requests.outcome(transport, Requests.post(uri(server), "{}")))
                    .isEqualTo("TLS, certainly not sent");
        }
    }

    @Test
    void countsAHandshakeThatNeverEndsAsCertainlyNotSent() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::awaitEnd);
                HttpTransport transport = transport(SSLContext.getDefault())) {
            assertThat(Requests.outcome(transport, Requests.get(uri(server), Duration.ofMillis(500))))
                    .isEqualTo("TIMED_OUT, certainly not sent");
        }
    }

    @Test
    void offersTls13And12OnlyAndAsksForTheHostByName() throws Exception {
        CompletableFuture<String> hello = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> hello.complete(peer.readSome()));
                HttpTransport transport = transport(SSLContext.getDefault())) {
            Requests.outcome(transport, Requests.get(uri(server)));

            assertThat(hello.get(30, TimeUnit.SECONDS))
                    .as("the extension supported_versions (RFC 8446 section 4.2.1), and server_name (RFC 6066)")
                    .contains("\0+\0\u0005\u0004\u0003\u0004\u0003\u0003", "scim.example.com");
        }
    }

    private static void assertRefused(HttpTransport transport, RawServer server) {
        assertThat(Requests.outcome(transport, Requests.post(uri(server), "{}")))
                .isEqualTo("TLS, certainly not sent");
        assertThat(server.requests()).isEmpty();
    }

    private static URI uri(RawServer server) {
        return URI.create("https://scim.example.com:" + server.port() + "/");
    }

    private static HttpTransport transport(SSLContext trust) {
        return new HttpTransport(HTTPS_TO_LOOPBACK, 4, _ -> List.of(InetAddress.ofLiteral("127.0.0.1")), trust);
    }

    private RawServer server(String name, Duration lifetime) throws Exception {
        Instant from = Instant.now().minus(Duration.ofDays(1));
        ServerSocket socket = authority
                .server(name, from, from.plus(lifetime))
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        return new RawServer(socket, OK);
    }
}
