package dev.usher.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with a source that is read again and again.
 *
 * @param edition of its declaration
 * @param next the run that is to begin; whatever else was to begin does not
 * @param running whether one is under way, which is that one
 * @param begun when the last one began
 * @param open before when nothing but another declaration has it read
 * @param again when the one after it may begin, where it is not to rest
 * @param watch what tells whether it would say something else than it said last
 */
record Turn(
        String edition,
        Next next,
        boolean running,
        Instant begun,
        Instant open,
        Optional<Instant> again,
        Optional<Watch> watch) {
    /** One run, which is the same as no other one. */
    static final class Next {
        private final Instant due;

        private Next(Instant due) {
            this.due = due;
        }

        Instant due() {
            return due;
        }
    }

    /** Of one that was not read yet. */
    static Turn of(String edition, Instant due) {
        return new Turn(
                edition, new Next(due), false, Instant.EPOCH, Instant.EPOCH, Optional.empty(), Optional.empty());
    }

    /** Whether this is what begins now; of two that were to begin one does. */
    boolean isNext(Next one) {
        return !running && next == one;
    }

    boolean isUnderWay(Next one) {
        return running && next == one;
    }

    /** A run begins, which sees all that was so before. */
    Turn begins(Instant now) {
        return new Turn(edition, next, true, now, Instant.EPOCH, Optional.empty(), Optional.empty());
    }

    /**
     * It came to its end.
     *
     * @param rested when the next one begins where nothing asks for one before
     * @param until before when the source asks not to be read again
     */
    Turn ends(Instant rested, Optional<Instant> until, Optional<Watch> told) {
        var opens = until.orElse(Instant.EPOCH);
        var due = later(again.orElse(rested), opens);
        return new Turn(edition, new Next(due), false, begun, opens, Optional.empty(), told);
    }

    /** It is to be read by then, if not before; while one is under way, after it. */
    Turn by(Instant due) {
        if (running) {
            var earliest = again.filter(other -> other.isBefore(due)).orElse(due);
            return new Turn(edition, next, true, begun, open, Optional.of(earliest), watch);
        }
        return due.isBefore(next.due())
                ? new Turn(edition, new Next(due), false, begun, open, Optional.empty(), watch)
                : this;
    }

    /** It is to be read soon, but not so soon after the last time. */
    Turn soon(Instant now, Duration breath) {
        return by(later(later(now, begun.plus(breath)), open));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** It was declared anew. */
    Turn declared(String as) {
        return new Turn(as, next, running, begun, open, again, watch);
    }
}
