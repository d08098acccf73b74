package dev.usher.source;

/** A UserSource; its people are of its own namespace. */
public record SourceId(String namespace, String name) {
    @Override
    public String toString() {
        return namespace + "/" + name;
    }

    /** The id of the employment by which it speaks of somebody. */
    public String employment(String key) {
        return name + ":" + key;
    }
}
