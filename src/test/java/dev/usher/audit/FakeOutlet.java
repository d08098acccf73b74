package dev.usher.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps its lines, unless it is told to be full. */
final class FakeOutlet implements Outlet {
    private final List<String> lines = new ArrayList<>();
    private boolean full;
    private boolean closed;

    @Override
    public void write(byte[] line) throws IOException {
        if (full) {
            throw new IOException("no space left");
        }
        lines.add(new String(line, StandardCharsets.UTF_8).stripTrailing());
    }

    @Override
    public void refresh() {}

    @Override
    public void close() {
        closed = true;
    }

    void isFull(boolean now) {
        full = now;
    }

    boolean isClosed() {
        return closed;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
