package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that ask for a certificate of their clients, in both versions of TLS: what they say of it comes at another time in each. */
@Timeout(60)
class ShownCertificateTest {
    private static final NetworkPolicy HTTPS_TO_LOOPBACK = NetworkPolicy.parse("127.0.0.0/8", false);
    private static final String HOST = "scim.example.com";
    private static final String LATER = "TLSv1.3";
    private static final String EARLIER = "TLSv1.2";

    private final Instant now = Instant.now();
    private final Authority authority = Authority.create();
    private final Authority stranger = Authority.create();
    private final Queue<Optional<String>> clients = new ConcurrentLinkedQueue<>();

    ShownCertificateTest() throws GeneralSecurityException {}

    private RawServer server(String version, boolean needed) throws Exception {
        SSLServerSocket socket = (SSLServerSocket) authority
                .serverThatAsks(HOST)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        socket.setEnabledProtocols(new String[] {version});
        if (needed) {
            socket.setNeedClientAuth(true);
        } else {
            socket.setWantClientAuth(true);
        }
        return new RawServer(socket, peer -> {
            while (true) {
                peer.read();
                clients.add(peer.client());
                peer.answer("{}");
            }
        });
    }

    private Tls tls() throws GeneralSecurityException {
        return Tls.of(Trust.only(authority.pem()));
    }

    private Tls showing(Authority.Shown shown, String host) throws GeneralSecurityException {
        return tls().showing(ClientCertificate.of(shown.certificate(), shown.key(), now), host);
    }

    private static Object outcome(RawServer server, Tls tls, String body) {
        try (HttpTransport transport = new HttpTransport(
                HTTPS_TO_LOOPBACK, 4, _ -> List.of(InetAddress.ofLiteral("127.0.0.1")), tls.context())) {
            return Requests.outcome(
                    transport, Requests.post(URI.create("https://" + HOST + ":" + server.port() + "/"), body));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EARLIER, LATER})
    void seeTheOneThatWasGiven(String version) throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Instant from = now.minusSeconds(60);
        for (Authority.Shown shown : List.of(
                authority.shown("usher"),
                authority.shown("usher", rsa, from, now.plusSeconds(60)),
                authority.shown("usher", edwards, from, now.plusSeconds(60)))) {
            try (RawServer server = server(version, true)) {
                assertThat(outcome(server, showing(shown, HOST), "{}")).isEqualTo(200);
                assertThat(clients.remove()).contains("CN=usher");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EARLIER, LATER})
    void areContentWithoutOneIfTheyOnlyAsk(String version) throws Exception {
        try (RawServer server = server(version, false)) {
            assertThat(outcome(server, tls(), "{}")).isEqualTo(200);
            assertThat(clients.remove()).isEmpty();
        }
    }

    /** A transport speaks to one app, but this holds whatever it is asked for. */
    @ParameterizedTest
    @ValueSource(strings = {EARLIER, LATER})
    void seeNothingIfTheyAreNotTheHostThatItIsFor(String version) throws Exception {
        try (RawServer server = server(version, false)) {
            for (String host : List.of("other.example.com", "example.com", "scim.example.com.evil.org", "")) {
                assertThat(outcome(server, showing(authority.shown("usher"), host), "{}"))
                        .isEqualTo(200);
                assertThat(clients.remove()).isEmpty();
            }
            assertThat(outcome(server, showing(authority.shown("usher"), "SCIM.example.com."), "{}"))
                    .isEqualTo(200);
            assertThat(clients.remove()).isPresent();
        }
    }

    /** That of the JVM shows whatever its properties name to everybody who asks. */
    @Test
    void seeNoneThatTheJvmWasGiven() throws Exception {
        assertThat(Tls.of(Trust.ofJvm()).context()).isNotSameAs(SSLContext.getDefault());
    }

    @RepeatedTest(20)
    void sayAtOnceThatTheyWantOne() throws Exception {
        try (RawServer server = server(EARLIER, true)) {
            assertThat(outcome(server, tls(), "{}")).isEqualTo("CERTIFICATE_REFUSED, certainly not sent");
            assertThat(server.requests()).isEmpty();
        }
    }

    @RepeatedTest(20)
    void sayThatTheyWantOneAfterTheRequestWasWritten() throws Exception {
        try (RawServer server = server(LATER, true)) {
            assertThat(outcome(server, tls(), "{}")).isEqualTo("CERTIFICATE_WANTED, maybe sent");
            assertThat(server.requests()).isEmpty();
        }
    }

    /** They have gone before it is written whole, and what they said waits behind that. */
    @RepeatedTest(20)
    void areHeardAlsoIfTheyGoWhileALargeRequestIsWritten() throws Exception {
        try (RawServer server = server(LATER, true)) {
            assertThat(outcome(server, tls(), "x".repeat(900_000))).isEqualTo("CERTIFICATE_WANTED, maybe sent");
        }
    }

    @RepeatedTest(20)
    void refuseOneOfAnAuthorityThatTheyDoNotKnow() throws Exception {
        Tls unknown = showing(stranger.shown("usher"), HOST);
        try (RawServer earlier = server(EARLIER, true);
                RawServer later = server(LATER, true)) {
            assertThat(outcome(earlier, unknown, "{}")).isEqualTo("CERTIFICATE_REFUSED, certainly not sent");
            assertThat(outcome(later, unknown, "{}")).isEqualTo("CERTIFICATE_REFUSED, maybe sent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EARLIER, LATER})
    void refuseOneThatHasExpired(String version) throws Exception {
        Instant then = now.minusSeconds(100);
        Authority.Shown old =
                authority.shown("usher", Authority.newKeys(), then.minusSeconds(60), now.minusSeconds(60));
        Tls expired = tls().showing(ClientCertificate.of(old.certificate(), old.key(), then), HOST);
        try (RawServer server = server(version, true)) {
            assertThat(outcome(server, expired, "{}")).asString().startsWith("CERTIFICATE_REFUSED, ");
        }
    }

    @Test
    void mayEndTheHandshakeForAnotherReason() throws Exception {
        String handshakeFailure = "\u0015\u0003\u0003\0\u0002\u0002(";
        try (RawServer server = new RawServer(peer -> {
            peer.readSome();
            peer.write(handshakeFailure);
            peer.awaitEnd();
        })) {
            assertThat(outcome(server, tls(), "{}")).isEqualTo("TLS_REFUSED, certainly not sent");
        }
    }
}
