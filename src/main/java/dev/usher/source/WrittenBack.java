package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of telling a source how its people are called.
 *
 * @param after which run it was told
 * @param owed of how many it still has to be told, or would be
 * @param written of how many it took it this time
 * @param differing how many records say something else, and keep it
 * @param replacing of how many a limit keeps it from being told that would overwrite something, or may do so; none where they are not too many
 * @param unseen at what of these no record shows anything, so that nobody can tell whether there is something
 * @param refused of how many it does not take it
 * @param notShown of how many it took it again and again, and does not show it
 * @param refusals the first of the reasons
 * @param flaw why nothing more is told for now
 * @param isCut whether it ended before everything was told
 * @param rests before when nothing more is told
 * @param at when it was over
 */
public record WrittenBack(
        After after,
        int owed,
        int written,
        int differing,
        int replacing,
        Set<String> unseen,
        int refused,
        int notShown,
        List<Refusal> refusals,
        Optional<Flaw> flaw,
        boolean isCut,
        Optional<Instant> rests,
        Instant at) {
    /** Where it was not even found out what is owed. */
    private static final Set<Defect> UNKNOWN = Set.of(Defect.NOT_FOUND_OUT, Defect.NO_PLACE);

    /** What another reading alone mends. */
    private static final Set<Defect> FOR_A_WHOLE_READING = Set.of(Defect.SHEET_NOT_OURS);

    /** What is over by itself after a while, without anybody who does something. */
    private static final Set<Defect> PASSING = Set.of(
            Defect.UNREACHABLE,
            Defect.TOO_SLOW,
            Defect.TOO_MANY_REQUESTS,
            Defect.NOT_READ,
            Defect.NOT_WRITTEN,
            Defect.WRITTEN_MEANWHILE,
            Defect.INTERRUPTED,
            Defect.MARKUP,
            Defect.NOT_FOUND_OUT,
            Defect.NO_PLACE);

    /**
     * A run.
     *
     * @param run by what a person may name it
     * @param isDelta whether it was of those alone who changed
     */
    public record After(String run, boolean isDelta) {}

    public WrittenBack {
        unseen = Set.copyOf(unseen);
        refusals = List.copyOf(refusals);
    }

    /** Nothing, since it was not found out what there is to be told. */
    static WrittenBack unknown(After after, Defect why, Instant at) {
        return new WrittenBack(
                after, 0, 0, 0, 0, Set.of(), 0, 0, List.of(), Optional.of(Flaw.of(why)), false, Optional.empty(), at);
    }

    /** The same, ended before everything was told. */
    WrittenBack cut() {
        return new WrittenBack(
                after, owed, written, differing, replacing, unseen, refused, notShown, refusals, flaw, true, rests, at);
    }

    /** Whether its counts say anything. */
    public boolean isFoundOut() {
        return flaw.filter(why -> UNKNOWN.contains(why.defect())).isEmpty();
    }

    /** Before when nothing more is told. */
    Optional<Instant> until() {
        return rests.or(() -> flaw.flatMap(Flaw::until));
    }

    /** Whether somebody of whom the source spoke has still to be told of: whoever did not change since is not listed again. */
    boolean isOpen() {
        return isCut
                || replacing > 0
                || flaw.filter(why -> !FOR_A_WHOLE_READING.contains(why.defect()))
                        .isPresent();
    }

    /** Whether it shows that what kept all of them from being told does so no more. */
    boolean isTakenAgain() {
        return flaw.map(why -> FOR_A_WHOLE_READING.contains(why.defect())).orElse(written > 0);
    }

    /** Whether it is worth to come back before the usual time: what somebody has to mend is not mended by asking again. */
    boolean isToBeTriedSoon() {
        return isCut || flaw.filter(why -> PASSING.contains(why.defect())).isPresent();
    }
}
