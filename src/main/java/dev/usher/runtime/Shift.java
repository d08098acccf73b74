package dev.usher.runtime;

import dev.usher.audit.Origin;
import dev.usher.audit.Pseudonyms;
import dev.usher.audit.RecordedLedger;
import dev.usher.connector.ldap.LdapConnector;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.connector.sql.SqlConnector;
import dev.usher.controller.Agenda;
import dev.usher.controller.Controllers;
import dev.usher.controller.FirstLocks;
import dev.usher.controller.Readers;
import dev.usher.controller.Requesters;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Tenant;
import dev.usher.kube.AdmissionPolicies;
import dev.usher.kube.Events;
import dev.usher.kube.Installation;
import dev.usher.kube.LeaseTenure;
import dev.usher.kube.LiveReads;
import dev.usher.kube.NamespaceLabels;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.Records;
import dev.usher.kube.Remnants;
import dev.usher.kube.Salt;
import dev.usher.kube.SecretHandout;
import dev.usher.kube.SecretLedger;
import dev.usher.kube.SecretVault;
import dev.usher.kube.Teardown;
import dev.usher.kube.TeardownRecords;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.rules.CelRulings;
import dev.usher.source.http.HttpFeeds;
import dev.usher.source.http.Rest;
import dev.usher.source.ldap.Directories;
import dev.usher.sync.Catalog;
import dev.usher.sync.Journal;
import dev.usher.sync.Lanes;
import dev.usher.sync.Ports;
import dev.usher.sync.Rate;
import dev.usher.sync.Timing;
import dev.usher.sync.TrustedClock;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
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
import java.util.function.Function;

/** One time of being in charge: everything that lives from winning the lease to giving it back. */
record Shift(
        Operator operator,
        Watchdog watchdog,
        Patrol patrol,
        Controllers controllers,
        Lanes lanes,
        Agenda agenda,
        Clocks clocks,
        Auditing auditing,
        Optional<NamespaceLabels> labels) {
    private static final int RECONCILE_THREADS = 16;
    private static final Duration TO_SETTLE = Duration.ofSeconds(10);
    private static final Duration TO_STORE = Duration.ofSeconds(2);
    private static final Duration FOR_ONE_WRITE = Duration.ofSeconds(2);

    /**
     * Fills the caches, then lets lanes work; returns when both are done.
     *
     * @param opening for what works meanwhile; it is over afterwards, also where this fails
     */
    static Shift begin(
            KubernetesClient client,
            Installation installation,
            LeaseTenure tenure,
            UsherConfig config,
            Telemetry telemetry,
            Opening opening) {
        var clocks = Clocks.start(client, config.test().clock());
        var clock = clocks.trusted();
        var kube = withDefinitions(kube(client, installation, tenure, clock), config);
        watched(clock, telemetry, new ClockAlarm(tenure, kube.events()));
        var scope = config.watch().namespaces().map(Set::copyOf).orElse(Set.of());
        var controllers = controllers(kube, policy(config.network()), clock, scope);
        var salt = Salt.of(client, installation.namespace());
        var firstLocks = firstLocks(kube, config, clock, scope, telemetry);
        var auditing = audit(
                config,
                installation,
                tenure,
                clock,
                salt,
                app -> controllers.tenant(app).or(() -> firstLocks.tenant(app)));
        telemetry.audit(auditing.stream());
        var ports = ports(client, installation, tenure, controllers, telemetry, auditing.journal());
        var lanes = lanes(ports, clock, salt);
        var watchdog = new Watchdog(System::nanoTime, telemetry::redriven, kube.owners()::isOurs, telemetry.spans());
        var operator = operator(client, new AggregatedMetrics(List.of(watchdog, telemetry.reconciles(watchdog))));
        var admission = admission(client, installation, config, clock, telemetry);
        var agenda = register(controllers, operator, lanes, salt, auditing, telemetry, verified(config, admission));
        opening.begin(() -> firstLocks.begin(ports, first -> lanes(first, clock, salt)), firstLocks::end);
        fill(operator, opening);
        firstLocks.leaveTo(lanes);
        var labels = labels(client, scope, controllers);
        controllers.cachesAreFilled();
        lanes.start();
        agenda.start();
        watchdog.start();
        var patrol = Patrol.begun(cacheCheck(client, operator, scope), admission, controllers::showMeasures);
        return new Shift(operator, watchdog, patrol, controllers, lanes, agenda, clocks, auditing, labels);
    }

    /** Without them no cache can be filled, and what is going with them would wait for ever. */
    private static Controllers.Kube withDefinitions(Controllers.Kube kube, UsherConfig config) {
        var remnants = new Remnants(kube.client(), kube.owners(), kube.records(), kube.torn());
        var definers = remnants.definers();
        if (!definers.missing().isEmpty()) {
            var gone = remnants.letGo(definers, config.watch().namespaces().orElse(List.of()));
            throw new IllegalStateException(
                    "the CustomResourceDefinitions %s are not there: install them, as docs/using.md says; until then nothing is done. %,d resources that were being deleted with their definitions were let go; users are written down in Secrets usher-teardown-*"
                            .formatted(String.join(", ", definers.missing()), gone));
        }
        return kube;
    }

    private static void watched(TrustedClock clock, Telemetry telemetry, ClockAlarm alarm) {
        telemetry.clock(clock::suspicion);
        clock.watch(alarm);
    }

    private static Agenda register(
            Controllers controllers,
            Operator operator,
            Lanes lanes,
            byte[] salt,
            Auditing auditing,
            Telemetry telemetry,
            Requesters verified) {
        return controllers.register(operator, lanes, new Digests(salt), auditing.journal(), telemetry, verified);
    }

    /** Nobody looks where nothing says which policies were installed, as where an administrator did it. */
    private static Optional<AdmissionWatch> admission(
            KubernetesClient client,
            Installation installation,
            UsherConfig config,
            TrustedClock clock,
            Telemetry telemetry) {
        return config.admission()
                .policies()
                .map(name -> new AdmissionPolicies(client, installation.namespace(), name))
                .map(policies -> new AdmissionWatch(policies, clock, telemetry::inForce));
    }

    private static Requesters verified(UsherConfig config, Optional<AdmissionWatch> admission) {
        return resource -> config.locks().requesterVerified()
                && admission.map(watch -> watch.test(resource)).orElse(true);
    }

    private static void fill(Operator operator, Opening opening) {
        try {
            operator.start();
            requireCaches(operator);
        } finally {
            opening.end();
        }
    }

    private static CacheCheck cacheCheck(KubernetesClient client, Operator operator, Set<String> scope) {
        return new CacheCheck(client, operator, scope, () -> Quarkus.asyncExit(1));
    }

    private static FirstLocks firstLocks(
            Controllers.Kube kube, UsherConfig config, TrustedClock clock, Set<String> scope, Telemetry telemetry) {
        return new FirstLocks(
                kube,
                catalog(policy(config.network()), clock),
                new CelRulings(),
                clock.deciding(),
                scope,
                telemetry::shutBeforeCaches);
    }

    /** Nobody hears of labels where only some namespaces are watched. */
    private static Optional<NamespaceLabels> labels(
            KubernetesClient client, Set<String> scope, Controllers controllers) {
        return scope.isEmpty() ? Optional.of(NamespaceLabels.watch(client, controllers.labels())) : Optional.empty();
    }

    private static Auditing audit(
            UsherConfig config,
            Installation installation,
            LeaseTenure tenure,
            Clock clock,
            byte[] salt,
            Function<AppId, Optional<Tenant>> tenants) {
        var origin = new Origin(installation.name(), installation.instance(), tenure.epoch(), config.version());
        return Auditing.start(config.audit(), clock, origin, new Pseudonyms(salt), tenants);
    }

    private static Ports ports(
            KubernetesClient client,
            Installation installation,
            LeaseTenure tenure,
            Controllers controllers,
            Telemetry telemetry,
            Journal unseen) {
        var journal = telemetry.traces().seen(unseen);
        return new Ports(
                controllers.world(),
                controllers.census(),
                new RecordedLedger(new SecretLedger(client, installation.namespace(), tenure), journal),
                journal,
                tenure,
                new SecretVault(client),
                new SecretHandout(client),
                controllers.outbox(),
                telemetry.traces().seen(telemetry));
    }

    private static Lanes lanes(Ports ports, TrustedClock clock, byte[] salt) {
        var timing = Timing.standard(
                clock.deciding(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
        return new Lanes(ports, timing, () -> new Digests(salt));
    }

    private static Operator operator(KubernetesClient client, Metrics heard) {
        return new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                // A connection that breaks while caches are filled is opened again; requireCaches sees to the rest.
                .withStopOnInformerErrorDuringStartup(false)
                .withConcurrentReconciliationThreads(RECONCILE_THREADS)
                .withMetrics(heard)
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

    private static Controllers controllers(
            Controllers.Kube kube, NetworkPolicy policy, TrustedClock clock, Set<String> scope) {
        return new Controllers(kube, catalog(policy, clock), readers(policy, clock), new CelRulings(), clock, scope);
    }

    private static NetworkPolicy policy(UsherConfig.Network network) {
        return NetworkPolicy.parse(network.allowed().orElse(""), network.plaintext());
    }

    private static Readers readers(NetworkPolicy policy, Clock clock) {
        return new Readers(
                new HttpFeeds(tls -> new HttpTransport(policy, 1, tls), clock, Rest.ofSystem()),
                new Directories(tls -> new SocketTransport(policy, tls), clock));
    }

    private static Catalog catalog(NetworkPolicy policy, Clock clock) {
        var most = Rate.MOST_CONCURRENT;
        return new Catalog(List.of(
                new ScimConnector(tls -> new HttpTransport(policy, most, tls), clock),
                new LdapConnector(tls -> new SocketTransport(policy, tls), most, clock),
                new SqlConnector(tls -> new SocketTransport(policy, tls), most, clock)));
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
                new Events(client, installation, clock, System::nanoTime, Executors.newVirtualThreadPerTaskExecutor()));
    }

    boolean isHealthy() {
        return operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    /** Sends nothing new, lets what was sent settle into statuses, and stops. */
    void end() {
        watchdog.stop();
        patrol.stop();
        agenda.stop();
        lanes.stop(TO_SETTLE);
        operator.stop();
        controllers.close(TO_STORE);
        auditing.end();
        labels.ifPresent(NamespaceLabels::close);
        clocks.close();
    }
}
