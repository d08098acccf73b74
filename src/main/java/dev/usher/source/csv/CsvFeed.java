package dev.usher.source.csv;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.source.Content;
import dev.usher.source.Feed;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * A file of separated values with a header, as RFC 4180 describes it. It is read line by line, so that its size is no matter, and nothing
 * that its values say is acted on. A record without a key is a record; so are two of one key: judging that is not for whoever reads.
 */
public final class CsvFeed implements Feed {
    private static final Pattern MARKUP = Pattern.compile("<[!?A-Za-z]");

    private final Content content;
    private final CsvTerms terms;

    /** It is opened anew each time it is read. */
    public CsvFeed(Content content, CsvTerms terms) {
        this.content = content;
        this.terms = terms;
    }

    @Override
    public Reading read(Sink sink) {
        try (var in = content.open()) {
            return read(new Text(in, terms), sink);
        } catch (Unreadable e) {
            return new Reading.Broken(e.flaw());
        } catch (IOException _) {
            return new Reading.Broken(Flaw.of(Defect.NOT_READ));
        }
    }

    private Reading read(Text text, Sink sink) throws IOException {
        var head = text.head(terms.limits().recordChars());
        if (isMarkup(head)) {
            throw Unreadable.of(Defect.MARKUP);
        }
        var delimiter = Delimiter.in(head, terms);
        var lines = new Lines(text, delimiter, terms.limits(), text::begin);
        var first = lines.nextWritten().orElseThrow(() -> Unreadable.of(Defect.EMPTY));
        var header = Header.of(first, terms);
        var trailer = terms.trailer().map(declared -> new Trailer(declared, delimiter));
        lines.keep(Math.max(header.columns(), trailer.map(Trailer::fields).orElse(0)));
        return new Passage(lines, header, trailer, sink).read(text::endsWithLineBreak);
    }

    private static boolean isMarkup(String head) {
        var begin = 0;
        while (begin < head.length() && Line.isWhite(head.charAt(begin))) {
            begin++;
        }
        return MARKUP.matcher(head).region(begin, head.length()).lookingAt();
    }
}
