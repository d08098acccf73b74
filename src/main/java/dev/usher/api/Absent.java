package dev.usher.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists and maps that a document may leave out. */
final class Absent {
    private Absent() {}

    static <T> List<T> asEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static Map<String, String> asEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : Map.copyOf(map);
    }
}
