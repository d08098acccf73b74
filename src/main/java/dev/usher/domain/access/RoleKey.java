package dev.usher.domain.access;

/** A role, by namespace and name of its resource. */
public record RoleKey(String namespace, String name) implements Comparable<RoleKey> {
    @Override
    public int compareTo(RoleKey other) {
        var byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }
}
