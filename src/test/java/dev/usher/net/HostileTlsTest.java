package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that want to be taken for another one, or to be spoken to less safely, or to have a place of their choice asked. */
@Timeout(60)
class HostileTlsTest {
    private static final NetworkPolicy HTTPS_TO_LOOPBACK = NetworkPolicy.parse("127.0.0.0/8", false);
    private static final String NAME = "scim.example.com";
    private static final String REFUSED = "TLS, certainly not sent";

    private final Authority authority = Authority.create();

    HostileTlsTest() throws GeneralSecurityException {}

    private static HttpTransport transport(SSLContext trust) {
        return new HttpTransport(HTTPS_TO_LOOPBACK, 4, _ -> List.of(InetAddress.ofLiteral("127.0.0.1")), trust);
    }

    private static RawServer server(SSLContext context) throws Exception {
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        return new RawServer(socket, peer -> {
            peer.read();
            peer.answer("{}");
        });
    }

    private static Object outcome(HttpTransport transport, RawServer server) {
        URI uri = URI.create("https://" + NAME + ":" + server.port() + "/");
        return Requests.outcome(transport, Requests.post(uri, "{}"));
    }

    /** The server's part of a handshake in an old version: SSL 3, TLS 1.0, TLS 1.1. */
    @ParameterizedTest
    @ValueSource(chars = {0, 1, 2})
    void areNotSpokenToInAnOldVersion(char minor) throws Exception {
        String body = "\u0003" + minor + "r".repeat(32) + "\0" + "\0/" + "\0";
        String hello = "\u0002\0\0" + (char) body.length() + body;
        try (RawServer server = new RawServer(peer -> {
                    peer.readSome();
                    peer.write("\u0016\u0003" + minor + "\0" + (char) hello.length() + hello);
                    peer.awaitEnd();
                });
                HttpTransport transport = transport(authority.client())) {
            assertThat(outcome(transport, server)).isEqualTo(REFUSED);
        }
    }

    /** Else who holds a certificate could let Usher knock at any door of its network. */
    @Test
    void haveNothingReadThatTheirCertificateNames() throws Exception {
        try (RawServer inside = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                RawServer server = server(authority.serverThatNames(inside.uri("/ca"), NAME));
                HttpTransport stranger = transport(SSLContext.getDefault());
                HttpTransport friend = transport(authority.client())) {
            assertThat(outcome(stranger, server)).isEqualTo(REFUSED);
            assertThat(outcome(friend, server)).isEqualTo(200);
            assertThat(inside.accepted()).isZero();
        }
    }

    /** Another authority may bear the same name. */
    @Test
    void areNotVouchedForByANamesake() throws Exception {
        Instant now = Instant.now();
        try (RawServer server = server(authority.server(NAME, now.minusSeconds(60), now.plusSeconds(60)));
                HttpTransport namesake = transport(Authority.create().client());
                HttpTransport given = new HttpTransport(
                        HTTPS_TO_LOOPBACK,
                        1,
                        _ -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                        Tls.of(Trust.only(Authority.create().pem())).context())) {
            assertThat(outcome(namesake, server)).isEqualTo(REFUSED);
            assertThat(outcome(given, server)).isEqualTo(REFUSED);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.com", "*", "scim.example.com.evil.org", "*.scim.example.com", "xscim.example.com"})
    void areNotWhoTheyAreTakenForByACarelessReader(String name) throws Exception {
        Instant now = Instant.now();
        try (RawServer server = server(authority.server(name, now.minusSeconds(60), now.plusSeconds(60)));
                HttpTransport transport = transport(authority.client())) {
            assertThat(outcome(transport, server)).isEqualTo(REFUSED);
            assertThat(server.requests()).isEmpty();
        }
    }
}
