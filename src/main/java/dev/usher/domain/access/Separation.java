package dev.usher.domain.access;

import java.util.List;
import java.util.Set;

/**
 * With which roles one must not be held together.
 *
 * @param conflictsWith it counts in both directions, whichever of the two says it
 * @param exceptions who may hold it in spite of that
 */
public record Separation(Set<RoleKey> conflictsWith, List<ConflictException> exceptions) {
    public static final Separation NONE = new Separation(Set.of(), List.of());

    public Separation {
        conflictsWith = Set.copyOf(conflictsWith);
        exceptions = List.copyOf(exceptions);
    }
}
