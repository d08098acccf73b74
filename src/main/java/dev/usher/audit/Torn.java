package dev.usher.audit;

import java.util.Arrays;

/** What follows a line that may have been written in part. */
final class Torn {
    private Torn() {}

    /** The same line, on a line of its own. */
    static byte[] after(byte[] line) {
        var own = new byte[line.length + 1];
        Arrays.fill(own, 0, 1, (byte) '\n');
        System.arraycopy(line, 0, own, 1, line.length);
        return own;
    }
}
