package dev.usher.bench.database;

import dev.usher.bench.duel.Side;

/** One way of asking a database for what a lane asks it. */
public interface Rows extends Side {
    /** Shuts out an account that is known by its id. */
    void disable(String id) throws Exception;

    /** Reads an account that is known by its id, and returns its name. */
    String name(String id) throws Exception;
}
