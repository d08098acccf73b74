package dev.usher.kube;

import dev.usher.domain.outcome.Backoff;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Stores statuses beside those who decide them, some at a time: whoever decides waits for no answer of the API server.
 *
 * <p>Of each resource one status is on its way. Until it is sent a later one takes its place; after that whoever has
 * something else to say is told to look again once it is stored, or failed, and says it then.
 *
 * @param <R> of what kind the resources are
 */
public final class StatusWriter<R extends HasMetadata> {
    /** Where statuses go, and when something is done later. */
    public interface Wire<R> {
        /** Stores a status, and returns the resource as it is stored. */
        R store(R patch);

        /** Does something elsewhere. */
        void run(Runnable what);

        /** Does it elsewhere, after a pause. */
        void after(Duration pause, Runnable what);
    }

    /** Who hears what became of it. */
    public interface Ear<R> {
        /** It is stored so. */
        void stored(R resource);

        /** There is no telling: whatever is to be said of it has to be decided again. */
        void failed(R patch);
    }

    private static final int AT_A_TIME = 16;

    private static final class Slot<R> {
        private R patch;
        private Runnable said;
        private boolean sent;

        Slot(R patch, Runnable said) {
            this.patch = patch;
            this.said = said;
        }
    }

    private final Wire<R> wire;
    private final Ear<R> ear;
    private final Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final Map<String, Slot<R>> slots = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Queue<String> waiting = new ArrayDeque<>();
    private int underWay;

    /** A writer that has nothing to write. */
    public StatusWriter(Wire<R> wire, Ear<R> ear, Backoff backoff) {
        this.wire = wire;
        this.ear = ear;
        this.backoff = backoff;
    }

    /** Server-side apply of the status, as a field manager of its own. */
    public static <R extends HasMetadata> UnaryOperator<R> applying(KubernetesClient client, String manager) {
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
        return patch -> client.resource(patch).subresource("status").patch(context);
    }

    /**
     * Stores a status as soon as there is a place; or not at all, where an earlier one is on its way.
     *
     * @param patch the resource with its name, its uid and its status alone
     * @param said runs once it is stored
     */
    public void write(R patch, Runnable said) {
        lock.lock();
        try {
            var id = patch.getMetadata().getNamespace() + "/"
                    + patch.getMetadata().getName();
            var slot = slots.get(id);
            if (slot == null) {
                slots.put(id, new Slot<>(patch, said));
                waiting.add(id);
                pump();
            } else if (!slot.sent) {
                slot.patch = patch;
                slot.said = said;
            }
        } finally {
            lock.unlock();
        }
    }

    private void pump() {
        while (underWay < AT_A_TIME && !waiting.isEmpty()) {
            var id = waiting.remove();
            var slot = slots.get(id);
            if (slot != null) {
                slot.sent = true;
                underWay++;
                wire.run(() -> send(id, slot));
            }
        }
    }

    private void send(String id, Slot<R> slot) {
        try {
            var stored = store(id, slot.patch);
            if (stored.isPresent()) {
                slot.said.run();
                ear.stored(stored.get());
            }
        } finally {
            makesRoom();
        }
    }

    private Optional<R> store(String id, R patch) {
        try {
            var stored = wire.store(patch);
            ends(id, true);
            return Optional.of(stored);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                ends(id, true);
            } else {
                fails(id, patch, "status " + e.getCode());
            }
        } catch (RuntimeException e) {
            fails(id, patch, e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    private void makesRoom() {
        lock.lock();
        try {
            underWay--;
            pump();
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void ends(String id, boolean well) {
        lock.lock();
        try {
            slots.remove(id);
            if (well) {
                failures.remove(id);
            }
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Its place is kept meanwhile, so that nobody asks more often. */
    private void fails(String id, R patch, String why) {
        wire.after(backoff.pause(failures(id, why)), () -> {
            ends(id, false);
            ear.failed(patch);
        });
    }

    /** How many in a row; only the first one is news. */
    private int failures(String id, String why) {
        lock.lock();
        try {
            var count = failures.merge(id, 1, Integer::sum);
            if (count == 1) {
                System.getLogger(StatusWriter.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "the status of " + id + " could not be stored, and is decided again: " + why);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what was decided is stored, at most so long. */
    public void settle(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            var left = patience.toNanos();
            while ((underWay > 0 || !waiting.isEmpty()) && left > 0) {
                left = quiet.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
