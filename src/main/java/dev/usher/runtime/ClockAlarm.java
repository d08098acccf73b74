package dev.usher.runtime;

import dev.usher.kube.Events;
import dev.usher.kube.LeaseTenure;
import dev.usher.sync.Suspicion;
import dev.usher.sync.TrustedClock;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Says in the log, and on the operator's own Lease, that the wall clock cannot be believed, and what to do. */
final class ClockAlarm implements Suspicion.Watcher {
    private static final Logger LOG = Logger.getLogger(ClockAlarm.class);
    private static final String ACTION = "CompareClocks";
    private static final long ADOPTED_AFTER_MINUTES = TrustedClock.ADOPTED_AFTER.toMinutes();

    private final LeaseTenure tenure;
    private final Events events;

    ClockAlarm(LeaseTenure tenure, Events events) {
        this.tenure = tenure;
        this.events = events;
    }

    @Override
    public void began(Suspicion suspicion) {
        var note = "ClockSuspect: " + distance(suspicion.ahead()) + ". " + advice(suspicion.server())
                + (suspicion.server() == Suspicion.Server.AGREES
                        ? " Usher goes on by its own time."
                        : " Until that is over, nothing starts and nothing ends because a time has come.");
        LOG.warn(note);
        onLease(lease -> events.warning(lease, ACTION, "ClockSuspect", note));
    }

    @Override
    public void ended(Suspicion was, Suspicion.Ending how) {
        var note = "The clock is trusted again: "
                + switch (how) {
                    case WALL_CAME_BACK -> "the wall clock agrees with the time that Usher counts on.";
                    case WALL_ADOPTED ->
                        "the API server's clock agreed with the wall clock for " + ADOPTED_AFTER_MINUTES
                                + " minutes, and Usher has set its time " + text(was.ahead())
                                + (was.ahead().isNegative() ? " back." : " ahead.");
                }
                + " What is due is done from now on.";
        LOG.warn(note);
        onLease(lease -> events.normal(lease, ACTION, "ClockTrusted", note));
    }

    private static String distance(Duration ahead) {
        if (ahead.abs().compareTo(TrustedClock.TOLERANCE) <= 0) {
            return "the API server has not confirmed the time of this node";
        }
        return "the wall clock of this node is " + text(ahead) + (ahead.isNegative() ? " behind" : " ahead of")
                + " the time that Usher counts on";
    }

    /** As people say it, without its sign. */
    private static String text(Duration distance) {
        var seconds = Duration.ofSeconds(distance.abs().plusMillis(500).toSeconds());
        if (seconds.toDays() > 0) {
            return seconds.toDays() + " d " + seconds.toHoursPart() + " h";
        }
        return seconds.toHours() > 0
                ? seconds.toHours() + " h " + seconds.toMinutesPart() + " min"
                : seconds.toMinutes() + " min " + seconds.toSecondsPart() + " s";
    }

    private static String advice(Suspicion.Server server) {
        return switch (server) {
            case AGREES ->
                "The API server's clock says that the node's is wrong: set it right (see chrony or ntpd there).";
            case SILENT, DISAGREES, AGREES_WITH_WALL ->
                "Check time synchronization (chrony, ntpd) on this node and on the control plane; once the API server's"
                        + " clock has agreed with the node's for " + ADOPTED_AFTER_MINUTES
                        + " minutes, Usher takes over their time.";
        };
    }

    private void onLease(Consumer<Lease> say) {
        try {
            tenure.lease().ifPresent(say);
        } catch (KubernetesClientException e) {
            LOG.debugf("the Lease could not be read: status %d", e.getCode());
        }
    }
}
