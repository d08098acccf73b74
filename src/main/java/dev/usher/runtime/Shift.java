package dev.usher.runtime;

import dev.usher.audit.AuditStream;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.controller.Agenda;
import dev.usher.controller.Controllers;
import dev.usher.domain.account.Digests;
import dev.usher.kube.Events;
import dev.usher.kube.Installation;
import dev.usher.kube.LeaseTenure;
import dev.usher.kube.LiveReads;
import dev.usher.kube.NamespaceLabels;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.Records;
import dev.usher.kube.Salt;
import dev.usher.kube.SecretLedger;
import dev.usher.kube.SecretVault;
import dev.usher.kube.Teardown;
import dev.usher.kube.TeardownRecords;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.rules.CelRulings;
import dev.usher.sync.Catalog;
import dev.usher.sync.Lanes;
import dev.usher.sync.Ports;
import dev.usher.sync.Rate;
import dev.usher.sync.Timing;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.quarkus.runtime.Quarkus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** One time of being in charge: everything that lives from winning the lease to giving it back. */
record Shift(
        Operator operator,
        Watchdog watchdog,
        CacheCheck cacheCheck,
        Controllers controllers,
        Lanes lanes,
        Agenda agenda,
        Clocks clocks,
        Optional<NamespaceLabels> labels) {
    private static final int RECONCILE_THREADS = 16;
    private static final Duration TO_SETTLE = Duration.ofSeconds(10);
    private static final Duration TO_STORE = Duration.ofSeconds(2);
    private static final Duration FOR_ONE_WRITE = Duration.ofSeconds(2);

    /** Fills the caches, then lets lanes work; returns when both are done. */
    static Shift begin(
            KubernetesClient client,
            Installation installation,
            LeaseTenure tenure,
            UsherConfig config,
            Telemetry telemetry) {
        var clocks = Clocks.start(client, config.test().clock());
        var clock = clocks.trusted();
        var policy = NetworkPolicy.parse(
                config.network().allowed().orElse(""), config.network().plaintext());
        var kube = kube(client, installation, tenure, clock);
        telemetry.clock(clock::suspicion);
        clock.watch(new ClockAlarm(tenure, kube.events()));
        var scope = config.watch().namespaces().map(Set::copyOf).orElse(Set.of());
        var controllers = new Controllers(kube, catalog(policy, clock), new CelRulings(), clock, scope);
        var ports = ports(client, installation, tenure, controllers, telemetry, clock);
        var digests = new Digests(Salt.of(client, installation.namespace()));
        var timing = Timing.standard(
                clock.deciding(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
        var lanes = new Lanes(ports, timing, () -> digests);
        var watchdog = new Watchdog(System::nanoTime, telemetry::redriven, kube.owners()::isOurs);
        var operator = operator(client, watchdog);
        var agenda = controllers.register(operator, lanes, digests);
        operator.start();
        requireCaches(operator);
        var labels = scope.isEmpty()
                ? Optional.of(NamespaceLabels.watch(client, controllers.labels()))
                : Optional.<NamespaceLabels>empty();
        controllers.cachesAreFilled();
        lanes.start();
        agenda.start();
        watchdog.start();
        var cacheCheck = new CacheCheck(client, operator, scope, () -> Quarkus.asyncExit(1));
        cacheCheck.start();
        return new Shift(operator, watchdog, cacheCheck, controllers, lanes, agenda, clocks, labels);
    }

    private static Ports ports(
            KubernetesClient client,
            Installation installation,
            LeaseTenure tenure,
            Controllers controllers,
            Telemetry telemetry,
            Clock clock) {
        return new Ports(
                controllers.world(),
                controllers.census(),
                new SecretLedger(client, installation.namespace(), tenure),
                new AuditStream(clock, telemetry::audit),
                tenure,
                new SecretVault(client),
                controllers.outbox(),
                telemetry);
    }

    private static Operator operator(KubernetesClient client, Watchdog watchdog) {
        return new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                // A connection that breaks while caches are filled is opened again; requireCaches sees to the rest.
                .withStopOnInformerErrorDuringStartup(false)
                .withConcurrentReconciliationThreads(RECONCILE_THREADS)
                .withMetrics(watchdog)
                .withResourceCloner(new SharingCloner()));
    }

    /** What is missing from a cache that was never filled would look like a departure. */
    private static void requireCaches(Operator operator) {
        var unhealthy = operator.getRuntimeInfo().unhealthyEventSources();
        for (var sources : unhealthy.values()) {
            for (var source : sources.values()) {
                if (source instanceof InformerWrappingEventSourceHealthIndicator<?> informers) {
                    informers.informerHealthIndicators().values().forEach(Shift::requireSynced);
                }
            }
        }
    }

    private static void requireSynced(InformerHealthIndicator informer) {
        if (!informer.hasSynced()) {
            throw new IllegalStateException("a kind of resource could not be listed: see the warnings before this");
        }
    }

    private static Catalog catalog(NetworkPolicy policy, Clock clock) {
        return new Catalog(List.of(new ScimConnector(() -> new HttpTransport(policy, Rate.MOST_CONCURRENT), clock)));
    }

    private static Controllers.Kube kube(
            KubernetesClient client, Installation installation, LeaseTenure tenure, Clock clock) {
        var teardown = new Teardown(client, System::nanoTime);
        return new Controllers.Kube(
                client,
                () -> tenure.holds(FOR_ONE_WRITE),
                new NamespaceOwners(client, installation),
                new LiveReads(client, teardown, System::nanoTime),
                teardown,
                new TeardownRecords(client, installation.namespace()),
                new Records(client),
                new Events(client, installation, clock, Executors.newVirtualThreadPerTaskExecutor()));
    }

    boolean isHealthy() {
        return operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    /** Sends nothing new, lets what was sent settle into statuses, and stops. */
    void end() {
        watchdog.stop();
        cacheCheck.stop();
        agenda.stop();
        lanes.stop(TO_SETTLE);
        operator.stop();
        controllers.close(TO_STORE);
        labels.ifPresent(NamespaceLabels::close);
        clocks.close();
    }
}
