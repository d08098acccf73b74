package dev.usher.source.csv;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The last line of a file, as it is declared; white space around its fields, and empty ones behind its last, make no difference. */
final class Trailer {
    /** As many digits as a number has room for. */
    private static final String DIGITS = "\\d{1,18}";

    private final String delimiter;
    private final Pattern counting;
    private final int fields;

    Trailer(String declared, char delimiter) {
        this.delimiter = String.valueOf(delimiter);
        var parts = Arrays.stream(declared.split(Pattern.quote(this.delimiter), -1))
                .map(String::strip)
                .toList();
        var text = joined(parts);
        var place = text.indexOf(CsvTerms.COUNT);
        counting = Pattern.compile(
                place < 0
                        ? Pattern.quote(text) + "()"
                        : Pattern.quote(text.substring(0, place)) + "(" + DIGITS + ")"
                                + Pattern.quote(text.substring(place + CsvTerms.COUNT.length())));
        fields = parts.size();
    }

    int fields() {
        return fields;
    }

    /** Whether a line is it, whatever it counts. */
    boolean is(Line line) {
        return line.count() == line.fields().size()
                && counting.matcher(text(line)).matches();
    }

    /** Whether it is, and counts as many records as there were, or none. */
    boolean counts(Line line, long records) {
        var found = counting.matcher(text(line));
        return is(line) && found.matches() && (found.group(1).isEmpty() || Long.parseLong(found.group(1)) == records);
    }

    private String text(Line line) {
        return joined(line.fields().stream().map(Line.Field::text).toList());
    }

    private String joined(List<String> parts) {
        var end = parts.size();
        while (end > 0 && parts.get(end - 1).isEmpty()) {
            end--;
        }
        return parts.stream().limit(end).collect(Collectors.joining(delimiter));
    }
}
