package dev.usher.runtime;

import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.sync.Journal;
import dev.usher.sync.Meter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Traces by OpenTelemetry's own protocol, as its environment variables say.
 *
 * <p>What cannot be sent is dropped, and nobody waits for it.
 */
final class OtlpTraces implements Traces {
    private static final System.Logger LOG = System.getLogger(OtlpTraces.class.getName());

    /** What the environment may say otherwise: metrics and the log have ways of their own. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "usher",
            "otel.traces.exporter", "otlp",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.exporter.otlp.protocol", "http/protobuf");

    private static final Duration TO_TELL_THE_REST = Duration.ofSeconds(2);

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final TracedChanges changes;

    private OtlpTraces(OpenTelemetrySdk sdk, String version) {
        this.sdk = sdk;
        this.tracer = sdk.getSdkTracerProvider().get("dev.usher", version);
        this.changes = new TracedChanges(tracer, Clock.systemUTC());
    }

    /** Whoever cannot be told of the work must not keep it from being done. */
    static Traces begun(String version, String installation) {
        try {
            return new OtlpTraces(sdk(version, installation), version);
        } catch (ConfigurationException e) {
            LOG.log(System.Logger.Level.ERROR, "there are no traces: the environment OTEL_... is not understood", e);
            return Traces.NONE;
        }
    }

    private static OpenTelemetrySdk sdk(String version, String installation) {
        var about =
                Attributes.of(AttributeKey.stringKey("service.version"), version, key("installation"), installation);
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> DEFAULTS)
                .addResourceCustomizer(
                        (resource, config) -> resource.toBuilder().putAll(about).build())
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }

    static AttributeKey<String> key(String name) {
        return AttributeKey.stringKey("usher." + name);
    }

    static SpanBuilder about(SpanBuilder span, Context about) {
        about.values().forEach((field, value) -> span.setAttribute(key(field.key()), value));
        return span;
    }

    @Override
    public <T, X extends Throwable> T during(String what, Context about, Work<T, X> work) throws X {
        var span = about(tracer.spanBuilder(what), about).setNoParent().startSpan();
        var isDone = false;
        try {
            var done = about.with(Field.TRACE, span.getSpanContext().getTraceId())
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

    private static void says(Span span, Field field, String value) {
        span.setAttribute(key(field.key()), value);
        if (field == Field.REASON) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public Journal seen(Journal journal) {
        return changes.journal(journal);
    }

    @Override
    public Meter seen(Meter meter) {
        return changes.meter(meter);
    }

    @Override
    public Optional<String> of(String correlation) {
        return changes.trace(correlation);
    }

    @Override
    public void end() {
        var _ = sdk.shutdown().join(TO_TELL_THE_REST.toMillis(), TimeUnit.MILLISECONDS);
    }
}
