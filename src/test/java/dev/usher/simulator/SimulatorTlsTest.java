package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatorTlsTest {
    private KeyPairs app;
    private KeyPairs client;

    @BeforeAll
    void makeKeys(@TempDir Path directory) throws Exception {
        app = KeyPairs.create(directory, "app");
        client = KeyPairs.create(directory, "client");
    }

    private static int status(ScimSimulator simulator, SSLContext context) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/Users"))
                .header("Authorization", "Bearer " + simulator.token())
                .build();
        try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    private static SSLContext trusting(KeyPairs server, Optional<KeyPairs> own) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(server.trust());
        KeyManager[] keys = {};
        if (own.isPresent()) {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(own.get().keys(), KeyPairs.PASSWORD.toCharArray());
            keys = managers.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void speaksTlsWithTheKeysItIsGiven() throws Exception {
        try (ScimSimulator simulator =
                ScimSimulator.builder().tls(app.keys(), KeyPairs.PASSWORD).start()) {
            assertThat(simulator.endpoint().toString()).startsWith("https://localhost:");
            assertThat(status(simulator, trusting(app, Optional.empty()))).isEqualTo(200);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> status(simulator, trusting(client, Optional.empty())));
        }
    }

    @Test
    void wantsACertificateOfItsClients() throws Exception {
        KeyStore trusted = client.trust();
        try (ScimSimulator simulator = ScimSimulator.builder()
                .tls(app.keys(), KeyPairs.PASSWORD)
                .clientCertificates(trusted)
                .start()) {
            assertThat(status(simulator, trusting(app, Optional.of(client)))).isEqualTo(200);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> status(simulator, trusting(app, Optional.empty())));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> status(simulator, trusting(app, Optional.of(app))));
            assertThat(simulator.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void provesItselfByOtherKeysOnceTheyAreRenewed() throws Exception {
        try (ScimSimulator simulator =
                ScimSimulator.builder().tls(app.keys(), KeyPairs.PASSWORD).start()) {
            simulator.renewKeys(client.keys(), KeyPairs.PASSWORD);

            assertThat(status(simulator, trusting(client, Optional.empty()))).isEqualTo(200);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> status(simulator, trusting(app, Optional.empty())));
        }
    }

    @Test
    void bearsAnotherNameInItsAddresses() throws Exception {
        try (ScimSimulator simulator =
                ScimSimulator.builder().host("scim.example.com").start()) {
            assertThat(simulator.endpoint().toString()).startsWith("http://scim.example.com:");
        }
    }
}
