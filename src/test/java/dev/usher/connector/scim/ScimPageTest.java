package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScimPageTest {
    @Test
    void thePageSaysWhatTheCatalogueSays() throws IOException {
        assertThat(Files.readString(Path.of("docs/scim.md")))
                .as("docs/scim.md is made from the code: run ./usher generate")
                .isEqualTo(ScimPage.text());
    }
}
