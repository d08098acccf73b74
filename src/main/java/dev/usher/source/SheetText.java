package dev.usher.source;

import dev.usher.domain.feed.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
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
     */
    static String of(String key, List<WriteBack.Field> fields, SortedMap<String, SortedMap<String, String>> rows) {
        var header = new ArrayList<>(List.of(key));
        fields.forEach(field -> header.add(field.to()));
        var paths = fields.stream().map(WriteBack.Field::of).map(Target::path).toList();
        return Stream.concat(
                        Stream.of(header),
                        rows.entrySet().stream()
                                .map(row -> Stream.concat(
                                                Stream.of(row.getKey()),
                                                paths.stream()
                                                        .map(path ->
                                                                row.getValue().getOrDefault(path, "")))
                                        .toList()))
                .map(SheetText::line)
                .collect(Collectors.joining(LINE_END, "", LINE_END));
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
