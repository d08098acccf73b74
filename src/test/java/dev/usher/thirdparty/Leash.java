package dev.usher.thirdparty;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server as a process on the leash of this one: it ends with {@link #close()}, and also when this process ends in whatever way. */
final class Leash implements AutoCloseable {
    /**
     * Ends the server, and takes its log away, when standard input ends: it does so even if the JVM is killed. Standard input ends as well
     * once the server ended by itself: what it said is read then.
     */
    private static final String SCRIPT = """
            log=$1; shift; exec 3<&0
            "$@" </dev/null >"$log" 2>&1 & server=$!
            { cat <&3 >/dev/null; kill $server && rm -f "$log"; } & wait $server""";

    private final String name;
    private final Process process;
    private final Path output;

    private Leash(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** Starts it with this beside the environment of this process. */
    static Leash start(String name, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile(name, ".log");
            List<String> line = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh", output.toString()));
            line.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            return new Leash(name, builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until a request to this address is answered with 200.
     *
     * @throws IllegalStateException if it is not by then, with what the server said; it is ended
     */
    void awaitAnswer(URI address, String authorization, Duration patience) {
        awaitTrue(() -> answers(address, authorization), patience);
    }

    /**
     * Waits until this is so.
     *
     * @throws IllegalStateException if it is not by then, with what the server said; it is ended
     */
    void awaitTrue(Sign sign, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!sign.isThere()) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(name + " did not come up: " + Files.readString(output));
                }
                Thread.sleep(Duration.ofMillis(50));
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    /** Something by which a server is seen to be up. */
    interface Sign {
        boolean isThere() throws IOException;
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

    private static boolean answers(URI address, String authorization) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(1_000);
        connection.setReadTimeout(5_000);
        connection.setRequestProperty("Authorization", authorization);
        try {
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }
}
