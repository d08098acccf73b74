package dev.usher.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The SCIM server scim2-server as a process: somebody else's reading of the RFCs, empty at each start. It ends with
 * {@link #close()}, and also when this process ends in whatever way.
 */
public final class ThirdPartyScimServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Ends the server, and takes its log away, when standard input ends: it does so even if the JVM is killed. */
    private static final String LEASH = """
            log=$1; shift; exec 3<&0
            "$@" </dev/null >"$log" 2>&1 & server=$!
            { cat <&3 >/dev/null; kill $server; rm -f "$log"; } & wait $server""";

    private final Process process;
    private final Path output;
    private final URI endpoint;
    private final String token;

    private ThirdPartyScimServer(int port, String token, List<String> more) throws IOException {
        this.token = token;
        this.endpoint = URI.create("http://127.0.0.1:" + port + "/v2");
        this.output = Files.createTempFile("scim2-server", ".log");
        String command = Scim2Tools.command("scim2-server").toString();
        List<String> arguments =
                List.of("--hostname", "127.0.0.1", "--port", Integer.toString(port), "--bearer-token", token);
        List<String> line = new ArrayList<>(List.of("sh", "-c", LEASH, "sh", output.toString(), command));
        line.addAll(arguments);
        line.addAll(more);
        this.process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

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
        try {
            ThirdPartyScimServer server = new ThirdPartyScimServer(freePort(), "third-party-token", more);
            try {
                server.awaitReady();
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The base of its SCIM endpoints. */
    public URI endpoint() {
        return endpoint;
    }

    public String token() {
        return token;
    }

    /** The processes that make it up, for a test that wants to see them end. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        try (OutputStream leash = process.getOutputStream()) {
            leash.flush();
        } catch (IOException e) {
            // The process is gone already.
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("scim2-server did not come up: " + Files.readString(output));
            }
            pause();
        }
    }

    private boolean answers() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(endpoint + "/ServiceProviderConfig").toURL().openConnection();
        connection.setConnectTimeout(1_000);
        connection.setReadTimeout(5_000);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        try {
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for scim2-server", e);
        }
    }
}
