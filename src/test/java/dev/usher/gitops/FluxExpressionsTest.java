package dev.usher.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.usher.cluster.Project;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of {@code config/flux/people.yaml}, asked in the order in which Flux asks them: in progress, failed, current. */
class FluxExpressionsTest {
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("metadata", SimpleType.DYN)
            .addVar("status", SimpleType.DYN)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().build();

    static Stream<Verdict> ofUsers() {
        return Verdicts.ALL.stream()
                .filter(verdict -> verdict.fixture().startsWith("provisioneduser-"))
                // What is going is judged before any text is asked.
                .filter(verdict -> !verdict.kstatus().equals("Terminating"));
    }

    private static String judged(JsonNode user) throws Exception {
        var texts = new YAMLMapper()
                .readTree(Project.path("config/flux/people.yaml").toFile())
                .at("/spec/healthCheckExprs/0");
        assertThat(texts.path("kind").asText()).isEqualTo("ProvisionedUser");
        var object = new ObjectMapper().convertValue(user, new TypeReference<Map<String, Object>>() {});
        for (var stage : List.of("inProgress", "failed", "current")) {
            var program = RUNTIME.createProgram(
                    COMPILER.compile(texts.path(stage).asText()).getAst());
            if (Boolean.TRUE.equals(program.eval(object))) {
                return stage.substring(0, 1).toUpperCase(Locale.ROOT) + stage.substring(1);
            }
        }
        return "InProgress";
    }

    @ParameterizedTest
    @MethodSource("ofUsers")
    void agreeWithKstatusButForWhoIsHeld(Verdict verdict) throws Exception {
        var expected = verdict.fixture().equals("provisioneduser-held") ? "Current" : verdict.kstatus();

        assertThat(judged(Fixtures.of(verdict.fixture()))).isEqualTo(expected);
    }
}
