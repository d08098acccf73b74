package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.log.Context;
import dev.usher.log.Field;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TracedWorkTest {
    private static final Context ADA = Context.of(Field.RESOURCE, "ProvisionedUser/people/u1");

    private final AtomicLong nanos = new AtomicLong();
    private final Spanned spanned = new Spanned();
    private final TracedWork work = work(spanned.tracer());

    private TracedWork work(Tracer tracer) {
        return new TracedWork(tracer, Clock.systemUTC(), nanos::get);
    }

    private boolean takes(Duration time) {
        return work.ifNotable("reconcile", ADA, () -> {
            nanos.addAndGet(time.toNanos());
            return true;
        });
    }

    private static Optional<String> trace(TracedWork work) {
        return work.during("source run", ADA, span -> Context.current().value(Field.TRACE));
    }

    @Test
    void aLookAtAResourceIsSeenOnlyIfItTookLong() {
        takes(Duration.ofMillis(999));
        assertThat(spanned.spans()).isEmpty();
        takes(Duration.ofMillis(1_500));

        assertThat(spanned.spans()).singleElement().satisfies(span -> {
            assertThat(Spanned.attributes(span)).isEqualTo(Map.of("usher.resource", "ProvisionedUser/people/u1"));
            assertThat(Duration.ofNanos(span.getEndEpochNanos() - span.getStartEpochNanos()))
                    .isEqualTo(Duration.ofMillis(1_500));
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
    }

    @Test
    void aLookThatFailedIsSeenHoweverQuickItWas() {
        assertThatThrownBy(() -> work.ifNotable("reconcile", ADA, () -> {
                    throw new IllegalStateException("a mistake");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(spanned.spans())
                .extracting(SpanData::getStatus)
                .singleElement()
                .satisfies(status -> assertThat(status.getStatusCode()).isEqualTo(StatusCode.ERROR));
    }

    @Test
    void aLookIsAboutItsResourceWhetherItIsSeenOrNot() {
        assertThat(work.<Optional<String>, RuntimeException>ifNotable(
                        "reconcile", ADA, () -> Context.current().value(Field.RESOURCE)))
                .contains("ProvisionedUser/people/u1");
    }

    @Test
    void whatIsWrittenMeanwhileHasTheTraceUnlessNobodyWillSeeIt() {
        var unsampled = SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOff())
                .build()
                .get("test");

        assertThat(trace(work)).contains(spanned.spans().getFirst().getTraceId());
        assertThat(trace(work(unsampled))).isEmpty();
        assertThat(trace(work(OpenTelemetry.noop().getTracer("test")))).isEmpty();
    }
}
