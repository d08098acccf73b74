package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RemovalDecision;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.audit.Verification;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The audit stream of the packaged operator. */
@ExtendWith(WithControlPlane.class)
class AuditIT {
    private static final JsonMapper JSON = new JsonMapper();

    /** Whatever is personal about the person below. */
    private static final List<String> PERSONAL =
            List.of("lovelace", "Lovelace", "Ada", "no-1815", "example.com", "Analytical", "countess");

    @TempDir
    private Path directory;

    private OperatorWorld world;
    private Company company;
    private App wiki;

    @BeforeEach
    void found(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "audit", 1);
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
                """ + more);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("{\"class_uid\""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> records(Path file) {
        return lines(file).stream().map(AuditIT::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(JsonNode record) {
        return record.at("/metadata/event_code").asText();
    }

    @Test
    void everyWriteOfALifeIsInTheStreamTwiceAndNothingPersonalIs() {
        var operator = operator(Map.of());
        person("roles: [{name: analyst}]");
        company.awaitReady("u1");
        person("title: countess\nroles: [{name: analyst}]\nemployments: [{id: main, status: Terminated}]");
        company.awaitReady("u1");
        assertThat(operator.stop()).isZero();

        var records = records(operator.log());
        var intents =
                records.stream().filter(record -> code(record).equals("intent")).toList();
        assertThat(intents)
                .extracting(record -> record.path("activity_name").asText())
                .contains("Create", "Assign Roles", "Disable", "Remove Roles");
        assertThat(intents).allSatisfy(intent -> {
            var correlation = intent.at("/metadata/correlation_uid").asText();
            assertThat(records)
                    .filteredOn(record -> code(record).equals("result")
                            && record.at("/metadata/correlation_uid").asText().equals(correlation)
                            && List.of("Agreed", "Accepted")
                                    .contains(record.at("/unmapped/outcome").asText()))
                    .hasSize(1);
            assertThat(wiki.simulator().requests())
                    .filteredOn(request -> request.correlation().equals(correlation))
                    .isNotEmpty();
        });
        assertThat(lines(operator.log())).noneMatch(line -> PERSONAL.stream().anyMatch(line::contains));
        assertIsWhole(operator.log());
    }

    private static void assertIsWhole(Path file) {
        var verification = new Verification();
        lines(file).forEach(line -> verification.read(line.getBytes(StandardCharsets.UTF_8)));
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.streams()).allMatch(Verification.Summary::ended);
    }

    private static List<String> decisions(Path file) {
        return records(file).stream()
                .filter(record -> code(record).equals("decision"))
                .map(record -> record.path("activity_name").asText() + " "
                        + record.at("/unmapped/about/name").asText() + " "
                        + record.at("/iam_roles/0/name").asText()
                        + record.at("/unmapped/to").asText() + " "
                        + record.at("/unmapped/reason").asText())
                .toList();
    }

    @Test
    void everyDecisionOfALifeIsToldOnceAlsoOverARestart() {
        var file = directory.resolve("audit.jsonl");
        var environment = Map.of("USHER_AUDIT_FILE", file.toString());
        var first = operator(environment);
        person("roles: [{name: analyst}]");
        company.awaitReady("u1");
        assertThat(first.stop()).isZero();
        var second = operator(environment);
        company.apply(
                "AccessLock", "shut", "{user: {name: u1}, kind: Compromised, reason: case 7, requestedBy: grace}");
        soon(() -> assertThat(company.user("u1").getStatus().lifecycleState()).isEqualTo("Locked"));
        soon(() -> assertThat(wiki.lets("ada.lovelace")).isFalse());
        lockIs("Locked");
        company.apply(
                "AccessLock",
                "shut",
                "{user: {name: u1}, kind: Compromised, reason: case 7, requestedBy: grace, released: {reason: over}}");
        soon(() -> assertThat(wiki.lets("ada.lovelace")).isTrue());
        soon(() -> company.stands("u1", "Active", "nothing"));
        lockIs("Released");
        company.delete(ProvisionedUser.class, "u1");
        soon(() -> assertThat(company.retained())
                .singleElement()
                .satisfies(account -> assertThat(account.getStatus().state()).isEqualTo("Retained")));
        assertThat(second.stop()).isZero();

        assertThat(decisions(file))
                .filteredOn(one -> !one.contains("wiki-"))
                .containsExactlyInAnyOrder(
                        "Change Phase wiki Managed TargetApp generation 1",
                        "Change State u1 Active Employed",
                        "Assign Roles u1 analyst AskedFor",
                        "Lock shut  AccessLock",
                        "Change State u1 Locked AccessLock",
                        "Unlock shut  Released",
                        "Change State u1 Active Employed",
                        "Change State u1 Gone UserDeleted",
                        "Remove Roles u1 analyst UserDeleted");
        assertThat(decisions(file))
                .filteredOn(one -> one.contains("wiki-"))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(records(file))
                .filteredOn(record -> record.path("activity_name").asText().equals("Lock"))
                .singleElement()
                .satisfies(lock -> {
                    assertThat(lock.at("/actor/user/name").asText()).isEqualTo("grace");
                    assertThat(lock.at("/unmapped/actor_verified").asBoolean()).isFalse();
                    assertThat(lock.at("/unmapped/stated_reason").asText()).isEqualTo("case 7");
                    assertThat(lock.at("/unmapped/lock_kind").asText()).isEqualTo("Compromised");
                });
        assertThat(lines(file)).noneMatch(line -> PERSONAL.stream().anyMatch(line::contains));
        assertIsWhole(file);
    }

    @Test
    void whatAPersonDecidesAboutAWaveIsToldOnceWithWhoItWas() {
        var file = directory.resolve("audit.jsonl");
        var operator = operator(Map.of("USHER_AUDIT_FILE", file.toString()));
        company.declare("wiki", wiki.simulator().endpoint(), "safety: {removals: {count: 0, percent: 0}}\n");
        var names = List.of("u1", "u2", "u3", "u4", "u5", "u6");
        names.forEach(name -> company.user(name, "{userName: " + name + ", roles: [{name: analyst}]}"));
        names.forEach(company::awaitReady);
        names.forEach(name -> company.user(name, "{userName: " + name + "}"));
        soon(() -> assertThat(held()).singleElement().isNotNull());
        var wave = held().getFirst().wave();
        company.apply(
                "RemovalDecision",
                "stay",
                "{app: {name: wiki}, wave: " + wave + ", decision: Keep, reason: case 8, requestedBy: grace}");
        soon(() -> assertThat(company.said(RemovalDecision.class, "stay", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("WaveKept")));
        assertThat(operator.stop()).isZero();

        assertThat(records(file))
                .filteredOn(record -> record.path("activity_name").asText().endsWith(" Wave"))
                .extracting(record -> record.path("activity_name").asText() + " "
                        + record.at("/unmapped/wave/id").asText())
                .containsExactlyInAnyOrder("Hold Wave " + wave, "Keep Wave " + wave, "Decide Wave " + wave);
        assertThat(records(file))
                .filteredOn(record -> record.path("activity_name").asText().equals("Decide Wave"))
                .singleElement()
                .satisfies(decides -> {
                    assertThat(decides.at("/actor/user/name").asText()).isEqualTo("grace");
                    assertThat(decides.at("/unmapped/word").asText()).isEqualTo("Keep");
                    assertThat(decides.at("/unmapped/stated_reason").asText()).isEqualTo("case 8");
                });
        assertIsWhole(file);
    }

    private List<TargetAppStatus.HeldWave> held() {
        return company.find(TargetApp.class, "wiki").orElseThrow().getStatus().held();
    }

    private void lockIs(String reason) {
        soon(() -> assertThat(company.said(AccessLock.class, "shut", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo(reason)));
    }

    @Test
    void aFileThatCannotBeWrittenStopsJoinersAndNoLeaver() throws IOException {
        var file = directory.resolve("audit.jsonl");
        var operator = operator(Map.of("USHER_AUDIT_FILE", file.toString()));
        person("roles: [{name: analyst}]");
        company.awaitReady("u1");
        var before = records(file).size();
        Files.move(file, directory.resolve("audit.jsonl.1"));
        Files.createDirectory(file);
        soon(() -> assertThat(operator.metrics()).containsPattern("(?m)^usher_audit_failing 1"));

        company.user("u2", "{userName: bob, externalId: \"2\", roles: [{name: analyst}]}");
        person("roles: [{name: analyst}]\nemployments: [{id: main, status: Terminated}]");
        soon(() -> assertThat(wiki.lets("ada.lovelace")).isFalse());
        company.awaitNotReady(TargetApp.class, "wiki", "JournalFailing");
        assertThat(wiki.has("bob")).isFalse();

        Files.delete(file);
        company.awaitReady("u2");
        assertThat(wiki.has("bob")).isTrue();
        assertThat(before).isPositive();
        soon(() -> assertThat(operator.metrics()).containsPattern("(?m)^usher_audit_failing 0"));
        assertThat(operator.stop()).isZero();
        assertThat(records(file)).anyMatch(record -> record.at("/unmapped/late").asBoolean());
    }
}
