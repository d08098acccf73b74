package dev.usher.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.source.Feed;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tables that are drawn with a fixed seed, written by a few lines of their own, and read. */
class CsvRoundTripTest {
    private static final int TABLES = 3_000;
    private static final int COLUMNS = 4;
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final List<String> BREAKS = List.of("\n", "\r\n", "\r");
    /** Signs that mean something to somebody; what an encoding does not have is not drawn for it. */
    private static final String SIGNS = "ab \"'\n\r,;|\t=+-@<é\u00A0\uFEFF€Ω\u2028\u0085中";

    private static final String WHITE = "[\\s\u00A0\u2028\u0085\uFEFF]";

    private final Random random = new Random(1815);

    private record Table(String text, char delimiter, CsvTerms terms, List<FeedRecord> records) {}

    @Test
    void whatWasWrittenIsRead() {
        for (var number = 0; number < TABLES; number++) {
            var table = table();
            var charset = charset(table.terms());
            var bytes = table.text().getBytes(charset);
            var file = ReadFile.of(() -> new ByteArrayInputStream(bytes), table.terms());
            assertThat(file.reading()).as(table.text()).isInstanceOf(Feed.Reading.Complete.class);
            assertThat(file.refusals()).as(table.text()).isEmpty();
            assertThat(file.records()).as(table.text()).isEqualTo(table.records());
        }
    }

    @Test
    void aFileThatIsCutOffAnywhereBeforeItsTrailerShowsNobodyToBeGone() {
        for (var number = 0; number < TABLES / 10; number++) {
            var table = table();
            var end = table.text() + "END" + table.delimiter() + table.records().size() + "0";
            var terms = withTrailer(table);
            var cut = random.nextInt(end.length());
            var bytes = end.substring(0, cut).getBytes(charset(terms));
            assertThat(ReadFile.of(() -> new ByteArrayInputStream(bytes), terms).reading())
                    .as(end.substring(0, cut))
                    .isInstanceOf(Feed.Reading.Broken.class);
        }
    }

    @Test
    void aFileThatIsCutOffWithoutATrailerLosesWholeRecordsOrTheEndOfTheLastValue() {
        var read = 0;
        for (var number = 0; number < TABLES; number++) {
            var table = table();
            var text = table.text().substring(0, random.nextInt(table.text().length()));
            var file =
                    ReadFile.of(() -> new ByteArrayInputStream(text.getBytes(charset(table.terms()))), table.terms());
            if (file.reading() instanceof Feed.Reading.Complete) {
                read++;
                var last = file.records().size() - 1;
                assertThat(file.refusals()).as(text).isEmpty();
                assertThat(file.records().subList(0, last))
                        .as(text)
                        .isEqualTo(table.records().subList(0, last));
                assertThat(whole(file.records().get(last), table.records().get(last)))
                        .as(text)
                        .isEqualTo(table.records().get(last));
            }
        }
        assertThat(read).isGreaterThan(TABLES / 10);
    }

    /** A record with the last value that another one has, if its own is the beginning of it. */
    private static FeedRecord whole(FeedRecord cut, FeedRecord other) {
        var column = "c" + (COLUMNS - 1);
        var values = new HashMap<>(cut.values());
        other.value(column)
                .filter(value -> value.startsWith(cut.value(column).orElse("")))
                .ifPresent(value -> values.put(column, value));
        return new FeedRecord(cut.place(), values);
    }

    private static Charset charset(CsvTerms terms) {
        return terms.encoding().charset();
    }

    private static CsvTerms withTrailer(Table table) {
        var terms = table.terms();
        return new CsvTerms(
                terms.delimiter(),
                terms.encoding(),
                Optional.of("END" + table.delimiter() + "{records}0"),
                terms.columns(),
                terms.key(),
                terms.limits());
    }

    private Table table() {
        var delimiter = one(DELIMITERS);
        var encoding = one(List.of(CsvTerms.Encoding.values()));
        var names = new ArrayList<String>();
        for (var column = 0; column < COLUMNS; column++) {
            names.add("c" + column);
        }
        var terms = new CsvTerms(
                Optional.of(delimiter).filter(_ -> random.nextBoolean()),
                encoding,
                Optional.empty(),
                names,
                "c0",
                CsvTerms.Limits.DEFAULT);
        var text = new StringBuilder();
        append(text, names, delimiter);
        var records = new ArrayList<FeedRecord>();
        for (var record = 0; record < 1 + random.nextInt(6); record++) {
            if (random.nextInt(5) == 0) {
                text.append(one(BREAKS));
            }
            var place = lines(text.toString());
            var fields = new ArrayList<String>();
            var values = new HashMap<String, String>();
            for (var name : names) {
                var value = value(charset(terms));
                fields.add(value);
                values.put(name, read(value));
            }
            fields.set(0, "k" + record);
            values.put("c0", "k" + record);
            append(text, fields, delimiter);
            records.add(new FeedRecord(place, filled(values)));
        }
        return new Table(text.toString(), delimiter, terms, records);
    }

    private static Map<String, String> filled(Map<String, String> values) {
        return values.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The number of the line that begins behind a text. */
    private static long lines(String text) {
        return 1
                + text.replace("\r\n", "\n")
                        .chars()
                        .filter(sign -> sign == '\n' || sign == '\r')
                        .count();
    }

    private static String read(String value) {
        return value.replace("\r\n", "\n").replace('\r', '\n').replaceAll("^" + WHITE + "+|" + WHITE + "+\\z", "");
    }

    private void append(StringBuilder text, List<String> fields, char delimiter) {
        text.append(
                fields.stream().map(field -> written(field, delimiter)).collect(Collectors.joining("" + delimiter)));
        text.append(one(BREAKS));
    }

    private String written(String field, char delimiter) {
        var must = field.chars().anyMatch(sign -> "\"\r\n".indexOf(sign) >= 0 || sign == delimiter);
        return must || random.nextInt(3) == 0 ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }

    private String value(Charset charset) {
        var length = random.nextInt(6);
        var value = new StringBuilder();
        while (value.length() < length) {
            var sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
            if (charset.newEncoder().canEncode(sign)
                    && (sign != '\u0085' || !charset.name().equals("ISO-8859-1"))) {
                value.append(sign);
            }
        }
        return value.toString();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
