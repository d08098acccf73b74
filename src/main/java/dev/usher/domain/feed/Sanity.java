package dev.usher.domain.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How much of a source may be different from one run to the next before somebody has to look at it.
 *
 * <p>A share of few people is nobody: up to {@value #FEW} may always disappear, end, return, be unreadable or change.
 *
 * @param minimumRecords with fewer the source is taken for broken
 * @param disappearedPercent of those whom it said something of, and of whom it says nothing now
 * @param terminatedPercent of those who work, and do not by what it says now
 * @param returnedPercent of those whom it knows, and who are back by what it says now
 * @param refusedPercent of those who work, and of whom nobody can tell whether they still do
 * @param changedPercent of those whom it knows, and whose values are different now
 */
public record Sanity(
        int minimumRecords,
        int disappearedPercent,
        int terminatedPercent,
        int returnedPercent,
        int refusedPercent,
        int changedPercent) {
    /** Where a source declares none. */
    public static final Sanity STANDARD = new Sanity(1, 5, 5, 5, 5, 20);

    public static final int FEW = 3;

    private static final int WHOLE = 100;

    /** What about a run is not as it has to be. */
    public enum Doubt {
        TOO_FEW_RECORDS(true, "fewer records than spec.sanity.minimumRecords"),
        TOO_MANY_DISAPPEARED(true, "more people are missing than spec.sanity.maximumDisappearedPercent allows"),
        TOO_MANY_TERMINATED(true, "more people would work no more than spec.sanity.maximumTerminatedPercent allows"),
        TOO_MANY_RETURNED(false, "more people would come back than spec.sanity.maximumReturnedPercent allows"),
        TOO_MANY_REFUSED(
                false,
                "of more people nobody can tell whether they still work here than spec.sanity.maximumRefusedPercent allows"),
        TOO_MANY_CHANGED(false, "more people would have other values than spec.sanity.maximumChangedPercent allows"),
        NO_LIFE(
                true,
                "`fields` has no `status` any more, and whoever has an employment of this source could not leave"),
        FIELDS_EMPTY(false, "fields that had values in the run before have none in any record");

        private final boolean endsWait;
        private final String meaning;

        Doubt(boolean endsWait, String meaning) {
            this.endsWait = endsWait;
            this.meaning = meaning;
        }

        /** Whether even those wait who would work no more; otherwise a slip in an attribute keeps nobody in who has left. */
        public boolean endsWait() {
            return endsWait;
        }

        public String meaning() {
            return meaning;
        }
    }

    /** What counts where a source lists those alone who changed: nobody is missing for that. */
    public Sanity ofChanges() {
        return new Sanity(0, disappearedPercent, terminatedPercent, returnedPercent, refusedPercent, changedPercent);
    }

    /** Why not all of a run may be applied before somebody has looked at it; empty where it may. */
    public List<Doubt> doubts(RunCounts counts) {
        var doubts = new ArrayList<Doubt>();
        if (counts.records() < minimumRecords) {
            doubts.add(Doubt.TOO_FEW_RECORDS);
        }
        if (isTooMuch(counts.disappeared(), disappearedPercent, counts.working())) {
            doubts.add(Doubt.TOO_MANY_DISAPPEARED);
        }
        if (isTooMuch(counts.ended(), terminatedPercent, counts.working() + counts.linked())) {
            doubts.add(Doubt.TOO_MANY_TERMINATED);
        }
        if (isTooMuch(counts.returned(), returnedPercent, counts.known())) {
            doubts.add(Doubt.TOO_MANY_RETURNED);
        }
        if (isTooMuch(counts.unreadable(), refusedPercent, counts.working())) {
            doubts.add(Doubt.TOO_MANY_REFUSED);
        }
        if (isTooMuch(counts.changed(), changedPercent, counts.known() + counts.linked())) {
            doubts.add(Doubt.TOO_MANY_CHANGED);
        }
        return doubts;
    }

    /** Whether so many records of all would be overwritten that somebody has to look at it first. */
    public boolean replacesTooMany(int some, int all) {
        return isTooMuch(some, changedPercent, all);
    }

    private static boolean isTooMuch(int some, int percent, int all) {
        return some > Math.max(FEW, (long) all * percent / WHOLE);
    }

    /** Whether so many records of all have a value that it would be missed. */
    public static boolean wouldBeMissed(int having, int records) {
        return isTooMuch(having, STANDARD.disappearedPercent, records);
    }

    /** The fields that had values in an earlier run and have none now. */
    public static Set<String> emptied(Set<String> before, Set<String> now) {
        var emptied = new TreeSet<>(before);
        emptied.removeAll(now);
        return emptied;
    }
}
