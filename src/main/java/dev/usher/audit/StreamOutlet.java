package dev.usher.audit;

import java.io.IOException;
import java.io.OutputStream;

/** Lines to a stream that stays open, such as standard output. */
public final class StreamOutlet implements Outlet {
    private final OutputStream stream;
    private boolean torn;

    public StreamOutlet(OutputStream stream) {
        this.stream = stream;
    }

    /** What was left of a line that failed must not become part of the next one. */
    @Override
    public void write(byte[] line) throws IOException {
        var whole = torn ? Torn.after(line) : line;
        torn = true;
        stream.write(whole);
        stream.flush();
        torn = false;
    }

    @Override
    public void refresh() {}

    /** It is not ours to close. */
    @Override
    public void close() throws IOException {
        stream.flush();
    }
}
