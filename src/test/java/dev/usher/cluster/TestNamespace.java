package dev.usher.cluster;

/** A namespace that exists and that only one test class uses. */
public record TestNamespace(String name) {

    @Override
    public String toString() {
        return name;
    }
}
