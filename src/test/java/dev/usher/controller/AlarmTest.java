package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.RemoteId;
import dev.usher.kube.Installation;
import dev.usher.kube.LiveReads;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.Teardown;
import dev.usher.sync.Journal;
import dev.usher.sync.Key;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-15T12:00:00Z"), ZoneOffset.UTC);
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Key ADA = new Key.OfUser("people", "ada");
    private static final String ENDED = "{userName: ada, employments: [{id: main, endTime: \"2026-09-15T12:00:00Z\"}]}";
    private static final String ACCOUNT =
            "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: a1, tenant: k2v9}]}";

    private final Neighbourhood here = new Neighbourhood();
    private final Mailbox mailbox = new Mailbox(here.caches);
    private final Lanes lanes = lanes();
    private final List<String> looked = new ArrayList<>();

    @BeforeEach
    void listen() {
        mailbox.users()
                .setEventHandler(event ->
                        looked.add("user " + event.getRelatedCustomResourceID().getName()));
        mailbox.users().start();
        mailbox.retained()
                .setEventHandler(event -> looked.add(
                        "account " + event.getRelatedCustomResourceID().getName()));
        mailbox.retained().start();
    }

    @Test
    void asksTheLanesOfAUserAtOnceAndLetsThemBeLookedAt() {
        here.hasApp("wiki");
        here.has("people", "ada", ENDED, ACCOUNT);

        alarm().ring(ADA);

        assertThat(lanes.health(WIKI)).isPresent();
        assertThat(looked).containsExactly("user ada");
    }

    @Test
    void asksNoLaneWhereTheAccountIsToBeLeftAlone() {
        here.has("people", "ada", ENDED, ACCOUNT);

        alarm().ring(ADA);

        assertThat(lanes.health(WIKI)).isEmpty();
        assertThat(looked).containsExactly("user ada");
    }

    @Test
    void asksNobodyForSomebodyWhoIsNotThereAnyMore() {
        alarm().ring(ADA);

        assertThat(lanes.health(WIKI)).isEmpty();
        assertThat(looked).isEmpty();
    }

    @Test
    void letsARetainedAccountBeLookedAt() {
        here.hasRetained(
                "wiki-1",
                "{app: {name: wiki}, tenant: k2v9, id: a9, externalId: \"1\", realm: people, userName: ada, reason: UserDeleted}",
                "{}");

        alarm().ring(new Key.OfRetained("people", "wiki-1"));
        alarm().ring(new Key.OfRetained("people", "wiki-2"));

        assertThat(looked).containsExactly("account wiki-1");
    }

    @Test
    void doesNothingAboutAnOrphan() {
        alarm().ring(new Key.OfOrphan(WIKI, new RemoteId("7")));

        assertThat(looked).isEmpty();
        assertThat(lanes.health(WIKI)).isEmpty();
    }

    private Alarm alarm() {
        var client = clientWithLeaseOf("usher/system");
        var owners = new NamespaceOwners(client, new Installation("usher", "system", "one"));
        owners.of("people");
        var live = new LiveReads(client, new Teardown(client, () -> 0), () -> 0);
        var world = new CachedWorld(here.caches, here.accesses(), owners, live, CLOCK);
        return new Alarm(here.caches, world, mailbox, lanes, CLOCK);
    }

    /** Lanes that do not work: what is offered to one makes it, and waits. */
    private static Lanes lanes() {
        var ports = new Ports(
                unused(World.class),
                unused(Ledger.class),
                unused(Journal.class),
                unused(Tenure.class),
                unused(Vault.class),
                unused(Outbox.class),
                unused(Meter.class));
        var salt = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        return new Lanes(ports, Timing.standard(CLOCK, () -> 0, () -> 0), () -> new Digests(salt));
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
