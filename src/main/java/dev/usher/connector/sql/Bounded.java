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
 * message claims to need, keep whatever it is told beside, compute as long as a server asks it to, and prove itself in whatever way.
 */
final class Bounded extends FilterInputStream {
    /** Of one message, which holds one row or less. */
    static final int MOST_BYTES = 8 << 20;
    /** Of one that is about who we are. */
    static final int MOST_BYTES_OF_PROOF = 8 << 10;
    /** How often a password is hashed (RFC 7677): what is made of it by fewer rounds is sooner guessed by whoever asked for so few. */
    static final int LEAST_ROUNDS = 4_096;

    static final int MOST_ROUNDS = 1_000_000;

    /** That a server asks for the password itself, or for another proof than SCRAM as it should be. */
    static final class NotScram extends IOException {
        private static final long serialVersionUID = 1L;

        NotScram() {
            super("it asks for something else than SCRAM");
        }
    }

    /** Of one answer; a list that is not read in pages has no more. */
    static final int MOST_ROWS = Pages.MOST_AT_ONCE + 1;
    /** Of one answer, beside its rows: the driver keeps a trace of each error. */
    static final int MOST_OTHERS = 1_000;
    /** What a server tells of its own settings, as long as a connection lasts; the driver keeps them all. */
    static final int MOST_SETTINGS = 50;

    private static final int AT_ONCE = 32 << 10;
    private static final int HEAD = 5;
    private static final int PROOF = 'R';
    private static final int NOTICE = 'N';
    private static final int NOTIFICATION = 'A';
    private static final int ROW = 'D';
    private static final int SETTING = 'S';
    private static final int READY = 'Z';
    private static final int OK = 0;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final Pattern ROUNDS = Pattern.compile("(?:^|,)i=([0-9]{1,18})(?:,|$)");

    private final byte[] buffer = new byte[AT_ONCE];
    /** The same bytes, for numbers in them. */
    private final ByteBuffer numbers = ByteBuffer.wrap(buffer);

    private int position;
    private int end;
    /** The type and the length of a message, as far as they are read. */
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    /** What of a message is about who we are, as far as it is read; of others nothing is kept. */
    private ByteBuffer proof = ByteBuffer.allocate(0);
    /** How much of the message is to come. */
    private int left;
    /** Whether the head is complete, and is being handed over. */
    private boolean tellsHead;
    /** Whether the driver is not told of the message. */
    private boolean isUntold;

    private int rows;
    private int others;
    private int settings;

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
        var count = 0;
        while (length > 0 && count == 0) {
            if (!tellsHead && position == end && !fill()) {
                return -1;
            }
            while (count < length && (tellsHead || position < end)) {
                count += next(bytes, from + count, length - count);
            }
        }
        return count;
    }

    /** How many bytes are handed over, which can be none. */
    private int next(byte[] bytes, int at, int most) throws IOException {
        if (tellsHead) {
            var count = Math.min(head.remaining(), most);
            head.get(bytes, at, count);
            if (!head.hasRemaining()) {
                head.clear();
                tellsHead = false;
            }
            return count;
        }
        if (left == 0) {
            var count = head.position() == 0 ? rows(bytes, at, most) : 0;
            if (count == 0) {
                ofHead();
            }
            return count;
        }
        return isUntold ? ofUntold() : ofBody(bytes, at, most);
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

    /** Rows that are there from end to end are handed over together, since they are many; what is wrong with one is left to be seen. */
    private int rows(byte[] bytes, int at, int most) throws IOException {
        var from = position;
        while (end - position >= HEAD && buffer[position] == ROW) {
            var length = numbers.getInt(position + 1) + 1L;
            if (length < HEAD || length > Math.min(end - position, from + most - position)) {
                break;
            }
            count((byte) ROW);
            position += (int) length;
        }
        System.arraycopy(buffer, from, bytes, at, position - from);
        return position - from;
    }

    private void ofHead() throws IOException {
        head.put(buffer[position++]);
        if (head.hasRemaining()) {
            return;
        }
        var type = head.get(0);
        var isProof = type == PROOF;
        var length = head.getInt(1) - (HEAD - 1L);
        if (length < 0 || length > (isProof ? MOST_BYTES_OF_PROOF : MOST_BYTES)) {
            throw new EOFException("a message is larger than the limit");
        }
        count(type);
        left = (int) length;
        proof = ByteBuffer.allocate(isProof ? left : 0);
        if (isProof && left == 0) {
            throw new NotScram();
        }
        isUntold = type == NOTICE || type == NOTIFICATION;
        tellsHead = !isUntold;
        if (isUntold) {
            head.clear();
        } else {
            head.flip();
        }
    }

    /** Messages that are small cost the driver more than they cost the server. */
    private void count(byte type) throws IOException {
        switch (type) {
            case READY -> {
                rows = 0;
                others = 0;
            }
            case ROW -> rows++;
            case SETTING -> settings++;
            case NOTICE, NOTIFICATION -> {}
            default -> others++;
        }
        if (rows > MOST_ROWS || others > MOST_OTHERS || settings > MOST_SETTINGS) {
            throw new EOFException("there are more messages than the limit");
        }
    }

    private int ofUntold() {
        var count = Math.min(left, end - position);
        position += count;
        left -= count;
        return 0;
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
        if (Long.parseLong(rounds.group(1)) < LEAST_ROUNDS) {
            throw new NotScram();
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
