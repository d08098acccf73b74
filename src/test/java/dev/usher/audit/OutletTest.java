package dev.usher.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are renamed, removed or in the way, and streams that break off. */
class OutletTest {
    @TempDir
    Path directory;

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFileGoesOnAtItsEndOnALineOfItsOwn() throws IOException {
        var file = Files.writeString(directory.resolve("audit"), "one\ntorn");
        try (var outlet = new FileOutlet(file)) {
            outlet.write(line("two"));
            outlet.write(line("three"));
        }

        assertThat(file).hasContent("one\ntorn\ntwo\nthree\n");
    }

    @Test
    void aFileThatWasRenamedIsLeft() throws IOException {
        var file = directory.resolve("audit");
        var rotated = directory.resolve("audit.1");
        try (var outlet = new FileOutlet(file)) {
            outlet.write(line("one"));
            Files.move(file, rotated);
            outlet.write(line("two"));
            outlet.refresh();
            outlet.write(line("three"));
        }

        assertThat(rotated).hasContent("one\ntwo\n");
        assertThat(file).hasContent("three\n");
    }

    @Test
    void aNewFileIsForNobodyElse() throws IOException {
        var file = directory.resolve("audit");
        try (var outlet = new FileOutlet(file)) {
            outlet.write(line("one"));
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatHasNoDiskIsNotBroughtToIt() throws IOException {
        try (var outlet = new FileOutlet(Path.of("/dev/null"))) {
            outlet.write(line("one"));

            assertThatCode(outlet::refresh).doesNotThrowAnyException();
        }
    }

    @Test
    void aDirectoryInItsPlaceIsAFailureUntilItIsGone() throws IOException {
        var file = Files.createDirectory(directory.resolve("audit"));
        try (var outlet = new FileOutlet(file)) {
            assertThatThrownBy(() -> outlet.write(line("one"))).isInstanceOf(IOException.class);
            Files.delete(file);
            outlet.write(line("one"));
        }

        assertThat(Files.readString(file)).isEqualToIgnoringNewLines("one");
    }

    @Test
    void anInterruptionOfTheWriterClosesNothing() throws IOException {
        var file = directory.resolve("audit");
        try (var outlet = new FileOutlet(file)) {
            Thread.currentThread().interrupt();
            outlet.write(line("one"));
            assertThat(Thread.interrupted()).isTrue();
            outlet.write(line("two"));
        }

        assertThat(file).hasContent("one\ntwo\n");
    }

    @Test
    void whatIsLeftOfALineIsNoPartOfTheNextOne() throws IOException {
        var breaking = new Breaking();
        var outlet = new StreamOutlet(breaking, Duration.ofSeconds(1));
        assertThatThrownBy(() -> outlet.write(line("one"))).isInstanceOf(IOException.class);
        breaking.whole = true;
        outlet.write(line("two"));

        assertThat(breaking.toString(StandardCharsets.UTF_8)).isEqualTo("on\ntwo\n");
    }

    @Test
    void linesOfSeveralThatGoToOneStreamAreWholeHoweverSlowlyItTakesThem() throws InterruptedException {
        var slow = new BitByBit();
        var outlet = new StreamOutlet(slow, Duration.ofMinutes(1));
        var writers = Stream.of("a", "b", "c")
                .map(letter -> Thread.ofPlatform().start(() -> {
                    for (var times = 0; times < 50; times++) {
                        writes(outlet, letter.repeat(100));
                    }
                }))
                .toList();
        for (var writer : writers) {
            writer.join();
        }

        assertThat(slow.toString(StandardCharsets.UTF_8).lines())
                .hasSize(150)
                .containsOnly("a".repeat(100), "b".repeat(100), "c".repeat(100));
    }

    @Test
    void whoeverWaitsForALineThatIsNotTakenFailsAfterAWhileAndNothingOfItIsWritten() throws Exception {
        var hanging = new HangingOutput();
        var outlet = new StreamOutlet(hanging, Duration.ofMillis(10));
        var first = Thread.ofPlatform().start(() -> writes(outlet, "one"));
        hanging.awaitHanging();

        assertThatThrownBy(() -> outlet.write(line("two"))).isInstanceOf(IOException.class);
        hanging.isRead();
        first.join();
        outlet.write(line("three"));
        assertThat(hanging.toString(StandardCharsets.UTF_8)).isEqualTo("one\nthree\n");
    }

    private static void writes(Outlet outlet, String text) {
        try {
            outlet.write(line(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets others come between any two bytes. */
    private static final class BitByBit extends ByteArrayOutputStream {
        @Override
        public void write(byte[] bytes) {
            for (var one : bytes) {
                write(one);
                LockSupport.parkNanos(1_000);
            }
        }
    }

    /** Takes two bytes of what it is given. */
    private static final class Breaking extends ByteArrayOutputStream {
        private boolean whole;

        @Override
        public void write(byte[] bytes) throws IOException {
            write(bytes, 0, whole ? bytes.length : 2);
            if (!whole) {
                throw new IOException("no space left");
            }
        }
    }
}
