package dev.usher.source;

import dev.usher.domain.feed.RunCounts;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Sanity.Doubt;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much of a source a feed says.
 *
 * @param from where it goes on, if it says what changed alone
 * @param reached from where the next one may go on: of a feed, once all of it is applied; of a run, by what was
 * @param listed the keys of those of whom a run said something, if it did of those alone who changed
 */
public record Extent(Kind kind, Optional<Mark> from, Optional<Mark> reached, Set<String> listed) {
    /** What is read. */
    public enum Kind {
        /** All, as always. */
        ALWAYS_WHOLE,

        /** All, of a source that can be asked for what changed. */
        WHOLE,

        /** All, since the source did not answer what changed. */
        WHOLE_INSTEAD,

        /** What changed. */
        DELTA
    }

    /** Of a source that is read whole each time. */
    public static final Extent ALL = new Extent(Kind.ALWAYS_WHOLE, Optional.empty(), Optional.empty());

    public Extent {
        listed = Set.copyOf(listed);
    }

    /** Of a feed. */
    public Extent(Kind kind, Optional<Mark> from, Optional<Mark> reached) {
        this(kind, from, reached, Set.of());
    }

    /** Whether it says of those alone who changed, and so nothing of all others. */
    public boolean isDelta() {
        return kind == Kind.DELTA;
    }

    /**
     * Whether the next one will be whole although it need not have been.
     *
     * @param before what was read before it, if anything was
     */
    boolean isWholeAgain(Optional<Extent> before) {
        return switch (kind) {
            case ALWAYS_WHOLE, DELTA -> false;
            case WHOLE -> reached.isEmpty();
            // A word that has expired is one thing, and a source that never answers what changed another.
            case WHOLE_INSTEAD ->
                reached.isEmpty()
                        || before.filter(one -> one.kind() == Kind.WHOLE_INSTEAD)
                                .isPresent();
        };
    }

    /** How many work no more by the deltas between the last whole reading and this one. */
    public int endedBefore() {
        return from.map(Mark::ended).orElse(0);
    }

    /** Why not all of a run may be applied: what a whole reading would have counted at once is counted in one. */
    List<Doubt> doubts(Sanity sanity, RunCounts counts) {
        return isDelta() ? sanity.ofChanges().doubts(counts.after(endedBefore())) : sanity.doubts(counts);
    }

    /** The same once a run of it is over: nothing that it did not do lies before where the next one goes on. */
    Extent after(Outcome outcome) {
        var next = switch (kind) {
            case ALWAYS_WHOLE -> Optional.<Mark>empty();
            case WHOLE, WHOLE_INSTEAD -> outcome.isApplied() ? reached : Optional.<Mark>empty();
            case DELTA -> outcome.isApplied() && outcome.isReadable() ? reached : from;
        };
        var ended = outcome.isReleased() || !isDelta() ? 0 : endedBefore() + outcome.ended();
        return new Extent(kind, from, next.map(mark -> mark.after(ended, outcome.authority())), outcome.listed());
    }

    /** The same where the source was not told yet what it has to be told: the next one asks from the same place. */
    Extent staying() {
        return new Extent(
                kind,
                from,
                isDelta()
                        ? reached.flatMap(to -> from.map(mark -> mark.after(to.ended(), to.authority())))
                        : Optional.empty(),
                listed);
    }

    /**
     * What came of a run.
     *
     * @param isApplied whether everything was written that it asked for
     * @param isReadable whether nothing of it was refused or is asked first
     * @param isReleased whether somebody looked at it before
     * @param ended how many work no more by it
     * @param listed of whom it said something
     */
    record Outcome(
            boolean isApplied,
            boolean isReadable,
            boolean isReleased,
            int ended,
            String authority,
            Set<String> listed) {}
}
