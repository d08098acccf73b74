package dev.usher.runtime;

import dev.usher.audit.ChangeLog;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Kind;
import dev.usher.log.Field;
import dev.usher.sync.CorrelationId;
import dev.usher.sync.Decided;
import dev.usher.sync.Journal;
import dev.usher.sync.JournalFailure;
import dev.usher.sync.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A span for each change, from its intent to its result, and within it one for each request that it took. */
final class TracedChanges {
    /** More than are ever under way: whatever was never told its end must not fill the memory. */
    private static final int MOST = 10_000;

    private final Tracer tracer;
    private final Clock clock;
    private final Map<ChangeId, Span> changes = new ConcurrentHashMap<>();
    /** By correlation: those who go together are one trace, that of the first of them. */
    private final Map<String, Together> traces = new ConcurrentHashMap<>();

    /** Changes that are sent together. */
    private record Together(Span first, int open) {
        Together and(int more) {
            return new Together(first, open + more);
        }
    }

    TracedChanges(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    Optional<String> trace(String correlation) {
        return Optional.ofNullable(traces.get(correlation))
                .map(together -> together.first().getSpanContext())
                .filter(SpanContext::isValid)
                .map(SpanContext::getTraceId);
    }

    /** A journal that is seen: what it writes in the log meanwhile still has the trace. */
    Journal journal(Journal journal) {
        return new Journal() {
            @Override
            public void intent(Change change) {
                begins(change);
                try {
                    journal.intent(change);
                } catch (JournalFailure e) {
                    // Whether it is sent all the same shows when it has ended.
                    change.ids().forEach(id -> ends(id, "Unrecorded", Optional.empty()));
                    throw e;
                }
            }

            @Override
            public void result(Change change, Outcome outcome) {
                begins(change);
                try {
                    journal.result(change, outcome);
                } finally {
                    change.ids()
                            .forEach(id -> ends(
                                    id,
                                    ChangeLog.name(outcome),
                                    ChangeLog.why(outcome).map(why -> why.reason())));
                }
            }

            @Override
            public void decision(Decided decided) {
                journal.decision(decided);
            }

            @Override
            public boolean isWell() {
                return journal.isWell();
            }
        };
    }

    /** A meter that is seen: requests of no change, such as the pages of an inventory, are for metrics alone. */
    Meter meter(Meter meter) {
        return (app, op, failure, took) -> {
            meter.called(app, op, failure, took);
            CorrelationId.current()
                    .flatMap(id -> Optional.ofNullable(traces.get(id)))
                    .ifPresent(together -> request(together.first(), app, op.name(), failure, took));
        };
    }

    private void request(Span change, AppId app, String op, Optional<Kind> failure, Duration took) {
        var ended = clock.instant();
        var span = tracer.spanBuilder("request " + op.toLowerCase(Locale.ROOT))
                .setParent(Context.root().with(change))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(ended.minus(took))
                .setAttribute(OtlpTraces.key(Field.APP.key()), app.toString())
                .setAttribute(OtlpTraces.key("operation"), op.toLowerCase(Locale.ROOT))
                .startSpan();
        failure.ifPresent(why -> fails(span, why.reason()));
        span.end(ended);
    }

    private void begins(Change change) {
        CorrelationId.current()
                .ifPresent(correlation -> change.ids()
                        .filter(id -> changes.size() < MOST)
                        .forEach(id ->
                                changes.computeIfAbsent(id, any -> begun(any, ChangeLog.name(change), correlation))));
    }

    private Span begun(ChangeId id, String change, String correlation) {
        var parent = Optional.ofNullable(traces.get(correlation))
                .map(together -> Context.root().with(together.first()))
                .orElseGet(Context::root);
        var about = dev.usher.log.Context.of(Field.APP, id.app().toString())
                .with(Field.RESOURCE, id.resource())
                .with(Field.CORRELATION, correlation)
                .with(Field.CHANGE, change);
        var span = OtlpTraces.about(tracer.spanBuilder("change"), about)
                .setParent(parent)
                .startSpan();
        traces.merge(correlation, new Together(span, 1), (before, _) -> before.and(1));
        return span;
    }

    private void ends(ChangeId id, String outcome, Optional<String> reason) {
        Optional.ofNullable(changes.remove(id)).ifPresent(span -> {
            span.setAttribute(OtlpTraces.key(Field.OUTCOME.key()), outcome);
            reason.ifPresent(why -> fails(span, why));
            span.end();
            CorrelationId.current().ifPresent(this::leaves);
        });
    }

    private void leaves(String correlation) {
        Optional.ofNullable(traces.computeIfPresent(correlation, (any, together) -> together.and(-1)))
                .filter(together -> together.open() == 0)
                .ifPresent(together -> traces.remove(correlation, together));
    }

    private static void fails(Span span, String reason) {
        span.setAttribute(OtlpTraces.key(Field.REASON.key()), reason);
        span.setStatus(StatusCode.ERROR);
    }
}
