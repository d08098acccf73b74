package dev.usher.controller;

import java.util.function.Function;

/** What a resource says, as far as this operator understands it. */
sealed interface Reading<T> {
    /** What follows from a value; what could not be read is passed on. */
    default <R> Reading<R> then(Function<T, Reading<R>> next) {
        return switch (this) {
            case Of<T> of -> next.apply(of.value());
            case Newer<T> newer -> new Newer<>(newer.field());
            case Invalid<T> invalid -> new Invalid<>(invalid.message());
        };
    }

    record Of<T>(T value) implements Reading<T> {}

    /** It was written for a newer version: nothing is done about it. */
    record Newer<T>(String field) implements Reading<T> {
        String message() {
            return "`" + field + "` was written for a newer version of Usher: upgrade Usher, or change it";
        }
    }

    /** It contradicts what the schema could not check. */
    record Invalid<T>(String message) implements Reading<T> {}
}
