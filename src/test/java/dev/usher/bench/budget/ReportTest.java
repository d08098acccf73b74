package dev.usher.bench.budget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.bench.budget.Figure.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Figure GOOD =
            Figure.ratio("p1", "users", Spread.of(12, 11, 13), Spread.of(10, 10.5, 10), "s", 1.3);
    private static final Figure OVER = Figure.of("p3", "writes", 2.5, "", 2.05, "ledger 1.00");
    private static final Figure WORTHLESS =
            Figure.ratio("p1_quota", "users at a quota", Spread.of(12, 11, 13), Spread.of(10, 12, 10), "s", 1.1);
    private static final Figure MISSING = Figure.missing("p6", "restart", "the operator did not start");

    @Test
    void aFigureStandsToItsBoundByItsRatioWhereThereIsANullOperatorAndByItselfElse() {
        assertThat(GOOD.ratio()).hasValue(1.2);
        assertThat(GOOD.verdict()).isEqualTo(Verdict.OK);
        assertThat(OVER.verdict()).isEqualTo(Verdict.OVER);
        assertThat(WORTHLESS.verdict()).isEqualTo(Verdict.VOID);
        assertThat(MISSING.verdict()).isEqualTo(Verdict.VOID);
    }

    @Test
    void whatIsOverItsBoundWasMeasuredAndWhatIsVoidWasNot() {
        assertThat(new Report(List.of(GOOD, OVER)).isComplete()).isTrue();
        assertThat(new Report(List.of(GOOD, WORTHLESS)).isComplete()).isFalse();
        assertThat(new Report(List.of(GOOD, MISSING)).isComplete()).isFalse();
    }

    @Test
    void theTableAndTheJsonSayTheSame() {
        var report = new Report(List.of(GOOD, OVER, WORTHLESS, MISSING));
        var table = table(report);
        var json = report.json();

        assertThat(json.properties()).hasSize(4);
        json.properties().forEach(figure -> {
            var says = figure.getValue();
            assertThat(table).contains(says.path("what").asText());
            for (var field : List.of("ratio", "null", "value", "must")) {
                if (says.has(field)) {
                    assertThat(table).contains(Report.number(says.path(field).asDouble()));
                }
            }
            assertThat(table).contains(says.path("void").asText(""));
        });
        assertThat(json.at("/p1/ratio").asDouble()).isEqualTo(1.2);
        assertThat(json.at("/p1/null").asDouble()).isEqualTo(10);
        assertThat(json.at("/p1/unit").asText()).isEqualTo("s");
        assertThat(json.at("/p3/verdict").asText()).isEqualTo("over");
        assertThat(json.at("/p6").has("value")).isFalse();
    }

    private static String table(Report report) {
        var bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, UTF_8));
        return bytes.toString(UTF_8);
    }
}
