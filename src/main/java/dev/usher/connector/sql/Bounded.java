package dev.usher.connector.sql;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a server says, message by message (the manual, section 55.7), before the driver sees it: the driver would take as much memory as a
 * message claims to need, compute as long as a server asks it to, and prove itself in whatever way.
 */
final class Bounded extends FilterInputStream {
    /** Of one message, which holds one row or less. */
    static final int MOST_BYTES = 8 << 20;
    /** Of one that is about who we are. */
    static final int MOST_BYTES_OF_PROOF = 8 << 10;
    /** How often a password is hashed; servers ask for 4,096 unless they are told otherwise. */
    static final int MOST_ROUNDS = 1_000_000;

    /** That a server asks for the password itself, or for another proof than SCRAM. */
    static final class NotScram extends IOException {
        private static final long serialVersionUID = 1L;

        NotScram() {
            super("it asks for something else than SCRAM");
        }
    }

    private static final int AT_ONCE = 32 << 10;
    private static final int HEAD = 5;
    private static final int PROOF = 'R';
    private static final int OK = 0;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final Pattern ROUNDS = Pattern.compile("(?:^|,)i=([0-9]{1,18})(?:,|$)");

    private final byte[] buffer = new byte[AT_ONCE];
    private int position;
    private int end;
    /** The type and the length of a message, as far as they are read. */
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    /** What of a message is about who we are, as far as it is read; of others nothing is kept. */
    private ByteBuffer proof = ByteBuffer.allocate(0);
    /** How much of the message is to come. */
    private int left;

    Bounded(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length > 0 && position == end && !fill()) {
            return -1;
        }
        var count = 0;
        while (count < length && position < end) {
            count += left == 0 ? ofHead(bytes, from + count) : ofBody(bytes, from + count, length - count);
        }
        return count;
    }

    /** False at the end, which is none in the middle of a message. */
    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0 && (left > 0 || head.position() > 0)) {
            throw new EOFException("the connection broke off");
        }
        return end > 0;
    }

    private int ofHead(byte[] bytes, int at) throws IOException {
        var next = buffer[position++];
        bytes[at] = next;
        head.put(next);
        if (!head.hasRemaining()) {
            var isProof = head.get(0) == PROOF;
            var length = head.getInt(1) - (HEAD - 1L);
            if (length < 0 || length > (isProof ? MOST_BYTES_OF_PROOF : MOST_BYTES)) {
                throw new EOFException("a message is larger than the limit");
            }
            left = (int) length;
            proof = ByteBuffer.allocate(isProof ? left : 0);
            head.clear();
            if (isProof && left == 0) {
                throw new NotScram();
            }
        }
        return 1;
    }

    private int ofBody(byte[] bytes, int at, int most) throws IOException {
        var count = Math.min(Math.min(left, end - position), most);
        System.arraycopy(buffer, position, bytes, at, count);
        if (proof.hasRemaining()) {
            proof.put(buffer, position, count);
            if (!proof.hasRemaining()) {
                judge(proof.array());
            }
        }
        position += count;
        left -= count;
        return count;
    }

    /** Before the last of it is handed over. */
    private static void judge(byte[] message) throws IOException {
        switch (message.length < Integer.BYTES ? -1 : ByteBuffer.wrap(message).getInt()) {
            case OK, SASL, SASL_FINAL -> {}
            case SASL_CONTINUE ->
                challenge(new String(
                        message, Integer.BYTES, message.length - Integer.BYTES, StandardCharsets.ISO_8859_1));
            default -> throw new NotScram();
        }
    }

    private static void challenge(String said) throws IOException {
        var rounds = ROUNDS.matcher(said);
        if (!rounds.find() || Long.parseLong(rounds.group(1)) > MOST_ROUNDS) {
            throw new EOFException("the password would have to be hashed too often");
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(count, AT_ONCE)]));
    }

    @Override
    public int available() throws IOException {
        return position < end ? end - position : in.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
