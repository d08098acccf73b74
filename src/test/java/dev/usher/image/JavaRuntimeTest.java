package dev.usher.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaRuntimeTest {

    @TempDir
    private Path directory = Path.of("");

    private Path jdk(String release) throws IOException {
        Path jdk = Files.createDirectories(directory.resolve("jdk"));
        Files.writeString(jdk.resolve("release"), release);
        return jdk;
    }

    @ParameterizedTest
    @CsvSource({
        "Darwin,  default, 'for Linux, and that in', 'is for Darwin: make it on Linux'",
        "Windows, '',      'for Linux, and that in', 'is for Windows'",
        "Linux,   musl,    'for glibc, and that in', 'is for musl'",
        "Linux,   '',      'for glibc, and that in', 'is for another C library'",
    })
    void aJdkWhoseProgramsNoImageRunsIsRefusedBeforeAnythingIsMade(
            String system, String library, String takes, String has) throws IOException {
        Path jdk = jdk("OS_NAME=\"" + system + "\"\nLIBC=\"" + library + "\"\n");
        Path there = Files.createDirectories(directory.resolve("java"));

        assertThatThrownBy(() -> JavaRuntime.make(jdk, there))
                .hasMessageContaining(takes)
                .hasMessageContaining(has);

        assertThat(there).exists();
    }

    @Test
    void oneForGlibcIsTaken() throws IOException {
        Path jdk = jdk("OS_NAME=\"Linux\"\nLIBC=\"gnu\"\n");

        assertThatThrownBy(() -> JavaRuntime.make(jdk, directory.resolve("java")))
                .as("there is no more of it than its word")
                .hasMessageContaining("bin/jlink");
    }
}
