package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.audit.AuditStream;
import dev.usher.audit.Origin;
import dev.usher.audit.Pseudonyms;
import dev.usher.audit.StreamOutlet;
import dev.usher.connector.Op;
import dev.usher.controller.Figures;
import dev.usher.controller.Gauges;
import dev.usher.domain.account.AppId;
import dev.usher.domain.measure.Age;
import dev.usher.domain.measure.Shortfall;
import dev.usher.log.Spans;
import dev.usher.source.SourceId;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final SourceId HR = new SourceId("people", "hr");
    private static final Pattern ROW = Pattern.compile("^\\| `(usher_\\w+)` \\| (\\w+) \\|([^|]*)\\| (.*) \\|$");
    private static final Pattern TYPE = Pattern.compile("^# TYPE (usher_\\w+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("^(usher_\\w+?)(?:_bucket|_count|_sum)?(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private static final Watchdog WATCHDOG = new Watchdog(() -> 0, () -> {}, _ -> true, Spans.NONE);

    // It is the one that Quarkus serves.
    @SuppressWarnings("deprecation")
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final Telemetry telemetry = new Telemetry(registry, Traces.NONE);

    /** Of which type it is, and by what it is told apart. */
    private record Metric(String type, Set<String> labels) {}

    private static Map<String, Metric> ofThePage() throws IOException {
        var metrics = new TreeMap<String, Metric>();
        for (var line : Files.readAllLines(Path.of("docs", "metrics.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                var labels = Arrays.stream(row.group(3).split(","))
                        .map(label -> label.strip().replace("`", ""))
                        .filter(label -> !label.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
                metrics.put(row.group(1), new Metric(row.group(2), labels));
            }
        }
        return metrics;
    }

    private Map<String, Metric> served() {
        var types = new TreeMap<String, String>();
        var labels = new TreeMap<String, Set<String>>();
        for (var line : registry.scrape().lines().toList()) {
            var type = TYPE.matcher(line);
            var sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                var names = LABEL.matcher(Optional.ofNullable(sample.group(2)).orElse(""))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals("le"))
                        .collect(Collectors.toCollection(TreeSet::new));
                labels.put(sample.group(1), names);
            }
        }
        var metrics = new TreeMap<String, Metric>();
        types.forEach((name, type) -> {
            if (!name.endsWith("_max")) {
                metrics.put(name, new Metric(type, labels.getOrDefault(name, Set.of())));
            }
        });
        return metrics;
    }

    private void everythingHappens() {
        telemetry.called(WIKI, Op.READ, Optional.empty(), Duration.ofMillis(5));
        telemetry.provisioned(HR, Duration.ofSeconds(1));
        telemetry.joined("people", Duration.ofSeconds(1));
        telemetry.started("people", true, false);
        telemetry.left("people", false, Duration.ofSeconds(1));
        telemetry.changed(WIKI, "confirmed");
        telemetry.shutBeforeCaches(WIKI);
        telemetry.clock(Optional::empty);
        telemetry.inCharge("1", () -> true);
        telemetry.redriven();
        telemetry.reconciles(WATCHDOG).of("Role");
        new ApiRequests(registry);
        telemetry.log(new Backlog(new StreamOutlet(OutputStream.nullOutputStream(), Duration.ofSeconds(1)), 1));
        telemetry.audit(new AuditStream(
                Clock.systemUTC(),
                new StreamOutlet(OutputStream.nullOutputStream(), Duration.ofSeconds(1)),
                new Origin("usher", "one", 1, "1"),
                new Pseudonyms(new byte[16]),
                _ -> Optional.empty()));
        shows(Set.of(WIKI), Set.of(HR), all());
    }

    private static List<Figures.Level> all() {
        return Arrays.stream(Gauges.values())
                .map(gauge -> gauge.at(
                        1,
                        gauge.labels().stream()
                                .map(label -> switch (label) {
                                    case "namespace" -> "people";
                                    case "app" -> "wiki";
                                    case "source" -> "hr";
                                    default -> "one";
                                })
                                .toArray(String[]::new)))
                .toList();
    }

    private void shows(Set<AppId> apps, Set<SourceId> sources, List<Figures.Level> levels) {
        telemetry.show(new Figures.Picture(Set.of("people"), apps, sources, levels));
    }

    @Test
    void servesWhatThePageSaysAndNothingElse() throws IOException {
        everythingHappens();

        assertThat(served()).isEqualTo(ofThePage());
    }

    /** Its first event would not be seen otherwise: what appears with 1 has not increased. */
    @Test
    void everyCounterIsThereBeforeItsFirstEvent() {
        shows(Set.of(WIKI), Set.of(HR), List.of());

        var counted = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("usher_") && line.matches("usher_\\w+(_total|_count)\\b.*"))
                .toList();
        assertThat(counted)
                .contains(
                        "usher_resources_redriven_total 0.0",
                        "usher_provision_seconds_count{namespace=\"people\",} 0.0",
                        "usher_source_provisioned_seconds_count{namespace=\"people\",source=\"hr\",} 0.0",
                        "usher_locks_before_caches_total{app=\"wiki\",namespace=\"people\",} 0.0")
                .allMatch(line -> line.endsWith(" 0.0"));
        assertThat(counted)
                .filteredOn(line -> line.startsWith("usher_starts_total"))
                .hasSize(4);
        assertThat(counted)
                .filteredOn(line -> line.startsWith("usher_deprovision_seconds_count"))
                .hasSize(2);
        assertThat(counted)
                .filteredOn(line -> line.startsWith("usher_changes_total"))
                .hasSize(7);
        everythingHappens();
        assertThat(registry.scrape().lines())
                .contains("usher_changes_total{app=\"wiki\",namespace=\"people\",outcome=\"confirmed\",} 1.0");
    }

    @Test
    void whatAnAppOrASourceHadGoesWithIt() {
        everythingHappens();
        assertThat(registry.scrape()).contains("app=\"wiki\"").contains("source=\"hr\"");

        shows(Set.of(), Set.of(HR), List.of());
        assertThat(registry.scrape()).doesNotContain("app=\"wiki\"").contains("source=\"hr\"");

        shows(Set.of(), Set.of(), List.of());
        assertThat(registry.scrape()).doesNotContain("source=\"hr\"").contains("usher_provision_seconds_count");
    }

    @Test
    void whatIsThereAgainIsShownAgain() {
        telemetry.held(WIKI, 2, 9);
        shows(Set.of(WIKI), Set.of(), List.of());
        shows(Set.of(), Set.of(), List.of());
        telemetry.held(WIKI, 3, 9);
        shows(Set.of(WIKI), Set.of(), List.of());

        assertThat(registry.scrape()).contains("usher_waves_held{app=\"wiki\",namespace=\"people\",} 3.0");
    }

    @Test
    void aNumberThatChangesIsTheSameSeries() {
        shows(Set.of(WIKI), Set.of(), List.of(Gauges.ACCOUNTS.at(1, "people", "wiki", "active")));
        shows(Set.of(WIKI), Set.of(), List.of(Gauges.ACCOUNTS.at(4, "people", "wiki", "active")));

        assertThat(registry.scrape().lines().filter(line -> line.startsWith("usher_accounts{")))
                .containsExactly("usher_accounts{app=\"wiki\",namespace=\"people\",state=\"active\",} 4.0");
    }

    @Test
    void thePageNamesEveryValueOfALabelThatIsAWord() throws IOException {
        var page = Files.readString(Path.of("docs", "metrics.md"));

        assertThat(Stream.of(
                                Arrays.stream(Age.values()).map(Age::label),
                                Arrays.stream(Shortfall.values()).map(Shortfall::label),
                                Arrays.stream(Op.values()).map(op -> op.name().toLowerCase(Locale.ROOT)),
                                Stream.of(
                                        "confirmed",
                                        "open",
                                        "kept",
                                        "observed",
                                        "unowned",
                                        "acknowledged",
                                        "ignored",
                                        "protected"),
                                Stream.of(
                                        "revocation",
                                        "other",
                                        "later",
                                        "parked",
                                        "in_time",
                                        "late",
                                        "awaiting_login",
                                        "app_gone"))
                        .flatMap(values -> values))
                .allSatisfy(value -> assertThat(page).contains("`" + value + "`"));
    }
}
