package dev.usher.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A block of a TargetApp as it was written, of any shape, read by dotted paths. */
public record Block(Map<String, Object> values) {
    public Block {
        values = Map.copyOf(values);
    }

    /** Whatever stands at a path. */
    public Optional<Object> at(String path) {
        Object value = values;
        for (var name : path.split("\\.", -1)) {
            var inner = value instanceof Map<?, ?> map ? map.get(name) : null;
            if (inner == null) {
                return Optional.empty();
            }
            value = inner;
        }
        return Optional.of(value);
    }

    /** The text at a path, unless it is blank. */
    public Optional<String> text(String path) {
        return at(path).map(value -> value instanceof String text ? text.strip() : "")
                .filter(text -> !text.isEmpty());
    }

    /** What a list at a path holds, as texts. */
    public List<String> texts(String path) {
        return at(path).orElse("") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
