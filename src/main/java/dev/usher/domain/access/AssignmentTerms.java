package dev.usher.domain.access;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;

/**
 * How a role may be given by hand.
 *
 * @param allowed whether it may be at all
 * @param longest how long an assignment lasts at most; empty: any time
 * @param endsOnChangeOf names of attributes; when one of them changes, the assignment ends
 */
public record AssignmentTerms(boolean allowed, Optional<Duration> longest, SortedSet<String> endsOnChangeOf) {
    /** Where a role says nothing: anybody may have it, for any time. */
    public static final AssignmentTerms STANDARD =
            new AssignmentTerms(true, Optional.empty(), Collections.emptySortedSet());

    /** Whether an assignment can end by them, so that it has to be remembered when it began and on what it rests. */
    boolean remembers() {
        return longest.isPresent() || !endsOnChangeOf.isEmpty();
    }
}
