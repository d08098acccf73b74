package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.Project;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.Match;
import dev.usher.thirdparty.Installed;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The log of the packaged operator, as those read it who collect logs. */
@ExtendWith(WithControlPlane.class)
class LogsIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> AS_JSON = Map.of("USHER_LOG_JSON", "true");

    /** Whatever is personal about the person below. */
    private static final List<String> PERSONAL =
            List.of("lovelace", "Lovelace", "Ada", "no-1815", "example.com", "Analytical", "countess");

    /** So many that what is told of them fills a pipe. */
    private static final List<String> OTHERS =
            IntStream.range(0, 60).mapToObj(number -> "other-" + number).toList();

    @TempDir
    private Path directory;

    private OperatorWorld world;
    private Company company;
    private App wiki;

    @BeforeEach
    void found(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "logs", 1);
        company = world.company();
        wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private OperatorProcess operator(Map<String, String> environment) {
        var operator = world.launchOperator(environment);
        operator.awaitReady();
        return operator;
    }

    private void person(String more) {
        company.user("u1", """
                userName: ada.lovelace
                externalId: "no-1815"
                name: {given: Ada, family: Lovelace}
                displayName: Ada Lovelace
                email: ada@example.com
                organization: Analytical Engines
                roles: [{name: analyst}]
                """ + more);
    }

    private static List<String> text(OperatorProcess operator) {
        try {
            return Files.readAllLines(operator.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> json(OperatorProcess operator) {
        return text(operator).stream().map(LogsIT::json).toList();
    }

    /** A line that is no object fails whoever reads it. */
    private static JsonNode json(String line) {
        try {
            var read = JSON.readTree(line);
            assertThat(read.isObject()).as(line).isTrue();
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    /** Those of the log; the audit stream goes the same way. */
    private static List<JsonNode> lines(OperatorProcess operator) {
        return json(operator).stream().filter(line -> line.has("level")).toList();
    }

    private static List<JsonNode> of(OperatorProcess operator, String field, String value) {
        return lines(operator).stream()
                .filter(line -> line.path(field).asText().equals(value))
                .toList();
    }

    private String here(String name) {
        return company.namespace() + "/" + name;
    }

    @Test
    void eachLineIsAnObjectAndEachChangeSaysWhereForWhomAndByWhichIdItIsKnownElsewhere() {
        var operator = operator(AS_JSON);
        person("");
        company.awaitReady("u1");
        person("title: countess\nemployments: [{id: main, status: Terminated}]");
        company.awaitReady("u1");
        assertThat(operator.stop()).isZero();

        var records = json(operator).stream()
                .filter(line -> line.has("class_uid"))
                .filter(line -> line.at("/metadata/event_code").asText().equals("result"))
                .toList();
        var changes =
                lines(operator).stream().filter(line -> line.has("change")).toList();
        assertThat(changes)
                .hasSameSizeAs(records)
                .extracting(line -> line.path("change").asText())
                .contains("Create", "Assign Roles", "Disable", "Remove Roles");
        assertThat(changes).allSatisfy(line -> {
            assertThat(line.path("level").asText()).isEqualTo("INFO");
            assertThat(line.path("app").asText()).isEqualTo(here("wiki"));
            assertThat(line.path("resource").asText()).isEqualTo("ProvisionedUser/" + here("u1"));
            assertThat(line.path("outcome").asText()).isIn("Agreed", "Accepted");
            var correlation = line.path("correlation").asText();
            assertThat(wiki.simulator().requests())
                    .filteredOn(request ->
                            request.isWrite() && request.correlation().equals(correlation))
                    .isNotEmpty();
            assertThat(records)
                    .filteredOn(record ->
                            record.at("/metadata/correlation_uid").asText().equals(correlation))
                    .singleElement()
                    .satisfies(record -> assertThat(record.path("activity_name").asText())
                            .isEqualTo(line.path("change").asText()));
        });
        assertThat(lines(operator))
                .allSatisfy(line -> assertThat(fields(line).keySet())
                        .contains("timestamp", "level", "loggerName", "threadName", "message")
                        .isSubsetOf(
                                "timestamp",
                                "level",
                                "loggerName",
                                "threadName",
                                "message",
                                "stackTrace",
                                "app",
                                "resource",
                                "correlation",
                                "change",
                                "outcome",
                                "decision",
                                "reason"));
        assertThat(of(operator, "message", "Usher has stopped")).hasSize(1);
        assertThat(text(operator)).noneMatch(line -> PERSONAL.stream().anyMatch(line::contains));
        assertThat(text(operator))
                .noneMatch(line -> line.contains(wiki.simulator().token()));
    }

    @Test
    void theQueriesOfThePageAnswerOverTheLogAsItIs() throws IOException {
        var operator = operator(AS_JSON);
        person("");
        company.awaitReady("u1");
        wiki.simulator().on(Match.of("POST", "/Users"), 1).fail(400);
        company.user("u2", "{userName: grace.hopper, roles: [{name: analyst}]}");
        soon(() -> assertThat(of(operator, "outcome", "Failed")).isNotEmpty());
        assertThat(operator.stop()).isZero();
        assertThat(of(operator, "reason", "AccountRejected"))
                .as("one failure is told once")
                .hasSize(1);
        var create =
                of(operator, "change", "Create").getFirst().path("correlation").asText();
        var log = Files.writeString(
                directory.resolve("usher.log"),
                Files.readString(operator.log())
                        .replace(here("wiki"), "people/wiki")
                        .replace(here("u1"), "people/ada"));

        assertThat(answers("All of one app", log, create))
                .anyMatch(line -> line.endsWith("Create in people/wiki for ProvisionedUser/people/ada: Agreed"))
                .anyMatch(line -> line.endsWith("people/wiki answers"));
        assertThat(answers("All of one user", log, create)).isNotEmpty().allMatch(line -> line.contains("people/ada"));
        assertThat(answers("What failed and why", log, create))
                .anyMatch(line -> line.endsWith("people/wiki\tAccountRejected"));
        assertThat(answers("From a line to the audit stream", log, create))
                .extracting(line -> line.substring(line.indexOf('\t') + 1))
                .containsExactly("intent\tCreate\tIntended", "result\tCreate\tSuccess");
    }

    /** What the page's query under that heading says of a log. */
    private static List<String> answers(String heading, Path log, String correlation) throws IOException {
        var query = Files.readString(Project.path("docs").resolve("logs.md"))
                .lines()
                .dropWhile(line -> !line.equals("### " + heading))
                .skip(3)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
        assertThat(query).isNotBlank();
        var output = log.resolveSibling("output");
        var python = Installed.by("src/test/jq/install.sh").resolve("python").toString();
        var jq = new ProcessBuilder(python, "src/test/jq/filter.py", query, log.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        jq.environment().put("CORRELATION", correlation);
        assertThat(jq.start().onExit().join().exitValue()).isZero();
        return Files.readAllLines(output);
    }

    private static Map<String, JsonNode> fields(JsonNode line) {
        var fields = new HashMap<String, JsonNode>();
        line.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    @Test
    void anAppThatDoesNotAnswerIsToldOfOnceHoweverManyWaitForItAndSoIsThatItAnswersAgain() {
        var operator = operator(AS_JSON);
        soon(() -> assertThat(of(operator, "app", here("wiki")))
                .anyMatch(line -> line.path("message").asText().endsWith("wiki answers")));
        wiki.simulator().down();
        var names = IntStream.range(0, 30).mapToObj(number -> "u" + number).toList();
        names.forEach(name -> company.user(name, "{userName: " + name + ", roles: [{name: analyst}]}"));
        company.awaitNotReady(TargetApp.class, "wiki", "AppUnreachable");
        company.awaitNotReady("u29", "AppUnreachable");
        wiki.simulator().up();
        names.forEach(company::awaitReady);
        assertThat(operator.stop()).isZero();

        var unreachable = of(operator, "reason", "AppUnreachable");
        assertThat(unreachable).allSatisfy(line -> {
            assertThat(line.path("level").asText()).isEqualTo("WARN");
            assertThat(line.path("app").asText()).isEqualTo(here("wiki"));
        });
        assertThat(unreachable)
                .filteredOn(line -> line.path("message").asText().startsWith("no work on"))
                .hasSize(1);
        assertThat(unreachable).hasSizeLessThan(names.size());
        assertThat(of(operator, "message", "work on " + here("wiki") + " goes on"))
                .hasSize(1);
        assertThat(of(operator, "change", "Create"))
                .filteredOn(line -> line.path("outcome").asText().equals("Agreed"))
                .hasSize(names.size());
    }

    @Test
    void withoutAWordForItTheLogIsATextOfWhichOneRoomCanBeHeardMoreAndAllLess() {
        var quiet =
                operator(Map.of("USHER_LOG_LEVEL", "WARN", "QUARKUS_LOG_CATEGORY__DEV_USHER_AUDIT__LEVEL", "DEBUG"));
        person("");
        company.awaitReady("u1");
        assertThat(quiet.stop()).isZero();

        var log = text(quiet).stream()
                .filter(line -> !line.startsWith("{\"class_uid\""))
                .toList();
        assertThat(log).noneMatch(line -> line.startsWith("{"));
        assertThat(log).noneMatch(line -> line.contains("[dev.ush.run"));
        assertThat(log)
                .anyMatch(line -> line.contains(" INFO ")
                        && line.contains(
                                "Create in " + here("wiki") + " for ProvisionedUser/" + here("u1") + ": Agreed"))
                .anyMatch(line -> line.contains(" DEBUG ")
                        && line.contains("Change State of ProvisionedUser/" + here("u1") + ": Employed"));
    }

    @Test
    void aStandardOutputThatNobodyReadsStopsNoRevocationAndWhatIsReadLaterIsWhole() throws IOException {
        try (var pipe = new Pipe(directory.resolve("output"))) {
            var operator = fill(pipe);
            person("employments: [{id: main, status: Terminated}]");
            soon(() -> assertThat(wiki.lets("ada.lovelace")).isFalse());
            company.awaitNotReady(TargetApp.class, "wiki", "JournalFailing");
            assertThat(operator.metrics()).containsPattern("(?m)^usher_log_dropped_lines_total ");

            pipe.isRead(true);
            soon(() -> assertThat(operator.metrics()).containsPattern("(?m)^usher_audit_failing 0"));
            OTHERS.forEach(company::awaitReady);
            assertThat(operator.stop()).isZero();
            soon(() -> assertThat(pipe.lines().stream()
                            .map(LogsIT::json)
                            .filter(line -> line.path("message").asText().equals("Usher has stopped")))
                    .hasSize(1));
        }
    }

    @Test
    void anOperatorThatLostItsLeaseEndsAlthoughNobodyReadsItsLog(ControlPlane plane) throws IOException {
        try (var pipe = new Pipe(directory.resolve("output"))) {
            var operator = fill(pipe);
            plane.adminClient()
                    .leases()
                    .inNamespace(world.home())
                    .withName("usher")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"holderIdentity\":\"somebody-else\"}}");

            assertThat(operator.awaitEnd()).isEqualTo(1);
        }
    }

    @Test
    void anOperatorThatIsToldToEndDoesSoAlthoughNobodyReadsItsLog() throws IOException {
        try (var pipe = new Pipe(directory.resolve("output"))) {
            assertThat(fill(pipe).stop()).isZero();
        }
    }

    /** An operator with a person, whose output is full. */
    private OperatorProcess fill(Pipe pipe) {
        var operator = world.launchOperatorInto(pipe.path(), AS_JSON);
        operator.awaitReady();
        person("");
        company.awaitReady("u1");
        pipe.isRead(false);
        OTHERS.forEach(name -> company.user(name, "{userName: " + name + ", roles: [{name: analyst}]}"));
        soon(() -> assertThat(operator.metrics()).containsPattern("(?m)^usher_audit_failing 1"));
        return operator;
    }

    @Test
    void aLogThatIsToGoToTheStandardErrorGoesThereAlone() throws IOException {
        var output = directory.resolve("output");
        var operator = world.launchOperatorInto(
                output, Map.of("USHER_LOG_JSON", "true", "QUARKUS_LOG_CONSOLE_STDERR", "true"));
        operator.awaitReady();
        assertThat(operator.stop()).isZero();

        assertThat(of(operator, "message", "Usher has stopped")).hasSize(1);
        assertThat(Files.readAllLines(output)).allMatch(line -> line.startsWith("{\"class_uid\""));
    }

    @Test
    void whileNothingChangesNothingIsWritten() {
        var operator = operator(AS_JSON);
        person("");
        company.awaitReady("u1");

        var before = new AtomicInteger();
        await().pollInterval(Duration.ofSeconds(1))
                .during(Duration.ofSeconds(20))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    var now = text(operator).size();
                    return before.getAndSet(now) == now;
                });
        assertThat(operator.stop()).isZero();
    }
}
