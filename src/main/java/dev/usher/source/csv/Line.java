package dev.usher.source.csv;

import java.util.List;

/**
 * One line of a file, or as many as a line break within quotes makes of it.
 *
 * @param place the line at which it begins
 * @param fields the first ones, as many as anybody asks for
 * @param count of all fields
 * @param blank whether no field has anything in it
 * @param folded whether there is a line break in it
 */
record Line(long place, List<Field> fields, int count, boolean blank, boolean folded) {
    /**
     * What stands between two delimiters, without the white space around it, and without its quotes if it begins with one.
     *
     * @param tooLong whether it is longer than a field may be, and is not kept
     */
    record Field(String text, boolean quoted, boolean tooLong) {
        static final Field TOO_LONG = new Field("", false, true);

        /** Whether quotes were meant that are none, because something stands before them. */
        boolean misquoted() {
            return !quoted && text.startsWith("\"");
        }

        static Field of(char[] buffer, int offset, int length, boolean quoted) {
            var begin = offset;
            var end = offset + length;
            while (begin < end && isWhite(buffer[begin])) {
                begin++;
            }
            while (end > begin && isWhite(buffer[end - 1])) {
                end--;
            }
            return new Field(new String(buffer, begin, end - begin), quoted, false);
        }
    }

    Line {
        fields = List.copyOf(fields);
    }

    /** Spaces that break no line are white as well, and so is a byte order mark that a file was put together with. */
    static boolean isWhite(char sign) {
        return Character.isWhitespace(sign) || Character.isSpaceChar(sign) || sign == '\u0085' || sign == '\uFEFF';
    }
}
