package dev.usher.domain.access;

import dev.usher.domain.person.Moment;

/**
 * Somebody may hold a role together with those that it conflicts with.
 *
 * @param user namespace and name of the user resource, in the form {@code namespace/name}
 * @param until when that ends
 * @param reason why, for whoever finds it
 */
public record ConflictException(String user, Moment until, String reason) {}
