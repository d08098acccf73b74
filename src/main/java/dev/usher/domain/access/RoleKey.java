package dev.usher.domain.access;

/** A role, by namespace and name of its resource. */
public record RoleKey(String namespace, String name) implements Comparable<RoleKey> {
    /** As somebody of a namespace names it: those of others with theirs. */
    public String seenFrom(String here) {
        return here.equals(namespace) ? name : namespace + "/" + name;
    }

    @Override
    public int compareTo(RoleKey other) {
        var byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }
}
