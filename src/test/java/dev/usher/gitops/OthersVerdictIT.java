package dev.usher.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same fixtures, judged by the code that Flux, Helm and Argo CD run, and manifests for Flux, read by its own types. */
class OthersVerdictIT {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void kstatusSaysOfEachWhatIsExpected() {
        assertThat(OthersCode.ofFixtures(directory, "kstatus"))
                .isEqualTo(Verdicts.ALL.stream().collect(Collectors.toMap(Verdict::fixture, Verdict::kstatus)));
    }

    /** Which is why each definition gives a status that waits to whatever is created. */
    @Test
    void kstatusTakesWhatHasNoStatusForDoneAndArgoCdDoesNot() {
        var bare = new TreeMap<String, JsonNode>();
        Fixtures.all().forEach((name, created) -> {
            if (name.endsWith("-created")) {
                ObjectNode copy = created.deepCopy();
                copy.remove("status");
                bare.put(name, copy);
            }
        });

        assertThat(bare).hasSize(9);
        assertThat(OthersCode.ofFixtures(directory, bare, "kstatus").values()).containsOnly("Current");
        assertThat(bare.values())
                .allSatisfy(
                        object -> assertThat(ArgoLua.health(object).status()).isEqualTo("Progressing"));
    }

    @Test
    void theInterpreterOfArgoCdSaysTheSameAsThatOfTheTests() {
        var script = Project.path("config/argocd/health.lua").toString();

        assertThat(OthersCode.ofFixtures(directory, "health", script))
                .isEqualTo(Fixtures.all().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, fixture -> {
                    var health = ArgoLua.health(fixture.getValue());
                    return health.status() + "\t" + health.message();
                })));
    }

    @Test
    void theInterpreterOfArgoCdSaysOfApplicationsHowTheyAre() {
        var list = """
                {"apiVersion": "v1", "kind": "List", "items": [
                  {"apiVersion": "v1", "kind": "Application", "metadata": {"name": "new"}},
                  {"apiVersion": "v1", "kind": "Application", "metadata": {"name": "ill"},
                   "status": {"health": {"status": "Degraded", "message": "RuleInvalid"}}}]}
                """;
        var script = Project.path("config/argocd/application.lua").toString();

        assertThat(OthersCode.run(directory, "gitops", list, "health", script).text())
                .isEqualTo("new\tProgressing\tWaiting for Argo CD\nill\tDegraded\tRuleInvalid\n");
    }

    @ParameterizedTest
    @CsvSource({
        "provisioneduser-provisioned, suspend",
        "provisioneduser-suspended, resume",
        "targetapp-reachable, suspend",
        "targetapp-suspended, resume",
        "usersource-observed, apply",
        "usersource-held, observe"
    })
    void theInterpreterOfArgoCdActsAsThatOfTheTests(String fixture, String action) throws IOException {
        var acted = ArgoLua.act(action, Fixtures.of(fixture)).path("spec");
        // What our program makes of a script is a health.
        var script = Files.writeString(
                directory.resolve("action.lua"), """
                local acted = (function()
                %s
                end)()
                local suspended = acted.spec.suspend or {}
                return {status = tostring(suspended.reason or ""), message = tostring(acted.spec.mode or "")}
                """.formatted(ArgoLua.script(action, Fixtures.of(fixture))));

        assertThat(OthersCode.ofFixtures(directory, Map.of(fixture, Fixtures.of(fixture)), "health", script.toString()))
                .isEqualTo(Map.of(
                        fixture,
                        acted.at("/suspend/reason").asText() + "\t"
                                + acted.path("mode").asText()));
    }

    @Test
    void fluxTakesEveryManifest() throws IOException {
        List<String> files;
        try (Stream<Path> found = Files.walk(Project.path("config/flux"))) {
            files = found.filter(file -> file.toString().endsWith(".yaml"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
        var said = flux(files);

        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    @Test
    void fluxTakesNoManifestWithAFieldThatItDoesNotKnow() throws IOException {
        var wrong = Files.readString(Project.path("config/flux/people.yaml")).replace("  prune:", "  pruned:");
        var file = Files.writeString(directory.resolve("wrong.yaml"), wrong);

        var said = flux(List.of(file.toString()));

        assertThat(said.exitCode()).isOne();
        assertThat(said.text()).contains("unknown field \"pruned\"");
    }

    private OthersCode.Said flux(List<String> files) {
        return OthersCode.run(
                directory,
                "gitops",
                "",
                Stream.concat(Stream.of("flux"), files.stream()).toArray(String[]::new));
    }
}
