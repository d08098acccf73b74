package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.audit.Outlet;
import dev.usher.log.Heard;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines that are left while nobody reads, or while they cannot be written. */
@Timeout(30)
class BacklogTest {
    private final Reader reader = new Reader();
    private final Backlog backlog = new Backlog(reader, 100);
    private final OutputStream entrance = backlog.entrance();
    private final Heard heard = Heard.of(Backlog.class);

    @AfterEach
    void listenNoMore() {
        reader.present.countDown();
        heard.close();
    }

    /** Takes lines while it is there. */
    private static final class Reader implements Outlet {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch present = new CountDownLatch(1);
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private volatile boolean full;

        @Override
        public void write(byte[] line) throws IOException {
            asked.countDown();
            try {
                present.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (full) {
                throw new IOException("no space left");
            }
            lines.add(new String(line, StandardCharsets.UTF_8));
        }

        @Override
        public void refresh() {}

        @Override
        public void close() {}
    }

    /** In two pieces, as an encoder may write it. */
    private void leaves(String line) {
        try {
            entrance.write(line.substring(0, 1).getBytes(StandardCharsets.UTF_8));
            entrance.write(line.substring(1).getBytes(StandardCharsets.UTF_8));
            entrance.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> warnings() {
        return heard.lines().stream().map(Heard.Line::message).toList();
    }

    @Test
    void whoeverHasALineGoesOnWhileNobodyReadsAndItIsWrittenOnceSomebodyDoes() {
        backlog.start();
        leaves("one\n");
        leaves("two\n");
        reader.present.countDown();
        backlog.drain();

        assertThat(reader.lines).containsExactly("one\n", "two\n");
        assertThat(backlog.dropped()).isZero();
    }

    @Test
    void whatIsTooMuchIsLeftOutAndCountedAndToldOfOnceLinesAreTakenAgain() {
        backlog.start();
        for (var line = 0; line < 30; line++) {
            leaves("line " + (line + 10) + "\n");
        }
        assertThat(backlog.dropped()).isEqualTo(30 - 100 / 8);
        reader.present.countDown();
        backlog.drain();

        assertThat(reader.lines).hasSize(100 / 8).first().isEqualTo("line 10\n");
        await().untilAsserted(() -> assertThat(warnings())
                .contains("18 lines of the log are missing before this one: they were not taken"));
    }

    @Test
    void aLineThatCouldNotBeWrittenIsNotPartOfALaterOneAndIsCounted() {
        reader.present.countDown();
        reader.full = true;
        backlog.start();
        leaves("one\n");
        backlog.drain();
        reader.full = false;
        leaves("two\n");
        backlog.drain();

        assertThat(reader.lines).containsExactly("two\n");
        assertThat(backlog.dropped()).isEqualTo(1);
        await().untilAsserted(() ->
                assertThat(warnings()).contains("1 lines of the log are missing before this one: they were not taken"));
    }

    @Test
    void atTheEndOfTheProcessWhoeverHasALineWaitsUntilItIsWritten() {
        reader.present.countDown();
        backlog.start();
        backlog.end();

        for (var line = 0; line < 100; line++) {
            leaves("line " + line + "\n");
            assertThat(reader.lines).hasSize(line + 1);
        }
    }

    @Test
    void theEndOfTheProcessWaitsOnceForAReaderWhoIsGone() throws InterruptedException {
        backlog.start();
        leaves("one\n");
        reader.asked.await();
        backlog.end();

        for (var line = 0; line < 100; line++) {
            leaves("line " + line + "\n");
        }
        assertThat(reader.lines).isEmpty();
    }
}
