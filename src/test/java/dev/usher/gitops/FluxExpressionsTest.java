package dev.usher.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.usher.cluster.Project;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of {@code config/flux}, asked in the order in which Flux asks them: in progress, failed, current. */
class FluxExpressionsTest {
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("metadata", SimpleType.DYN)
            .addVar("status", SimpleType.DYN)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().build();

    /** Which files have them, for which kind. */
    private static final Map<String, String> ENTRIES = Map.of("people", "ProvisionedUser", "access", "UserSource");

    private static final List<String> STAGES = List.of("inProgress", "failed", "current");
    private static final Set<String> HELD = Set.of("provisioneduser-held", "retainedaccount-held", "usersource-held");

    static Stream<Verdict> all() {
        // What is going is judged before any text is asked.
        return Verdicts.ALL.stream().filter(verdict -> !verdict.kstatus().equals("Terminating"));
    }

    private static JsonNode entry(String file) throws IOException {
        return new YAMLMapper()
                .readTree(Project.path("config/flux/" + file + ".yaml").toFile())
                .at("/spec/healthCheckExprs/0");
    }

    private static String judged(Map<String, Object> object) throws Exception {
        var texts = entry("access");
        for (var stage : STAGES) {
            var program = RUNTIME.createProgram(
                    COMPILER.compile(texts.path(stage).asText()).getAst());
            if (Boolean.TRUE.equals(program.eval(object))) {
                return stage.substring(0, 1).toUpperCase(Locale.ROOT) + stage.substring(1);
            }
        }
        return "InProgress";
    }

    private static Map<String, Object> read(JsonNode object) {
        return new ObjectMapper().convertValue(object, new TypeReference<Map<String, Object>>() {});
    }

    @Test
    void areTheSameForEveryKind() throws Exception {
        for (var entry : ENTRIES.entrySet()) {
            assertThat(entry(entry.getKey()).path("kind").asText()).isEqualTo(entry.getValue());
            for (var stage : STAGES) {
                assertThat(entry(entry.getKey()).path(stage))
                        .isEqualTo(entry("access").path(stage));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void agreeWithKstatusButForWhatIsHeld(Verdict verdict) throws Exception {
        var expected = HELD.contains(verdict.fixture()) ? "Current" : verdict.kstatus();

        assertThat(judged(read(Fixtures.of(verdict.fixture())))).isEqualTo(expected);
    }

    /** There is no fixture of it: it takes more locks than a limit allows. */
    @Test
    void takeALockThatIsHeldForDone() throws Exception {
        var held = Fixtures.of("accesslock-usernotfound").deepCopy();
        held.at("/status/conditions").forEach(condition -> ((ObjectNode) condition).put("reason", "LocksHeld"));

        assertThat(judged(read(held))).isEqualTo("Current");
    }
}
