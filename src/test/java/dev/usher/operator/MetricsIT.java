package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.Project;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.thirdparty.Prometheus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus finds in the packaged operator, while people join, leave, are held, and wait for an app that is away. */
@ExtendWith(WithControlPlane.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MetricsIT {
    private static final Set<String> SETS = Set.of("and", "unless");
    private static final Duration SEEN = Duration.ofSeconds(90);

    /**
     * The simulated apps speak SCIM, which tells nobody when an account was last used, and ask for no certificate; and no policy of the
     * chart is installed here.
     */
    private static final Set<String> OF_OTHER_APPS = Set.of(
            "usher_licence_unused",
            "usher_licence_unused_monthly_cost",
            "usher_certificate_end_timestamp_seconds",
            "usher_admission_policy_in_force");

    private static OperatorWorld world;
    private static OperatorProcess operator;
    private static Prometheus prometheus;
    private static Company company;
    private static App wiki;
    private static App away;

    @BeforeAll
    static void thingsHappen(ControlPlane plane, TestNamespace home, @TempDir Path directory) {
        world = OperatorWorld.prepare(plane, home, 1);
        operator = world.startOperatorAt(Instant.now());
        prometheus = Prometheus.scraping(operator.url(), directory, Project.path("helm/usher/files/alerts.yaml"));
        company = world.company();
        var people = TwoPlaces.in(company);
        wiki = people.wiki();
        wiki.simulator().addUser("nobody-knows");
        company.declare("wiki", wiki.simulator().endpoint(), """
                licences: {seats: 40, monthlyCostPerSeat: "10.00", currency: EUR}
                """);
        away = company.app("away");
        company.role("traveller", away);
        company.apply("Role", "broken", "{membership: {rule: \"user.nothing == 'x'\"}, grants: [{app: {name: wiki}}]}");
        theyJoinAndLeave(people);
        aSourceIsRead();
        people.rule("user.location in ['London', 'Pariss']");
        soon(SEEN, () -> assertThat(people.held()).hasSize(1));
        away.simulator().down();
        company.user("late", "{userName: late, roles: [{name: traveller}]}");
        company.user(
                "stuck",
                "{userName: stuck, roles: [{name: traveller}], employments: [{id: main, status: Terminated}]}");
        soon(SEEN, () -> assertThat(samples("usher_app_trouble")).isNotEmpty());
        operator.advance(Duration.ofHours(2));
    }

    /** Every series is there with 0 before, so that Prometheus sees what happens once. */
    private static void theyJoinAndLeave(TwoPlaces people) {
        company.user("stuck", "{userName: stuck, roles: [{name: traveller}], employments: [{id: main}]}");
        company.awaitReady("stuck");
        isSeen("usher_starts_total{ready=\"true\",recorded=\"in_time\"} == 0");
        isSeen("usher_deprovision_seconds_count{recorded=\"in_time\"} == 0");
        var start = operator.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        company.user(
                "starter",
                "{userName: starter, location: London, employments: [{id: main, startTime: \"" + start + "\"}]}");
        company.awaitReason("starter", "Planned");
        operator.advance(Duration.ofDays(1).plusSeconds(1));
        soon(SEEN, () -> assertThat(wiki.has("starter") && wiki.lets("starter")).isTrue());
        isSeen("usher_starts_total{ready=\"true\",recorded=\"in_time\"} == 1");
        people.declares("user-0", "Terminated");
        soon(() -> assertThat(wiki.lets("user-0")).isFalse());
        isSeen("usher_deprovision_seconds_count{recorded=\"in_time\"} == 1");
    }

    private static void isSeen(String query) {
        soon(SEEN, () -> assertThat(prometheus.query(query)).as(query).isNotEmpty());
    }

    private static void aSourceIsRead() {
        var header = "number,login,first,state\n";
        company.file("hr", "people.csv", header + "1815,ada,Ada,A\n");
        company.apply("UserSource", "hr", """
                csv: {configMap: {name: hr, key: people.csv}}
                key: number
                everySeconds: 5
                fields:
                - {to: userName, from: login}
                - {to: externalId, from: number}
                - {to: name.given, from: first}
                - {to: status, from: state, words: {A: Active}}
                """);
        isSeen("usher_source_provisioned_seconds_count > 0");
        company.file("hr", "people.csv", header + "1815,ada,Ada,A\n1791,charles,Charles,A\n1000,,Nobody,A\n");
        isSeen("usher_source_refused_records == 1");
    }

    @AfterAll
    static void end() {
        prometheus.close();
        world.close();
    }

    /** The lines of a metric that the operator serves now. */
    private static List<String> samples(String metric) {
        return operator.metrics()
                .lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .toList();
    }

    /** Those of them that have counted something. */
    private static List<String> counted(String metric) {
        return samples(metric).stream().filter(line -> !line.endsWith(" 0.0")).toList();
    }

    /** What a query asks for: a metric, and which of its labels. */
    private record Asked(String metric, Set<String> labels) {}

    private static List<Asked> asked(JsonNode query) {
        var found = new ArrayList<Asked>();
        collect(query, new HashSet<>(), found);
        return found;
    }

    private static void collect(JsonNode node, Set<String> grouping, List<Asked> found) {
        if (node.isArray()) {
            node.forEach(one -> collect(one, grouping, found));
        } else if (node.isObject()) {
            var within = new HashSet<>(grouping);
            if (node.path("type").asText().equals("aggregation")
                    && !node.path("without").asBoolean()) {
                node.path("grouping").forEach(label -> within.add(label.asText()));
            }
            if (SETS.contains(node.path("op").asText())) {
                collect(node.path("lhs"), within, found);
                collect(node.path("rhs"), matched(node.path("matching")), found);
            } else if (node.path("type").asText().equals("vectorSelector")) {
                node.path("matchers")
                        .forEach(matcher -> within.add(matcher.path("name").asText()));
                within.remove("__name__");
                found.add(new Asked(node.path("name").asText(), within));
            } else {
                node.forEach(one -> collect(one, within, found));
            }
        }
    }

    /** Of the right side of a set nothing is seen, and so no more is asked of it. */
    private static Set<String> matched(JsonNode matching) {
        return matching.path("on").asBoolean()
                ? matching.path("labels").valueStream().map(JsonNode::asText).collect(Collectors.toSet())
                : Set.of();
    }

    private static void isThere(Panels panel) {
        for (var asked : asked(prometheus.parsed(panel.query()))) {
            if (OF_OTHER_APPS.contains(asked.metric())) {
                continue;
            }
            var labels = prometheus.query(asked.metric()).stream()
                    .map(series -> series.path("metric")
                            .propertyStream()
                            .map(label -> label.getKey())
                            .collect(Collectors.toSet()))
                    .toList();
            assertThat(labels).as("%s: %s", panel, asked.metric()).isNotEmpty();
            assertThat(labels).as("%s: %s", panel, asked.metric()).anyMatch(some -> some.containsAll(asked.labels()));
        }
    }

    /** In the form in which promtool reads it. */
    private static String asPlainText() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(operator.url().resolve("/q/metrics"))
                .header("Accept", "text/plain;version=0.0.4")
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static boolean isANumber(JsonNode series) {
        return !series.path("value").path(1).asText().equals("NaN");
    }

    @Test
    @Order(1)
    void findsSomethingForEveryPanelAndEveryFormulaOfThePage() {
        assertThat(Panels.ofDashboards()).hasSizeGreaterThan(50);
        assertThat(Panels.ofThePage()).hasSizeGreaterThan(4);
        for (var panel : Stream.concat(Panels.ofDashboards().stream(), Panels.ofThePage().stream())
                .toList()) {
            soon(SEEN, () -> isThere(panel));
            if (OF_OTHER_APPS.stream().noneMatch(panel.query()::contains)) {
                soon(
                        SEEN,
                        () -> assertThat(prometheus.query(panel.query()))
                                .as(panel.toString())
                                .anyMatch(MetricsIT::isANumber));
            }
        }
    }

    @Test
    @Order(2)
    void everyAlertAsksForWhatIsThere() {
        assertThat(Panels.ofAlerts()).hasSizeGreaterThan(15).allSatisfy(MetricsIT::isThere);
    }

    @Test
    @Order(3)
    void saysOfEachKindHowItsResourcesStand() {
        isSeen("usher_resources{kind=\"Role\",state=\"stalled\",reason=\"RuleInvalid\"} == 1");
        isSeen("usher_resources{kind=\"Role\",state=\"ready\"} >= 1");
        isSeen("usher_resources{kind=\"TargetApp\",state!=\"ready\",reason=\"AppUnreachable\"} == 1");
        isSeen("usher_resources{kind=\"UserSource\"} == 1");
        isSeen("sum(usher_resources{kind=\"ProvisionedUser\"}) > 5");
        isSeen("usher_role_members{role=\"traveller\"} >= 1");
    }

    @Test
    @Order(3)
    void countsEveryLookAtAResourceAndWhatTheApiServerIsAskedFor() {
        isSeen("usher_reconciles_total{kind=\"ProvisionedUser\",result=\"done\"} > 5");
        isSeen("usher_reconcile_seconds_count{kind=\"TargetApp\"} > 1");
        isSeen("count(usher_reconciles_waiting) == 9 and count(usher_reconciles_under_way) == 9");
        isSeen("sum(usher_api_server_requests_total{method=\"PATCH\",code=\"2xx\"}) > 5");
        isSeen("sum(usher_api_server_requests_total{method=\"GET\",code=\"2xx\"}) > 18");
    }

    @Test
    @Order(3)
    void saysWhoIsNotOutAndWhatIsHeldAndWhatHasNobody() {
        soon(SEEN, () -> {
            assertThat(samples("usher_deprovision_unfinished"))
                    .singleElement()
                    .asString()
                    .endsWith(" 1.0");
            assertThat(samples("usher_access_not_revoked"))
                    .anyMatch(line -> line.contains("app=\"away\"") && line.contains("unreachable"))
                    .anyMatch(line -> line.contains("app=\"wiki\"") && line.contains("held"));
            assertThat(samples("usher_changes_unconfirmed")).anyMatch(line -> line.contains("app=\"away\""));
            assertThat(samples("usher_accounts_departed"))
                    .anyMatch(line -> line.contains("app=\"away\"") && line.contains("open") && line.endsWith(" 1.0"));
            assertThat(samples("usher_waves_held")).anyMatch(line -> line.endsWith(" 1.0"));
            assertThat(samples("usher_source_refused_records"))
                    .singleElement()
                    .asString()
                    .endsWith(" 1.0");
        });
        for (var alert : List.of("UsherAccessNotRevoked", "UsherDeprovisionSlow", "UsherRemovalsHeld")) {
            soon(
                    SEEN,
                    () -> assertThat(prometheus.query("ALERTS{alertname=\"" + alert + "\",alertstate=\"firing\"}"))
                            .as(alert)
                            .isNotEmpty());
        }
    }

    @Test
    @Order(4)
    void namesNobodyAndIsWrittenAsPrometheusWantsIt() throws IOException, InterruptedException {
        var all = asPlainText();
        var ours = all.lines().filter(line -> line.contains("usher_")).collect(Collectors.joining("\n")) + "\n";

        assertThat(ours).doesNotContain("user-0", "starter", "stuck", "ada", "nobody-knows", "1815");
        var checked = Prometheus.promtool(ours, "check", "metrics");
        assertThat(checked.exitCode()).as(checked.said()).isZero();
        assertThat(ours.lines().count()).isLessThan(2_000);
    }

    @Test
    @Order(5)
    void goesOnAfterARestartAndTellsNothingTwice() {
        assertThat(operator.stop()).isZero();
        operator = world.startOperatorAt(operator.now());

        soon(
                SEEN,
                () -> assertThat(samples("usher_deprovision_unfinished"))
                        .singleElement()
                        .asString()
                        .endsWith(" 1.0"));
        soon(SEEN, () -> assertThat(samples("usher_accounts")).isNotEmpty());
        assertThat(samples("usher_provision_unfinished")).hasSize(1);
        assertThat(counted("usher_deprovision_seconds_count")).isEmpty();
        assertThat(counted("usher_provision_seconds_count")).isEmpty();

        away.simulator().up();
        soon(
                SEEN,
                () -> assertThat(counted("usher_deprovision_seconds_count"))
                        .singleElement()
                        .asString()
                        .endsWith(" 1.0"));
        soon(
                SEEN,
                () -> assertThat(counted("usher_provision_seconds_count"))
                        .singleElement()
                        .asString()
                        .endsWith(" 1.0"));
        soon(SEEN, () -> assertThat(samples("usher_deprovision_unfinished")).isEmpty());
    }

    @Test
    @Order(6)
    void theSeriesOfAnAppGoWithIt() {
        soon(SEEN, () -> assertThat(operator.metrics()).contains("app=\"away\""));

        company.delete(TargetApp.class, "away");

        soon(SEEN, () -> assertThat(operator.metrics()).doesNotContain("app=\"away\""));
    }
}
