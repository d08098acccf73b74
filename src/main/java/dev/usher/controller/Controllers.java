package dev.usher.controller;

import dev.usher.domain.account.Digests;
import dev.usher.kube.Events;
import dev.usher.kube.LiveReads;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.Records;
import dev.usher.kube.Teardown;
import dev.usher.kube.TeardownRecords;
import dev.usher.sync.Catalog;
import dev.usher.sync.Lanes;
import dev.usher.sync.Outbox;
import dev.usher.sync.Suspicion;
import dev.usher.sync.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Every reconciler of one operator, with what they share. */
public final class Controllers {
    private static final String FINALIZER = "provisioning.usher.dev/accounts";
    private static final String FIELD_MANAGER = "usher";

    /** What controllers use of Kubernetes. */
    public record Kube(
            KubernetesClient client,
            NamespaceOwners owners,
            LiveReads live,
            Teardown teardown,
            TeardownRecords torn,
            Records records,
            Events events) {}

    private final Kube kube;
    private final Clock clock;
    private final Supplier<Optional<Suspicion>> clockDoubt;
    private final Caches caches = new Caches();
    private final Declarations declarations;
    private final Accesses accesses;
    private final CachedWorld world;
    private final Mailbox mailbox = new Mailbox(caches);

    /**
     * Reconcilers that are not registered yet.
     *
     * @param clockDoubt why nothing may be removed because of time now
     */
    public Controllers(Kube kube, Catalog catalog, Clock clock, Supplier<Optional<Suspicion>> clockDoubt) {
        this.kube = kube;
        this.clock = clock;
        this.clockDoubt = clockDoubt;
        this.declarations = new Declarations(catalog, kube.client().getKubernetesSerialization());
        this.accesses = new Accesses(caches, declarations);
        this.world = new CachedWorld(caches, accesses, kube.owners(), kube.live());
    }

    public World world() {
        return world;
    }

    public Outbox outbox() {
        return mailbox;
    }

    /**
     * Registers every reconciler.
     *
     * @param namespaces those to watch; empty: all
     */
    public void register(Operator operator, Lanes lanes, Digests digests, Set<String> namespaces) {
        var room = new Room(
                caches,
                accesses,
                declarations,
                world,
                mailbox,
                new Offers(lanes, mailbox, digests, clock),
                digests,
                kube.owners(),
                kube.events(),
                clock,
                clockDoubt);
        var apps = new TargetAppReconciler(room, lanes);
        var farewell = new Farewell(room, lanes, kube.records(), kube.teardown(), kube.torn());
        operator.register(new ProvisionedUserReconciler(room, farewell, apps), settings -> {
            settings.withFinalizer(FINALIZER);
            common(settings, namespaces);
        });
        operator.register(new RoleReconciler(room), settings -> common(settings, namespaces));
        operator.register(new PolicyReconciler(room), settings -> common(settings, namespaces));
        operator.register(apps, settings -> common(settings, namespaces));
        operator.register(
                new RetainedAccountReconciler(room, kube.records()), settings -> common(settings, namespaces));
    }

    /** Every informer has listed: from now on what is not in a cache is not there. */
    public void cachesAreFilled() {
        caches.filled();
    }

    /** The framework's own retry gives up after five attempts; nobody's access may hang on a sixth. */
    private static void common(ControllerConfigurationOverrider<?> settings, Set<String> namespaces) {
        settings.withFieldManager(FIELD_MANAGER)
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(Duration.ofMillis(500))
                        .setIntervalMultiplier(2)
                        .setMaxInterval(Duration.ofSeconds(30).toMillis()))
                .withReconciliationMaxInterval(null);
        if (namespaces.isEmpty()) {
            settings.watchingAllNamespaces();
        } else {
            settings.settingNamespaces(namespaces);
        }
    }
}
