package dev.usher.bench.duel;

/** One way of asking an app for what a lane asks it. */
public interface Side extends AutoCloseable {
    /** Returns the id of the new account. */
    String create(String name) throws Exception;

    /** Gives an account that is known by its id another title. */
    void retitle(String id, String title) throws Exception;

    /** Reads all accounts page by page, and returns how many there are. */
    int count() throws Exception;

    @Override
    void close();
}
