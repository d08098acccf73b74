package dev.usher.domain.quality;

/**
 * Somebody whom a person's resource names.
 *
 * @param name as the reference has it
 */
public record Related(String name, Standing standing) {
    /** How they stand now. */
    public enum Standing {
        Here,
        Departed,
        /** Not there, or not to be referred to from there; the two are not told apart, so that nobody can probe for names. */
        Missing
    }
}
