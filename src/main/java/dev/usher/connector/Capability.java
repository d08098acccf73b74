package dev.usher.connector;

/** One thing that an app can do, or a limit it has, and how we know. */
public record Capability(String name, String value, Origin origin) {
    /** From the strongest word to the weakest. */
    public enum Origin {
        spec,
        preset,
        learned,
        discovered,
        defaulted
    }
}
