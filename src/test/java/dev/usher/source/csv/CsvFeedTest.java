package dev.usher.source.csv;

import static dev.usher.source.csv.ReadFile.endingWith;
import static dev.usher.source.csv.ReadFile.in;
import static dev.usher.source.csv.ReadFile.naming;
import static dev.usher.source.csv.ReadFile.separatedBy;
import static dev.usher.source.csv.ReadFile.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.source.Feed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFeedTest {
    private static final Map<String, String> ADA = Map.of("id", "1", "name", "Ada");
    private static final Map<String, String> BOB = Map.of("id", "2", "name", "Bob");

    private static Refusal otherCount(long place) {
        return Refusal.of(place, Optional.empty(), Rule.OTHER_COUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsLinesHoweverTheyEnd(String end) {
        var file = ReadFile.of("id,name" + end + "1,Ada" + end + "2,Bob" + end);
        assertThat(file.records()).containsExactly(new FeedRecord(2, ADA), new FeedRecord(3, BOB));
        assertThat(file.complete()).isEqualTo(new Feed.Reading.Complete(2, Set.of("id", "name")));
    }

    @Test
    void readsLinesThatEndInSeveralWays() {
        var file = ReadFile.of("id,name\r1,Ada\r\n\n2,Bob\r\r3,\"a\rb\nc\"\r\n4,Dee\n");
        assertThat(file.records()).extracting(FeedRecord::place).containsExactly(2L, 4L, 6L, 9L);
        assertThat(file.values().get(2)).containsEntry("name", "a\nb\nc");
    }

    @Test
    void readsTheLastLineWithoutALineBreak() {
        assertThat(ReadFile.of("id,name\n1,Ada").values()).containsExactly(ADA);
        assertThat(ReadFile.of("id,name\n1,\"Ada\"").values()).containsExactly(ADA);
    }

    @Test
    void theFieldBehindALastDelimiterIsThere() {
        assertThat(ReadFile.of("id,name\n1,").values()).containsExactly(Map.of("id", "1"));
    }

    @Test
    void aRecordStandsWhereItBeginsThoughAValueHasLineBreaks() {
        var file = ReadFile.of("id,name\n1,\"Ada\r\nLovelace\n\"\n2,Bob\n");
        assertThat(file.records())
                .containsExactly(new FeedRecord(2, Map.of("id", "1", "name", "Ada\nLovelace")), new FeedRecord(5, BOB));
    }

    @Test
    void aValueThatEndsWithACarriageReturnEndsThere() {
        assertThat(ReadFile.of("id,name\n1,\"Ada\r\"\n2,Bob\n").values()).containsExactly(ADA, BOB);
    }

    @Test
    void quotesWithinQuotesAreDoubled() {
        assertThat(ReadFile.of("id,name\n1,\"\"\"Ada\"\", said, she\"\n").values())
                .containsExactly(Map.of("id", "1", "name", "\"Ada\", said, she"));
    }

    @Test
    void aQuoteWithinAValueThatHasNoneAroundItIsAQuote() {
        assertThat(ReadFile.of("id,name\n1,Ada \"the\" first\n").values())
                .containsExactly(Map.of("id", "1", "name", "Ada \"the\" first"));
    }

    @Test
    void whiteSpaceAroundValuesIsLeftOutAndSoIsWhatIsEmpty() {
        var file = ReadFile.of("id , name, x\n 1\t,\u00A0Ada\u00A0,\" \"\n\uFEFF2,Bob,\"\"\n");
        assertThat(file.values()).containsExactly(ADA, BOB);
    }

    @Test
    void emptyLinesAreNoRecords() {
        var file = ReadFile.of("\n \t\nid,name\n\n1,Ada\n  \n,\n2,Bob\n\n  ");
        assertThat(file.records()).containsExactly(new FeedRecord(5, ADA), new FeedRecord(8, BOB));
        assertThat(file.complete().records()).isEqualTo(2);
    }

    @Test
    void aRecordOfAnotherCountIsRefusedAndAllOthersAreRead() {
        var file = ReadFile.of("name,id\nAda,1\nLovelace,Ada,3\n4\nBob,2\n");
        assertThat(file.values()).containsExactly(ADA, BOB);
        assertThat(file.refusals()).containsExactly(otherCount(3), otherCount(4));
        assertThat(file.complete().records()).isEqualTo(4);
    }

    @Test
    void theKeyOfARecordWithAFieldTooManyIsKnownWhereItStandsFirst() {
        assertThat(ReadFile.of("id,name\n3,Lovelace,Ada\n").refusals())
                .containsExactly(Refusal.of(2, Optional.of("3"), Rule.OTHER_COUNT));
    }

    @Test
    void theKeyOfARecordWithAFieldTooFewIsNotKnown() {
        assertThat(ReadFile.of("id,name\n3\n").refusals()).containsExactly(otherCount(2));
    }

    @Test
    void aLastRecordWithAFieldTooFewIsRefusedWhereItsLineEnds() {
        assertThat(ReadFile.of("id,name\n1,Ada\n3\n").refusals()).containsExactly(otherCount(3));
        assertThat(ReadFile.of("id,name\n1,Ada\n3\n   ").refusals()).containsExactly(otherCount(3));
    }

    @Test
    void aLastRecordWithAFieldTooManyIsRefusedThoughItsLineDoesNotEnd() {
        assertThat(ReadFile.of("name,id\nAda,1\na,b,c").refusals()).containsExactly(otherCount(3));
    }

    @Test
    void whatSpreadsheetsTakeForAFormulaIsAValue() {
        for (var begin : List.of("=", "+", "-", "@")) {
            var formula = begin + "cmd|' /C calc'!A0";
            assertThat(ReadFile.of("id,name\n1," + formula + "\n2,\"\t" + formula + "\"\n3,\"\r" + formula + "\"\n")
                            .values())
                    .extracting(values -> values.get("name"))
                    .containsExactly(formula, formula, formula);
        }
    }

    @Test
    void aRecordWithoutAKeyIsOne() {
        assertThat(ReadFile.of("id,name\n,Ada\n").values()).containsExactly(Map.of("name", "Ada"));
    }

    @Test
    void aKeyThatStandsTwiceIsNotJudged() {
        assertThat(ReadFile.of("id,name\n1,Ada\n1,Ada\n").values()).containsExactly(ADA, ADA);
    }

    @Test
    void aValueThatIsTooLongCannotBeReadAndAllElseIs() {
        var file = ReadFile.of(
                "id,name\n1,Adas\n1234,Ada\n12345,Ada\n2,Bob\n", within(new CsvTerms.Limits(1000, 9, 99, 4)));
        assertThat(file.refusals())
                .containsExactly(new Refusal(4, Optional.empty(), Optional.of("id"), Rule.KEY_TOO_LONG));
        var other = ReadFile.of("id,name\n1,Augusta\n2,Bob\n", within(new CsvTerms.Limits(1000, 9, 99, 4)));
        assertThat(other.refusals()).isEmpty();
        assertThat(other.records().getFirst())
                .isEqualTo(new FeedRecord(2, Map.of("id", "1"), Map.of("name", Rule.VALUE_TOO_LONG)));
    }

    @Test
    void aValueThatIsNotReadMayBeTooLong() {
        var file = ReadFile.of("id,name,\n1,Ada,Augusta\n", within(new CsvTerms.Limits(1000, 9, 99, 4)));
        assertThat(file.values()).containsExactly(ADA);
    }

    @Test
    void aKeyThatIsNoneIsNotSaidInARefusal() {
        var limits = within(new CsvTerms.Limits(1000, 9, 999, 200));
        for (var key : List.of("x".repeat(129), "\"a\nb\"", "\"a\tb\"", "1\u202E2", "", " \"1\"")) {
            assertThat(ReadFile.of("id,name\n" + key + ", \"x\"\n", limits).refusals())
                    .as(key)
                    .singleElement()
                    .extracting(Refusal::key)
                    .isEqualTo(Optional.empty());
        }
    }

    @Test
    void aValueWhoseQuotesStandBehindWhiteSpaceRefusesItsRecord() {
        var file = ReadFile.of("id,name\n1, \"Ada\"\n2,Bob\n");
        assertThat(file.refusals()).containsExactly(new Refusal(2, Optional.of("1"), Optional.of("name"), Rule.QUOTES));
        assertThat(file.values()).containsExactly(BOB);
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void theDelimiterIsFoundInTheHeader(char delimiter) {
        var file = ReadFile.of("id,name,x\n1,Ada,y\n".replace(',', delimiter));
        assertThat(file.values()).containsExactly(Map.of("id", "1", "name", "Ada"));
    }

    @Test
    void otherDelimitersInTheNamesOfColumnsAreNone() {
        assertThat(ReadFile.of("id;name;\"a,b,c,d\";e, f, g\n1;Ada;;\n").values())
                .containsExactly(ADA);
        assertThat(ReadFile.of("id;x,y;z,v;name\n1;;;Ada\n").values()).containsExactly(ADA);
    }

    @Test
    void aDelimiterThatIsDeclaredIsNotLookedFor() {
        assertThat(ReadFile.of("id:name:a,b,c,d\n1:Ada:\n", separatedBy(':')).values())
                .containsExactly(ADA);
    }

    @Test
    void namesOfColumnsMayHaveOtherCaseAndWhiteSpace() {
        var file = ReadFile.of("\" ID \",\"First\u00A0\nname\",Other\n1,Ada,x\n", naming("id", "first  name"));
        assertThat(file.values()).containsExactly(Map.of("id", "1", "first  name", "Ada"));
        assertThat(file.complete().names()).containsExactlyInAnyOrder("id", "first  name", "Other");
        assertThat(file.records().getFirst().place()).isEqualTo(3);
    }

    @Test
    void aNameThatIsWrittenTheSameWinsOverOneOfOtherCase() {
        var file = ReadFile.of("ID,id,Name\n9,1,Ada\n");
        assertThat(file.values()).containsExactly(Map.of("id", "1", "name", "Ada"));
    }

    @Test
    void howLongAValueIsThatNobodyReadsDoesNotMatter() {
        var file = ReadFile.of("id,name,remark\n1,Ada," + "x".repeat(40_000) + "\n");

        assertThat(file.refusals()).isEmpty();
        assertThat(file.values()).containsExactly(ADA);
    }

    @Test
    void quotesThatAreWrongWhereNobodyReadsRefuseTheRecord() {
        var file = ReadFile.of("id,name,remark\n1,Ada, \"x\"\n");

        assertThat(file.refusals())
                .containsExactly(new Refusal(2, Optional.of("1"), Optional.of("remark"), Rule.QUOTES));
    }

    @Test
    void aColumnThatNobodyNamesMayStandTwiceAndIsNotRead() {
        var file = ReadFile.of("id,note,name,note\n1,a,Ada,b\n");
        assertThat(file.values()).containsExactly(ADA);
        assertThat(file.complete().names()).contains("note");
    }

    @Test
    void aDelimiterBehindEveryLineIsAColumnWithoutAName() {
        var file = ReadFile.of("id,name,\n1,Ada,\n2,Bob,x\n");
        assertThat(file.values()).containsExactly(ADA, BOB);
        assertThat(file.complete().names()).containsExactlyInAnyOrder("id", "name");
    }

    @Test
    void aDelimiterBehindRecordsAloneIsAFieldTooMany() {
        assertThat(ReadFile.of("id,name\n1,Ada,\n").refusals())
                .containsExactly(Refusal.of(2, Optional.of("1"), Rule.OTHER_COUNT));
    }

    @Test
    void aByteOrderMarkSaysTheEncoding() {
        var text = "\uFEFFid,name\n1,Zoë\n";
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            for (var declared : CsvTerms.Encoding.values()) {
                assertThat(ReadFile.of(text.getBytes(charset), in(declared)).values())
                        .as(charset + " " + declared)
                        .containsExactly(Map.of("id", "1", "name", "Zoë"));
            }
        }
    }

    @Test
    void theDeclaredEncodingIsTheOneOfAFileThatDoesNotSay() {
        var text = "id,name\n1,Zoë\n";
        for (var declared :
                List.of(CsvTerms.Encoding.UTF_8, CsvTerms.Encoding.WINDOWS_1252, CsvTerms.Encoding.ISO_8859_1)) {
            assertThat(ReadFile.of(text.getBytes(Charset.forName(declared.title())), in(declared))
                            .values())
                    .containsExactly(Map.of("id", "1", "name", "Zoë"));
        }
        assertThat(ReadFile.of(new byte[] {'i', 'd', '\n', (byte) 0x80, '\n'}, windowsIds())
                        .values())
                .containsExactly(Map.of("id", "€"));
    }

    private static CsvTerms windowsIds() {
        return new CsvTerms(
                Optional.empty(),
                CsvTerms.Encoding.WINDOWS_1252,
                Optional.empty(),
                List.of(),
                "id",
                CsvTerms.Limits.DEFAULT);
    }

    @Test
    void anEncodingHasAName() {
        assertThat(CsvTerms.Encoding.of("Windows-1252")).contains(CsvTerms.Encoding.WINDOWS_1252);
        assertThat(CsvTerms.Encoding.of("utf-8")).contains(CsvTerms.Encoding.UTF_8);
        assertThat(CsvTerms.Encoding.of("EBCDIC")).isEmpty();
    }

    @Test
    void theTrailerIsNoRecord() {
        for (var end : List.of("END,2", "END,2\n", " END , 0002 \r\n", "\"END\",2\n\n  \n")) {
            var file = ReadFile.of("id,name\n1,Ada\n2,Bob\n" + end, endingWith("END,{records}"));
            assertThat(file.values()).as(end).containsExactly(ADA, BOB);
            assertThat(file.complete().records()).isEqualTo(2);
        }
    }

    @Test
    void theTrailerMayHaveAnyNumberOfFieldsAndCountsThoseThatAreRefused() {
        assertThat(ReadFile.of("id;name\n1;Ada\nx\n# 2 records", endingWith("# {records} records"))
                        .values())
                .containsExactly(ADA);
        assertThat(ReadFile.of("id;name\n1;Ada\nT;x;y;1", endingWith("T;x;y;{records}"))
                        .values())
                .containsExactly(ADA);
        assertThat(ReadFile.of("id;name;c;d\n1;Ada;;\nT;1;;\n;;;\n", endingWith("T;{records}"))
                        .values())
                .containsExactly(ADA);
        assertThat(ReadFile.of("id;name\n1;Ada\nEOF", endingWith("EOF")).values())
                .containsExactly(ADA);
    }

    @Test
    void whatLooksAsTheTrailerBeforeTheEndIsARecord() {
        var file = ReadFile.of("id,name\nEND,0\nEND,1\n", endingWith("END,{records}"));
        assertThat(file.values()).containsExactly(Map.of("id", "END", "name", "0"));
    }

    @Test
    void eachReadingOpensTheFileAnew() {
        var opened = new AtomicInteger();
        var feed = new CsvFeed(
                () -> new ByteArrayInputStream(
                        ("id,name\n" + opened.incrementAndGet() + ",Ada\n").getBytes(StandardCharsets.UTF_8)),
                ReadFile.TERMS);
        var keys = new ArrayList<String>();
        var sink = new Feed.Sink() {
            @Override
            public void record(FeedRecord record) {
                keys.add(record.value("id").orElseThrow());
            }

            @Override
            public void refused(Refusal refusal) {}
        };
        assertThat(feed.read(sink)).isEqualTo(feed.read(sink));
        assertThat(keys).containsExactly("1", "2");
    }

    @Test
    void whatGoesWrongBehindTheFeedIsNotTheFilesFault() {
        var feed = new CsvFeed(
                () -> new ByteArrayInputStream("id,name\n1,Ada\n".getBytes(StandardCharsets.UTF_8)), ReadFile.TERMS);
        assertThatThrownBy(() -> feed.read(new Feed.Sink() {
                    @Override
                    public void record(FeedRecord record) {
                        throw new UncheckedIOException(new IOException("disk full"));
                    }

                    @Override
                    public void refused(Refusal refusal) {}
                }))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void termsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> separatedBy('"')).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> separatedBy('\n')).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> separatedBy('\0')).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> separatedBy('\uD83D')).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> endingWith(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> endingWith("a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CsvTerms.Limits(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
