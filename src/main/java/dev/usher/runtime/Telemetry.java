package dev.usher.runtime;

import dev.usher.audit.AuditStream;
import dev.usher.connector.Op;
import dev.usher.controller.AppGauges;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Kind;
import dev.usher.source.SourceId;
import dev.usher.sync.Meter;
import dev.usher.sync.Suspicion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Metrics of this process. */
@ApplicationScoped
public class Telemetry implements Meter, AppGauges {
    /** From an app that answers at once to one that is down for a day. */
    private static final Duration[] PROVISIONED_WITHIN = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofDays(1)
    };

    private final MeterRegistry registry;
    private final Map<AppId, Integer> ending = new ConcurrentHashMap<>();
    private final Map<AppId, Integer> overLimit = new ConcurrentHashMap<>();
    private final Map<AppId, Integer> wavesHeld = new ConcurrentHashMap<>();
    private final Map<AppId, Integer> amountHeld = new ConcurrentHashMap<>();

    public Telemetry(MeterRegistry registry) {
        this.registry = registry;
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

    @Override
    public void ends(AppId app, int accounts, int over) {
        gauge("usher.forecast.ends", "Accounts that end by known dates within 7 days", app, ending, accounts);
        gauge(
                "usher.forecast.over.limit",
                "Windows of the limit within 7 days in which more accounts end by known dates than it lets go",
                app,
                overLimit,
                over);
    }

    @Override
    public void held(AppId app, int waves, int amount) {
        gauge("usher.waves.held", "Waves of removals or changes that a limit holds", app, wavesHeld, waves);
        gauge(
                "usher.waves.held.amount",
                "Accounts and entitlements in waves that a limit holds",
                app,
                amountHeld,
                amount);
    }

    @Override
    public void provisioned(SourceId source, Duration took) {
        Timer.builder("usher.source.provisioned")
                .description(
                        "From the beginning of the reading in which a source says something new of a user until every account was read back as decided")
                .tag("namespace", source.namespace())
                .tag("source", source.name())
                .serviceLevelObjectives(PROVISIONED_WITHIN)
                .register(registry)
                .record(took);
    }

    private void gauge(String name, String description, AppId app, Map<AppId, Integer> values, int value) {
        if (values.put(app, value) == null) {
            Gauge.builder(name, () -> values.getOrDefault(app, 0))
                    .description(description)
                    .tag("namespace", app.namespace())
                    .tag("app", app.name())
                    .register(registry);
        }
    }

    /** Shows from now on whether the wall clock is believed. */
    void clock(Supplier<Optional<Suspicion>> doubt) {
        Gauge.builder("usher.clock.suspect", () -> doubt.get().isPresent() ? 1 : 0)
                .description("1 while the wall clock is not believed, and nothing is removed because of time")
                .register(registry);
    }

    /** A lock shut an account there before caches were filled. */
    void shutBeforeCaches(AppId app) {
        Counter.builder("usher.locks.before.caches")
                .description("Accounts that a lock shut at a start, before all users were listed")
                .tag("namespace", app.namespace())
                .tag("app", app.name())
                .register(registry)
                .increment();
    }

    /** A resource was not looked at in time, and is looked at once more. */
    void redriven() {
        Counter.builder("usher.resources.redriven")
                .description("Resources that nobody had looked at in time, and that were looked at once more")
                .register(registry)
                .increment();
    }

    /** Shows from now on how the audit stream is. */
    void audit(AuditStream stream) {
        Gauge.builder("usher.audit.failing", stream, now -> now.isWell() ? 0 : 1)
                .description(
                        "1 while the audit stream cannot be written, and nothing is sent to apps but what takes access away")
                .register(registry);
        FunctionCounter.builder("usher.audit.records", stream, AuditStream::records)
                .description("Records that were written to the audit stream")
                .register(registry);
        FunctionCounter.builder("usher.audit.unrecorded.writes", stream, AuditStream::unrecorded)
                .description(
                        "Writes that took access away and were recorded only later, because the audit stream could not be written")
                .register(registry);
        FunctionCounter.builder("usher.audit.lost.records", stream, AuditStream::lost)
                .description("Records that are missing from the audit stream, because too many had to be kept")
                .register(registry);
    }
}
