package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.source.Feed.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final int MIB = 1 << 20;
    private static final Reading COMPLETE = new Reading.Complete(3, Set.of("id", "name"));

    private final AtomicInteger reads = new AtomicInteger();

    private Reading three(Feed.Sink sink) {
        reads.incrementAndGet();
        sink.record(new FeedRecord(2, Map.of("id", "1", "name", "Ada \"Ä\" \uD83D\uDE00\nLovelace")));
        sink.refused(new Refusal(3, Optional.empty(), Optional.of("name"), Rule.VALUE_TOO_LONG));
        sink.refused(new Refusal(70_000, Optional.of("7"), Optional.empty(), Rule.NOT_ACCEPTED));
        sink.record(new FeedRecord(Long.MAX_VALUE, Map.of()));
        return COMPLETE;
    }

    @Test
    void saysEachTimeWhatWasSaidOnce() {
        var recording = Recording.of(this::three, MIB);
        var expected = new Passed();
        three(expected);
        reads.set(1);

        for (var time = 0; time < 3; time++) {
            var passed = new Passed();
            assertThat(recording.read(passed)).isEqualTo(COMPLETE);
            assertThat(passed.records).isEqualTo(expected.records);
            assertThat(passed.refusals).isEqualTo(expected.refusals);
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void holdsNothingOfAFeedThatBroke() {
        var broken = new Reading.Broken(Flaw.of(Defect.CUT_OFF));
        var recording = Recording.of(
                sink -> {
                    three(sink);
                    return broken;
                },
                MIB);
        var passed = new Passed();

        assertThat(recording.read(passed)).isEqualTo(broken);
        assertThat(passed.records).isEmpty();
        assertThat(passed.refusals).isEmpty();
        assertThat(recording.held()).isZero();
    }

    @Test
    void holdsNoMoreThanItMay() {
        var recording = Recording.of(sink -> many(sink, 50_000), 2 * MIB);

        assertThat(recording.read(new Passed())).isEqualTo(new Reading.Broken(Flaw.of(Defect.TOO_LARGE)));
        assertThat(recording.held()).isZero();
    }

    @Test
    void ofAHundredThousandRecordsOfTwelveFieldsTakesLessThan20Megabytes() {
        var recording = Recording.of(sink -> many(sink, 100_000), Recording.USUAL_BYTES);
        var read = new AtomicInteger();

        assertThat(recording.held()).isBetween((long) MIB, 20_000_000L);
        recording.read(new Feed.Sink() {
            @Override
            public void record(FeedRecord record) {
                assertThat(record.values()).hasSize(12);
                read.incrementAndGet();
            }

            @Override
            public void refused(Refusal refusal) {
                throw new AssertionError("nobody was refused");
            }
        });
        assertThat(read).hasValue(100_000);
    }

    @Test
    void lastsBeyondAListenerThatFails() {
        var recording = Recording.of(this::three, MIB);
        var passed = new Passed();

        assertThatThrownBy(() -> recording.read(new Feed.Sink() {
                    @Override
                    public void record(FeedRecord record) {
                        throw new IllegalStateException("the listener");
                    }

                    @Override
                    public void refused(Refusal refusal) {}
                }))
                .hasMessage("the listener");
        recording.read(passed);
        assertThat(passed.records).hasSize(2);
    }

    /** People whose keys, names and addresses are as different as chance makes them. */
    private static Reading many(Feed.Sink sink, int count) {
        var chance = new Random(12);
        for (var at = 1; at <= count; at++) {
            var values = new HashMap<String, String>();
            var given = word(chance);
            var family = word(chance);
            values.put("/id", new UUID(chance.nextLong(), chance.nextLong()).toString());
            values.put("/employeeNumber", Integer.toString(chance.nextInt(10_000_000)));
            values.put("/firstName", given);
            values.put("/lastName", family);
            values.put("/workEmail", given + "." + family + "@example.com");
            values.put("/jobTitle", "Engineer " + chance.nextInt(40));
            values.put("/department", "Department " + chance.nextInt(200));
            values.put("/location", "Location " + chance.nextInt(50));
            values.put("/hireDate", "20" + (10 + chance.nextInt(16)) + "-0" + (1 + chance.nextInt(9)) + "-12");
            values.put("/status", chance.nextInt(10) == 0 ? "Inactive" : "Active");
            values.put("/country", chance.nextBoolean() ? "GB" : "DE");
            values.put("/supervisorId", new UUID(chance.nextLong(), chance.nextLong()).toString());
            sink.record(new FeedRecord(at, values));
        }
        return new Reading.Complete(count, Set.of("/id"));
    }

    private static String word(Random chance) {
        var word = new StringBuilder();
        for (var left = 5 + chance.nextInt(6); left > 0; left--) {
            word.append((char) ('a' + chance.nextInt(26)));
        }
        return word.toString();
    }
}
