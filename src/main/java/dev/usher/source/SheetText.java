package dev.usher.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.usher.domain.feed.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file of separated values with a header, as RFC 4180 describes it, but with the line ends that an editor of ConfigMaps leaves alone. */
final class SheetText {
    private static final String LINE_END = "\n";

    private SheetText() {}

    /**
     * The file of these people.
     *
     * @param rows what each of them has, by path and by key: in their order
     * @param others whole lines of others, by key
     */
    static String of(
            String key,
            List<WriteBack.Field> fields,
            SortedMap<String, SortedMap<String, String>> rows,
            SortedMap<String, String> others) {
        var paths = fields.stream().map(WriteBack.Field::of).map(Target::path).toList();
        var lines = new TreeMap<>(others);
        rows.forEach((person, has) -> lines.put(
                person,
                line(Stream.concat(Stream.of(person), paths.stream().map(path -> has.getOrDefault(path, "")))
                        .toList())));
        return Stream.concat(Stream.of(line(header(key, fields))), lines.values().stream())
                .collect(Collectors.joining(LINE_END, "", LINE_END));
    }

    private static List<String> header(String key, List<WriteBack.Field> fields) {
        return Stream.concat(Stream.of(key), fields.stream().map(WriteBack.Field::to))
                .toList();
    }

    /** The lines of such a file, by key; empty where it is none, or has other columns. */
    static Optional<SortedMap<String, String>> lines(String key, List<WriteBack.Field> fields, String text) {
        try (var reader = CsvReader.builder().ofCsvRecord(text)) {
            var lines = new TreeMap<String, String>();
            var records = reader.iterator();
            if (!records.hasNext() || !records.next().getFields().equals(header(key, fields))) {
                return Optional.empty();
            }
            records.forEachRemaining(record -> lines.put(record.getField(0), line(record.getFields())));
            return Optional.of(lines);
        } catch (CsvParseException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a text can be read", e);
        }
    }

    private static String line(List<String> values) {
        return values.stream().map(SheetText::quoted).collect(Collectors.joining(","));
    }

    /** What is around a value is part of it. */
    private static String quoted(String value) {
        return value.chars().anyMatch(letter -> ",\"\r\n;\t".indexOf(letter) >= 0)
                        || !value.strip().equals(value)
                ? "\"" + value.replace("\"", "\"\"") + "\""
                : value;
    }
}
