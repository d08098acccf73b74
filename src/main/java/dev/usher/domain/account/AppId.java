package dev.usher.domain.account;

/** An app, by the namespace and name of its TargetApp resource. */
public record AppId(String namespace, String name) implements Comparable<AppId> {
    /** As somebody of a namespace names it: those of others with theirs. */
    public String seenFrom(String here) {
        return here.equals(namespace) ? name : toString();
    }

    @Override
    public int compareTo(AppId other) {
        var byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
