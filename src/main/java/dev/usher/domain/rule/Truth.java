package dev.usher.domain.rule;

/** What a rule says of somebody. */
public enum Truth {
    YES,
    NO,
    /** It cannot be told: the rule is not understood, or asks for something that is not said of this person. It is not a no. */
    UNKNOWN
}
