package dev.usher.domain.rule;

/**
 * A text about a person, such as {@code lower(user.email)}; two of the same text are the same one.
 *
 * @param expression in the Common Expression Language (cel.dev), over the variable {@code user}; it yields a string, or an
 *     optional one
 */
public record Formula(String expression) {}
