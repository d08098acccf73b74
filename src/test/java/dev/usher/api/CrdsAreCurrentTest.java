package dev.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CrdsAreCurrentTest {
    @Test
    void theFilesSayWhatTheRecordsSay() throws IOException {
        assertThat(CrdFiles.read(Path.of("crds")))
                .as("crds/ is made from the records: run ./usher generate")
                .isEqualTo(CrdFiles.generate());
    }

    /** A reader of YAML 1.1 takes {@code 3.1536E8} for a text, and a whole number is none with a point. */
    @Test
    void theFilesHaveNumbersThatEveryReaderTakesForNumbers() throws IOException {
        assertThat(CrdFiles.read(Path.of("crds")).values())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text.lines())
                        .noneMatch(
                                line -> line.matches("[- ]*[A-Za-z]+: -?[0-9]+(\\.[0-9]+E-?[0-9]+|\\.0|E-?[0-9]+)")));
    }

    @Test
    void theChartCarriesTheSameFiles() throws IOException {
        assertThat(CrdFiles.read(Path.of("helm/usher/files/crds")))
                .as("the chart's copy is made with the others: run ./usher generate")
                .isEqualTo(CrdFiles.generate());
    }
}
