package dev.usher.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines to a stream that stays open, such as standard output: whoever else writes lines there does it by this one, so that each is whole.
 *
 * <p>Safe for threads. Whoever waits for their turn while somebody hangs who writes does so for a while and fails then.
 */
public final class StreamOutlet implements Outlet {
    private final OutputStream stream;
    private final Patience patience;
    /** In the order in which they come: whoever writes one line after the other must not keep others out. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final Torn torn = new Torn();

    /** @param most how long a line waits for those before it */
    public StreamOutlet(OutputStream stream, Duration most) {
        this.stream = stream;
        this.patience = new Patience(most);
    }

    @Override
    public void write(byte[] line) throws IOException {
        if (!patience.takes(turn)) {
            throw new IOException("the line before was not taken within " + patience.most());
        }
        try {
            torn.write(line, stream);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void refresh() {}

    /** It is not ours to close, and keeps nothing to itself. */
    @Override
    public void close() {}
}
