package dev.usher.controller;

/** What a resource says, as far as this operator understands it. */
sealed interface Reading<T> {
    record Of<T>(T value) implements Reading<T> {}

    /** It was written for a newer version: nothing is done about it. */
    record Newer<T>(String field) implements Reading<T> {}

    /** It contradicts what the schema could not check. */
    record Invalid<T>(String message) implements Reading<T> {}
}
