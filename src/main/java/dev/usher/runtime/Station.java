package dev.usher.runtime;

import dev.usher.controller.SourceHooks;
import dev.usher.kube.Installation;
import dev.usher.kube.LeaseTenure;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Runs the operator while this process is in charge, and ends the process when it is not any more. */
@ApplicationScoped
public class Station {
    private static final Logger LOG = Logger.getLogger(Station.class);
    private static final Path OWN_NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    private final LeaseTenure tenure;
    private final Installation installation;
    private final KubernetesClient client;
    private final UsherConfig config;
    private final Telemetry telemetry;
    private final Logging logging;
    private final AtomicReference<Optional<Shift>> shift = new AtomicReference<>(Optional.empty());
    private final Opening opening = new Opening();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** A station for this process. */
    public Station(KubernetesClient client, UsherConfig config, Telemetry telemetry, Logging logging) {
        this.client = client;
        this.config = config;
        this.telemetry = telemetry;
        this.logging = logging;
        this.installation = new Installation(
                config.installation(), namespace(config), UUID.randomUUID().toString());
        this.tenure =
                new LeaseTenure(client, installation, System::nanoTime, Executors.newVirtualThreadPerTaskExecutor());
        telemetry.inCharge(config.version(), this::isServing);
    }

    void start(@Observes StartupEvent event) {
        var refused = Clocks.refused(config.test().clock());
        if (refused.isPresent()) {
            LOG.error(refused.get());
            Quarkus.asyncExit(1);
            return;
        }
        LOG.infof("Usher %s in %s waits for its lease", installation.name(), installation.namespace());
        tenure.elect(this::lead, this::step);
    }

    /** The framework starts its informers on the caller's thread and blocks it, which must not be the lease's. */
    private void lead() {
        Thread.ofPlatform().name("usher-start").start(() -> {
            try {
                var begun = Shift.begin(client, installation, tenure, config, telemetry, opening);
                shift.set(Optional.of(begun));
                LOG.info("Usher is in charge");
            } catch (RuntimeException | Error e) {
                // Else it would hold the lease, and do nothing, for ever.
                LOG.error("Usher could not start, and ends so that it can be started again", e);
                Quarkus.asyncExit(1);
            }
        });
    }

    /** Somebody else may be in charge from now on: what is under way must not go on. */
    private void step() {
        if (!stopping.get()) {
            LOG.error("The lease is lost: this process ends");
            logging.drain();
            Runtime.getRuntime().halt(1);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.set(true);
        opening.end();
        shift.get().ifPresent(Shift::end);
        tenure.release();
        telemetry.traces().end();
        LOG.info("Usher has stopped");
    }

    /** Whether every cache is filled and lanes work; a process that waits for its lease serves nobody yet. */
    boolean isServing() {
        return shift.get().filter(Shift::isHealthy).isPresent();
    }

    /** Who hears that something changed in a source; nobody while this process is not in charge. */
    Optional<SourceHooks> hooks() {
        return shift.get()
                .filter(Shift::isHealthy)
                .flatMap(now -> now.controllers().hooks());
    }

    private static String namespace(UsherConfig config) {
        return config.namespace().orElseGet(() -> {
            try {
                return Files.readString(OWN_NAMESPACE).strip();
            } catch (IOException e) {
                return "usher-system";
            }
        });
    }
}
