package dev.usher.bench.budget;

import dev.usher.api.ProvisionedUser;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Watches who of a namespace is Ready. */
final class Readiness implements ResourceEventHandler<ProvisionedUser>, AutoCloseable {
    private final SharedIndexInformer<ProvisionedUser> informer;
    private final Set<String> ready = new HashSet<>();
    private Optional<ProvisionedUser> latest = Optional.empty();
    private long latestAt = System.nanoTime();

    Readiness(KubernetesClient client, String namespace) {
        informer =
                client.resources(ProvisionedUser.class).inNamespace(namespace).inform(this);
    }

    @Override
    public void onAdd(ProvisionedUser user) {
        see(user);
    }

    @Override
    public void onUpdate(ProvisionedUser before, ProvisionedUser user) {
        see(user);
    }

    @Override
    public synchronized void onDelete(ProvisionedUser user, boolean unknown) {
        ready.remove(user.getMetadata().getName());
    }

    private synchronized void see(ProvisionedUser user) {
        if (isReady(user) && ready.add(user.getMetadata().getName())) {
            latest = Optional.of(user);
            latestAt = System.nanoTime();
            notifyAll();
        }
    }

    private static boolean isReady(ProvisionedUser user) {
        return user.getStatus() != null
                && user.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.type().equals("Ready")
                                && condition.status().equals("True")
                                && user.getMetadata().getGeneration().equals(condition.observedGeneration()));
    }

    /** Waits for so many, and returns when by the ticker the last of them was seen. */
    synchronized long await(int count, Duration most) {
        var deadline = System.nanoTime() + most.toNanos();
        while (ready.size() < count) {
            var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new TooSlow(
                        "%,d of %,d users were ready after %d s".formatted(ready.size(), count, most.toSeconds()));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return latestAt;
    }

    synchronized int count() {
        return ready.size();
    }

    /** Whoever became ready last. */
    synchronized ProvisionedUser latest() {
        return latest.orElseThrow(() -> new IllegalStateException("nobody is ready"));
    }

    @Override
    public void close() {
        informer.close();
    }
}
