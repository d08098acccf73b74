package dev.usher.net;

import java.io.IOException;
import java.io.InputStream;

/**
 * How much one talk may still hear, over whatever connection: a library that collects what it reads does not stop by itself.
 *
 * <p>What is read in the thread of the talk counts, before it is decrypted.
 */
final class Hearing {
    /** The one of the talk that a thread is in. */
    static final ScopedValue<Hearing> CURRENT = ScopedValue.newInstance();

    private static final int END = -1;

    private long left;

    Hearing(long most) {
        this.left = most;
    }

    /** Whether more came than is listened to. */
    boolean isOver() {
        return left < 0;
    }

    private void hears(int bytes) throws IOException {
        left -= bytes;
        if (isOver()) {
            throw new IOException("more came than is listened to");
        }
    }

    /** The same stream, of which each talk hears no more than it may. */
    static InputStream bounded(InputStream in) {
        return new Bounded(in);
    }

    private static final class Bounded extends InputStream {
        private final InputStream in;

        Bounded(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            var one = in.read();
            return counted(one, one == END ? END : 1);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            var count = in.read(bytes, from, length);
            return counted(count, count);
        }

        private static int counted(int result, int count) throws IOException {
            if (count > 0 && CURRENT.isBound()) {
                CURRENT.get().hears(count);
            }
            return result;
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
