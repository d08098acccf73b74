package dev.usher.domain.rule;

/** What a formula says of somebody. */
public sealed interface Text {
    Text UNKNOWN = new Unknown();

    /** What it says; an empty text is a word, too. */
    record Value(String value) implements Text {}

    /** It cannot be told: the formula is not understood, or asks for something that is not said of this person. */
    record Unknown() implements Text {}
}
