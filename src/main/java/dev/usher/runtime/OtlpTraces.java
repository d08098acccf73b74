package dev.usher.runtime;

import dev.usher.log.Context;
import dev.usher.sync.Journal;
import dev.usher.sync.Meter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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

    /** As many as OpenTelemetry lets wait where the environment says nothing else. */
    private static final int MOST_WAITING = 2048;

    private static final Duration TO_TELL_THE_REST = Duration.ofSeconds(2);

    private final OpenTelemetrySdk sdk;
    private final Outstanding outstanding;
    private final TracedWork work;
    private final TracedChanges changes;

    private OtlpTraces(OpenTelemetrySdk sdk, Outstanding outstanding, String version) {
        var tracer = sdk.getSdkTracerProvider().get("dev.usher", version);
        this.sdk = sdk;
        this.outstanding = outstanding;
        this.work = new TracedWork(tracer, Clock.systemUTC(), System::nanoTime);
        this.changes = new TracedChanges(tracer, Clock.systemUTC());
    }

    /** Whoever cannot be told of the work must not keep it from being done. */
    static Traces begun(String version, String installation) {
        try {
            var outstanding = new Outstanding();
            return new OtlpTraces(sdk(version, installation, outstanding), outstanding, version);
        } catch (RuntimeException | LinkageError e) {
            // Its message may quote a header, and so a secret.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "there are no traces, since the environment is not understood (%s); of OpenTelemetry it has %s"
                            .formatted(e.getClass().getName(), variables()));
            return Traces.NONE;
        }
    }

    /** The names alone. */
    private static String variables() {
        return System.getenv().keySet().stream()
                .filter(name -> name.startsWith("OTEL_"))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static OpenTelemetrySdk sdk(String version, String installation, Outstanding outstanding) {
        var about =
                Attributes.of(AttributeKey.stringKey("service.version"), version, key("installation"), installation);
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> DEFAULTS)
                .addResourceCustomizer(
                        (resource, config) -> resource.toBuilder().putAll(about).build())
                .addSpanExporterCustomizer((exporter, config) -> outstanding.counted(exporter))
                .addSpanProcessorCustomizer((processor, config) ->
                        outstanding.bounded(processor, config.getInt("otel.bsp.max.queue.size", MOST_WAITING)))
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
        return this.work.during(what, about, work);
    }

    @Override
    public <T, X extends Throwable> T ifNotable(String what, Context about, ScopedValue.CallableOp<T, X> work)
            throws X {
        return this.work.ifNotable(what, about, work);
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
    public long dropped() {
        return outstanding.dropped();
    }

    @Override
    public void end() {
        var _ = sdk.shutdown().join(TO_TELL_THE_REST.toMillis(), TimeUnit.MILLISECONDS);
    }
}
