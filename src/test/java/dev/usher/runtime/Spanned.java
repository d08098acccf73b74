package dev.usher.runtime;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the spans of a test. */
final class Spanned implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    Tracer tracer() {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(this))
                .build()
                .get("test");
    }

    List<SpanData> spans() {
        return List.copyOf(spans);
    }

    static Map<String, String> attributes(SpanData span) {
        var all = new HashMap<String, String>();
        span.getAttributes().forEach((key, value) -> all.put(key.getKey(), value.toString()));
        return all;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> more) {
        spans.addAll(more);
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
