package dev.usher.connector;

/** Finds out how an app speaks, and what would be sent to it, by reads alone: what people look at before anything is written. */
public interface Examiner {
    /**
     * Asks the app, in few requests; never throws for what the app does.
     *
     * @param config settled, and without problems
     */
    Examination examine(AppConfig config, Credentials credentials, Wire wire);
}
