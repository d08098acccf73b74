package dev.usher.sync;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the last inventory of an app ended.
 *
 * @param found what the last complete one found; empty where there was none yet
 * @param failure why the last one was not complete, and was thrown away
 * @param isFollowed whether the app is asked for what changes, until the next one
 * @param requested by what somebody had asked for the last complete one when it began
 */
public record InventoryReport(
        Optional<Found> found, Optional<Failure> failure, boolean isFollowed, Optional<String> requested) {
    /** Before the first one. */
    public static final InventoryReport NONE = new InventoryReport(Optional.empty(), Optional.empty(), false);

    /** Of one that nobody had asked for. */
    public InventoryReport(Optional<Found> found, Optional<Failure> failure, boolean isFollowed) {
        this(found, failure, isFollowed, Optional.empty());
    }

    /**
     * What a complete inventory found.
     *
     * @param accounts how many accounts there are
     * @param orphaned how many of them are active without anybody who justifies them
     * @param orphans those of them that are known longest
     * @param confirmed those that were left in use without a user, and that an earlier one showed as well, and since when
     */
    public record Found(
            int accounts, int orphaned, List<Orphan> orphans, Map<RemoteId, Instant> confirmed, Remarks remarks) {
        public Found {
            orphans = List.copyOf(orphans);
            confirmed = Map.copyOf(confirmed);
        }

        /** How many active accounts there are that have neither a user nor a record of one. */
        public int withoutUser() {
            return orphaned - remarks.excused().kept() + remarks.excused().all();
        }
    }

    /**
     * What a person may want to know of an app besides.
     *
     * @param nested the entitlements that others hold, too, by another one that is in them
     * @param unclear the accounts of which the app does not let it be understood whether anybody can use them
     * @param use empty where the app does not tell when accounts were used
     * @param excused what of the active accounts that nobody justifies is no orphan, or one on purpose
     */
    public record Remarks(SortedSet<Entitlement> nested, Unclear unclear, Optional<Use> use, Excused excused) {
        /** Of an app of which there is nothing to say. */
        public static final Remarks NONE =
                new Remarks(Collections.emptySortedSet(), new Unclear(0, List.of()), Optional.empty(), Excused.NONE);

        /** Of an app in which nobody answers for accounts without a user. */
        public Remarks(SortedSet<Entitlement> nested, Unclear unclear, Optional<Use> use) {
            this(nested, unclear, use, Excused.NONE);
        }

        public Remarks {
            nested = Collections.unmodifiableSortedSet(new TreeSet<>(nested));
        }
    }

    /**
     * Active accounts without a user that somebody answers for.
     *
     * @param acknowledged those that a declaration names
     * @param ignored those of which its rule is true
     * @param spared those that nothing may be written to
     * @param kept how many of the orphans stay in use since somebody wanted that when their users went
     */
    public record Excused(int acknowledged, int ignored, int spared, int kept) {
        /** None. */
        public static final Excused NONE = new Excused(0, 0, 0, 0);

        /** Those that are no orphans. */
        public int all() {
            return acknowledged + ignored + spared;
        }
    }

    /**
     * Accounts that nobody can judge.
     *
     * @param some the first of them
     */
    public record Unclear(int count, List<RemoteId> some) {
        public Unclear {
            some = List.copyOf(some);
        }
    }

    /**
     * How the active accounts are used that somebody holds.
     *
     * @param unused how many were not used for as long as makes one unused
     * @param unknown of how many the app does not say when they were used, which may be never
     * @param longest those of the unused that were used last the longest ago
     */
    public record Use(int unused, int unknown, List<Unused> longest) {
        public Use {
            longest = List.copyOf(longest);
        }
    }

    /** The account that nobody but its holder can have used, and when it last was. */
    public record Unused(Key holder, Instant last) {}

    /** An active account that nobody justifies, and since when it is known. */
    public record Orphan(RemoteId id, Instant since) {}

    /** Whether there was one, since this operator looks after the app. */
    public boolean hasEnded() {
        return found.isPresent() || failure.isPresent();
    }

    public boolean isComplete() {
        return found.isPresent() && failure.isEmpty();
    }

    InventoryReport finding(Found last, Optional<String> asked) {
        return new InventoryReport(Optional.of(last), Optional.empty(), isFollowed, asked);
    }

    InventoryReport followed(boolean now) {
        return new InventoryReport(found, failure, now, requested);
    }

    InventoryReport failing(Failure why) {
        return new InventoryReport(found, Optional.of(why), isFollowed, requested);
    }
}
