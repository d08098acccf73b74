package dev.usher.source;

import dev.usher.domain.feed.Flaw;

/** A file in which everybody's names are written at once, for whoever takes it up. */
public interface Sheet {
    /** How it is now. */
    sealed interface Look {
        /**
         * It is there, and may be written.
         *
         * @param text what is in it; empty where nothing was written yet
         * @param version by which it is told from what somebody else writes meanwhile
         */
        record Of(String text, String version) implements Look {}

        record Broken(Flaw flaw) implements Look {}
    }

    /** What became of writing it. */
    sealed interface Answer {
        record Written() implements Answer {}

        record Broken(Flaw flaw) implements Answer {}
    }

    /** Reads it. */
    Look look();

    /** Writes all of it anew, unless somebody else did meanwhile. */
    Answer write(String text, String version);
}
