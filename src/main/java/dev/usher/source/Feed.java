package dev.usher.source;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Refusal;
import java.util.Optional;
import java.util.Set;

/** All that a source says, which can be read more than once, each time from the beginning, and is the same each time. */
public interface Feed {
    /** Whom records pass by, one after the other, in the order of the source. */
    interface Sink {
        void record(FeedRecord record);

        /** A record that cannot be read as one; all others can. */
        void refused(Refusal refusal);
    }

    /** How reading ended. */
    sealed interface Reading {
        /**
         * It was read to its end.
         *
         * @param records how many passed by, those that were refused included
         * @param names of all columns, or of all fields that any record had
         */
        record Complete(long records, Set<String> names) implements Reading {
            public Complete {
                names = Set.copyOf(names);
            }
        }

        /** It was not, and whatever passed by means nothing. */
        record Broken(Flaw flaw) implements Reading {}
    }

    /** Reads it from the beginning; whatever is wrong with it is in the answer. */
    Reading read(Sink sink);

    /** How much of the source that is; known once it was read. */
    default Extent extent() {
        return Extent.ALL;
    }

    /** What tells whether it would say something else by now, were it opened anew; empty where nothing does. */
    default Optional<Watch> watch() {
        return Optional.empty();
    }

    /** Why it broke, where that is known without reading it once more. */
    default Optional<Flaw> flaw() {
        return Optional.empty();
    }

    /** One of which nothing can be read. */
    static Feed broken(Flaw flaw) {
        return new Feed() {
            @Override
            public Reading read(Sink sink) {
                return new Reading.Broken(flaw);
            }

            @Override
            public Optional<Flaw> flaw() {
                return Optional.of(flaw);
            }
        };
    }
}
