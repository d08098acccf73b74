package dev.usher.thirdparty;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.cluster.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Keycloak with its preview of SCIM and the realm of {@code src/test/keycloak/realm.json}. */
public record KeycloakServer(URI realm, String token, Leash leash) implements ThirdPartyApp {
    /** Of the client of the realm, which may manage users. */
    public static final String CLIENT = "usher";

    public static final String SECRET = "third-party-secret";

    /** It makes a database and a realm first, which takes 10 s on an idle machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * Starts it on a free port and waits until its realm answers.
     *
     * @throws IllegalStateException if it cannot be installed or does not come up, with what it said
     */
    public static KeycloakServer start() {
        Path home = Installed.by("src/test/keycloak/install.sh");
        int port = FreePort.find();
        Leash leash = Leash.start("keycloak", environment(), command(home, port));
        URI realm = URI.create("http://127.0.0.1:" + port + "/realms/usher");
        leash.awaitAnswer(realm, "", PATIENCE);
        try {
            return new KeycloakServer(realm, token(realm), leash);
        } catch (RuntimeException e) {
            leash.close();
            throw e;
        }
    }

    private static List<String> command(Path home, int port) {
        return List.of(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start",
                "--optimized",
                "--import-realm",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=https://id.example.com",
                "--cache=local");
    }

    private static Map<String, String> environment() {
        return Map.of(
                "JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1 -Xmx400m");
    }

    @Override
    public URI endpoint() {
        return URI.create(realm + "/scim/v2");
    }

    /** Where the client gets tokens. */
    public URI tokenEndpoint() {
        return tokenEndpoint(realm);
    }

    @Override
    public void close() {
        leash.close();
    }

    private static URI tokenEndpoint(URI realm) {
        return URI.create(realm + "/protocol/openid-connect/token");
    }

    private static String token(URI realm) {
        var request = HttpRequest.newBuilder(tokenEndpoint(realm))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=" + CLIENT + "&client_secret=" + SECRET))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(request, BodyHandlers.ofString()).body();
            return new JsonMapper().readTree(body).path("access_token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for a token", e);
        }
    }
}
