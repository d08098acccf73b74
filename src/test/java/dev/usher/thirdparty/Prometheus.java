package dev.usher.thirdparty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.cluster.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prometheus, which scrapes one process every second, and evaluates what it is asked. */
public record Prometheus(URI url, Leash leash) implements AutoCloseable {
    private static final String INSTALLED = "src/test/prometheus/install.sh";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What promtool answered. */
    public record Checked(int exitCode, String said) {}

    /**
     * Starts it on a free port, with its files in this directory, and waits until it is ready.
     *
     * @param rules a file of rules
     */
    public static Prometheus scraping(URI target, Path directory, Path rules) {
        Path home = Installed.by(INSTALLED);
        int port = FreePort.find();
        try {
            Path settings =
                    Files.writeString(directory.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1s, evaluation_interval: 1s}
                    rule_files: ['%s']
                    scrape_configs:
                    - job_name: usher
                      metrics_path: /q/metrics
                      honor_labels: true
                      static_configs: [{targets: ['%s']}]
                    """.formatted(rules, target.getAuthority()));
            Leash leash = Leash.start(
                    "prometheus",
                    Map.of(),
                    List.of(
                            home.resolve("prometheus").toString(),
                            "--config.file=" + settings,
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port));
            URI url = URI.create("http://127.0.0.1:" + port);
            leash.awaitAnswer(url.resolve("/-/ready"), "", PATIENCE);
            return new Prometheus(url, leash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs promtool, with this on its standard input. */
    public static Checked promtool(String input, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Installed.by(INSTALLED).resolve("promtool").toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Checked(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while promtool ran", e);
        }
    }

    /** The series that a query finds now. */
    public List<JsonNode> query(String expression) {
        return asked("/api/v1/query", expression)
                .path("data")
                .path("result")
                .valueStream()
                .toList();
    }

    /** A query, taken apart. */
    public JsonNode parsed(String expression) {
        return asked("/api/v1/parse_query", expression).path("data");
    }

    private JsonNode asked(String path, String expression) {
        var request = HttpRequest.newBuilder(
                        url.resolve(path + "?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                .timeout(PATIENCE)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalArgumentException(expression + ": " + answer.body());
            }
            return new JsonMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Prometheus", e);
        }
    }

    @Override
    public void close() {
        leash.close();
    }
}
