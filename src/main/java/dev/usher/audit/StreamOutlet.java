package dev.usher.audit;

import java.io.IOException;
import java.io.OutputStream;

/** Lines to a stream that stays open, such as standard output. */
public final class StreamOutlet implements Outlet {
    private final OutputStream stream;
    private final Torn torn = new Torn();

    public StreamOutlet(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(byte[] line) throws IOException {
        torn.write(line, stream);
    }

    @Override
    public void refresh() {}

    /** It is not ours to close. */
    @Override
    public void close() throws IOException {
        stream.flush();
    }
}
