package dev.usher.source;

import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.Sanity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a source declares of its records.
 *
 * @param naming how people are named of whom the records do not say it
 * @param match the paths by which somebody is found of whom it has not spoken yet, each after the other
 * @param isObserved whether nothing is applied
 * @param released the runs of which somebody has said that all of them is applied, whatever is strange about it
 * @param fields those that had values in the run before
 * @param authority which source counts before which in the namespace, in a word
 * @param missing when it is over for those whom it lists no more; empty: never
 */
public record SourceTerms(
        Drafting drafting,
        Naming naming,
        List<String> match,
        Sanity sanity,
        boolean isObserved,
        Set<String> released,
        Set<String> fields,
        String authority,
        Optional<MissingTerms> missing) {
    public SourceTerms {
        match = List.copyOf(match);
        fields = Set.copyOf(fields);
        released = Set.copyOf(released);
    }

    /** Those of a source whose records say how people are called. */
    public SourceTerms(
            Drafting drafting,
            List<String> match,
            Sanity sanity,
            boolean isObserved,
            Set<String> released,
            Set<String> fields,
            String authority) {
        this(drafting, Naming.NONE, match, sanity, isObserved, released, fields, authority, Optional.empty());
    }

    /** Whether it says who works here; a source that does not makes nobody, and ends nobody. */
    boolean isOfLife() {
        return drafting.fields().stream().anyMatch(field -> field.isOfLife());
    }
}
