package dev.usher.controller;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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

    /**
     * What a declaration means, or what whoever understands it says is wrong with it.
     *
     * @param where before what is said
     * @param meaning throws {@link IllegalArgumentException} where there is none; its message says what to write instead
     * @param otherwise what is said where it has no message
     */
    static <T> Reading<T> of(String where, Supplier<T> meaning, String otherwise) {
        try {
            return new Of<>(meaning.get());
        } catch (IllegalArgumentException e) {
            return new Invalid<>(where + Optional.ofNullable(e.getMessage()).orElse(otherwise));
        }
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
