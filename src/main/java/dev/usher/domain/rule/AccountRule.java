package dev.usher.domain.rule;

/**
 * A condition on an account as its app shows it, such as {@code account.userName.startsWith('svc-')}; two of the same text are
 * the same one.
 *
 * @param expression in the Common Expression Language (cel.dev), over the variable {@code account}; it yields a bool
 */
public record AccountRule(String expression) {}
