package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConditionsPageTest {
    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        assertThat(Files.readString(Path.of("docs/conditions.md")))
                .as("docs/conditions.md is made from the code: run ./usher generate")
                .isEqualTo(ConditionsPage.text());
    }

    @Test
    void everyProblemThatBlocksAUserIsAReasonOfItsOwn() {
        var reasons = Arrays.stream(Reason.values()).map(Reason::name).toList();

        assertThat(Arrays.stream(Problem.Kind.values()).filter(kind -> kind != Problem.Kind.SourceContradiction))
                .extracting(Problem.Kind::name)
                .allMatch(reasons::contains);
    }
}
