package dev.usher.bench.connector;

import java.io.IOException;
import java.util.List;

/** One way of asking an app for what a lane asks it when people join. */
interface Side extends AutoCloseable {
    /** Looks for accounts that they may have already, by so many of their keys: user name, external id. */
    void lookUp(Newcomer who, int keys) throws Exception;

    /** Returns the id of the new account. */
    String create(Newcomer who) throws Exception;

    /** Lets accounts into a group, and reads who is in it. */
    void enter(String group, List<String> accounts) throws Exception;

    @Override
    void close() throws IOException;
}
