package dev.usher.runtime;

import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.log.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A span for each piece of work that somebody may want to see as a whole. */
final class TracedWork implements Spans {
    /** Nobody asks what work took that is quicker. */
    private static final Duration LONG = Duration.ofSeconds(1);

    private final Tracer tracer;
    private final Clock clock;
    private final LongSupplier nanos;

    TracedWork(Tracer tracer, Clock clock, LongSupplier nanos) {
        this.tracer = tracer;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public <T, X extends Throwable> T during(String what, Context about, Work<T, X> work) throws X {
        var span =
                OtlpTraces.about(tracer.spanBuilder(what), about).setNoParent().startSpan();
        var isDone = false;
        try {
            var done = about.with(Field.TRACE, trace(span))
                    .call(() -> work.in((field, value) -> says(span, field, value)));
            isDone = true;
            return done;
        } finally {
            if (!isDone) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    /** Of what is not sent to anybody nobody is to look for the trace. */
    static Optional<String> trace(Span span) {
        return Optional.of(span.getSpanContext())
                .filter(context -> context.isValid() && context.isSampled())
                .map(SpanContext::getTraceId);
    }

    private static void says(Span span, Field field, String value) {
        span.setAttribute(OtlpTraces.key(field.key()), value);
        if (field == Field.REASON) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public <T, X extends Throwable> T ifNotable(String what, Context about, ScopedValue.CallableOp<T, X> work)
            throws X {
        var began = clock.instant();
        var started = nanos.getAsLong();
        var isDone = false;
        try {
            var done = about.call(work);
            isDone = true;
            return done;
        } finally {
            var took = Duration.ofNanos(nanos.getAsLong() - started);
            if (!isDone || took.compareTo(LONG) >= 0) {
                var span = OtlpTraces.about(tracer.spanBuilder(what), about)
                        .setNoParent()
                        .setStartTimestamp(began)
                        .startSpan();
                if (!isDone) {
                    span.setStatus(StatusCode.ERROR);
                }
                span.end(began.plus(took));
            }
        }
    }
}
