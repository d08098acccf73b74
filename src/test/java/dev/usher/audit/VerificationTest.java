package dev.usher.audit;

import static dev.usher.audit.Writer.AGREED;
import static dev.usher.audit.Writer.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is done to a stream afterwards can be seen in it. */
class VerificationTest {
    private final Writer writer = new Writer();

    @BeforeEach
    void twoDays() throws IOException {
        writer.writes(writer.create(), AGREED);
        writer.writes(writer.disable(CHAT), AGREED);
        writer.passes(Duration.ofHours(2));
        writer.writes(writer.update(), AGREED);
        writer.stream.close();
    }

    private static Verification verified(List<String> lines) {
        var verification = new Verification();
        lines.forEach(line -> verification.read(line.getBytes(StandardCharsets.UTF_8)));
        return verification;
    }

    private List<String> with(int index, String line) {
        var lines = new ArrayList<>(writer.outlet.lines());
        lines.set(index, line);
        return lines;
    }

    private List<String> without(int index) {
        var lines = new ArrayList<>(writer.outlet.lines());
        lines.remove(index);
        return lines;
    }

    @Test
    void whatWasWrittenIsWhole() {
        var verification = verified(writer.outlet.lines());

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.streams())
                .containsExactly(
                        new Verification.Summary("one", 7, 1, writer.records().size(), true));
    }

    @Test
    void aLineThatWasTakenOutIsMissed() {
        var last = writer.outlet.lines().size() - 1;
        for (var index : IntStream.range(1, last).toArray()) {
            assertThat(verified(without(index)).findings())
                    .as("without line %d", index)
                    .isNotEmpty();
        }
        assertThat(verified(without(0)).streams().getFirst().first()).isEqualTo(2);
    }

    @Test
    void anEndThatWasCutOffIsMissed() {
        var lines = writer.outlet.lines();

        for (var length : IntStream.range(1, lines.size()).toArray()) {
            assertThat(verified(lines.subList(0, length)).streams().getFirst().ended())
                    .isFalse();
        }
    }

    @Test
    void aLineThatWasChangedIsFoundByTheOneAfterIt() {
        var lines = writer.outlet.lines();
        for (var index : IntStream.range(0, lines.size() - 1).toArray()) {
            var changed = lines.get(index).replaceFirst("\"time\":1", "\"time\":2");
            assertThat(verified(with(index, changed)).findings())
                    .as("line %d", index)
                    .isNotEmpty();
        }
    }

    @Test
    void twoLinesThatChangedPlacesAreFound() {
        var lines = new ArrayList<>(writer.outlet.lines());
        lines.set(0, writer.outlet.lines().get(1));
        lines.set(1, writer.outlet.lines().get(0));

        assertThat(verified(lines).findings()).isNotEmpty();
    }

    @Test
    void aSumThatDoesNotAddUpIsFound() {
        var lines = writer.outlet.lines();
        var index = IntStream.range(0, lines.size())
                .filter(at -> lines.get(at).contains("\"intents\":1"))
                .findFirst()
                .orElseThrow();

        assertThat(verified(with(index, lines.get(index).replace("\"intents\":1", "\"intents\":2")))
                        .findings())
                .extracting(Verification.Finding::what)
                .anyMatch(what -> what.contains("does not add up"));
    }

    @Test
    void whatIsNoRecordIsPassedOver() {
        var lines = new ArrayList<String>();
        writer.outlet.lines().forEach(line -> {
            lines.add("2026-03-04 23:00:00,000 INFO [dev.usher] (main) Usher is in charge");
            lines.add(line);
            lines.add("{\"class_uid\":30");
        });

        assertThat(verified(lines).findings()).isEmpty();
    }
}
