package dev.usher.connector;

import java.util.List;

/** What earlier sessions found out about an app. */
public record Learned(List<Capability> capabilities) {
    public static final Learned NOTHING = new Learned(List.of());

    public Learned {
        capabilities = List.copyOf(capabilities);
    }
}
