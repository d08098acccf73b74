package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    private static final String FIRST = record(1, 1, "0".repeat(64), "");
    /** Of the line before. */
    private static final String DIGEST = sha256(FIRST);

    private static final String LAST = record(2, 2, DIGEST, ",\"decisions\":1,\"last\":true");

    @TempDir
    private Path directory;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private static String record(int sequence, int number, String previous, String more) {
        return "{\"class_uid\":0,\"metadata\":{\"event_code\":\"" + (more.isEmpty() ? "decision" : "checkpoint")
                + "\",\"sequence\":" + sequence + "},\"unmapped\":{\"stream\":\"one\",\"epoch\":7" + more
                + ",\"chain\":{\"of\":\"\",\"day\":\"2026-03-04\",\"number\":" + number + ",\"previous\":\"" + previous
                + "\"}}}";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private int verify(Path... files) {
        var arguments = new ArrayList<>(List.of("audit", "verify"));
        List.of(files).forEach(file -> arguments.add(file.toString()));
        return new Cli(
                        () -> {
                            throw new AssertionError("nothing is exported");
                        },
                        () -> {
                            throw new AssertionError("no cluster is asked");
                        },
                        () -> {
                            throw new AssertionError("no app is asked");
                        },
                        InstantSource.system(),
                        new PrintWriter(output, true),
                        new PrintWriter(errors, true))
                .run(arguments.toArray(String[]::new));
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }

    @Test
    void aStreamOverTwoFilesIsWhole() throws IOException {
        assertThat(verify(file("audit.1", "a line of a log", FIRST), file("audit", LAST)))
                .isZero();
        assertThat(output).hasToString("stream one, epoch 7: records 1 to 2, ended in order\n");
    }

    @Test
    void aTornCharacterOfAnotherLineIsNoFault() throws IOException {
        var first = record(1, 1, "0".repeat(64), ",\"to\":\"Zoë\"");
        var last = record(2, 2, sha256(first), ",\"last\":true");
        var torn = Files.write(
                directory.resolve("audit"),
                (first + "\n{\"Zo\u00c3\n" + last + "\n")
                        .replace("Zoë", "Zo\u00c3\u00ab")
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(verify(torn)).isZero();
        assertThat(output).hasToString("stream one, epoch 7: records 1 to 2, ended in order\n");
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() throws IOException {
        var changed = FIRST.replace("2026-03-04", "2026-03-05");

        assertThat(verify(file("audit.1", changed), file("audit", "", LAST))).isEqualTo(1);
        assertThat(output.toString())
                .startsWith(directory.resolve("audit")
                        + ":2: record 2 of the chain \"\" follows another record than the one before\n");
    }

    @Test
    void anEndThatIsMissingIsSaid() throws IOException {
        assertThat(verify(file("audit", FIRST))).isZero();
        assertThat(output.toString()).contains("without an end");
    }

    @Test
    void aFileWithoutARecordOrNoneAtAllIsNoStream() throws IOException {
        assertThat(verify(file("audit", "nothing"))).isEqualTo(1);
        assertThat(verify(directory.resolve("elsewhere"))).isEqualTo(1);
        assertThat(errors.toString()).contains("cannot be read");
    }
}
