package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import java.util.List;

/** What a database answers. */
sealed interface Answer<T> {
    record Fine<T>(T value) implements Answer<T> {}

    /**
     * It refuses, and says why by a code; its words are left where they came from.
     *
     * @param atDial whether it let nobody in, so that it never saw the statement
     */
    record Refused<T>(String state, boolean atDial) implements Answer<T> {
        AppFailure failure(States.Intent intent) {
            return atDial ? States.atDial(state) : States.of(state, intent);
        }

        boolean is(String... states) {
            return !atDial && List.of(states).contains(state);
        }
    }

    /** What it answered is of no use, and nothing was changed. */
    record Useless<T>(AppFailure why) implements Answer<T> {}

    /** The value, where every refusal is a failure. */
    default T orThrow(States.Intent intent) throws AppFailure {
        return switch (this) {
            case Fine<T>(T value) -> value;
            case Refused<T> refused -> throw refused.failure(intent);
            case Useless<T>(AppFailure why) -> throw why;
        };
    }
}
