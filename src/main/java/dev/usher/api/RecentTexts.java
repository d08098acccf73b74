package dev.usher.api;

import org.jspecify.annotations.Nullable;

/**
 * Gives equal texts one String, where they come soon after each other: most of what is said of a person is said of others
 * too, and some of it several times.
 *
 * <p>It keeps the two latest texts of each place, and so never grows; what it forgot is there twice, and no harm is done.
 * Safe for many threads: whichever String one of them finds is equal to its own.
 */
final class RecentTexts {
    /** Longer ones are seldom said twice. */
    private static final int LONGEST = 256;

    private final @Nullable String[] texts;

    /**
     * One that has seen nothing.
     *
     * @param places for two texts each; a power of two
     */
    RecentTexts(int places) {
        texts = new String[2 * places];
    }

    /** A String that is equal to this one, the same for all that are equal. */
    String one(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        var place = place(text.hashCode());
        var latest = texts[place];
        if (latest != null && latest.equals(text)) {
            return latest;
        }
        var earlier = texts[place + 1];
        var found = earlier != null && earlier.equals(text) ? earlier : text;
        texts[place + 1] = latest;
        texts[place] = found;
        return found;
    }

    private int place(int hash) {
        return 2 * ((hash ^ hash >>> 16) & texts.length / 2 - 1);
    }
}
