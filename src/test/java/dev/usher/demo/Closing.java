package dev.usher.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be closed in the reverse order by whoever comes first; what starts later is closed at once. */
final class Closing implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        if (closed) {
            close();
        }
        return part;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Closes every part, also after one of them failed to close; the first failure is thrown. */
    @Override
    public synchronized void close() {
        closed = true;
        IllegalStateException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("not everything could be ended", e);
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
