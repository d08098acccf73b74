package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TrustTest {
    private static final String HOST = "scim.example.com";
    private static final Duration DAY = Duration.ofDays(1);
    private static final RawServer.Script OK = peer -> {
        while (true) {
            peer.read();
            peer.answer("{}");
        }
    };

    private final Instant now = Instant.now();
    private final Authority authority = Authority.create();

    TrustTest() throws GeneralSecurityException {}

    private static Object outcome(String pem, Authority signer, String name, Instant from, Instant until)
            throws Exception {
        return outcome(pem, signer.server(name, from, until));
    }

    private static Object outcome(String pem, SSLContext context) throws Exception {
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        try (RawServer server = new RawServer(socket, OK);
                HttpTransport transport = new HttpTransport(
                        NetworkPolicy.parse("127.0.0.0/8", false),
                        4,
                        _ -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                        Tls.of(Trust.only(pem)).context())) {
            return Requests.outcome(
                    transport, Requests.post(URI.create("https://" + HOST + ":" + server.port() + "/"), "{}"));
        }
    }

    private Object outcome(String name, Instant from, Instant until) throws Exception {
        return outcome(authority.pem(), authority, name, from, until);
    }

    @Test
    void isInWhomIsGiven() throws Exception {
        assertThat(outcome(HOST, now.minus(DAY), now.plus(DAY))).isEqualTo(200);
    }

    @Test
    void isInEachOfSeveralSoThatOneCanFollowAnother() throws Exception {
        String both = Authority.create().pem() + "a comment\n" + authority.pem();

        assertThat(outcome(both, authority, HOST, now.minus(DAY), now.plus(DAY)))
                .isEqualTo(200);
    }

    /** Which has the same name, as all authorities of these tests. */
    @Test
    void isNotInASibling() throws Exception {
        assertThat(outcome(Authority.create().pem(), authority, HOST, now.minus(DAY), now.plus(DAY)))
                .isEqualTo("TLS, certainly not sent");
    }

    @Test
    void isInNobodyElseWhomTheJvmKnows() throws Exception {
        assertThat(Trust.only(authority.pem()).manager().getAcceptedIssuers())
                .containsExactly((X509Certificate) authority.certificate());
    }

    @Test
    void isNotInAnotherHost() throws Exception {
        assertThat(outcome("other.example.com", now.minus(DAY), now.plus(DAY))).isEqualTo("TLS, certainly not sent");
    }

    @Test
    void isNotInWhatExpiredOrIsNotValidYet() throws Exception {
        assertThat(outcome(HOST, now.minus(DAY), now.minusSeconds(60))).isEqualTo("TLS, certainly not sent");
        assertThat(outcome(HOST, now.plusSeconds(600), now.plus(DAY))).isEqualTo("TLS, certainly not sent");
    }

    @Test
    void looksAtDatesAlsoWhereTheServerIsItsOwnAuthority() throws Exception {
        Authority.Alone good = Authority.alone(HOST, now.minus(DAY), now.plus(DAY));
        Authority.Alone old = Authority.alone(HOST, now.minus(DAY), now.minusSeconds(60));

        assertThat(outcome(good.pem(), good.context())).isEqualTo(200);
        assertThat(outcome(old.pem(), old.context())).isEqualTo("TLS, certainly not sent");
    }

    /** Servers go on showing what their authority was vouched for by. */
    @Test
    void doesNotMindAnOldCertificateBesideTheOnesThatProveTheHost() throws Exception {
        Authority old = authority.before(now.minus(DAY), now.minusSeconds(60));

        assertThat(outcome(authority.pem(), old, HOST, now.minus(DAY), now.plus(DAY)))
                .isEqualTo(200);
        assertThat(outcome(authority.pem(), old, HOST, now.minus(DAY), now.minusSeconds(60)))
                .isEqualTo("TLS, certainly not sent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trust me",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void isOnlyInCertificates(String pem) {
        assertThatIllegalArgumentException().isThrownBy(() -> Trust.only(pem)).withMessageNotContaining("AAAA");
    }
}
