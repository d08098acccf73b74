package dev.usher.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be ended in the reverse order; one failure does not keep the others. */
final class Parts implements AutoCloseable {

    private final Deque<Runnable> endings = new ArrayDeque<>();

    synchronized void endWith(Runnable ending) {
        endings.push(ending);
    }

    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        while (!endings.isEmpty()) {
            try {
                endings.pop().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
