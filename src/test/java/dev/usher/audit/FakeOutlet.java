package dev.usher.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Keeps its lines, unless it is told to be full, or to hang. */
final class FakeOutlet implements Outlet {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile Optional<CountDownLatch> hangs = Optional.empty();
    private volatile boolean full;
    private volatile boolean refreshes = true;
    private volatile boolean closed;

    @Override
    public void write(byte[] line) throws IOException {
        if (full) {
            throw new IOException("no space left");
        }
        if (hangs.isPresent()) {
            hanging.countDown();
            await(hangs.get());
        }
        lines.add(new String(line, StandardCharsets.UTF_8).stripTrailing());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void refresh() throws IOException {
        if (!refreshes) {
            throw new IOException("no disk");
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    void isFull(boolean now) {
        full = now;
    }

    void refreshesNoMore() {
        refreshes = false;
    }

    /** Whatever is written now ends once the latch does. */
    void hangsUntil(CountDownLatch latch) {
        hangs = Optional.of(latch);
    }

    /** Returns once somebody hangs. */
    void awaitHanging() {
        await(hanging);
    }

    boolean isClosed() {
        return closed;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
