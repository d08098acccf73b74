package dev.usher.domain.rule;

/**
 * A condition on a person, such as {@code user.department == 'Engineering'}; two of the same text are the same one.
 *
 * @param expression in the Common Expression Language (cel.dev), over the variable {@code user}; it yields a bool
 */
public record Rule(String expression) implements Comparable<Rule> {
    @Override
    public int compareTo(Rule other) {
        return expression.compareTo(other.expression);
    }
}
