package dev.usher.kube;

import dev.usher.sync.Rate;
import dev.usher.sync.TokenBucket;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Events on transitions; a courtesy that never fails or delays anything.
 *
 * <p>What happens to everybody who joins is said as often as a cluster bears when all join on one day; the audit stream has all of it.
 */
public final class Events {
    private static final String CONTROLLER = "provisioning.usher.dev/usher";
    private static final Duration REPEAT_AFTER = Duration.ofMinutes(10);
    private static final int MOST_AT_ONCE = 100;
    private static final int MOST_WARNINGS_AT_ONCE = 1024;
    private static final int SENT_AT_ONCE = 8;
    private static final Rate ROUTINE = Rate.aSecond(10, MOST_AT_ONCE, MOST_AT_ONCE);
    private static final int LONGEST_NOTE = 1024;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final Installation installation;
    private final Clock clock;
    private final Executor executor;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Semaphore placesOfWarnings = new Semaphore(MOST_WARNINGS_AT_ONCE);
    /** Each that is sent at the same time takes a connection of its own. */
    private final Semaphore lines = new Semaphore(SENT_AT_ONCE);

    private final TokenBucket routine;
    private final Map<String, Long> warned = new ConcurrentHashMap<>();

    /** @param nanos monotonic */
    public Events(
            KubernetesClient client, Installation installation, Clock clock, LongSupplier nanos, Executor executor) {
        this.client = client;
        this.installation = installation;
        this.clock = clock;
        this.executor = executor;
        this.routine = new TokenBucket(ROUTINE, nanos);
    }

    /** Something went as it should; dropped while too many are under way. */
    public void normal(HasMetadata regarding, String action, String reason, String note) {
        send(places, new Said(regarding, "Normal", action, reason, note), () -> {});
    }

    /** The same of what happens to everybody; dropped, too, where it happened to many of late. */
    public void routine(HasMetadata regarding, String action, String reason, String note) {
        if (isBearable()) {
            normal(regarding, action, reason, note);
        }
    }

    private synchronized boolean isBearable() {
        var bearable = routine.nanosUntil(1) == 0;
        if (bearable) {
            routine.take();
        }
        return bearable;
    }

    /** Something needs attention; the same about the same resource is not repeated for ten minutes. */
    public void warning(HasMetadata regarding, String action, String reason, String note) {
        var now = clock.millis();
        var key = regarding.getMetadata().getUid() + reason + note;
        var before = warned.get(key);
        if (before == null || isLongAgo(before, now)) {
            warned.values().removeIf(at -> isLongAgo(at, now));
            warned.put(key, now);
            send(placesOfWarnings, new Said(regarding, "Warning", action, reason, note), () -> warned.remove(key, now));
        }
    }

    /** What lies in the future was said before the clock was set back. */
    private static boolean isLongAgo(long at, long now) {
        return at > now || now - at >= REPEAT_AFTER.toMillis();
    }

    private record Said(HasMetadata regarding, String type, String action, String reason, String note) {}

    /** @param otherwise where it was not recorded */
    private void send(Semaphore from, Said said, Runnable otherwise) {
        if (!from.tryAcquire()) {
            otherwise.run();
            return;
        }
        var at = MICROS.format(clock.instant());
        executor.execute(() -> {
            lines.acquireUninterruptibly();
            try {
                create(said, at);
            } catch (KubernetesClientException e) {
                otherwise.run();
                System.getLogger(Events.class.getName())
                        .log(System.Logger.Level.DEBUG, "an event was not recorded: status " + e.getCode());
            } finally {
                lines.release();
                from.release();
            }
        });
    }

    private void create(Said said, String at) {
        var regarding = said.regarding();
        var note = said.note();
        var metadata = regarding.getMetadata();
        client.resource(new EventBuilder()
                        .withNewMetadata()
                        .withGenerateName(metadata.getName()
                                        .substring(
                                                0,
                                                Math.min(50, metadata.getName().length())) + "-")
                        .withNamespace(metadata.getNamespace())
                        .endMetadata()
                        .withEventTime(new MicroTime(at))
                        .withType(said.type())
                        .withAction(said.action())
                        .withReason(said.reason())
                        .withNote(note.substring(0, Math.min(LONGEST_NOTE, note.length())))
                        .withReportingController(CONTROLLER)
                        .withReportingInstance(installation.instance())
                        .withNewRegarding()
                        .withApiVersion(regarding.getApiVersion())
                        .withKind(regarding.getKind())
                        .withNamespace(metadata.getNamespace())
                        .withName(metadata.getName())
                        .withUid(metadata.getUid())
                        .endRegarding()
                        .build())
                .create();
    }
}
