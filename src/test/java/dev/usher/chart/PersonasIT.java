package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/admission.md, cell by cell, by users of a real API server. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class PersonasIT {

    private static final List<String> COLUMNS = Stream.concat(Policies.PERSONAS.stream(), Stream.of(Policies.EDITOR))
            .toList();
    private static final String HEADER = Policies.PERSONAS.stream()
            .map(persona -> "usher-" + persona)
            .collect(Collectors.joining(" | ", "| | ", " | no verb |"));

    private static List<Person> people = List.of();

    @BeforeAll
    static void install(ControlPlane plane) {
        var policies = new Policies(plane);
        policies.install();
        people = COLUMNS.stream().map(policies::person).toList();
    }

    /**
     * A row of the table.
     *
     * @param words what somebody does
     * @param may who may, of the columns
     */
    record Row(String words, List<String> may) {
        @Override
        public String toString() {
            return words + ": " + (may.isEmpty() ? "nobody" : String.join(", ", may));
        }
    }

    static List<Row> rows() {
        try {
            return Files.readString(Path.of("docs", "admission.md"))
                    .lines()
                    .dropWhile(line -> !line.equals(HEADER))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(PersonasIT::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        return new Row(
                cells.get(1),
                IntStream.range(0, COLUMNS.size())
                        .filter(column -> cells.get(column + 2).equals("✓"))
                        .mapToObj(COLUMNS::get)
                        .toList());
    }

    @Test
    void everythingThatIsTriedIsInTheTable() {
        assertThat(rows().stream().map(Row::words))
                .containsExactlyElementsOf(Acts.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whoMayDoesItAndNobodyElse(Row row) {
        List<String> did = new ArrayList<>();
        for (var person : people) {
            if (Policies.refusal(person, Acts.act(row.words())).isEmpty()) {
                did.add(person.name());
            }
        }
        assertThat(did).isEqualTo(row.may());
    }
}
