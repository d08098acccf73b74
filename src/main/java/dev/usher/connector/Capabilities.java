package dev.usher.connector;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an app can do, honestly, each with its origin; and what a session finds out while it speaks becomes one. */
public record Capabilities(List<Capability> all) {
    public Capabilities {
        all = List.copyOf(all);
    }

    /** What earlier requests showed. */
    public Learned learned() {
        return new Learned(all.stream()
                .filter(capability -> capability.origin() == Capability.Origin.learned)
                .toList());
    }

    public Optional<String> value(String name) {
        return all.stream()
                .filter(capability -> capability.name().equals(name))
                .map(Capability::value)
                .findFirst();
    }

    /** The parts of a value that has commas; none where there is no such capability. */
    public Set<String> values(String name) {
        return value(name)
                .filter(value -> !value.isEmpty())
                .map(value -> Set.copyOf(List.of(value.split(",", -1))))
                .orElse(Set.of());
    }
}
