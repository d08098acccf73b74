package dev.usher.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Whether what was written last may have been written in part: what was left of it must not become part of the next line. */
final class Torn {
    private boolean torn;

    /** Somebody else may have died in the middle of a line. */
    void mayBe(boolean soBefore) {
        torn = torn || soBefore;
    }

    void write(byte[] line, OutputStream stream) throws IOException {
        var whole = torn ? after(line) : line;
        torn = true;
        stream.write(whole);
        stream.flush();
        torn = false;
    }

    /** The same line, on a line of its own. */
    private static byte[] after(byte[] line) {
        var own = new byte[line.length + 1];
        Arrays.fill(own, 0, 1, (byte) '\n');
        System.arraycopy(line, 0, own, 1, line.length);
        return own;
    }
}
