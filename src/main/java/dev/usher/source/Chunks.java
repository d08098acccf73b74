package dev.usher.source;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Bytes in memory that grow without being copied, up to a bound, beyond which all of them are given up. */
final class Chunks extends OutputStream {
    private static final int CHUNK = 1 << 16;

    private final int most;
    private final List<byte[]> chunks = new ArrayList<>();
    private int inLast = CHUNK;
    private boolean full;

    Chunks(int most) {
        this.most = most;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        var at = from;
        for (var left = length; left > 0 && !full; ) {
            if (inLast == CHUNK) {
                grow();
                continue;
            }
            var some = Math.min(left, CHUNK - inLast);
            System.arraycopy(bytes, at, chunks.getLast(), inLast, some);
            inLast += some;
            at += some;
            left -= some;
        }
    }

    private void grow() {
        if (held() + CHUNK > most) {
            full = true;
            chunks.clear();
        } else {
            chunks.add(new byte[CHUNK]);
            inLast = 0;
        }
    }

    /** Whether there was more than is held. */
    boolean isFull() {
        return full;
    }

    long held() {
        return (long) chunks.size() * CHUNK;
    }

    /** What was written, from the beginning; what follows it is nothing. */
    InputStream stream() {
        return new SequenceInputStream(Collections.enumeration(
                chunks.stream().map(ByteArrayInputStream::new).toList()));
    }
}
