package dev.usher.audit;

import static dev.usher.audit.Writer.AGREED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.docs.Fence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop by which docs/audit.md verifies a stream without Usher. */
class ByHandTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aStreamIsVerifiedByTheLoopOfThePage() throws IOException, InterruptedException {
        var writer = new Writer();
        writer.writes(writer.create(), AGREED);
        writer.writes(writer.update(), AGREED);
        writer.stream.close();
        List<String> lines = writer.outlet.lines();

        assertThat(found(lines)).isEmpty();

        var changed = new ArrayList<>(lines);
        changed.set(0, lines.getFirst().replaceFirst("\"severity_id\":1", "\"severity_id\":2"));
        assertThat(changed).isNotEqualTo(lines);
        assertThat(found(changed)).startsWith("not what was written: ");
    }

    private String found(List<String> lines) throws IOException, InterruptedException {
        Files.write(directory.resolve("audit.jsonl"), lines);
        var loop = Fence.of(Path.of("docs", "audit.md")).stream()
                .filter(fence -> fence.marks().containsKey("whole"))
                .findFirst()
                .orElseThrow();
        var output = directory.resolve("output");
        var shell = new ProcessBuilder("sh", "-c", loop.text())
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(shell.waitFor()).isZero();
        return Files.readString(output);
    }
}
