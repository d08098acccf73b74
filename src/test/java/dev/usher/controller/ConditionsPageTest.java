package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.quality.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConditionsPageTest {
    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        assertThat(Files.readString(Path.of("docs/conditions.md")))
                .as("docs/conditions.md is made from the code: run ./usher generate")
                .isEqualTo(ConditionsPage.text());
    }

    @Test
    void thePageHasEveryProblemThatAUserCanHave() {
        assertThat(Problem.Kind.values())
                .extracting(Problem.Kind::name)
                .allSatisfy(name -> assertThat(ConditionsPage.text()).contains("| `" + name + "` |"));
    }
}
