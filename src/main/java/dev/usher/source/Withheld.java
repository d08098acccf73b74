package dev.usher.source;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a run did not tell a source, since it would have overwritten too much, or might have: nobody is told it one by one either, before
 * somebody looked at it, or everybody is read and it is not too much any more.
 *
 * @param run that may be released
 * @param places at which no record showed anything, where nothing is filled in
 */
public record Withheld(String run, Set<String> places) {
    public Withheld {
        places = Set.copyOf(places);
    }

    /** The same, where records show something elsewhere by now. */
    Withheld at(Set<String> unseen) {
        var still = new TreeSet<>(places);
        still.retainAll(unseen);
        return new Withheld(run, still);
    }
}
