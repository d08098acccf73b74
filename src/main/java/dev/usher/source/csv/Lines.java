package dev.usher.source.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.usher.domain.feed.Flaw.Defect;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The lines of a text one after the other, of which only one is held. */
final class Lines {
    /** What the library may hold of one field; a record is found to be too long before that. */
    private static final int ROOM = 1 << 16;

    private static final int TIMES = 3;

    private final LineHandler handler;
    private final Iterator<Line> lines;

    /** Tells {@code begun} of each line at which something begins. */
    Lines(Reader text, char delimiter, CsvTerms.Limits limits, LongConsumer begun) {
        handler = new LineHandler(limits, begun);
        lines = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter('"')
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .maxBufferSize(TIMES * limits.recordChars() + ROOM)
                .build(handler, text)
                .iterator();
    }

    /** From now on as many fields are kept of each line, and it may have more. */
    void keep(int fields) {
        handler.keep(fields);
    }

    /** The next one with something in it, or with delimiters; nothing at the end of the text. */
    Optional<Line> next() throws IOException {
        try {
            return lines.hasNext() ? Optional.of(lines.next()).filter(line -> !handler.ended()) : Optional.empty();
        } catch (UncheckedIOException | CsvParseException e) {
            throw thrown(e.getCause());
        }
    }

    /** The next one with something in it. */
    Optional<Line> nextWritten() throws IOException {
        var line = next();
        while (line.filter(Line::blank).isPresent()) {
            line = next();
        }
        return line;
    }

    private IOException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case UncheckedIOException ours -> thrown(ours.getCause());
            case IOException failure -> failure;
            case CsvParseException _ -> Unreadable.at(handler.place(), Defect.QUOTES);
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(cause);
        };
    }
}
