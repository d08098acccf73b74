package dev.usher.domain.access;

import java.time.Instant;

/**
 * A role that another identity of the same person holds.
 *
 * @param identity namespace and name of the other user resource, in the form {@code namespace/name}
 * @param since when it was granted there
 */
public record Elsewhere(String identity, RoleKey role, Cause.Kind kind, Instant since) {}
