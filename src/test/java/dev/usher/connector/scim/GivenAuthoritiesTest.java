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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connector before an app for which nobody vouches whom the JVM knows. */
@Timeout(120)
class GivenAuthoritiesTest {
    private static final Failure NOT_TRUSTED = Failure.of(Kind.UNREACHABLE, Detail.NOT_TRUSTED);
    private static final NetworkPolicy HTTPS = NetworkPolicy.parse("127.0.0.0/8,::1/128", false);

    private KeyPairs keys;
    private KeyPairs next;
    private ScimSimulator app;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        keys = KeyPairs.create(directory, "app");
        next = KeyPairs.create(directory, "next");
        app = ScimSimulator.builder().tls(keys.keys(), KeyPairs.PASSWORD).start();
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Client open(Optional<String> caBundle) throws AppFailure {
        var block = new HashMap<String, Object>();
        block.put("endpoint", app.endpoint().toString());
        block.put("auth", Map.of("bearer", Map.of("secretRef", Map.of("name", "wiki", "key", "token"))));
        caBundle.ifPresent(pem -> block.put("tls", Map.of("caBundle", pem)));
        return Client.open(block, Map.of("token", app.token()), HTTPS);
    }

    private Client openAsClient(Optional<String> caBundleOfServer) throws AppFailure {
        var client = new HashMap<String, Object>(Map.of(
                "tokenUrl",
                app.tokenEndpoint().toString(),
                "secretRef",
                Map.of("name", "wiki", "clientIdKey", "i", "clientSecretKey", "s")));
        caBundleOfServer.ifPresent(pem -> client.put("caBundle", pem));
        var block = Map.<String, Object>of(
                "endpoint",
                app.endpoint().toString(),
                "auth",
                Map.of("oauth2", client),
                "tls",
                Map.of("caBundle", pem(keys)));
        return Client.open(block, Map.of("clientId", "usher", "clientSecret", "s3cret"), HTTPS);
    }

    private static String pem(KeyPairs keys) {
        try {
            return keys.pem();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isTrustedOnlyIfTheyAreTheAppsOwn() throws AppFailure {
        try (var client = open(Optional.of(pem(keys)))) {
            Client.agreedId(client.create(desired("e-1", "ada")));
        }
        var before = app.requestCount();
        assertThat(Client.failure(() -> open(Optional.empty()))).isEqualTo(NOT_TRUSTED);
        assertThat(Client.failure(() -> open(Optional.of(pem(next))))).isEqualTo(NOT_TRUSTED);
        assertThat(app.requestCount()).isEqualTo(before);
    }

    @Test
    void isTrustedThroughAChangeOfKeysByBoth() throws AppFailure {
        var both = Optional.of(pem(keys) + pem(next));
        open(both).close();

        app.renewKeys(next.keys(), KeyPairs.PASSWORD);

        open(both).close();
        assertThat(Client.failure(() -> open(Optional.of(pem(keys))))).isEqualTo(NOT_TRUSTED);
    }

    /** Else whoever vouches for the app could pose as the authorization server, too. */
    @Test
    void vouchForTheAuthorizationServerOnlyIfTheyAreGivenForIt() throws AppFailure {
        app.plays(ClientCredentials.of("usher", "s3cret"));

        assertThat(Client.failure(() -> openAsClient(Optional.empty())).message())
                .contains("its token endpoint gives no token: its certificate is not trusted");
        assertThat(app.tokenRequests()).isZero();
        openAsClient(Optional.of(pem(keys))).close();
        assertThat(app.tokensIssued()).isEqualTo(1);
    }
}
