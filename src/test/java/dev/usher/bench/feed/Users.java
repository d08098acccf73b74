package dev.usher.bench.feed;

import dev.usher.source.Population;

/** The users of a cluster, as the operator has them in its caches. */
public interface Users extends AutoCloseable {
    Population population();

    @Override
    void close();
}
