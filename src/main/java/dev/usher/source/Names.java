package dev.usher.source;

import java.util.Optional;

/** Which names are somebody's. */
public interface Names {
    /** Where nothing is known of anybody. */
    Names NONE = source -> (name, by) -> true;

    /** As whoever a source makes in its namespace may have them. */
    Known of(SourceId source);

    /** What is known while a run goes on. */
    @FunctionalInterface
    interface Known {
        /**
         * Whether a login name or an address is nobody's, or only theirs who want it; without regard to case. One that is somebody's
         * login name is nobody else's address, and the other way around.
         */
        boolean isFree(String name, Wanting by);
    }

    /**
     * Who wants one.
     *
     * @param resource the name of the user
     * @param externalId the key of the person
     */
    record Wanting(String resource, Optional<String> externalId) {}
}
