package dev.usher.domain.feed;

import java.util.List;
import java.util.Optional;

/**
 * How a source names people of whom its records do not say how they are called.
 *
 * @param userName how they get a login name; empty where the records say it
 * @param email how they get an address; the same
 */
public record NamingTerms(Optional<OfName> userName, Optional<OfName> email) {
    /** Where the records say all of it. */
    public static final NamingTerms NONE = new NamingTerms(Optional.empty(), Optional.empty());

    /**
     * How one name is chosen.
     *
     * @param candidates in the Common Expression Language (cel.dev), each after the other: the first that is free counts
     */
    public record OfName(List<String> candidates, OnNameChange onChange) {
        public OfName {
            candidates = List.copyOf(candidates);
        }
    }

    /** What becomes of a name when that changes of which it was made. */
    public enum OnNameChange {
        /** It stays. */
        KEEP,
        /** Another one is chosen. */
        RENAME,
        /** It stays until somebody confirms that another one is chosen. */
        ASK
    }
}
