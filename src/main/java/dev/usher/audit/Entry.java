package dev.usher.audit;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.AppId;
import dev.usher.sync.Decided;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;

/** What a record says, before it has a place in the stream. */
sealed interface Entry {
    /** When it happened, which may be before it is recorded. */
    Instant time();

    /** The app whose chain it is in; empty where it concerns none. */
    Optional<AppId> app();

    /**
     * A write that is about to be sent, or one that has ended.
     *
     * @param outcome empty: it is about to be sent
     * @param late whether it was sent although this could not be recorded
     */
    record OfWrite(
            Instant time,
            ChangeId id,
            Change change,
            Optional<Outcome> outcome,
            Optional<String> correlation,
            boolean late)
            implements Entry {
        @Override
        public Optional<AppId> app() {
            return Optional.of(id.app());
        }
    }

    record OfDecision(Instant time, Decided decided) implements Entry {
        @Override
        public Optional<AppId> app() {
            return decided.app();
        }
    }

    /**
     * The sum of an app's day so far.
     *
     * @param heads the digest of the last record of every other chain, where nothing comes after this
     */
    record OfCheckpoint(Instant time, Optional<AppId> app, Sum sum, Optional<SortedMap<String, String>> heads)
            implements Entry {}

    /** Records can be made again. */
    record OfResumption(Instant time, Instant since, long lost) implements Entry {
        @Override
        public Optional<AppId> app() {
            return Optional.empty();
        }
    }

    /**
     * What was recorded of an app in a day, in UTC.
     *
     * @param results how many writes ended how
     * @param first sequence number of the first record
     * @param last sequence number of the last record
     */
    record Sum(LocalDate day, long intents, SortedMap<String, Long> results, long decisions, long first, long last) {}
}
