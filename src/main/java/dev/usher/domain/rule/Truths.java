package dev.usher.domain.rule;

/** The answers of one person to every rule of a namespace, at one instant. */
public interface Truths {
    /** Of one who is asked nothing. */
    Truths NONE = rule -> Truth.UNKNOWN;

    /** UNKNOWN also for a rule that nobody asked about. */
    Truth of(Rule rule);
}
