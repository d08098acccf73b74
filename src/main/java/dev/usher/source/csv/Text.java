package dev.usher.source.csv;

import dev.usher.domain.feed.Flaw.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file as characters. Each of its line breaks is one line feed, and no byte is replaced by a guess. Behind its end there stand a line
 * break and a {@link #END}, which is no character of a text: whoever meets it within quotes knows that nothing closed them.
 */
final class Text extends Reader {
    static final char END = '\0';

    private static final int CHUNK = 1 << 13;
    /** A record of as many characters as one may have takes three times as many, if all its values are quotes within quotes. */
    private static final int QUOTED = 3;

    private final InputStream in;
    private final CsvTerms.Limits limits;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    private final char[] chunk = new char[CHUNK];

    private CharBuffer head = CharBuffer.allocate(0);
    private CharBuffer ready = CharBuffer.allocate(0);
    private Optional<IOException> behindHead = Optional.empty();

    private long counted;
    private boolean drained;
    private boolean decoded;
    private boolean ended;
    private long line = 1;
    private char last;
    private boolean carriageReturn;
    private long recordLine = 1;
    private long recordChars;

    Text(InputStream in, CsvTerms terms) throws IOException {
        super(in);
        this.in = in;
        this.limits = terms.limits();
        counted = in.readNBytes(bytes.array(), 0, CHUNK);
        judgeSize();
        bytes.limit((int) counted);
        var beginning = Beginning.of(bytes.array(), bytes.limit(), terms.encoding());
        bytes.position(beginning.mark());
        decoder = beginning
                .charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** What it begins with, which is read as well; what is wrong with it is said when it is read. */
    String head(int most) {
        var begin = new char[most];
        var length = 0;
        try {
            var read = read(begin, 0, most);
            while (read > 0) {
                length += read;
                read = length < most ? read(begin, length, most - length) : 0;
            }
        } catch (IOException e) {
            behindHead = Optional.of(e);
        }
        head = CharBuffer.wrap(begin, 0, length);
        recordChars = 0;
        return head.toString();
    }

    /** A record begins, at the latest where nothing more was read yet. */
    void begin(long line) {
        recordLine = line;
        recordChars = 0;
    }

    /** Whether its own last character, before what stands behind its end, is a line break. */
    boolean endsWithLineBreak() {
        return last == '\n';
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (recordChars > (long) QUOTED * limits.recordChars()) {
            throw Unreadable.at(recordLine, Defect.TOO_LONG);
        }
        var from = head.hasRemaining() ? head : more();
        if (!from.hasRemaining()) {
            return -1;
        }
        var read = Math.min(length, from.remaining());
        from.get(target, offset, read);
        recordChars += read;
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private CharBuffer more() throws IOException {
        if (behindHead.isPresent()) {
            throw behindHead.get();
        }
        while (!ready.hasRemaining() && !ended) {
            ready = decoded ? end() : cleaned(decode());
        }
        return ready;
    }

    private CharBuffer end() {
        ended = true;
        return CharBuffer.wrap(new char[] {'\n', END});
    }

    private int decode() throws IOException {
        var chars = CharBuffer.wrap(chunk);
        while (!decoded && chars.position() == 0) {
            var result = decoder.decode(bytes, chars, drained);
            if (result.isError() && chars.position() == 0) {
                throw Unreadable.at(line, Defect.NOT_TEXT);
            }
            if (result.isUnderflow() && drained) {
                decoder.flush(chars);
                decoded = true;
            } else if (result.isUnderflow()) {
                fill();
            }
        }
        return chars.position();
    }

    private void fill() throws IOException {
        bytes.compact();
        var read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        drained = read < 0;
        counted += Math.max(read, 0);
        judgeSize();
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }

    private void judgeSize() throws Unreadable {
        if (counted > limits.bytes()) {
            throw Unreadable.of(Defect.TOO_LARGE);
        }
    }

    private CharBuffer cleaned(int length) throws Unreadable {
        var kept = 0;
        for (var i = 0; i < length; i++) {
            var sign = chunk[i];
            var second = sign == '\n' && carriageReturn;
            carriageReturn = sign == '\r';
            if (!second) {
                last = carriageReturn ? '\n' : sign;
                judge(last);
                chunk[kept++] = last;
            }
        }
        return CharBuffer.wrap(chunk, 0, kept);
    }

    private void judge(char sign) throws Unreadable {
        if (sign == '\n') {
            line++;
        } else if (sign == END) {
            throw Unreadable.at(line, Defect.BINARY);
        } else if (sign >= 0x80 && sign < 0xA0 && decoder.charset().equals(StandardCharsets.ISO_8859_1)) {
            throw Unreadable.at(line, Defect.NOT_TEXT);
        }
    }
}
