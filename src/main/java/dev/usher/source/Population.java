package dev.usher.source;

import dev.usher.domain.feed.Person;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The users of the cluster, of whom sources may speak. */
public interface Population {
    /** All people of a source's namespace, as they are known now. */
    Register register(SourceId source);

    /** Returns once all of these are known, or after a while: another run would make them again. */
    void awaitKnown(SourceId source, Set<String> names);

    /**
     * Returns once what was written of these is known, or after a while.
     *
     * @param generations of users, by the names of the resources
     * @return whether it is known of each of them
     */
    boolean awaitSeen(SourceId source, Map<String, Long> generations);

    /** What a user has at this very moment, by path; nothing where they are not there, or have left. */
    Map<String, String> values(SourceId source, String name);

    /** People as they were at one moment. */
    interface Register {
        /** The names of those who have the source's own employment of this key: one, unless somebody copied a user. */
        Set<String> ofKey(String key);

        /** The names of those who have this value at this path, without regard to case. */
        Set<String> having(String path, String value);

        Optional<Person> named(String name);

        /** The same as far as the source speaks of them by this key; they may have had another one before. */
        Optional<Person> named(String name, String key);

        /** The keys by which the source speaks of somebody. */
        Set<String> keys(String name);

        /** Those of whom the source has spoken, once for each key. */
        Stream<Person> known();
    }
}
