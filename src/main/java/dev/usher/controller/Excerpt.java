package dev.usher.controller;

/** The beginning of a text that may be too long for a status. */
final class Excerpt {
    private Excerpt() {}

    /**
     * The text itself, or its beginning and an ellipsis.
     *
     * @param most how many UTF-16 units of it are kept; never half of a character, which would be stored as another one
     */
    static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
