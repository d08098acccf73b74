package dev.usher.connector;

import dev.usher.domain.account.Attributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** The attributes for which the app has no place. */
    public Set<String> leftOut() {
        var names = values(Capability.LEFT_OUT);
        return value(Capability.MANAGER_FORM).filter("none"::equals).isEmpty()
                ? names
                : Stream.concat(names.stream(), Stream.of(Attributes.MANAGER)).collect(Collectors.toUnmodifiableSet());
    }

    /** The parts of a value that has commas; none where there is no such capability. */
    public Set<String> values(String name) {
        return value(name)
                .filter(value -> !value.isEmpty())
                .map(value -> Set.copyOf(List.of(value.split(",", -1))))
                .orElse(Set.of());
    }
}
