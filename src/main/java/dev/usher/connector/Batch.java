package dev.usher.connector;

import java.util.List;

/** What one request or transaction carries; an item is one change of an account, or one member of a Members change. */
public record Batch(List<Change> changes) {
    public Batch {
        changes = List.copyOf(changes);
    }

    public static Batch of(Change change) {
        return new Batch(List.of(change));
    }
}
