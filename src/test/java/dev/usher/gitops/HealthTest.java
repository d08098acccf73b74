package dev.usher.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How Argo CD shows resources in every situation, and what can be done to them there. */
class HealthTest {
    static Stream<Verdict> verdicts() {
        return Verdicts.ALL.stream();
    }

    private static JsonNode without(String fixture, String... path) {
        var object = Fixtures.of(fixture).deepCopy();
        JsonNode at = object;
        for (var step : List.of(path).subList(0, path.length - 1)) {
            at = at.path(step);
        }
        ((ObjectNode) at).remove(path[path.length - 1]);
        return object;
    }

    @Test
    void eachFixtureHasAVerdict() {
        assertThat(Fixtures.all().keySet())
                .containsExactlyElementsOf(
                        verdicts().map(Verdict::fixture).sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void isShownAsItStands(Verdict verdict) {
        var health = ArgoLua.health(Fixtures.of(verdict.fixture()));

        assertThat(health.status()).as(health.message()).isEqualTo(verdict.health());
        assertThat(health.message()).isNotBlank();
    }

    @Test
    void isProgressingWhereAnApiServerKnowsNoDefaults() {
        for (var path :
                List.of(List.of("status"), List.of("status", "conditions"), List.of("status", "observedGeneration"))) {
            var bare = without("role-created", path.toArray(String[]::new));
            assertThat(ArgoLua.health(bare).status()).as("without %s", path).isEqualTo("Progressing");
        }
    }

    @Test
    void whatADecisionBringsBackIsOnItsWay() {
        var held = Fixtures.of("provisioneduser-held").deepCopy();
        held.at("/status/conditions").forEach(condition -> ((ObjectNode) condition).put("reason", "Restoring"));

        assertThat(ArgoLua.health(held).status()).isEqualTo("Progressing");
    }

    @Test
    void knowsNoReasonThatThereIsNot() throws IOException {
        var reasons = Pattern.compile("(\\w+) = true")
                .matcher(Files.readString(Project.path("config/argocd/health.lua")))
                .results()
                .map(found -> found.group(1))
                .toList();
        var documented = Files.readString(Project.path("docs/conditions.md"));

        assertThat(reasons)
                .hasSize(8)
                .allSatisfy(reason -> assertThat(documented).contains("| `" + reason + "` | False |"));
    }

    @Test
    void saysWhatTheConditionSays() {
        assertThat(ArgoLua.health(Fixtures.of("targetapp-held")).message()).startsWith("OverBudget: Wave ");
        assertThat(ArgoLua.health(Fixtures.of("role-ruleinvalid")).message()).startsWith("RuleInvalid: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"targetapp-reachable", "usersource-observed"})
    void whatIsReadFromTimeToTimeCanBeReadNow(String fixture) {
        var before = Fixtures.of(fixture);

        var asked = ArgoLua.act("read-now", before);

        assertThat(asked.at("/metadata/annotations/usher.dev~1reconcile-requested-at")
                        .asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(asked.at("/spec")).isEqualTo(before.at("/spec"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisioneduser-provisioned", "targetapp-reachable"})
    void whatIsAtWorkCanBeSuspendedAndResumed(String fixture) {
        var before = Fixtures.of(fixture);
        assertThat(ArgoLua.actions(before)).containsEntry("suspend", true).containsEntry("resume", false);

        var suspended = ArgoLua.act("suspend", before);

        assertThat(suspended.at("/spec/suspend/reason").asText()).isEqualTo("by Argo CD");
        assertThat(ArgoLua.actions(suspended)).containsEntry("suspend", false).containsEntry("resume", true);
        assertThat(ArgoLua.act("resume", suspended)).isEqualTo(before);
    }

    /** By which the next wave of Applications waits for the one before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Progressing|Waiting for Argo CD",
                "{\"status\": {}}|Progressing|Waiting for Argo CD",
                "{\"status\": {\"health\": {}}}|Progressing|Waiting for Argo CD",
                "{\"status\": {\"health\": {\"status\": \"Healthy\"}}}|Healthy|''",
                "{\"status\": {\"health\": {\"status\": \"Degraded\", \"message\": \"RuleInvalid\"}}}|Degraded|RuleInvalid"
            })
    void anApplicationIsAsWellAsWhatItBrought(String application, String health, String message) throws Exception {
        assertThat(ArgoLua.ofApplication(new ObjectMapper().readTree(application)))
                .isEqualTo(new ArgoLua.Health(health, message));
    }

    @Test
    void aSourceIsObservedAndApplied() {
        var before = Fixtures.of("usersource-observed");
        assertThat(ArgoLua.actions(before)).isEqualTo(Map.of("observe", false, "apply", true, "read-now", true));

        var applied = ArgoLua.act("apply", before);

        assertThat(applied.at("/spec/mode").asText()).isEqualTo("Apply");
        assertThat(ArgoLua.act("observe", applied)).isEqualTo(before);
    }
}
