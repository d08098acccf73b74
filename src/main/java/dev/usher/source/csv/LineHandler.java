package dev.usher.source.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.usher.domain.feed.Flaw.Defect;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Makes lines of what the library finds, and keeps no more of them than it has to. */
final class LineHandler extends AbstractBaseCsvCallbackHandler<Line> {
    private final CsvTerms.Limits limits;
    private final LongConsumer begun;

    private List<Line.Field> fields = new ArrayList<>();
    private int kept;
    private boolean header = true;
    private int count;
    private long chars;
    private boolean blank = true;
    private boolean folded;
    private boolean ended;

    LineHandler(CsvTerms.Limits limits, LongConsumer begun) {
        this.limits = limits;
        this.begun = begun;
        this.kept = limits.columns();
    }

    void keep(int most) {
        kept = most;
        header = false;
    }

    /** Whether what came last is the end of the text. */
    boolean ended() {
        return ended;
    }

    /** Where the line begins that is being read. */
    long place() {
        return getStartingLineNumber();
    }

    @Override
    protected void handleBegin(long place) {
        begun.accept(place);
        fields = new ArrayList<>();
        count = 0;
        chars = 0;
        blank = true;
        folded = false;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        count++;
        chars += length + 1L;
        judge(length > 0 && buffer[offset + length - 1] == Text.END, quoted);
        if (count <= kept) {
            fields.add(
                    length > limits.fieldChars() ? Line.Field.TOO_LONG : Line.Field.of(buffer, offset, length, quoted));
        }
        for (var i = offset; i < offset + length && (blank || (quoted && !folded)); i++) {
            blank &= Line.isWhite(buffer[i]);
            folded |= buffer[i] == '\n';
        }
    }

    @Override
    protected Line buildRecord() {
        return new Line(place(), fields, count, blank, folded);
    }

    private void judge(boolean end, boolean quoted) {
        if (header && count > limits.columns()) {
            throw unreadable(Defect.TOO_MANY_COLUMNS);
        } else if (chars > limits.recordChars()) {
            throw unreadable(Defect.TOO_LONG);
        } else if (end && quoted) {
            throw unreadable(Defect.CUT_OFF);
        }
        ended = end;
    }

    private UncheckedIOException unreadable(Defect defect) {
        return new UncheckedIOException(Unreadable.at(place(), defect));
    }
}
