package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.log.Heard;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spans for a collector that is slow, or takes none. */
@Timeout(30)
class OutstandingTest {
    private static final int MOST = 20;

    private final CountDownLatch collector = new CountDownLatch(1);
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean isWell = true;
    private final Outstanding outstanding = new Outstanding();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(outstanding.bounded(
                    BatchSpanProcessor.builder(outstanding.counted(new Slow()))
                            .setMaxQueueSize(MOST)
                            .setMaxExportBatchSize(5)
                            .setScheduleDelay(Duration.ofMillis(10))
                            .build(),
                    MOST))
            .build();
    private final Tracer tracer = provider.get("test");
    private final Heard heard = Heard.of(Outstanding.class);

    private final class Slow implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            try {
                collector.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (!isWell) {
                throw new IllegalStateException("a mistake");
            }
            taken.addAndGet(spans.size());
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @AfterEach
    void end() {
        collector.countDown();
        var _ = provider.shutdown().join(10, TimeUnit.SECONDS);
        heard.close();
    }

    private void happens(int times) {
        for (var time = 0; time < times; time++) {
            tracer.spanBuilder("change").startSpan().end();
        }
    }

    /** Whoever sends them does so in a thread of its own. */
    private static void soon(ThrowingRunnable assertion) {
        await().untilAsserted(assertion);
    }

    @Test
    void soManyWaitAndWhatIsBeyondThatIsCountedAndSaidOnce() {
        happens(MOST + 30);
        assertThat(outstanding.dropped()).isEqualTo(30);
        collector.countDown();

        soon(() -> assertThat(taken.get()).isEqualTo(MOST));
        assertThat(heard.lines())
                .extracting(line -> line.level() + " " + line.message())
                .containsExactly("WARN traces have gaps from now on: 20 spans wait for the collector, and no more may");
        happens(MOST);
        soon(() -> assertThat(taken.get()).isEqualTo(2 * MOST));
        assertThat(outstanding.dropped()).isEqualTo(30);
    }

    @Test
    void whatTheCollectorDoesNotTakeIsCountedAndMakesRoomForOthers() {
        isWell = false;
        collector.countDown();
        happens(MOST);
        soon(() -> assertThat(outstanding.dropped()).isEqualTo(MOST));
        isWell = true;
        happens(MOST);

        soon(() -> assertThat(taken.get()).isEqualTo(MOST));
        assertThat(outstanding.dropped()).isEqualTo(MOST);
    }
}
