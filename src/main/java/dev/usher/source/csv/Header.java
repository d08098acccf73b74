package dev.usher.source.csv;

import dev.usher.domain.feed.Flaw.Defect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which column is which. Names are compared without white space around them, any within them being one space, and in whatever case where
 * no other column, and no other name of the terms, differs by that alone. A column that the terms name is called as they call it.
 *
 * @param written the names as the file has them
 * @param names of those columns that the terms name, by position: no other one is read
 * @param all names, also those of columns that are not read
 * @param key the position of the column that says of whom a record speaks
 */
record Header(List<String> written, Map<Integer, String> names, Set<String> all, int key) {
    private static final Pattern WHITE = Pattern.compile("[\\s\\uFEFF]+", Pattern.UNICODE_CHARACTER_CLASS);

    Header {
        written = List.copyOf(written);
        names = Map.copyOf(names);
        all = Set.copyOf(all);
    }

    static Header of(Line line, CsvTerms terms) throws Unreadable {
        if (line.fields().stream().anyMatch(Line.Field::tooLong)) {
            throw Unreadable.at(line.place(), Defect.TOO_LONG);
        }
        var written = names(line);
        var found = new HashMap<Integer, String>();
        var missing = new ArrayList<String>();
        var twice = new ArrayList<String>();
        for (var column : terms.columns()) {
            var places = places(column, written, terms.columns());
            if (places.isEmpty()) {
                missing.add(column);
            } else if (places.size() > 1 || found.putIfAbsent(places.getFirst(), column) != null) {
                twice.add(column);
            }
        }
        judge(line, found, missing, twice);
        return complete(written, found, terms.key());
    }

    /** The names in a header, as they are compared. */
    static List<String> names(Line line) {
        return line.fields().stream().map(field -> name(field.text())).toList();
    }

    /** A name as it is compared. */
    static String name(String text) {
        return WHITE.matcher(text).replaceAll(" ").strip();
    }

    int columns() {
        return written.size();
    }

    private static void judge(Line line, Map<Integer, String> found, List<String> missing, List<String> twice)
            throws Unreadable {
        var separated = line.count() > 1 || found.size() + missing.size() + twice.size() == 1;
        if (!separated || (found.isEmpty() && twice.isEmpty())) {
            throw Unreadable.at(line.place(), Defect.NOT_SEPARATED, missing);
        } else if (!twice.isEmpty()) {
            throw Unreadable.at(line.place(), Defect.COLUMN_TWICE, twice);
        } else if (!missing.isEmpty()) {
            throw Unreadable.at(line.place(), Defect.COLUMN_MISSING, missing);
        }
    }

    private static List<Integer> places(String column, List<String> written, List<String> columns) {
        var name = name(column);
        var exact = positions(written, name::equals);
        var rivals = columns.stream()
                .map(Header::name)
                .filter(other -> !other.equals(name))
                .toList();
        if (!exact.isEmpty() || rivals.stream().anyMatch(name::equalsIgnoreCase)) {
            return exact;
        }
        return positions(written, name::equalsIgnoreCase);
    }

    private static List<Integer> positions(List<String> written, Predicate<String> fits) {
        return IntStream.range(0, written.size())
                .filter(position -> fits.test(written.get(position)))
                .boxed()
                .toList();
    }

    private static Header complete(List<String> written, Map<Integer, String> found, String key) {
        var all = new LinkedHashSet<>(found.values());
        for (var position = 0; position < written.size(); position++) {
            var name = written.get(position);
            if (!found.containsKey(position) && !name.isEmpty()) {
                all.add(name);
            }
        }
        var place = found.entrySet().stream()
                .filter(entry -> entry.getValue().equals(key))
                .map(Map.Entry::getKey)
                .findFirst();
        return new Header(written, found, all, place.orElseThrow());
    }

    /** Whether a line says the same as the header: then a file was put together of two. */
    boolean isRepeatedBy(Line line) {
        for (var position = 0; position < columns(); position++) {
            if (!name(line.fields().get(position).text()).equals(written.get(position))) {
                return false;
            }
        }
        return true;
    }

    /** What the field at a position is called in the file. */
    Optional<String> written(int position) {
        return Optional.of(written.get(position)).filter(name -> !name.isEmpty());
    }

    /** What the field at a position is called, if it is read. */
    Optional<String> name(int position) {
        return Optional.ofNullable(names.get(position));
    }
}
