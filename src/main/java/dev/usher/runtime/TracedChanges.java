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
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A span for each change, from its intent to its result, and within it one for each request that it took. */
final class TracedChanges {
    /** More than are ever under way: whatever was never told its end must not fill the memory. */
    static final int MOST = 10_000;

    private final Tracer tracer;
    private final Clock clock;
    /** Those that are under way, the oldest first. */
    private final Map<ChangeId, UnderWay> changes = new LinkedHashMap<>();
    /** By correlation: those who go together are one trace, that of the first of them. */
    private final Map<String, Together> traces = new HashMap<>();

    private record UnderWay(Span span, String correlation) {}

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
        return first(correlation).flatMap(TracedWork::trace);
    }

    private synchronized Optional<Span> first(String correlation) {
        return Optional.ofNullable(traces.get(correlation)).map(Together::first);
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
                    .flatMap(this::first)
                    .ifPresent(change -> request(change, app, op.name(), failure, took));
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
                .ifPresent(correlation -> change.ids().forEach(id -> begins(id, ChangeLog.name(change), correlation)));
    }

    private synchronized void begins(ChangeId id, String change, String correlation) {
        if (changes.containsKey(id)) {
            return;
        }
        if (changes.size() >= MOST) {
            ends(changes.keySet().iterator().next(), "Lost", Optional.empty());
        }
        var parent = first(correlation).map(first -> Context.root().with(first)).orElseGet(Context::root);
        var about = dev.usher.log.Context.of(Field.APP, id.app().toString())
                .with(Field.RESOURCE, id.resource())
                .with(Field.CORRELATION, correlation)
                .with(Field.CHANGE, change);
        var span = OtlpTraces.about(tracer.spanBuilder("change"), about)
                .setParent(parent)
                .startSpan();
        changes.put(id, new UnderWay(span, correlation));
        traces.merge(correlation, new Together(span, 1), (before, _) -> before.and(1));
    }

    private synchronized void ends(ChangeId id, String outcome, Optional<String> reason) {
        Optional.ofNullable(changes.remove(id)).ifPresent(change -> {
            var span = change.span();
            span.setAttribute(OtlpTraces.key(Field.OUTCOME.key()), outcome);
            reason.ifPresent(why -> fails(span, why));
            span.end();
            leaves(change.correlation());
        });
    }

    private void leaves(String correlation) {
        Optional.ofNullable(traces.remove(correlation))
                .filter(together -> together.open() > 1)
                .ifPresent(together -> traces.put(correlation, together.and(-1)));
    }

    private static void fails(Span span, String reason) {
        span.setAttribute(OtlpTraces.key(Field.REASON.key()), reason);
        span.setStatus(StatusCode.ERROR);
    }
}
