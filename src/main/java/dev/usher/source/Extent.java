package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.RunCounts;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Sanity.Doubt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much of a source a feed says.
 *
 * @param from where it goes on, if it says what changed alone; else up to where the source was read before, which counts on until all of it is applied
 * @param reached from where the next one may go on: of a feed, once all of it is applied; of a run, by what was
 * @param listed the keys of those of whom a run said something, if it did of those alone who changed
 * @param flaw why it is not read as it should be, although it could be read: of what changed, why not everybody was; or why nothing goes on from
 *     there
 */
public record Extent(Kind kind, Optional<Mark> from, Optional<Mark> reached, Set<String> listed, Optional<Flaw> flaw) {
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

    /** Of one that is read as it should be. */
    public Extent(Kind kind, Optional<Mark> from, Optional<Mark> reached, Set<String> listed) {
        this(kind, from, reached, listed, Optional.empty());
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
            case WHOLE -> isToNothing();
            // A word that has expired is one thing, and a source that never answers what changed another.
            case WHOLE_INSTEAD ->
                isToNothing()
                        || before.filter(one -> one.kind() == Kind.WHOLE_INSTEAD)
                                .isPresent();
        };
    }

    /** Whether the next one goes on from no later place. */
    private boolean isToNothing() {
        return reached.filter(mark -> !mark.isWholeAgain()).isEmpty();
    }

    /** Whether it shows by now that all is to be read at once. */
    boolean isWholeDue(Instant now) {
        return isDelta()
                && reached.flatMap(Mark::due).filter(due -> !due.isAfter(now)).isPresent();
    }

    /** The same of one that broke. */
    Extent broken() {
        return new Extent(kind, from, Optional.empty(), Set.of(), flaw);
    }

    /** Why everybody could not be read, where they should have been and who changed was. */
    Optional<Flaw> ofEverybody() {
        return flaw.filter(why -> isDelta() && why.defect() != Defect.NOTHING_TO_GO_ON_FROM);
    }

    /** The same, unless something else is wrong with it. */
    Extent unless(Flaw other) {
        return new Extent(kind, from, reached, listed, flaw.or(() -> Optional.of(other)));
    }

    /** How many work no more by what was read before, and are counted together with those of this one. */
    public int endedBefore() {
        return from.map(Mark::ended).orElse(0);
    }

    /** Why not all of a run may be applied: what a whole reading would have counted at once is counted in one. */
    List<Doubt> doubts(Sanity sanity, RunCounts counts) {
        return (isDelta() ? sanity.ofChanges() : sanity).doubts(counts.after(endedBefore()));
    }

    /**
     * The same once a run of it is over: nothing that it did not do lies before where the next one goes on. Whatever is held is held with what
     * ended before it, for as long as nobody releases it.
     */
    Extent after(Outcome outcome) {
        var next = switch (kind) {
            case ALWAYS_WHOLE -> Optional.<Mark>empty();
            case WHOLE, WHOLE_INSTEAD -> outcome.isApplied() ? reached : from.map(Mark::wholeAgain);
            case DELTA -> outcome.isApplied() && outcome.isReadable() ? reached : from;
        };
        var counting = from.filter(mark -> !outcome.isReleased() && (outcome.isHeld() || !isCountedAnew(mark)));
        var ended = counting.map(mark -> mark.ended() + outcome.ended()).orElse(0);
        var after = next.map(
                mark -> mark.after(ended, counting.map(Mark::counted).orElse(mark.time()), outcome.authority()));
        var then = new Extent(kind, from, after, outcome.listed(), flaw);
        return outcome.isInPart() ? then.wholeSoon() : then;
    }

    /** The same where all of it is to be read an hour after it was. */
    Extent wholeSoon() {
        return new Extent(kind, from, reached.map(mark -> mark.wholeSoonAfter(mark.whole())), listed, flaw);
    }

    /** Whether those who work no more are counted anew from there on, unless it is held. */
    private boolean isCountedAnew(Mark before) {
        return !isDelta()
                && reached.filter(mark -> !mark.counted().equals(before.counted()))
                        .isPresent();
    }

    /**
     * The same where the source was not told yet what it has to be told. The next one asks from the same place, where all others would not be
     * listed; those whom a whole reading leaves over the next whole one finds, which comes sooner, and what changes until then is read.
     *
     * @param now when it ended, which may be long after it began
     */
    Extent staying(Instant now) {
        var next = isDelta()
                ? reached.flatMap(to -> from.map(mark -> to.further(mark.since(), mark.time())))
                : reached.map(mark -> mark.wholeSoonAfter(now));
        return new Extent(kind, from, next, listed, flaw);
    }

    /**
     * What came of a run.
     *
     * @param isApplied whether everything was written that it asked for
     * @param isHeld whether something of it was not even to be written
     * @param isReadable whether nothing of it was refused or is asked first
     * @param isInPart whether it seems to say of those who changed a part only
     * @param isReleased whether somebody looked at it before
     * @param ended how many work no more by it
     * @param listed of whom it said something
     */
    record Outcome(
            boolean isApplied,
            boolean isHeld,
            boolean isReadable,
            boolean isInPart,
            boolean isReleased,
            int ended,
            String authority,
            Set<String> listed) {}
}
