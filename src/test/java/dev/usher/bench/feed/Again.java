package dev.usher.bench.feed;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Stamp;
import dev.usher.source.Feed;
import dev.usher.source.People;
import dev.usher.source.Population;
import dev.usher.source.Run;
import dev.usher.source.RunReport;
import dev.usher.source.SourceId;
import dev.usher.source.Surroundings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The same file, read again when nothing in it is different. */
record Again(SourceId source, Roster roster, Population population) {
    /**
     * What was in use.
     *
     * @param most while it was read, at the end of any pass, beside what was in use before
     * @param afterwards the same when it was over
     */
    record Held(long most, long afterwards) {}

    /** Seconds until nothing was left to do. */
    double seconds() {
        var began = System.nanoTime();
        read(roster.feed());
        return (System.nanoTime() - began) / 1e9;
    }

    /** Reads it once more, and looks at each end of the file what is in use. */
    Held held() {
        var before = Heap.inUse();
        var watched = new Watched(roster.feed());
        read(watched);
        return new Held(watched.most - before, Heap.inUse() - before);
    }

    private void read(Feed feed) {
        var around = new Surroundings(
                population, new Nobody(), (of, user, generation, since) -> {}, Import.DIGESTS, InstantSource.system());
        var report = new Run(source, Roster.terms(), feed, around, Instant.now(), () -> true).carryOut();
        if (!(report instanceof RunReport.Complete complete)
                || complete.counts().unchanged() != roster.people()
                || complete.refused() > 0) {
            throw new IllegalStateException("nothing is different: " + report);
        }
    }

    private static final class Watched implements Feed {
        private final Feed feed;
        private long most;

        Watched(Feed feed) {
            this.feed = feed;
        }

        @Override
        public Reading read(Sink sink) {
            var reading = feed.read(sink);
            most = Math.max(most, Heap.inUse());
            return reading;
        }
    }

    /** To whom nothing may be done. */
    private static final class Nobody implements People {
        @Override
        public Answer create(SourceId source, String name, Draft draft, Stamp life, Stamp rest) {
            throw new IllegalStateException("nobody is new");
        }

        @Override
        public Answer live(SourceId source, Person person, Draft draft, Stamp stamp) {
            throw new IllegalStateException("nobody has another life");
        }

        @Override
        public Answer describe(SourceId source, Person person, Draft draft, Stamp stamp) {
            throw new IllegalStateException("nothing is different");
        }

        @Override
        public Answer miss(SourceId source, Person person, Optional<Missed> note) {
            throw new IllegalStateException("nobody is missing");
        }
    }
}
