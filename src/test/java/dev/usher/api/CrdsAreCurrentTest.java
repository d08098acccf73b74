package dev.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CrdsAreCurrentTest {
    @Test
    void theFilesSayWhatTheRecordsSay() throws IOException {
        assertThat(CrdFiles.read(Path.of("crds")))
                .as("crds/ is made from the records: run ./usher crds")
                .isEqualTo(CrdFiles.generate());
    }

    @Test
    void theChartCarriesTheSameFiles() throws IOException {
        assertThat(CrdFiles.read(Path.of("helm/usher/files/crds")))
                .as("the chart's copy is made with the others: run ./usher crds")
                .isEqualTo(CrdFiles.generate());
    }
}
