package dev.usher.source.csv;

import dev.usher.domain.feed.Flaw.Defect;
import java.io.IOException;
import java.io.StringReader;
import java.util.Comparator;
import java.util.List;

/**
 * A character that may be the delimiter, and what the header is with it.
 *
 * @param known how many columns the terms name
 * @param columns of all
 */
record Delimiter(char sign, int known, int columns) {
    private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');
    private static final Comparator<Delimiter> BETTER =
            Comparator.comparingInt(Delimiter::known).thenComparingInt(Delimiter::columns);

    /** The one that shows most columns which the terms name, or else most columns; of several, the usual one. */
    static char in(String head, CsvTerms terms) {
        return terms.delimiter()
                .orElseGet(() -> CANDIDATES.stream()
                        .map(sign -> of(sign, head, terms))
                        .reduce((one, other) -> BETTER.compare(other, one) > 0 ? other : one)
                        .map(Delimiter::sign)
                        .orElse(','));
    }

    private static Delimiter of(char sign, String head, CsvTerms terms) {
        try {
            var names = new Lines(new StringReader(head), sign, terms.limits(), _ -> {})
                    .nextWritten()
                    .map(Header::names)
                    .orElse(List.of());
            var known = terms.columns().stream()
                    .filter(column -> names.stream().anyMatch(Header.name(column)::equalsIgnoreCase))
                    .count();
            return new Delimiter(sign, (int) known, names.size());
        } catch (Unreadable e) {
            var many = e.flaw().defect() == Defect.TOO_MANY_COLUMNS;
            return new Delimiter(sign, 0, many ? terms.limits().columns() + 1 : 0);
        } catch (IOException _) {
            return new Delimiter(sign, 0, 0);
        }
    }
}
