package dev.usher.controller;

import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Digests;
import dev.usher.kube.Installation;
import dev.usher.kube.LiveReads;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.Teardown;
import dev.usher.sync.Census;
import dev.usher.sync.Decided;
import dev.usher.sync.Handout;
import dev.usher.sync.Journal;
import dev.usher.sync.Lanes;
import dev.usher.sync.Ledger;
import dev.usher.sync.Meter;
import dev.usher.sync.Outbox;
import dev.usher.sync.Ports;
import dev.usher.sync.Tenure;
import dev.usher.sync.Timing;
import dev.usher.sync.Vault;
import dev.usher.sync.World;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** What controllers need around them, where nothing is sent anywhere. */
final class Wiring {
    private Wiring() {}

    /** A world of which the namespaces people and subsidiary are ours. */
    static CachedWorld world(Caches caches, Accesses accesses, Clock clock) {
        var client = clientWithLeaseOf("usher/system");
        var owners = new NamespaceOwners(client, new Installation("usher", "system", "one"));
        owners.of("people");
        owners.of("subsidiary");
        var live = new LiveReads(client, new Teardown(client, () -> 0), () -> 0);
        return new CachedWorld(caches, accesses, owners::isOurs, live::confirm, clock);
    }

    /** Lanes that do not work: what is offered to one makes it, and waits. */
    static Lanes lanes(Clock clock) {
        var ports = new Ports(
                unused(World.class),
                unused(Census.class),
                unused(Ledger.class),
                unused(Journal.class),
                unused(Tenure.class),
                unused(Vault.class),
                unused(Handout.class),
                unused(Outbox.class),
                unused(Meter.class));
        var salt = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        return new Lanes(ports, Timing.standard(clock, () -> 0, () -> 0), () -> new Digests(salt));
    }

    /** Ports of somebody in charge, of which some are replaced before they are used. */
    static Ports ports(Vault vault) {
        return new Ports(
                unused(World.class),
                unused(Census.class),
                unused(Ledger.class),
                new Journal() {
                    @Override
                    public void intent(Change change) {}

                    @Override
                    public void result(Change change, Outcome outcome) {}

                    @Override
                    public void decision(Decided decided) {}
                },
                new Tenure() {
                    @Override
                    public boolean holds(Duration atLeast) {
                        return true;
                    }

                    @Override
                    public long epoch() {
                        return 1;
                    }
                },
                vault,
                unused(Handout.class),
                unused(Outbox.class),
                (app, op, failure, took) -> {});
    }

    private static <T> T unused(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }

    /** A client that knows one thing: whose every namespace is. */
    private static KubernetesClient clientWithLeaseOf(String holder) {
        var lease = new LeaseBuilder()
                .withNewSpec()
                .withHolderIdentity(holder)
                .endSpec()
                .build();
        var resource = answering(Resource.class, "get", lease);
        var named = answering(MixedOperation.class, "withName", resource);
        var leases = answering(MixedOperation.class, "inNamespace", named);
        return answering(KubernetesClient.class, "leases", leases);
    }

    private static <T> T answering(Class<T> type, String call, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(call)) {
                        return answer;
                    }
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
