package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.RunCounts;
import dev.usher.domain.feed.Sanity.Doubt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What came of reading a source once. */
public sealed interface RunReport {
    /** The same where the source was not told yet what it has to be told: the next run asks from the same place. */
    default RunReport staying(Instant now) {
        return this instanceof Complete run ? run.reaching(run.extent().staying(now)) : this;
    }

    /** The same where all of it is to be read an hour after it was. */
    default RunReport wholeSoon() {
        return this instanceof Complete run ? run.reaching(run.extent().wholeSoon()) : this;
    }

    /** It could not be read to its end: nothing was concluded. */
    record Broken(Flaw flaw) implements RunReport {}

    /** A fault of ours ended it, which is in the log. */
    record Faulty() implements RunReport {}

    /**
     * It was read to its end.
     *
     * @param id by which a person may name it
     * @param doubts why not all of it was applied
     * @param emptied the fields that had values in the run before, and have none
     * @param fields those of which so many records had a value that it would be missed
     * @param unmatched how many records speak of nobody, in a source that makes nobody
     * @param refused how many records are not applied, or not whole
     * @param refusals the first of the reasons
     * @param lefts the first of those of whom others have something that the source speaks of
     * @param renames those who keep their names until somebody confirms that they have others
     * @param written what was applied; empty where nothing was to be
     * @param extent how much of the source was read, and from where on the next run may ask
     */
    record Complete(
            String id,
            RunCounts counts,
            List<Doubt> doubts,
            Set<String> emptied,
            Set<String> fields,
            int unmatched,
            int refused,
            List<Refusal> refusals,
            List<Left> lefts,
            Renames renames,
            Optional<Written> written,
            Extent extent)
            implements RunReport {
        public Complete {
            doubts = List.copyOf(doubts);
            emptied = Set.copyOf(emptied);
            fields = Set.copyOf(fields);
            refusals = List.copyOf(refusals);
            lefts = List.copyOf(lefts);
        }

        /** Of a source that is read whole each time. */
        public Complete(
                String id,
                RunCounts counts,
                List<Doubt> doubts,
                Set<String> emptied,
                Set<String> fields,
                int unmatched,
                int refused,
                List<Refusal> refusals,
                List<Left> lefts,
                Renames renames,
                Optional<Written> written) {
            this(
                    id,
                    counts,
                    doubts,
                    emptied,
                    fields,
                    unmatched,
                    refused,
                    refusals,
                    lefts,
                    renames,
                    written,
                    Extent.ALL);
        }

        /** The same with what still stands beside it. */
        public Complete beside(
                int unmatchedNow, int refusedNow, List<Refusal> why, int moreLeft, List<Left> of, Renames asked) {
            return new Complete(
                    id,
                    counts.leaving(moreLeft),
                    doubts,
                    emptied,
                    fields,
                    unmatchedNow,
                    refusedNow,
                    why,
                    of,
                    asked,
                    written,
                    extent);
        }

        /** The same once it is known what came of it. */
        Complete settled(Extent.Outcome outcome) {
            return reaching(extent.after(outcome));
        }

        /** The same, of that extent. */
        Complete reaching(Extent to) {
            return new Complete(
                    id, counts, doubts, emptied, fields, unmatched, refused, refusals, lefts, renames, written, to);
        }
    }

    /**
     * What was written.
     *
     * @param created people who are new
     * @param lived of how many people it was said whether they work here
     * @param described of how many all else was said
     * @param left of how many something was left to others by this run
     * @param failed how many writes did not reach the API server, or were not tried after that: the next run does them
     */
    record Written(int created, int lived, int described, int left, int failed) {}

    /**
     * People who would have other names.
     *
     * @param count how many
     * @param first the first of them
     */
    record Renames(int count, List<Asked> first) {
        /** Nobody. */
        public static final Renames NONE = new Renames(0, List.of());

        public Renames {
            first = List.copyOf(first);
        }
    }

    /** A user, and by what the question about their name is told from others. */
    record Asked(String user, String question) {}

    /** What of a user was left to others. */
    record Left(String user, Set<String> paths) {
        public Left {
            paths = Set.copyOf(paths);
        }
    }
}
