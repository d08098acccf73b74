package dev.usher.runtime;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Spans on their way to a collector: so many may wait, and those that it never got are counted, which the library tells nobody. */
final class Outstanding {
    private static final System.Logger LOG = System.getLogger(Outstanding.class.getName());

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean isTold = new AtomicBoolean();

    /** How many were left out. */
    long dropped() {
        return dropped.get();
    }

    /** Lets spans through to one that keeps them until they are sent, which is {@link #counted}. */
    SpanProcessor bounded(SpanProcessor processor, int most) {
        return new Bounded(processor, most);
    }

    private final class Bounded implements SpanProcessor {
        private final SpanProcessor processor;
        private final int most;

        Bounded(SpanProcessor processor, int most) {
            this.processor = processor;
            this.most = most;
        }

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            processor.onStart(parent, span);
        }

        @Override
        public boolean isStartRequired() {
            return processor.isStartRequired();
        }

        @Override
        public void onEnd(ReadableSpan span) {
            if (!span.getSpanContext().isSampled()) {
                return;
            }
            if (waiting.incrementAndGet() > most) {
                waiting.decrementAndGet();
                drops(most);
            } else {
                processor.onEnd(span);
            }
        }

        @Override
        public boolean isEndRequired() {
            return processor.isEndRequired();
        }

        @Override
        public CompletableResultCode shutdown() {
            return processor.shutdown();
        }

        @Override
        public CompletableResultCode forceFlush() {
            return processor.forceFlush();
        }
    }

    private void drops(int most) {
        dropped.incrementAndGet();
        if (isTold.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "traces have gaps from now on: %,d spans wait for the collector, and no more may".formatted(most));
        }
    }

    /** One that sends them. */
    SpanExporter counted(SpanExporter exporter) {
        return new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                var number = spans.size();
                var sent = exported(spans);
                return sent.whenComplete(() -> isOver(number, sent.isSuccess()));
            }

            private CompletableResultCode exported(Collection<SpanData> spans) {
                try {
                    return exporter.export(spans);
                } catch (RuntimeException e) {
                    return CompletableResultCode.ofExceptionalFailure(e);
                }
            }

            @Override
            public CompletableResultCode flush() {
                return exporter.flush();
            }

            @Override
            public CompletableResultCode shutdown() {
                return exporter.shutdown();
            }
        };
    }

    private void isOver(int number, boolean sent) {
        waiting.addAndGet(-number);
        if (sent) {
            isTold.set(false);
        } else {
            dropped.addAndGet(number);
        }
    }
}
