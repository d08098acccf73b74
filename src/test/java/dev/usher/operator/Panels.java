package dev.usher.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.cluster.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everything that Prometheus is asked by the dashboards, the alerts and the page about metrics. */
record Panels(String where, String query) {
    private static final Path CHART = Project.path("helm/usher/files");

    @Override
    public String toString() {
        return where + ": " + query;
    }

    /** Those of the panels of both dashboards, with what Grafana would put in for its variables. */
    static List<Panels> ofDashboards() {
        try (Stream<Path> files = Files.list(CHART.resolve("dashboards"))) {
            return files.sorted().flatMap(Panels::ofDashboard).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Panels> ofDashboard(Path file) {
        var board = json(file);
        var found = new ArrayList<Panels>();
        for (var panel : board.path("panels")) {
            var title =
                    board.path("title").asText() + " / " + panel.path("title").asText();
            for (var target : panel.path("targets")) {
                found.add(new Panels(title, filled(target.path("expr").asText())));
            }
        }
        return found.stream();
    }

    private static String filled(String query) {
        return query.replace("$namespace", ".*")
                .replace("$app", ".*")
                .replace("$__rate_interval", "5m")
                .replace("$__range", "5m");
    }

    static List<Panels> ofAlerts() {
        try {
            return new YAMLMapper()
                    .readTree(CHART.resolve("alerts.yaml").toFile())
                    .at("/groups/0/rules")
                    .valueStream()
                    .map(rule -> new Panels(
                            rule.path("alert").asText(), rule.path("expr").asText()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the page. */
    static List<Panels> ofThePage() {
        try {
            var page = Files.readString(Project.path("docs/metrics.md"));
            return Pattern.compile("```promql\n(.*?)\n```", Pattern.DOTALL)
                    .matcher(page)
                    .results()
                    .map(block -> new Panels("docs/metrics.md", block.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
