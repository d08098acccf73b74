package dev.usher.kube;

import dev.usher.domain.outcome.Backoff;
import dev.usher.domain.outcome.Mistake;
import dev.usher.log.Context;
import dev.usher.log.Field;
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
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Stores statuses beside those who decide them, some at a time: whoever decides waits for no answer of the API server.
 *
 * <p>Of each resource one status is on its way. Until it is sent the next decision takes its place, or takes it back; after
 * that whoever decides otherwise is told to look again once it is stored, or failed, and says it then.
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

    /** Who decides. */
    public interface Author<R> {
        /** It is stored so: nobody decides from anything older any more. */
        void stored(R resource);

        /** Whatever is to be said of it is decided once more. */
        void decideAgain(R resource);

        /** Of which edit of which resource a status is; another one does not wait because this one failed. */
        Object edition(R patch);

        /** Whether something was stored as it was sent. */
        boolean isAsSent(R stored, R patch);
    }

    private static final int AT_A_TIME = 16;

    private enum Stage {
        WAITS,
        UNDER_WAY,
        FAILED
    }

    private static final class Slot<R> {
        private R patch;
        private Runnable said;
        private Stage stage = Stage.WAITS;

        Slot(R patch, Runnable said) {
            this.patch = patch;
            this.said = said;
        }
    }

    private final Wire<R> wire;
    private final Author<R> author;
    private final Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final Map<String, Slot<R>> slots = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Slot<R>> unsaid = new HashMap<>();
    private final Queue<String> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean closed;

    /** A writer that has nothing to write. */
    public StatusWriter(Wire<R> wire, Author<R> author, Backoff backoff) {
        this.wire = wire;
        this.author = author;
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
     * Stores a status as soon as there is a place.
     *
     * @param patch the resource with its name, its uid and its status alone
     * @param said runs once it is stored
     * @return false where what was decided earlier is under way: then this is decided again after that
     */
    public boolean write(R patch, Runnable said) {
        return locked(() -> {
            var id = id(patch);
            var slot = slots.get(id);
            if (slot == null || isAnotherEdition(slot, patch)) {
                slots.put(id, new Slot<>(patch, said));
                unsaid.remove(id);
                waiting.add(id);
                pump();
                return true;
            }
            return replace(slot, patch, said);
        });
    }

    /** The same, but only in the place of one that waits to be sent. */
    public boolean rewrite(R patch, Runnable said) {
        return locked(() -> Optional.ofNullable(slots.get(id(patch)))
                .map(slot -> replace(slot, patch, said))
                .orElse(true));
    }

    /** What is stored is what is to be said: what waits to be sent is taken back. */
    public boolean withdraw(R resource) {
        return locked(() -> {
            var id = id(resource);
            Optional.ofNullable(unsaid.remove(id))
                    .filter(lost -> author.isAsSent(resource, lost.patch))
                    .ifPresent(lost -> wire.run(lost.said));
            var slot = slots.get(id);
            if (slot != null && slot.stage == Stage.WAITS) {
                slots.remove(id);
                waiting.remove(id);
            }
            return !slots.containsKey(id);
        });
    }

    private boolean isAnotherEdition(Slot<R> slot, R patch) {
        return slot.stage == Stage.FAILED && !author.edition(slot.patch).equals(author.edition(patch));
    }

    private boolean replace(Slot<R> slot, R patch, Runnable said) {
        if (slot.stage == Stage.WAITS) {
            slot.patch = patch;
            slot.said = said;
        }
        return slot.stage == Stage.WAITS;
    }

    private static String id(HasMetadata resource) {
        return resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName();
    }

    private Context about(R resource) {
        return Context.of(Field.RESOURCE, resource.getKind() + "/" + id(resource));
    }

    private void pump() {
        while (!closed && underWay < AT_A_TIME && !waiting.isEmpty()) {
            var id = waiting.remove();
            var slot = slots.get(id);
            if (slot != null && slot.stage == Stage.WAITS) {
                slot.stage = Stage.UNDER_WAY;
                underWay++;
                wire.run(() -> about(slot.patch).run(() -> send(id, slot)));
            }
        }
    }

    private void send(String id, Slot<R> slot) {
        try {
            var stored = wire.store(slot.patch);
            author.stored(stored);
            wire.run(slot.said);
            if (author.isAsSent(stored, slot.patch)) {
                ends(id, slot);
                author.decideAgain(stored);
            } else {
                fails(id, slot, "the API server stored something else");
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                ends(id, slot);
                forgets(id);
            } else {
                isUnsaid(id, slot);
                fails(id, slot, "status " + e.getCode());
            }
        } catch (RuntimeException | Error e) {
            isUnsaid(id, slot);
            fails(id, slot, Mistake.ofCode(e).getClass().getSimpleName());
        } finally {
            makesRoom();
        }
    }

    private void makesRoom() {
        locked(() -> {
            underWay--;
            pump();
            quiet.signalAll();
            return true;
        });
    }

    private void ends(String id, Slot<R> slot) {
        locked(() -> {
            failures.remove(id);
            return slots.remove(id, slot);
        });
    }

    private void forgets(String id) {
        locked(() -> unsaid.remove(id) != null);
    }

    /** It may be stored all the same, which the next decision will see. */
    private void isUnsaid(String id, Slot<R> slot) {
        locked(() -> unsaid.put(id, slot) == null);
    }

    /** Its place is kept meanwhile, so that nobody says the same more often. */
    private void fails(String id, Slot<R> slot, String why) {
        wire.after(backoff.pause(failures(id, slot, why)), () -> {
            locked(() -> slots.remove(id, slot));
            author.decideAgain(slot.patch);
        });
    }

    /** How many in a row; only the first one is news. */
    private int failures(String id, Slot<R> slot, String why) {
        lock.lock();
        try {
            slot.stage = Stage.FAILED;
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

    /** Waits until what was decided is stored, at most so long; then nothing is sent any more. */
    public void close(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = patience.toNanos();
            while ((underWay > 0 || !waiting.isEmpty()) && left > 0) {
                left = quiet.awaitNanos(left);
            }
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean locked(BooleanSupplier change) {
        lock.lock();
        try {
            return change.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
