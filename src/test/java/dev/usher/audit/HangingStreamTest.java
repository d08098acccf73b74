package dev.usher.audit;

import static dev.usher.audit.Writer.AGREED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.sync.JournalFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream that does not come back, and one that has ended, hold up nobody and write nothing twice. */
@Timeout(30)
class HangingStreamTest {
    private final Writer writer = new Writer();
    private final AuditStream stream = writer.stream;
    private final CountDownLatch reader = new CountDownLatch(1);

    private List<String> codes() {
        return writer.records().stream()
                .map(record -> record.at("/metadata/event_code").asText())
                .toList();
    }

    private Thread hangs(Runnable what) {
        writer.outlet.hangsUntil(reader);
        var thread = Thread.ofPlatform().daemon().start(what);
        writer.outlet.awaitHanging();
        return thread;
    }

    private void goesOn(Thread thread) throws InterruptedException {
        reader.countDown();
        thread.join();
    }

    @Test
    void whoHangsHoldsUpNobodyElse() throws InterruptedException {
        var first = writer.create();
        var hangs = hangs(() -> stream.intent(first));
        var disable = writer.disable();
        assertThatThrownBy(() -> stream.intent(disable)).isInstanceOf(JournalFailure.class);
        assertThat(stream.isWell()).isFalse();
        stream.result(disable, AGREED);
        stream.look();
        assertThat(codes()).isEmpty();
        goesOn(hangs);
        stream.look();

        assertThat(codes()).containsExactly("intent", "resumption", "intent", "result");
        assertThat(stream.isWell()).isTrue();
    }

    @Test
    void aLineOfSomebodyElseThatHangsInTheSameOutputIsAHangingStreamAsWell() throws Exception {
        var taken = new HangingOutput();
        var output = new StreamOutlet(taken, Duration.ofMillis(20));
        var shared = writer.stream(output);
        var log = Thread.ofPlatform().daemon().start(() -> {
            try {
                output.write("a line of the log\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        taken.awaitHanging();

        var disable = writer.disable();
        assertThatThrownBy(() -> shared.intent(disable)).isInstanceOf(JournalFailure.class);
        assertThat(shared.isWell()).isFalse();
        shared.result(disable, AGREED);
        taken.isRead();
        log.join();
        shared.look();

        assertThat(shared.isWell()).isTrue();
        assertThat(taken.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .first()
                .isEqualTo("a line of the log");
    }

    @Test
    void anInterruptedThreadWaitsForItsTurnAsWell() throws InterruptedException {
        stream.intent(writer.create());
        Thread.currentThread().interrupt();
        stream.intent(writer.disable());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(codes()).containsExactly("intent", "intent");
    }

    @Test
    void whoLooksWhileAnotherDoesWritesNothingTwice() throws InterruptedException {
        writer.outlet.isFull(true);
        stream.result(writer.disable(), AGREED);
        writer.outlet.isFull(false);
        var hangs = hangs(stream::look);
        stream.look();
        goesOn(hangs);

        assertThat(codes()).containsExactly("resumption", "intent", "result");
    }

    @Test
    void aDiskThatTakesNothingStopsNoRecordThatCanBeWritten() {
        writer.outlet.isFull(true);
        stream.result(writer.disable(), AGREED);
        writer.outlet.isFull(false);
        writer.outlet.refreshesNoMore();
        stream.look();

        assertThat(codes()).containsExactly("resumption", "intent", "result");
        assertThat(stream.isWell()).isTrue();
    }

    @Test
    void anEndThatLosesRecordsIsNoEndInOrder() {
        writer.outlet.isFull(true);
        stream.result(writer.disable(), AGREED);

        assertThatThrownBy(stream::close).isInstanceOf(IOException.class).hasMessageContaining("2 records");
        assertThat(stream.lost()).isEqualTo(2);
        assertThat(writer.outlet.lines()).isEmpty();
        assertThat(writer.outlet.isClosed()).isTrue();
    }

    @Test
    void theEndWaitsForNobodyWhoHangs() throws InterruptedException {
        var first = writer.create();
        var hangs = hangs(() -> stream.intent(first));
        stream.result(first, AGREED);

        assertThatThrownBy(stream::close).isInstanceOf(IOException.class).hasMessageContaining("hangs");
        assertThat(stream.lost()).isPositive();
        goesOn(hangs);
        stream.look();
        assertThat(codes()).containsExactly("intent");
    }

    @Test
    void afterTheEndNothingIsWrittenAndWhatComesIsLost() throws IOException {
        var create = writer.create();
        stream.intent(create);
        stream.close();
        var written = writer.outlet.lines();

        assertThatThrownBy(() -> stream.intent(writer.create())).isInstanceOf(JournalFailure.class);
        stream.result(create, AGREED);
        stream.look();
        stream.close();
        assertThat(writer.outlet.lines()).isEqualTo(written);
        assertThat(stream.lost()).isEqualTo(1);
    }
}
