package dev.usher.runtime;

import dev.usher.audit.AuditStream;
import dev.usher.connector.Op;
import dev.usher.controller.Figures;
import dev.usher.controller.Gauges;
import dev.usher.controller.Recorded;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Kind;
import dev.usher.log.Spans;
import dev.usher.source.SourceId;
import dev.usher.sync.Meter;
import dev.usher.sync.Suspicion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Metrics of this process. */
@ApplicationScoped
public class Telemetry implements Meter, Figures {
    private static final Duration[] WITHIN = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(4),
        Duration.ofDays(1),
        Duration.ofDays(7)
    };

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
    private final Traces traces;
    private final Board board;
    private final Counter redriven;
    private final Map<AppId, Counts> ending = new ConcurrentHashMap<>();
    private final Map<AppId, Counts> held = new ConcurrentHashMap<>();
    private volatile Map<String, Boolean> policies = Map.of();

    /** Two numbers that belong together. */
    private record Counts(int one, int other) {}

    /** What is measured and seen. */
    @Inject
    public Telemetry(MeterRegistry registry, Tracing tracing) {
        this(registry, tracing.traces());
    }

    Telemetry(MeterRegistry registry, Traces traces) {
        this.registry = registry;
        this.traces = traces;
        this.board = new Board(registry);
        this.redriven = Counter.builder("usher.resources.redriven")
                .description("Resources that nobody had looked at in time, and that were looked at once more")
                .register(registry);
        FunctionCounter.builder("usher.traces.dropped.spans", traces, Traces::dropped)
                .description("Spans that no collector of traces got")
                .register(registry);
    }

    /** Where changes are told of, each as a whole. */
    Traces traces() {
        return traces;
    }

    @Override
    public Spans spans() {
        return traces;
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
        ending.put(app, new Counts(accounts, over));
    }

    @Override
    public void held(AppId app, int waves, int amount) {
        held.put(app, new Counts(waves, amount));
    }

    @Override
    public void joined(String namespace, Duration took) {
        joined(namespace).record(took);
    }

    private Timer joined(String namespace) {
        return Timer.builder("usher.provision")
                .description(
                        "From when somebody was first read, or as long before their start as the app lets accounts be made, to the read of the last account")
                .tag("namespace", namespace)
                .serviceLevelObjectives(WITHIN)
                .register(registry);
    }

    @Override
    public void started(String namespace, boolean ready, boolean late) {
        starts(namespace, ready, late).increment();
    }

    private Counter starts(String namespace, boolean ready, boolean late) {
        return Counter.builder("usher.starts")
                .description(
                        "People whose start has come, by whether they could use all their accounts within a minute")
                .tag("namespace", namespace)
                .tag("ready", Boolean.toString(ready))
                .tag("recorded", Recorded.label(late))
                .register(registry);
    }

    @Override
    public void left(String namespace, boolean late, Duration took) {
        left(namespace, late).record(took);
    }

    private Timer left(String namespace, boolean late) {
        return Timer.builder("usher.deprovision")
                .description(
                        "From a departure, or from when it was recorded later, to the read that shows of the last account that it is shut")
                .tag("namespace", namespace)
                .tag("recorded", Recorded.label(late))
                .serviceLevelObjectives(WITHIN)
                .register(registry);
    }

    @Override
    public void changed(AppId app, String outcome) {
        changes(app, outcome).increment();
    }

    private Counter changes(AppId app, String outcome) {
        return Counter.builder("usher.changes")
                .description("Changes of accounts that were confirmed by a read, or were not within an hour")
                .tag("namespace", app.namespace())
                .tag("app", app.name())
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void show(Picture now) {
        begin(now);
        ending.keySet().retainAll(now.apps());
        held.keySet().retainAll(now.apps());
        var levels = new ArrayList<>(now.levels());
        ending.forEach((app, counts) -> {
            levels.add(Gauges.FORECAST_ENDS.at(counts.one(), app.namespace(), app.name()));
            levels.add(Gauges.FORECAST_OVER.at(counts.other(), app.namespace(), app.name()));
        });
        held.forEach((app, counts) -> {
            levels.add(Gauges.WAVES_HELD.at(counts.one(), app.namespace(), app.name()));
            levels.add(Gauges.WAVES_HELD_AMOUNT.at(counts.other(), app.namespace(), app.name()));
        });
        policies.forEach((policy, isInForce) -> levels.add(Gauges.ADMISSION_IN_FORCE.at(isInForce ? 1 : 0, policy)));
        board.show(levels);
        registry.getMeters().stream()
                .filter(meter -> isOfNone(meter.getId(), now))
                .toList()
                .forEach(registry::remove);
    }

    /** A series that appears with its first event has not increased by it, as Prometheus counts. */
    private void begin(Picture now) {
        for (var namespace : now.namespaces()) {
            joined(namespace);
            for (var late : List.of(false, true)) {
                left(namespace, late);
                starts(namespace, true, late);
                starts(namespace, false, late);
            }
        }
        for (var app : now.apps()) {
            Figures.outcomes().forEach(outcome -> changes(app, outcome));
            locksBeforeCaches(app);
        }
        now.sources().forEach(this::applied);
    }

    /** Whether the app, or the source, is not there any more. */
    private static boolean isOfNone(io.micrometer.core.instrument.Meter.Id meter, Picture now) {
        var namespace = Optional.ofNullable(meter.getTag("namespace"));
        var app = Optional.ofNullable(meter.getTag("app"));
        var source = Optional.ofNullable(meter.getTag("source"));
        return namespace
                .filter(in -> app.filter(name -> !now.apps().contains(new AppId(in, name)))
                                .isPresent()
                        || source.filter(name -> !now.sources().contains(new SourceId(in, name)))
                                .isPresent())
                .isPresent();
    }

    @Override
    public void provisioned(SourceId source, Duration took) {
        applied(source).record(took);
    }

    private Timer applied(SourceId source) {
        return Timer.builder("usher.source.provisioned")
                .description(
                        "From the beginning of the reading in which a source says something new of a user until every account was read back as decided")
                .tag("namespace", source.namespace())
                .tag("source", source.name())
                .serviceLevelObjectives(PROVISIONED_WITHIN)
                .register(registry);
    }

    /** Shows from now on whether this process is in charge. */
    void inCharge(String version, BooleanSupplier isSo) {
        Gauge.builder("usher.in.charge", () -> isSo.getAsBoolean() ? 1 : 0)
                .description("1 in the process that looks after everything, once its caches are filled")
                .tag("version", version)
                .register(registry);
    }

    /** Shows from now on whether the wall clock is believed. */
    void clock(Supplier<Optional<Suspicion>> doubt) {
        Gauge.builder("usher.clock.suspect", () -> doubt.get().isPresent() ? 1 : 0)
                .description("1 while the wall clock is not believed, and nothing is removed because of time")
                .register(registry);
    }

    /** Shows from now on of each admission policy whether it is in force. */
    void inForce(Map<String, Boolean> now) {
        policies = Map.copyOf(now);
    }

    /** A lock shut an account there before caches were filled. */
    void shutBeforeCaches(AppId app) {
        locksBeforeCaches(app).increment();
    }

    private Counter locksBeforeCaches(AppId app) {
        return Counter.builder("usher.locks.before.caches")
                .description("Accounts that a lock shut at a start, before all users were listed")
                .tag("namespace", app.namespace())
                .tag("app", app.name())
                .register(registry);
    }

    /** A resource was not looked at in time, and is looked at once more. */
    void redriven() {
        redriven.increment();
    }

    /** What the framework tells of its looks at resources, counted from now on. */
    Reconciles reconciles(Watchdog watchdog) {
        return new Reconciles(registry, watchdog, System::nanoTime);
    }

    /** Shows from now on what is missing from the log. */
    void log(Backlog backlog) {
        FunctionCounter.builder("usher.log.dropped.lines", backlog, Backlog::dropped)
                .description("Lines that are missing from the log, because nobody took them in time")
                .register(registry);
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
