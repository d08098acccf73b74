package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.KeyPairs;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Access.ClientCredentials;
import dev.usher.simulator.dialect.Access.Connection;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connector before apps that are spoken to only by who shows a certificate. */
@Timeout(120)
class ClientCertificatesTest {
    private static final NetworkPolicy HTTPS = NetworkPolicy.parse("127.0.0.0/8,::1/128", false);
    private static final Map<String, Object> CERTIFICATE = Map.of("secretRef", Map.of("name", "wiki-tls"));
    private static final Map<String, Object> BEARER =
            Map.of("bearer", Map.of("secretRef", Map.of("name", "wiki", "key", "token")));

    private static KeyPairs own;
    private static KeyPairs other;
    private static KeyPairs keys;

    private ScimSimulator app;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        keys = KeyPairs.create(directory, "app");
        own = KeyPairs.create(directory, "usher");
        other = KeyPairs.create(directory, "other");
    }

    @BeforeEach
    void start() {
        app = ScimSimulator.builder()
                .tls(keys.keys(), KeyPairs.PASSWORD)
                .clientCertificates(own.trust())
                .start();
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Map<String, Object> block(Optional<Map<String, Object>> auth, boolean certified) throws Exception {
        var tls = new HashMap<String, Object>(Map.of("caBundle", keys.pem()));
        if (certified) {
            tls.put("clientCertificate", CERTIFICATE);
        }
        var block =
                new HashMap<String, Object>(Map.of("endpoint", app.endpoint().toString(), "tls", tls));
        auth.ifPresent(way -> block.put("auth", way));
        return block;
    }

    private static Map<String, String> secrets(KeyPairs shown) throws Exception {
        return Map.of("certificate", shown.pem(), "certificateKey", shown.keyPem());
    }

    private Client alone(Map<String, String> secrets) throws Exception {
        return Client.open(block(Optional.empty(), true), secrets, HTTPS);
    }

    private Client withToken(Map<String, String> secrets, String token) throws Exception {
        var both = new HashMap<>(secrets);
        both.put("token", token);
        return Client.open(block(Optional.of(BEARER), true), both, HTTPS);
    }

    private static Failure failure(Opening opening) {
        return Client.failure(() -> {
            try (var client = opening.client()) {
                client.session.ping();
            } catch (AppFailure e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Something that opens a session, or fails at it. */
    interface Opening {
        Client client() throws Exception;
    }

    @Test
    void areShownWhereNothingElseIsWanted() throws Exception {
        app.plays(new Connection());

        try (var client = alone(secrets(own))) {
            Client.agreedId(client.create(desired("e-1", "ada")));
        }
        assertThat(app.users()).hasSize(1);
    }

    @Test
    void areToldOfWithTheTimeInWhichTheyAreValid() throws Exception {
        app.plays(new Connection());
        var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(own.pem().getBytes(StandardCharsets.US_ASCII)));

        try (var client = alone(secrets(own))) {
            assertThat(client.session.capabilities().value("tls.clientCertificate.validity"))
                    .contains(certificate.getNotBefore().toInstant() + "/"
                            + certificate.getNotAfter().toInstant());
        }
    }

    @Test
    void areShownBesideAToken() throws Exception {
        try (var client = withToken(secrets(own), app.token())) {
            Client.agreedId(client.create(desired("e-1", "ada")));
        }
        try (var client = withToken(secrets(own), "guess")) {
            assertThat(Client.failure(client.session::ping)).isEqualTo(Failure.of(Kind.UNAUTHORIZED, Detail.NONE));
        }
    }

    @Test
    void areWhatAnAppAsksForThatRejectsWhoeverShowsNoneOrAnother() throws Exception {
        assertThat(failure(() -> Client.open(block(Optional.of(BEARER), false), Map.of("token", app.token()), HTTPS)))
                .isEqualTo(Failure.of(Kind.UNAUTHORIZED, Detail.CERTIFICATE_WANTED));
        assertThat(failure(() -> withToken(secrets(other), app.token())))
                .isEqualTo(Failure.of(Kind.UNAUTHORIZED, Detail.CERTIFICATE_REFUSED));
        assertThat(app.requestCount()).isZero();
    }

    @Test
    void areSaidToBeOfNoUseBeforeAnythingIsSent() throws Exception {
        var failure = failure(() -> alone(Map.of("certificate", own.pem(), "certificateKey", other.keyPem())));

        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure.words())
                .startsWith(
                        "the setting tls.clientCertificate.secretRef is wrong: the private key is not that of the certificate");
        assertThat(app.requestCount()).isZero();
    }

    /** A token that is asked for again, and again for nothing, and a creation that may be done twice. */
    @Test
    void thatAreRefusedMeanNothingForAToken() throws Exception {
        try (var issuer =
                ScimSimulator.builder().tls(keys.keys(), KeyPairs.PASSWORD).start()) {
            issuer.plays(ClientCredentials.of("usher", "s3cret"));
            var client = Map.<String, Object>of(
                    "oauth2",
                    Map.of(
                            "tokenUrl",
                            issuer.tokenEndpoint().toString(),
                            "caBundle",
                            keys.pem(),
                            "secretRef",
                            Map.of("name", "wiki", "clientIdKey", "i", "clientSecretKey", "s")));
            var secrets = new HashMap<>(secrets(other));
            secrets.putAll(Map.of("clientId", "usher", "clientSecret", "s3cret"));

            assertThat(failure(() -> Client.open(block(Optional.of(client), true), secrets, HTTPS)))
                    .isEqualTo(Failure.of(Kind.UNAUTHORIZED, Detail.CERTIFICATE_REFUSED));
            assertThat(issuer.tokenRequests()).isEqualTo(1);
        }
    }

    @Test
    void proveAClientToItsAuthorizationServerWithoutASecret() throws Exception {
        app.plays(ClientCredentials.of("usher", "").by(ClientCredentials.Proof.BODY));
        var client = Map.<String, Object>of(
                "oauth2",
                Map.of(
                        "tokenUrl",
                        app.tokenEndpoint().toString(),
                        "caBundle",
                        keys.pem(),
                        "secretRef",
                        Map.of("name", "wiki", "clientIdKey", "i"),
                        "clientCertificate",
                        CERTIFICATE));
        var secrets = new HashMap<>(secrets(own));
        secrets.putAll(
                Map.of("clientId", "usher", "clientCertificate", own.pem(), "clientCertificateKey", own.keyPem()));

        try (var session = Client.open(block(Optional.of(client), true), secrets, HTTPS)) {
            session.session.ping();
        }
        assertThat(app.tokensIssued()).isEqualTo(1);

        secrets.put("clientCertificate", other.pem());
        secrets.put("clientCertificateKey", other.keyPem());
        var failure = failure(() -> Client.open(block(Optional.of(client), true), secrets, HTTPS));
        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure.message())
                .contains("its token endpoint gives no token: it does not take the client certificate");
    }
}
