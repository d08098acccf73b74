package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.WithControlPlane;
import dev.usher.thirdparty.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Alerts, by Prometheus' own tool, and what the chart makes of them and of dashboards. */
@ExtendWith(WithControlPlane.class)
class AlertsIT {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path ALERTS = Chart.DIRECTORY.resolve("files/alerts.yaml");
    private static final Path TESTS = Project.path("src/test/prometheus/alerts.test.yaml");
    private static final Path RECORDED = Chart.DIRECTORY.resolve("files/controller-runtime.yaml");
    private static final Path RUNBOOKS = Project.path("docs/runbooks");
    private static final String[] ALL = {
        "--set", "metrics.serviceMonitor.enabled=true,metrics.serviceMonitor.labels.release=kube",
        "--set", "metrics.serviceMonitor.interval=30s",
        "--set", "metrics.prometheusRule.enabled=true,metrics.prometheusRule.runbookUrl=https://example.com/runbooks/",
        "--set", "metrics.dashboards.enabled=true"
    };

    private final Chart chart;

    AlertsIT(ControlPlane plane) {
        this.chart = new Chart(plane);
    }

    private static List<JsonNode> alerts() throws IOException {
        return YAML.readTree(ALERTS.toFile())
                .at("/groups/0/rules")
                .valueStream()
                .toList();
    }

    private static Set<String> names() throws IOException {
        return alerts().stream().map(rule -> rule.path("alert").asText()).collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void areRulesThatPrometheusTakes() {
        var checked = Prometheus.promtool("", "check", "rules", "--lint=all", "--lint-fatal", ALERTS.toString());

        assertThat(checked.exitCode()).as(checked.said()).isZero();
    }

    @Test
    void areRecordedByTheNamesOfControllerRuntimeToo() throws IOException {
        var tests = Project.path("src/test/prometheus/controller-runtime.test.yaml");
        var checked = Prometheus.promtool("", "check", "rules", "--lint=all", "--lint-fatal", RECORDED.toString());
        assertThat(checked.exitCode()).as(checked.said()).isZero();
        var ran = Prometheus.promtool("", "test", "rules", tests.toString());
        assertThat(ran.exitCode()).as(ran.said()).isZero();

        var page = Files.readString(Project.path("docs/metrics.md")).split("### Names of controller-runtime", 2)[1];
        var asked = Files.readString(tests);
        assertThat(YAML.readTree(RECORDED.toFile()).findValuesAsText("record"))
                .hasSize(13)
                .allSatisfy(name -> {
                    assertThat(asked).contains(name);
                    assertThat(page).contains("`" + name.replaceAll("_(sum|count)$", "_bucket"));
                });
    }

    @Test
    void haveRulesOfControllerRuntimeBesideThemWhereSomebodyWantsThem() throws IOException {
        var groups = object(
                        "PrometheusRule",
                        "--set",
                        "metrics.prometheusRule.enabled=true,metrics.prometheusRule.controllerRuntime=true")
                .at("/spec/groups");
        assertThat(groups).hasSize(2);
        assertThat(groups.path(1)).isEqualTo(YAML.readTree(RECORDED.toFile()).at("/groups/0"));

        assertThat(object("PrometheusRule", ALL).at("/spec/groups")).hasSize(1);
    }

    @Test
    void fireWhenTheyAreMeantToAndNotBefore() throws IOException {
        var tested = YAML.readTree(TESTS.toFile())
                .path("tests")
                .valueStream()
                .map(test -> test.path("name").asText())
                .collect(Collectors.toUnmodifiableSet());
        assertThat(tested).isEqualTo(names());

        var ran = Prometheus.promtool("", "test", "rules", TESTS.toString());

        assertThat(ran.exitCode()).as(ran.said()).isZero();
    }

    @Test
    void haveAPageEachThatSaysWhatToDo() throws IOException {
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", ""))
                            .filter(name -> !name.equals("README")))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
        var page = Files.readString(Project.path("docs/metrics.md"));
        for (var alert : alerts()) {
            var name = alert.path("alert").asText();
            assertThat(Files.readString(RUNBOOKS.resolve(name + ".md")))
                    .startsWith("# " + name + "\n")
                    .contains("## What it means", "## How to look\n\n```sh\n", "## What to do");
            assertThat(page)
                    .contains("| [%s](runbooks/%s.md) | %s |"
                            .formatted(name, name, alert.at("/labels/severity").asText()));
        }
    }

    private JsonNode object(String kind, String... options) throws IOException {
        return objects(kind, options).stream().findFirst().orElseThrow(() -> new AssertionError("no " + kind));
    }

    private static String[] withoutHooks(String... options) {
        return Stream.concat(Stream.of("--no-hooks"), Stream.of(options)).toArray(String[]::new);
    }

    private List<JsonNode> objects(String kind, String... options) throws IOException {
        var documents = YAML.getFactory().createParser(chart.rendered(withoutHooks(options)));
        return YAML.readValues(documents, JsonNode.class).readAll().stream()
                .filter(one -> one != null && one.path("kind").asText().equals(kind))
                .toList();
    }

    @Test
    void areInARuleOfThePrometheusOperatorEachWithTheAddressOfItsPage() throws IOException {
        var rules = object("PrometheusRule", ALL).at("/spec/groups/0/rules");

        assertThat(rules.valueStream().map(rule -> rule.path("alert").asText()))
                .containsExactlyElementsOf(alerts().stream()
                        .map(rule -> rule.path("alert").asText())
                        .toList());
        assertThat(rules.valueStream())
                .allSatisfy(
                        rule -> assertThat(rule.at("/annotations/runbook_url").asText())
                                .isEqualTo("https://example.com/runbooks/"
                                        + rule.path("alert").asText() + ".md"));
        assertThat(rules.valueStream().map(rule -> rule.path("expr").asText()))
                .containsExactlyElementsOf(alerts().stream()
                        .map(rule -> rule.path("expr").asText())
                        .toList());
        assertThat(object("PrometheusRule", "--set", "metrics.prometheusRule.enabled=true")
                        .findValues("runbook_url"))
                .isEmpty();
    }

    /** The values that a page shows below a heading. */
    private static String[] documented(String page, String heading, Path directory) throws IOException {
        var fence = Files.readString(Project.path(page)).split(heading, 2)[1].split("```text\n|```", 3)[1];
        var values = Files.writeString(directory.resolve("values.yaml"), fence).toString();
        return new String[] {"--values", values, "--set", "metrics.prometheusRule.enabled=true"};
    }

    @Test
    void ofOneClusterDoNotMissItForAnotherThatIsWell(@TempDir Path directory) throws IOException {
        var rule = object("PrometheusRule", documented("docs/runbooks/UsherDown.md", "## Several clusters", directory));
        YAML.writeValue(directory.resolve("rules.yaml").toFile(), rule.path("spec"));
        var test = Files.writeString(directory.resolve("test.yaml"), """
            rule_files: [rules.yaml]
            evaluation_interval: 1m
            tests:
            - interval: 1m
              input_series:
              - {series: 'usher_in_charge{cluster="emea"}', values: '1x5 0x20'}
              - {series: 'usher_in_charge{cluster="apac"}', values: '1x30'}
              promql_expr_test:
              - expr: 'ALERTS{alertname="UsherDown",alertstate="firing"}'
                eval_time: 14m
                exp_samples: [{labels: 'ALERTS{alertname="UsherDown", alertstate="firing", cluster="emea", severity="critical"}', value: 1}]
            """);

        var ran = Prometheus.promtool("", "test", "rules", test.toString());

        assertThat(ran.exitCode()).as(ran.said()).isZero();
    }

    @Test
    void areLeftOutAndReplacedAsSomebodyWants(@TempDir Path directory) throws IOException {
        var rules = object("PrometheusRule", documented("docs/metrics.md", "### Other thresholds", directory))
                .at("/spec/groups/0/rules")
                .valueStream()
                .toList();

        assertThat(rules).hasSameSizeAs(alerts());
        assertThat(rules)
                .filteredOn(rule -> rule.path("alert").asText().equals("UsherProvisionSlow"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.path("expr").asText()).endsWith("> 28800"));
        assertThat(chart.template(
                                "--set",
                                "metrics.prometheusRule.enabled=true,metrics.prometheusRule.disabled={UsherUp}")
                        .errors())
                .contains("there is no alert UsherUp: there are UsherDown, ");
    }

    @Test
    void aServiceMonitorFindsTheServiceOfMetricsAndNoOther() throws IOException {
        var monitor = object("ServiceMonitor", ALL);
        var endpoint = monitor.at("/spec/endpoints/0");

        assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("kube");
        assertThat(endpoint.path("path").asText()).isEqualTo("/q/metrics");
        assertThat(endpoint.path("interval").asText()).isEqualTo("30s");
        assertThat(endpoint.path("honorLabels").asBoolean()).isTrue();
        var found = Stream.of(ALL, new String[] {"--set", "webhooks.enabled=true,metrics.service.enabled=true"})
                .flatMap(Stream::of)
                .toArray(String[]::new);
        assertThat(objects("Service", found))
                .hasSize(2)
                .filteredOn(service -> selects(monitor.at("/spec/selector/matchLabels"), service))
                .singleElement()
                .satisfies(service ->
                        assertThat(service.at("/metadata/name").asText()).isEqualTo("usher-metrics"));
    }

    private static boolean selects(JsonNode labels, JsonNode service) {
        return labels.properties().stream()
                .allMatch(label ->
                        label.getValue().equals(service.at("/metadata/labels").path(label.getKey())));
    }

    @Test
    void dashboardsAreTheFilesInConfigMapsThatGrafanaFinds() throws IOException {
        var maps = objects("ConfigMap", ALL).stream()
                .filter(map -> map.at("/metadata/labels").has("grafana_dashboard"))
                .toList();

        assertThat(maps).hasSize(2).allSatisfy(map -> {
            assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
            var file = map.path("data").fieldNames().next();
            var content = map.path("data").path(file).asText();
            assertThat(content.strip())
                    .isEqualTo(
                            Files.readString(Chart.DIRECTORY.resolve("files/dashboards/" + file.replace("usher-", "")))
                                    .strip());
        });
    }

    @Test
    void areThereOnlyWhereSomebodyAsksForThem() throws IOException {
        assertThat(objects("PrometheusRule")).isEmpty();
        assertThat(objects("ServiceMonitor")).isEmpty();
        assertThat(objects("ConfigMap"))
                .noneMatch(map -> map.at("/metadata/labels").has("grafana_dashboard"));
        assertThat(objects("Service")).isEmpty();
    }
}
