package dev.usher.domain.rule;

/** What formulas say of one person at one instant. For one thread. */
public interface Texts {
    /** Of one who is asked nothing. */
    Texts NONE = formula -> Text.UNKNOWN;

    /** Asks each formula at most once; UNKNOWN also for one that the namespace does not have. */
    Text of(Formula formula);
}
