package dev.usher.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.connector.Op;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.Meter;
import dev.usher.sync.Suspicion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Metrics and the audit stream of this process. */
@ApplicationScoped
public class Telemetry implements Meter {
    /** A category of its own, so that a deployment can send the stream somewhere else than its log. */
    private static final Logger AUDIT = Logger.getLogger("usher.audit");

    private final MeterRegistry registry;
    private final ObjectMapper json;

    public Telemetry(MeterRegistry registry, ObjectMapper json) {
        this.registry = registry;
        this.json = json;
    }

    @Override
    public void called(AppId app, Op op, Optional<Kind> failure, Duration took) {
        Timer.builder("usher.app.request")
                .description("Requests to apps")
                .tag("namespace", app.namespace())
                .tag("app", app.name())
                .tag("operation", op.name().toLowerCase(Locale.ROOT))
                .tag(
                        "outcome",
                        failure.map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                .orElse("answered"))
                .register(registry)
                .record(took);
    }

    /** Shows from now on whether the wall clock is believed. */
    void clock(Supplier<Optional<Suspicion>> doubt) {
        Gauge.builder("usher.clock.suspect", () -> doubt.get().isPresent() ? 1 : 0)
                .description("1 while the wall clock is not believed, and nothing is removed because of time")
                .register(registry);
    }

    /** A resource was not looked at in time, and is looked at once more. */
    void redriven() {
        Counter.builder("usher.resources.redriven")
                .description("Resources that nobody had looked at in time, and that were looked at once more")
                .register(registry)
                .increment();
    }

    void audit(Map<String, String> record) {
        try {
            AUDIT.info(json.writeValueAsString(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always written", e);
        }
    }
}
