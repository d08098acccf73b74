package dev.usher.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Refusal;
import dev.usher.source.Content;
import dev.usher.source.Feed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file that was read, and all that passed by. */
record ReadFile(List<FeedRecord> records, List<Refusal> refusals, Feed.Reading reading) {
    static final CsvTerms TERMS = new CsvTerms(
            Optional.empty(),
            CsvTerms.Encoding.UTF_8,
            Optional.empty(),
            List.of("id", "name"),
            "id",
            CsvTerms.Limits.DEFAULT);

    static ReadFile of(Content content, CsvTerms terms) {
        var records = new ArrayList<FeedRecord>();
        var refusals = new ArrayList<Refusal>();
        var reading = new CsvFeed(content, terms).read(new Feed.Sink() {
            @Override
            public void record(FeedRecord record) {
                records.add(record);
            }

            @Override
            public void refused(Refusal refusal) {
                refusals.add(refusal);
            }
        });
        return new ReadFile(records, refusals, reading);
    }

    static ReadFile of(byte[] bytes, CsvTerms terms) {
        return of(() -> new ByteArrayInputStream(bytes), terms);
    }

    static ReadFile of(String text, CsvTerms terms) {
        return of(text.getBytes(StandardCharsets.UTF_8), terms);
    }

    static ReadFile of(String text) {
        return of(text, TERMS);
    }

    static CsvTerms naming(String key, String... columns) {
        return new CsvTerms(
                TERMS.delimiter(), TERMS.encoding(), TERMS.trailer(), List.of(columns), key, TERMS.limits());
    }

    static CsvTerms separatedBy(char delimiter) {
        return new CsvTerms(
                Optional.of(delimiter),
                TERMS.encoding(),
                TERMS.trailer(),
                TERMS.columns(),
                TERMS.key(),
                TERMS.limits());
    }

    static CsvTerms in(CsvTerms.Encoding encoding) {
        return new CsvTerms(TERMS.delimiter(), encoding, TERMS.trailer(), TERMS.columns(), TERMS.key(), TERMS.limits());
    }

    static CsvTerms endingWith(String trailer) {
        return new CsvTerms(
                TERMS.delimiter(),
                TERMS.encoding(),
                Optional.of(trailer),
                TERMS.columns(),
                TERMS.key(),
                TERMS.limits());
    }

    static CsvTerms within(CsvTerms.Limits limits) {
        return new CsvTerms(TERMS.delimiter(), TERMS.encoding(), TERMS.trailer(), TERMS.columns(), TERMS.key(), limits);
    }

    /** Of a file that was read to its end. */
    List<Map<String, String>> values() {
        assertThat(reading).isInstanceOf(Feed.Reading.Complete.class);
        return records.stream().map(FeedRecord::values).toList();
    }

    Feed.Reading.Complete complete() {
        return (Feed.Reading.Complete) reading;
    }

    Flaw flaw() {
        return ((Feed.Reading.Broken) reading).flaw();
    }
}
