package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.KeyPairs;
import dev.usher.thirdparty.Postgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that knows its clients by their certificates, beside a password or alone. */
@Timeout(60)
class CertificatesIT {
    private static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", false);
    private static final Failure NOT_TAKEN = Failure.of(Kind.UNAUTHORIZED, Detail.CERTIFICATE_REFUSED);
    private static final Failure NOT_LET_IN = Failure.of(Kind.UNAUTHORIZED, Detail.NONE);

    private static KeyPairs server;
    private static KeyPairs own;
    private static KeyPairs both;
    private static KeyPairs stranger;
    private static Postgres postgres;

    @BeforeAll
    static void start(@TempDir Path keys) throws Exception {
        server = KeyPairs.create(keys, "database");
        own = KeyPairs.create(keys, Postgres.USHER);
        both = KeyPairs.create(keys, "twofold");
        stranger = KeyPairs.create(Files.createDirectory(keys.resolve("stranger")), Postgres.USHER, "RSA");
        postgres = Postgres.start(
                new Postgres.Shown(server.pem(), server.keyPem()),
                new Postgres.Entrance(
                        own.pem() + both.pem(),
                        List.of(
                                "hostssl all usher 127.0.0.1/32 cert",
                                "hostssl all twofold 127.0.0.1/32 scram-sha-256 clientcert=verify-full",
                                "hostssl all renewing 127.0.0.1/32 scram-sha-256 clientcert=verify-ca")));
        Shop.open(postgres);
        postgres.run(List.of(
                "CREATE ROLE twofold LOGIN PASSWORD '" + Postgres.PASSWORD + "' IN ROLE usher",
                "CREATE ROLE renewing LOGIN PASSWORD '" + Postgres.PASSWORD + "' IN ROLE usher",
                "CREATE ROLE plain LOGIN PASSWORD '" + Postgres.PASSWORD + "' IN ROLE usher"));
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    private static Visitor shown(String user, KeyPairs certificate, Map<String, String> password) throws Exception {
        var block = new HashMap<>(Shop.tables());
        block.put("user", user);
        block.put(
                "tls",
                Map.of("caBundle", server.pem(), "clientCertificate", Map.of("secretRef", Map.of("name", "shop-tls"))));
        if (password.isEmpty()) {
            block.remove("secretRef");
        }
        var secrets = new HashMap<>(Map.of("certificate", certificate.pem(), "certificateKey", certificate.keyPem()));
        secrets.putAll(password);
        return Visitor.at(postgres.port(), LOCAL, block, secrets);
    }

    private static Visitor alone(KeyPairs certificate) throws Exception {
        return shown(Postgres.USHER, certificate, Map.of());
    }

    private static Visitor withPassword(KeyPairs certificate, String password) throws Exception {
        return shown("twofold", certificate, Map.of("password", password));
    }

    private interface Opening {
        Visitor visitor() throws Exception;
    }

    private static Failure refusal(Opening opening) {
        return Visitor.failure(() -> {
            try (var visitor = opening.visitor()) {
                visitor.session().ping();
            } catch (AppFailure e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Failure without(String user) {
        return refusal(() -> {
            var block = new HashMap<>(Shop.tables());
            block.put("user", user);
            block.put("tls", Map.of("caBundle", server.pem()));
            return Visitor.at(postgres.port(), LOCAL, block);
        });
    }

    private static X509Certificate certificate(KeyPairs pair) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pair.pem().getBytes(StandardCharsets.US_ASCII)));
    }

    private static List<String> serials(String user) {
        return postgres.shown(
                "SELECT DISTINCT client_serial FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = '"
                        + user + "'");
    }

    @Test
    void whoShowsItGetsInWithoutAPassword() throws Exception {
        try (var app = alone(own)) {
            app.created("ada");
            assertThat(serials("usher"))
                    .containsExactly(certificate(own).getSerialNumber().toString());
        }
    }

    @Test
    void whoShowsItAndProvesThePasswordGetsInWhereBothAreAskedFor() throws Exception {
        try (var app = withPassword(both, Postgres.PASSWORD)) {
            app.created("bea");
        }
        assertThat(refusal(() -> withPassword(both, "guess"))).isEqualTo(NOT_LET_IN);
    }

    @Test
    void whoShowsNoneOrThatOfSomebodyElseIsNotLetIn() throws Exception {
        assertThat(without("usher")).isEqualTo(NOT_LET_IN);
        assertThat(without("twofold")).isEqualTo(NOT_LET_IN);
        assertThat(refusal(() -> withPassword(own, Postgres.PASSWORD))).isEqualTo(NOT_LET_IN);
        assertThat(refusal(() -> alone(both))).isEqualTo(NOT_TAKEN);
    }

    /** By TLS 1.3 it says so in place of its first answer. */
    @Test
    void oneForWhichNobodyVouchesIsSaidToBeRefused() {
        for (var round = 0; round < 3; round++) {
            assertThat(refusal(() -> alone(stranger))).isEqualTo(NOT_TAKEN);
            assertThat(refusal(() -> withPassword(stranger, Postgres.PASSWORD))).isEqualTo(NOT_TAKEN);
        }
    }

    @Test
    void aPasswordThatIsAskedForAllTheSameIsSaidToBeMissing() {
        var why = refusal(() -> shown("plain", own, Map.of()));
        assertThat(why.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(why.words()).contains("secretRef", "the server asks for a password");
    }

    /** As the Secret is another one, the session is. */
    @Test
    void theOneThatIsInTheSecretByNowIsShownByNewConnections() throws Exception {
        var password = Map.of("password", Postgres.PASSWORD);
        try (var before = shown("renewing", own, password);
                var after = shown("renewing", both, password)) {
            before.session().ping();
            after.session().ping();
            assertThat(serials("renewing"))
                    .containsExactlyInAnyOrder(
                            certificate(own).getSerialNumber().toString(),
                            certificate(both).getSerialNumber().toString());
        }
    }

    @Test
    void theTimeInWhichItIsValidIsTold() throws Exception {
        try (var app = alone(own)) {
            assertThat(app.session().capabilities().value("tls.clientCertificate.validity"))
                    .contains(certificate(own).getNotBefore().toInstant() + "/"
                            + certificate(own).getNotAfter().toInstant());
            app.session().ping();
            assertThat(app.session().capabilities().value("tls.clientCertificate.validity"))
                    .isPresent();
        }
    }

    private static final class Log extends Handler {
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage() + Arrays.toString(line.getParameters()) + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void itsKeyIsInNoFailureAndNoLog() throws Exception {
        var log = new Log();
        log.setLevel(Level.ALL);
        var root = Logger.getLogger("");
        root.addHandler(log);
        try {
            alone(own).close();
            var mixed = new HashMap<>(Map.of("certificate", both.pem(), "certificateKey", own.keyPem()));
            var block = new HashMap<>(Shop.tables());
            block.put("tls", Map.of("clientCertificate", Map.of("secretRef", Map.of("name", "shop-tls"))));
            block.remove("secretRef");
            var why = refusal(() -> Visitor.at(postgres.port(), LOCAL, block, mixed));
            assertThat(why.kind()).isEqualTo(Kind.MISCONFIGURED);
            assertThat(why.words())
                    .contains("tls.clientCertificate.secretRef", "the private key is not that of the certificate");
            log.lines.add(why.message() + why.words() + refusal(() -> alone(stranger)) + refusal(() -> alone(both)));
        } finally {
            root.removeHandler(log);
        }
        for (var pair : List.of(own, both, stranger)) {
            var secret = pair.keyPem().lines().skip(1).findFirst().orElseThrow();
            assertThat(log.lines).noneMatch(line -> line.contains(secret));
        }
    }
}
