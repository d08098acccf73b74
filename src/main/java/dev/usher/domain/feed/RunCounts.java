package dev.usher.domain.feed;

/**
 * How much a run would change.
 *
 * @param records that passed by, those that were refused included
 * @param known people of whom the source said something before
 * @param working those of them who work by what it said then
 * @param created people who are new
 * @param linked people who were there, and of whom it speaks for the first time
 * @param changed known people who would have other values
 * @param ended people who work, and do not by what it says now: they left, are away, or begin later
 * @param returned known people who had left, and have not by what it says now
 * @param disappeared known people who had not left, and of whom it says nothing
 * @param unreadable known people who work, and of whom nobody can tell whether they still do
 * @param unchanged people about whom nothing is different
 * @param left people of whom others have something that the source speaks of
 */
public record RunCounts(
        int records,
        int known,
        int working,
        int created,
        int linked,
        int changed,
        int ended,
        int returned,
        int disappeared,
        int unreadable,
        int unchanged,
        int left) {
    /** The same, where others have something of so many more people. */
    public RunCounts leaving(int more) {
        return new RunCounts(
                records,
                known,
                working,
                created,
                linked,
                changed,
                ended,
                returned,
                disappeared,
                unreadable,
                unchanged,
                left + more);
    }

    /** The same, where others have ended before it that are counted with those of this run, if it ends anybody. */
    public RunCounts after(int others) {
        return ended == 0
                ? this
                : new RunCounts(
                        records,
                        known,
                        working + others,
                        created,
                        linked,
                        changed,
                        ended + others,
                        returned,
                        disappeared,
                        unreadable,
                        unchanged,
                        left);
    }
}
