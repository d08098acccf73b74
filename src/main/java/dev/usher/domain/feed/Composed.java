package dev.usher.domain.feed;

import java.util.Optional;
import java.util.Set;

/** A value that is made of several fields of a record; written out it is how. */
public interface Composed {
    /** The fields of which it is made, by the source's own names. */
    Set<String> reads();

    /** What it is; an empty text where there is none, and nothing where a field is missing that it is made of. */
    Optional<String> of(FeedRecord record);
}
