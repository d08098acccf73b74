package dev.usher.source.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page that was read.
 *
 * @param records how many it had
 * @param said what it says of how to go on
 * @param links its headers {@code Link}
 */
record Turned(long records, Map<Pointer, String> said, List<String> links) {
    Turned {
        said = Map.copyOf(said);
        links = List.copyOf(links);
    }

    Optional<String> at(Pointer pointer) {
        return Optional.ofNullable(said.get(pointer));
    }
}
