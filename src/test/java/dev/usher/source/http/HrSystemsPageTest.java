package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HrSystemsPageTest {
    @Test
    void thePageSaysWhatThePresetsSay() throws IOException {
        assertThat(Files.readString(Path.of("docs/hr-systems.md")))
                .as("docs/hr-systems.md is made from the presets: run ./usher generate")
                .isEqualTo(HrSystemsPage.text());
    }
}
