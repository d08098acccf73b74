package dev.usher.thirdparty;

import dev.usher.cluster.FreePort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An app on the library SCIMMY, as in {@code src/test/scimmy/server.mjs}. */
public record ScimmyServer(URI endpoint, String token, Leash leash) implements ThirdPartyApp {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * Starts it on a free port and waits until it answers.
     *
     * @throws IllegalStateException if it cannot be installed or does not come up, with what it said
     */
    public static ScimmyServer start() {
        Path home = Installed.by("src/test/scimmy/install.sh");
        int port = FreePort.find();
        String token = "third-party-token";
        Leash leash = Leash.start(
                "scimmy",
                Map.of(),
                List.of(
                        home.resolve("node").toString(),
                        home.resolve("app/server.mjs").toString(),
                        Integer.toString(port),
                        token));
        URI endpoint = URI.create("http://127.0.0.1:" + port + "/v2");
        leash.awaitAnswer(URI.create(endpoint + "/ServiceProviderConfig"), "Bearer " + token, PATIENCE);
        return new ScimmyServer(endpoint, token, leash);
    }

    @Override
    public void close() {
        leash.close();
    }
}
