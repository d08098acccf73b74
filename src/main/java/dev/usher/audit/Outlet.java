package dev.usher.audit;

import java.io.IOException;

/** Where lines go; used by one thread at a time, {@link #refresh} apart. */
public interface Outlet extends AutoCloseable {
    /** Hands over one line, with its end: all of it, or it throws. */
    void write(byte[] line) throws IOException;

    /** What has to be done now and then: what was handed over gets to the disk, and a file that was renamed is left. */
    void refresh() throws IOException;

    @Override
    void close() throws IOException;
}
