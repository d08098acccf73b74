package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal;

/** Writes into the records of a source itself, of one person after the other; what is written twice is written once. */
public interface Pen extends AutoCloseable {
    /** What became of it. */
    sealed interface Answer {
        /** The source took it. */
        record Written() implements Answer {}

        /** The source does not take it of this person; it may of others. */
        record Refused(Refusal.Rule rule) implements Answer {}

        /**
         * The source takes nothing for now; whether it took this, nobody can tell.
         *
         * @param flaw why; with the time before which it asks to be left alone, where it does
         */
        record Broken(Flaw flaw) implements Answer {}

        /**
         * The source was reached, and fails when it is told of this person, or does not let that be: it may be this one, or all.
         *
         * @param flaw why
         */
        record Failed(Flaw flaw) implements Answer {}

        /**
         * Nobody was asked, and nobody else would be.
         *
         * @param flaw why
         */
        record Closed(Flaw flaw) implements Answer {}
    }

    /** Says it to the source, and returns once it has answered. */
    Answer write(Owed owed);

    /** Lets go of its connections. */
    @Override
    void close();

    /** One with which nothing can be written. */
    static Pen closed(Flaw flaw) {
        return new Pen() {
            @Override
            public Answer write(Owed owed) {
                return new Answer.Closed(flaw);
            }

            @Override
            public void close() {
                // Nothing was opened.
            }
        };
    }
}
