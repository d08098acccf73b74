package dev.usher.connector;

import java.util.List;
import java.util.Optional;

/** What an app can do, honestly, each with its origin; constant for a session. */
public record Capabilities(List<Capability> all) {
    public Capabilities {
        all = List.copyOf(all);
    }

    public Optional<String> value(String name) {
        return all.stream()
                .filter(capability -> capability.name().equals(name))
                .map(Capability::value)
                .findFirst();
    }
}
