package dev.usher.source;

import dev.usher.domain.feed.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How a source is told how its people are called.
 *
 * @param replaces whether what a record says already becomes what the user has
 * @param mayWrite whether this operator is the one that writes: asked before each write
 * @param withheld what it was not told the last time, where this process does not know it better
 */
public record WriteBack(
        List<Field> fields, boolean replaces, Way way, BooleanSupplier mayWrite, Optional<Withheld> withheld) {
    /**
     * One value of a user.
     *
     * @param to where a record has it, by the source's own name
     */
    public record Field(Target of, String to) {}

    /** On which way. */
    public sealed interface Way {
        /**
         * One record after the other.
         *
         * @param pen opened for each time
         */
        record ByRecord(Supplier<Pen> pen) implements Way {}

        /**
         * All of them in one file of separated values.
         *
         * @param key the header of the column of keys
         */
        record InSheet(String key, Sheet sheet) implements Way {}
    }

    public WriteBack {
        fields = List.copyOf(fields);
    }

    /** Of one that was told everything, or nothing yet. */
    public WriteBack(List<Field> fields, boolean replaces, Way way, BooleanSupplier mayWrite) {
        this(fields, replaces, way, mayWrite, Optional.empty());
    }

    /** The same, where something was withheld from it before. */
    public WriteBack withholding(Optional<Withheld> before) {
        return new WriteBack(fields, replaces, way, mayWrite, before);
    }
}
