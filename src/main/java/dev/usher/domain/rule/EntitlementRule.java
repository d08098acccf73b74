package dev.usher.domain.rule;

/**
 * A condition on an entitlement, such as {@code entitlement.value.startsWith('team-')}; two of the same text are the same one.
 *
 * @param expression in the Common Expression Language (cel.dev), over the variable {@code entitlement}; it yields a bool
 */
public record EntitlementRule(String expression) {}
