package dev.usher.thirdparty;

import dev.usher.cluster.FreePort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The SCIM server scim2-server: somebody else's reading of the RFCs. */
public record ThirdPartyScimServer(URI endpoint, String token, Leash leash) implements ThirdPartyApp {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * Starts it on a free port and waits until it answers.
     *
     * @throws IllegalStateException if it cannot be installed or does not come up, with what it said
     */
    public static ThirdPartyScimServer start() {
        return start(List.of());
    }

    /**
     * The same, which announces this of itself and keeps to it: what it says that it cannot do it answers with 501.
     *
     * @param serviceProviderConfig a file with its ServiceProviderConfig (RFC 7643 section 5)
     */
    public static ThirdPartyScimServer announcing(Path serviceProviderConfig) {
        return start(List.of("--service-provider-config", serviceProviderConfig.toString()));
    }

    private static ThirdPartyScimServer start(List<String> more) {
        int port = FreePort.find();
        String token = "third-party-token";
        List<String> command = new ArrayList<>(List.of(
                Installed.by("src/test/scim2/install.sh")
                        .resolve("scim2-server")
                        .toString(),
                "--hostname",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--bearer-token",
                token));
        command.addAll(more);
        Leash leash = Leash.start("scim2-server", Map.of(), command);
        URI endpoint = URI.create("http://127.0.0.1:" + port + "/v2");
        leash.awaitAnswer(URI.create(endpoint + "/ServiceProviderConfig"), "Bearer " + token, PATIENCE);
        return new ThirdPartyScimServer(endpoint, token, leash);
    }

    @Override
    public void close() {
        leash.close();
    }
}
