package dev.usher.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists that a document may leave out. */
final class Absent {
    private Absent() {}

    static <T> List<T> asEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
