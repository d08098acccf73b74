package dev.usher.runtime;

import dev.usher.log.Spans;
import dev.usher.sync.Journal;
import dev.usher.sync.Meter;
import java.util.Optional;

/** Where pieces of work are told of as traces, if an installation wants them. */
interface Traces extends Spans {
    /** Nobody wants any: nothing is loaded for them, and nothing runs. */
    Traces NONE = new Untraced();

    /** A journal by which changes are seen as well. */
    Journal seen(Journal journal);

    /** A meter by which the requests of changes are seen as well. */
    Meter seen(Meter meter);

    /** The trace of the change that is known by a correlation, while it is under way. */
    Optional<String> of(String correlation);

    /** How many spans never got to whoever collects them. */
    long dropped();

    /** Tells what is left to be told, for a moment. */
    void end();
}
