package dev.usher.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A pipe with a name, which is read while a test wants it to be. */
final class Pipe implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile ends;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private boolean isRead = true;
    private boolean closed;

    Pipe(Path path) throws IOException {
        this.path = path;
        assertThat(new ProcessBuilder("mkfifo", path.toString())
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .isZero();
        // Both ends: it opens at once, and nobody who writes is told that there is no reader.
        ends = new RandomAccessFile(path.toFile(), "rw");
        Thread.ofPlatform().daemon().name("pipe").start(this::read);
    }

    Path path() {
        return path;
    }

    private void read() {
        var piece = new byte[1024];
        try {
            while (mayRead()) {
                var length = ends.read(piece);
                synchronized (this) {
                    read.write(piece, 0, length);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean mayRead() throws InterruptedException {
        while (!isRead && !closed) {
            wait();
        }
        return !closed;
    }

    /** Whether it is read from now on. */
    synchronized void isRead(boolean now) {
        isRead = now;
        notifyAll();
    }

    /** What was read, but a line whose end was not. */
    synchronized List<String> lines() {
        var text = read.toString(UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            // Whoever reads it wakes up, and ends.
            ends.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
