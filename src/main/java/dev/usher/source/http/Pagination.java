package dev.usher.source.http;

import java.util.Optional;
import java.util.Set;

/** How a source hands out what is too much for one answer. */
public sealed interface Pagination {
    /** Where a request says which page it wants. */
    sealed interface Place {
        /** In a parameter of the query. */
        record Query(String name) implements Place {
            public Query {
                if (name.isEmpty()) {
                    throw new IllegalArgumentException("give the name of the parameter");
                }
            }
        }

        /** In a field of the body, which is an object of JSON. */
        record Field(Pointer pointer) implements Place {
            public Field {
                if (pointer.steps().isEmpty()) {
                    throw new IllegalArgumentException("give the field of the body");
                }
            }
        }
    }

    /** How many records a page is to have. */
    record Size(Place place, int most) {
        public Size {
            if (most < 1) {
                throw new IllegalArgumentException("give a size of at least 1");
            }
        }
    }

    /** All is in one answer. */
    record None() implements Pagination {}

    /**
     * By how many records came before.
     *
     * @param total where the answer says how many there are; without it a page ends the list that is shorter than one before
     */
    record Offset(Place offset, Size size, Optional<Pointer> total) implements Pagination {}

    /**
     * By the number of the page.
     *
     * @param first the number of the first one, mostly 0 or 1
     * @param total as {@link Offset#total}
     */
    record Page(Place number, long first, Size size, Optional<Pointer> total) implements Pagination {}

    /**
     * By a word that each answer gives for the next one.
     *
     * @param next where that stands; nothing there, or nothing in it, is the end
     */
    record Cursor(Place cursor, Pointer next) implements Pagination {}

    /** By a header {@code Link} whose relation is {@code next} (RFC 8288). */
    record Link() implements Pagination {}

    /**
     * By an address in the answer.
     *
     * @param address where it stands, whole or as a path; nothing there, or nothing in it, is the end
     */
    record Next(Pointer address) implements Pagination {}

    /** What of an answer says how to go on. */
    default Set<Pointer> said() {
        return switch (this) {
            case None _, Link _ -> Set.of();
            case Offset(Place _, Size _, Optional<Pointer> total) ->
                total.map(Set::of).orElse(Set.of());
            case Page(Place _, long _, Size _, Optional<Pointer> total) ->
                total.map(Set::of).orElse(Set.of());
            case Cursor(Place _, Pointer next) -> Set.of(next);
            case Next(Pointer address) -> Set.of(address);
        };
    }
}
