package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of telling a source how its people are called.
 *
 * @param owed of how many it still has to be told, or would be
 * @param written of how many it took it this time
 * @param differing how many records say something else, and keep it
 * @param replacing how many of them would be overwritten, and wait since they are too many; none where they are not
 * @param refused of how many it does not take it
 * @param notShown of how many it took it again and again, and does not show it
 * @param refusals the first of the reasons
 * @param flaw why nothing more is told for now
 * @param isCut whether the time for it was over before everything was told
 * @param at when it was over
 */
public record WrittenBack(
        int owed,
        int written,
        int differing,
        int replacing,
        int refused,
        int notShown,
        List<Refusal> refusals,
        Optional<Flaw> flaw,
        boolean isCut,
        Instant at) {
    public WrittenBack {
        refusals = List.copyOf(refusals);
    }

    /** Before when it asks to be told nothing more. */
    Optional<Instant> until() {
        return flaw.flatMap(Flaw::until);
    }

    /** Whether it is worth to come back before the usual time. */
    boolean isToBeTriedSoon() {
        return isCut || flaw.isPresent();
    }
}
