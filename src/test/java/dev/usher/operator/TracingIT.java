package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.Match;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the packaged operator tells a collector of traces. */
@ExtendWith(WithControlPlane.class)
class TracingIT {
    /** Whatever is personal about the person below. */
    private static final List<String> PERSONAL =
            List.of("lovelace", "Lovelace", "Ada", "no-1815", "example.com", "Analytical");

    private static final String SECRET = "s3cr3t-of-the-collector";

    private final Collector collector = new Collector();
    private OperatorWorld world;
    private Company company;
    private App wiki;

    @BeforeEach
    void found(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "traces", 1);
        company = world.company();
        wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
    }

    @AfterEach
    void end() {
        world.close();
        collector.close();
    }

    private OperatorProcess operator(Map<String, String> more) {
        return operator(collector, more);
    }

    private OperatorProcess operator(Collector told, Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", told.endpoint().toString(),
                "OTEL_BSP_SCHEDULE_DELAY", "200",
                "USHER_LOG_JSON", "true"));
        environment.putAll(more);
        var operator = world.launchOperator(environment);
        operator.awaitReady();
        return operator;
    }

    private void person() {
        person("Ada Lovelace");
    }

    private void person(String displayName) {
        company.user("u1", """
                userName: ada.lovelace
                externalId: "no-1815"
                name: {given: Ada, family: Lovelace}
                displayName: %s
                email: ada@example.com
                organization: Analytical Engines
                roles: [{name: analyst}]
                """.formatted(displayName));
        company.awaitReady("u1");
    }

    /** What is told of a change may be one request, so that there are two. */
    private void isAskedTwice(Collector told) {
        person();
        soon(() -> assertThat(told.requests()).isPositive());
        person("The Countess");
        soon(() -> assertThat(told.requests()).isGreaterThan(1));
    }

    private List<Span> spans(String name) {
        return collector.spans().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static Map<String, String> attributes(Span span) {
        var all = new HashMap<String, String>();
        span.getAttributesList()
                .forEach(one -> all.put(one.getKey(), one.getValue().getStringValue()));
        return all;
    }

    private String here(String name) {
        return company.namespace() + "/" + name;
    }

    private static List<JsonNode> log(OperatorProcess operator) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(operator.log())) {
            lines.add(new JsonMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void anOnboardingIsSeenChangeByChangeWithItsRequestsAndTheLogKnowsItsTrace() throws IOException {
        var operator = operator(Map.of("USHER_TRACING_ENABLED", "true"));
        person();
        assertThat(operator.stop()).isZero();

        assertThat(collector.resource())
                .containsEntry("service.name", "usher")
                .containsEntry("usher.installation", "usher")
                .containsKey("service.version");
        var changes = spans("change");
        assertThat(changes)
                .extracting(span -> attributes(span).get("usher.change"))
                .containsExactlyInAnyOrder("Create", "Assign Roles");
        assertThat(changes).allSatisfy(change -> {
            var said = attributes(change);
            assertThat(said)
                    .containsOnlyKeys(
                            "usher.app", "usher.resource", "usher.correlation", "usher.change", "usher.outcome")
                    .containsEntry("usher.app", here("wiki"))
                    .containsEntry("usher.resource", "ProvisionedUser/" + here("u1"));
            assertThat(said.get("usher.outcome")).isIn("Agreed", "Accepted");
            assertThat(collector.spans())
                    .filteredOn(span -> span.getParentSpanId().equals(change.getSpanId()))
                    .isNotEmpty()
                    .allSatisfy(request -> {
                        assertThat(request.getName()).startsWith("request ");
                        assertThat(request.getTraceId()).isEqualTo(change.getTraceId());
                        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
                        assertThat(attributes(request)).containsOnlyKeys("usher.app", "usher.operation");
                    });
            assertThat(wiki.simulator().requests())
                    .anyMatch(request -> request.correlation().equals(said.get("usher.correlation")));
            var trace = HexFormat.of().formatHex(change.getTraceId().toByteArray());
            assertThat(log(operator))
                    .filteredOn(line -> line.path("correlation").asText().equals(said.get("usher.correlation")))
                    .isNotEmpty()
                    .allSatisfy(
                            line -> assertThat(line.path("traceId").asText()).isEqualTo(trace));
        });
        assertThat(spans("reconcile"))
                .allMatch(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR
                        || span.getEndTimeUnixNano() - span.getStartTimeUnixNano() >= 1_000_000_000L);
        assertThat(collector.spans()).noneMatch(span -> PERSONAL.stream().anyMatch(span.toString()::contains));
    }

    @Test
    void whatFailsIsAnErrorWithItsReasonAndARunOfASourceIsSeen() {
        var operator = operator(Map.of("USHER_TRACING_ENABLED", "true"));
        wiki.simulator().on(Match.of("POST", "/Users"), 1).fail(400);
        company.user("u2", "{userName: grace.hopper, roles: [{name: analyst}]}");
        soon(() -> assertThat(spans("change")).anySatisfy(change -> {
            assertThat(change.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(attributes(change))
                    .containsEntry("usher.change", "Create")
                    .containsEntry("usher.outcome", "Failed")
                    .containsEntry("usher.reason", "AccountRejected");
        }));
        company.apply("UserSource", "hr", """
                csv: {configMap: {name: nobodys, key: people.csv}}
                key: login
                fields: [{to: userName, from: login}, {to: status, from: state, words: {A: Active, T: Terminated}}]
                """);
        soon(() -> assertThat(spans("source run"))
                .anySatisfy(run -> assertThat(attributes(run))
                        .containsEntry("usher.resource", "UserSource/" + here("hr"))
                        .containsEntry("usher.outcome", "Broken")));
        assertThat(operator.stop()).isZero();
    }

    @Test
    void unlessItIsAskedForNothingIsTold() {
        var operator = operator(Map.of());
        person();
        assertThat(operator.stop()).isZero();

        assertThat(collector.requests()).isZero();
    }

    @Test
    void aCollectorThatIsNotThereKeepsNobodyFromAnything() {
        collector.close();
        var operator = operator(Map.of("USHER_TRACING_ENABLED", "true"));

        person();

        assertThat(wiki.lets("ada.lovelace")).isTrue();
        assertThat(operator.stop()).isZero();
    }

    @Test
    void anEnvironmentThatIsNotUnderstoodIsSaidAndKeepsNobodyFromAnything() throws IOException {
        var operator = operator(Map.of("USHER_TRACING_ENABLED", "true", "OTEL_EXPORTER_OTLP_PROTOCOL", "pigeon"));

        person();

        assertThat(operator.stop()).isZero();
        assertThat(log(operator)).anySatisfy(line -> {
            assertThat(line.path("level").asText()).isEqualTo("ERROR");
            assertThat(line.path("message").asText()).startsWith("there are no traces");
        });
    }

    @Test
    void aCollectorThatNeverEndsItsAnswerIsHeardForAWhile() {
        try (var endless = new Collector(Collector.Answer.ENDLESS)) {
            var operator = operator(endless, Map.of("USHER_TRACING_ENABLED", "true"));
            isAskedTwice(endless);
            assertThat(operator.stop()).isZero();
            // Some of what was not read is in buffers on the way.
            assertThat(endless.answered() / endless.requests()).isLessThan(16L << 20);
        }
    }

    @Test
    void aCollectorThatGivesItsAnswerByteByByteIsNotWaitedFor() throws IOException {
        try (var trickling = new Collector(Collector.Answer.TRICKLING)) {
            var operator =
                    operator(trickling, Map.of("USHER_TRACING_ENABLED", "true", "OTEL_EXPORTER_OTLP_TIMEOUT", "1000"));
            isAskedTwice(trickling);
            soon(() -> assertThat(operator.metrics()).containsPattern("(?m)^usher_traces_dropped_spans_total [1-9]"));
            assertThat(operator.stop()).isZero();
            assertThat(log(operator))
                    .extracting(line -> line.path("message").asText())
                    .containsOnlyOnce("the collector takes no traces: the deadline passed");
        }
    }

    @Test
    void nothingOfASecretAndNothingThatTheCollectorSaysIsInTheLog() throws IOException {
        try (var refusing = new Collector(Collector.Answer.REFUSED)) {
            var header = operator(
                    refusing,
                    Map.of("USHER_TRACING_ENABLED", "true", "OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + SECRET));
            person();
            soon(() -> assertThat(refusing.authorizations()).contains(SECRET));
            assertThat(header.stop()).isZero();
            assertThat(log(header))
                    .extracting(line -> line.path("message").asText())
                    .containsOnlyOnce("the collector takes no traces: it answers with status 500");
            assertThat(header.log()).content().doesNotContain(SECRET).doesNotContain("words of a collector");
        }
        var malformed = operator(Map.of("USHER_TRACING_ENABLED", "true", "OTEL_EXPORTER_OTLP_HEADERS", SECRET));
        assertThat(malformed.stop()).isZero();
        assertThat(log(malformed))
                .anySatisfy(line -> assertThat(line.path("message").asText())
                        .startsWith("there are no traces")
                        .contains("OTEL_EXPORTER_OTLP_HEADERS"));
        assertThat(malformed.log()).content().doesNotContain(SECRET);
        var address = collector.endpoint().toString().replace("//", "//usher:" + SECRET + "@");
        var named = operator(Map.of("USHER_TRACING_ENABLED", "true", "OTEL_EXPORTER_OTLP_ENDPOINT", address));
        company.user("u2", "{userName: grace.hopper, roles: [{name: analyst}]}");
        company.awaitReady("u2");
        soon(() -> assertThat(log(named))
                .anySatisfy(
                        line -> assertThat(line.path("message").asText()).startsWith("the collector takes no traces")));
        assertThat(named.stop()).isZero();
        assertThat(named.log()).content().doesNotContain(SECRET);
        assertThat(collector.requests()).isZero();
    }
}
