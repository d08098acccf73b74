package dev.usher.source;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read more than once, each time from the beginning. */
@FunctionalInterface
public interface Content {
    InputStream open() throws IOException;
}
