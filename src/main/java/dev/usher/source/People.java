package dev.usher.source;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Stamp;
import java.util.Optional;
import java.util.Set;

/** Where what sources say is applied to users. */
public interface People {
    /**
     * Makes somebody who is new, whole, in one write.
     *
     * @param life what is noted of what the source says of whether they work here
     * @param rest the same of all else
     */
    Answer create(SourceId source, String name, Draft draft, Stamp life, Stamp rest);

    /** Says whether somebody works here, whoever else has written that; nothing else. */
    Answer live(SourceId source, Person person, Draft draft, Stamp stamp);

    /** Says all else; what others have written stays theirs, but what less of an authority has. */
    Answer describe(SourceId source, Person person, Draft draft, Stamp stamp);

    /**
     * Notes in how many complete runs in a row the source did not list somebody, beside them.
     *
     * @param note empty: they are listed again
     */
    Answer miss(SourceId source, Person person, Optional<Missed> note);

    /** What became of a write. */
    sealed interface Answer {
        /**
         * It is done.
         *
         * @param left the paths that are left to others
         * @param generation of the user since then
         */
        record Done(Set<String> left, long generation) implements Answer {
            public Done {
                left = Set.copyOf(left);
            }
        }

        /**
         * The API server does not accept it.
         *
         * @param field the first that it names, by its path in the user
         */
        record Refused(Optional<String> field) implements Answer {}

        /** This operator may not do it. */
        record Forbidden() implements Answer {}

        /** It may be done later: the API server did not answer, or this operator is not in charge. */
        record Failed() implements Answer {}
    }
}
