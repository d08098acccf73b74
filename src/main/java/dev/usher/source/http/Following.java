package dev.usher.source.http;

import dev.usher.net.HttpAnswer;
import java.util.Map;
import java.util.Optional;

/** Whoever follows a reading to know from where the next one may go on. */
interface Following {
    /** Nobody does. */
    Following NONE = new Following() {};

    /** Whether what is read is only what changed, of which there may be nothing. */
    default boolean isOfChanges() {
        return false;
    }

    /** What is looked for in an answer beside its records. */
    default Optional<Pointer> ofPages() {
        return Optional.empty();
    }

    /** What is looked for in each record, be it a field or not. */
    default Optional<Pointer> ofRecords() {
        return Optional.empty();
    }

    /** A page was answered. */
    default void answered(HttpAnswer answer) {}

    /** It was read, and said this. */
    default void turned(Map<Pointer, String> said) {}

    /** A record passed by that says this where it was looked for. */
    default void passed(String said) {}
}
