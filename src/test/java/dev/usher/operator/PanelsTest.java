package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Prometheus is asked, against the page that says what there is: a query that is spelt wrong finds nothing, and says nothing. */
class PanelsTest {
    /** A value of these is a name, or a number. */
    private static final Set<String> FREE = Set.of("namespace", "app", "source", "version", "currency", "le");

    private static final Pattern SELECTOR = Pattern.compile("\\busher_\\w+\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern OF_THE_PROCESS = Pattern.compile("\\b(?:jvm|process|http_server)_\\w+");
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");

    /** One value of a label that somebody asks for. */
    private record Value(String label, String text) {}

    private static List<Panels> all() {
        return Stream.of(Panels.ofAlerts(), Panels.ofDashboards(), Panels.ofThePage())
                .flatMap(List::stream)
                .toList();
    }

    private static Stream<Value> values(Panels panel) {
        return SELECTOR.matcher(panel.query())
                .results()
                .flatMap(selector -> MATCHER.matcher(selector.group(1)).results())
                .filter(matcher -> !FREE.contains(matcher.group(1)))
                .flatMap(matcher ->
                        Stream.of(matcher.group(2).split("\\|", -1)).map(text -> new Value(matcher.group(1), text)));
    }

    /** By label, what the table of all metrics says of it. */
    private static Map<String, Set<String>> ofThePage() throws IOException {
        var rows = Files.readAllLines(Project.path("docs/metrics.md")).stream()
                .filter(line -> line.startsWith("| `usher_"))
                .toList();
        var known = new HashMap<String, Set<String>>();
        for (var label : List.of(
                "age",
                "code",
                "kind",
                "line",
                "method",
                "outcome",
                "ready",
                "reason",
                "recorded",
                "result",
                "soon",
                "state",
                "why")) {
            var words = new HashSet<String>();
            for (var row : rows) {
                var at = row.indexOf(label + "`:");
                if (at >= 0) {
                    words.addAll(WORD.matcher(row.substring(at))
                            .results()
                            .map(word -> word.group(1))
                            .collect(Collectors.toUnmodifiableSet()));
                }
            }
            known.put(label, words);
        }
        known.computeIfPresent("outcome", (_, words) -> {
            words.addAll(known.getOrDefault("reason", Set.of()));
            return words;
        });
        return known;
    }

    @Test
    void askForNoValueThatNoMetricHas() throws IOException {
        var known = ofThePage();
        var asked = all().stream().flatMap(PanelsTest::values).toList();

        assertThat(asked)
                .hasSizeGreaterThan(20)
                .allSatisfy(value -> assertThat(known.getOrDefault(value.label(), Set.of()))
                        .as(value.label())
                        .contains(value.text()));
    }

    @Test
    void askForNoProcessButUshers() {
        var ofProcesses = all().stream()
                .filter(panel -> OF_THE_PROCESS.matcher(panel.query()).find())
                .toList();

        assertThat(ofProcesses)
                .hasSizeGreaterThan(2)
                .allSatisfy(panel -> assertThat(panel.query()).contains("and on (instance, job) usher_in_charge"));
    }
}
