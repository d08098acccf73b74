package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.SourceWatermark;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.RunCounts;
import dev.usher.source.Extent;
import dev.usher.source.Extent.Kind;
import dev.usher.source.Feeds;
import dev.usher.source.Mark;
import dev.usher.source.RunReport;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00.123Z");
    private static final Mark MARK =
            new Mark("2026-12-01T11:59:00Z", NOW.minusSeconds(60), NOW.minusSeconds(600), 2, "a");

    private final Marks marks = new Marks(new Digests(new byte[16]));

    private static UserSource source(String uid, long generation, UserSourceStatus status) {
        var source = new UserSource();
        source.setMetadata(new ObjectMetaBuilder()
                .withName("hr")
                .withNamespace("people")
                .withUid(uid)
                .withGeneration(generation)
                .build());
        source.setStatus(status);
        return source;
    }

    private static RunReport run(Kind kind, Optional<Mark> reached) {
        return new RunReport.Complete(
                "7c1e",
                new RunCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                List.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                List.of(),
                List.of(),
                RunReport.Renames.NONE,
                Optional.empty(),
                new Extent(kind, Optional.empty(), reached));
    }

    private UserSourceStatus noted() {
        return marks.noted(
                source("u", 3, UserSourceStatus.NONE), run(Kind.DELTA, Optional.of(MARK)), UserSourceStatus.NONE);
    }

    private Optional<Mark> with(UnaryOperator<SourceWatermark> edit) {
        var said = Optional.ofNullable(noted().watermark()).orElseThrow();
        return marks.of(source("u", 3, UserSourceStatus.NONE.reaching("Delta", edit.apply(said))), "a", NOW);
    }

    @Test
    void aSourceGoesOnFromWhereItsStatusSays() {
        assertThat(noted().reading()).isEqualTo("Delta");
        assertThat(marks.of(source("u", 3, noted()), "a", NOW)).contains(MARK);
        assertThat(marks.of(source("u", 3, UserSourceStatus.NONE), "a", NOW))
                .as("lost")
                .isEmpty();
    }

    @Test
    void underAnotherDeclarationItIsReadWhole() {
        assertThat(marks.of(source("u", 4, noted()), "a", NOW)).as("edited").isEmpty();
        assertThat(marks.of(source("v", 3, noted()), "a", NOW)).as("made anew").isEmpty();
        assertThat(marks.of(source("u", 3, noted()), "b", NOW))
                .as("another source counts first")
                .isEmpty();
        assertThat(new Marks(new Digests(new byte[17])).of(source("u", 3, noted()), "a", NOW))
                .as("another installation")
                .isEmpty();
    }

    @Test
    void whateverSomebodyElseWroteIsNotBelieved() {
        assertThat(with(UnaryOperator.identity())).isPresent();
        assertThat(with(said -> new SourceWatermark(
                        "2026-12-01T11:59:30Z", said.time(), said.wholeTime(), null, 2, null, said.proof())))
                .isEmpty();
        assertThat(with(said -> new SourceWatermark(
                        said.since(), said.time(), "2026-12-01T11:59:30Z", null, 2, null, said.proof())))
                .as("no whole reading any more")
                .isEmpty();
        assertThat(with(said ->
                        new SourceWatermark(said.since(), said.time(), said.wholeTime(), null, 0, null, said.proof())))
                .isEmpty();
        assertThat(with(said -> new SourceWatermark(said.since(), "x", said.wholeTime(), null, 2, null, said.proof())))
                .isEmpty();
        assertThat(with(said ->
                        new SourceWatermark(said.since(), said.time(), said.wholeTime(), null, 2, null, "forged")))
                .isEmpty();
    }

    @Test
    void whenEverybodyIsReadAgainAndSinceWhenEndsCountIsBelievedOfThisInstallationAlone() {
        var mark = new Mark(
                MARK.since(),
                MARK.time(),
                MARK.whole(),
                Optional.of(NOW.plusSeconds(3_600)),
                2,
                NOW.minusSeconds(9_000),
                "a");
        var noted = marks.noted(
                source("u", 3, UserSourceStatus.NONE), run(Kind.DELTA, Optional.of(mark)), UserSourceStatus.NONE);
        var said = Optional.ofNullable(noted.watermark()).orElseThrow();

        assertThat(marks.of(source("u", 3, noted), "a", NOW)).contains(mark);
        for (var edited : List.of(
                new SourceWatermark(
                        said.since(), said.time(), said.wholeTime(), null, 2, said.endedTime(), said.proof()),
                new SourceWatermark(
                        said.since(), said.time(), said.wholeTime(), said.wholeDueTime(), 2, null, said.proof()))) {
            assertThat(marks.of(source("u", 3, UserSourceStatus.NONE.reaching("Delta", edited)), "a", NOW))
                    .isEmpty();
        }
        assertThat(marks.of(source("u", 3, noted), "a", NOW.minusSeconds(1)))
                .as("later than it can be due")
                .isEmpty();
    }

    private Optional<Mark> reached(UserSource source, String edition, Optional<Mark> mark) {
        return marks.of(source, Optional.of(new Feeds.Reached(edition, mark)), "a", NOW);
    }

    @Test
    void whereThisProcessReadItLastCountsBeforeAnOlderStatus() {
        var later = new Mark("later", NOW.minusSeconds(5), NOW.minusSeconds(5), 3, "a");
        var stored = source("u", 3, noted());

        assertThat(reached(stored, "u/3/[]", Optional.of(later))).contains(later);
        assertThat(reached(stored, "u/3/[r1]", Optional.of(later)))
                .as("a run was released")
                .contains(later);
        assertThat(reached(stored, "u/3/[]", Optional.empty()))
                .as("held meanwhile: everybody")
                .isEmpty();
        assertThat(reached(source("u", 3, UserSourceStatus.NONE), "u/3/[]", Optional.of(later)))
                .contains(later);
        assertThat(reached(stored, "u/2/[]", Optional.of(later)))
                .as("of another declaration")
                .contains(MARK);
        assertThat(reached(
                        stored,
                        "u/3/[]",
                        Optional.of(new Mark("t", NOW.minusSeconds(70), NOW.minusSeconds(70), 0, "a"))))
                .as("another process came further")
                .contains(MARK);
        assertThat(reached(stored, "u/3/[]", Optional.of(new Mark("t", NOW, NOW, 0, "b"))))
                .as("another source counts first now")
                .isEmpty();
    }

    private static UserSourceStatus holding(String run, String reading, String held) {
        return Serialization.unmarshal(
                "run: %s\nreading: %s\nwriteBack: {owed: 7, held: {run: %s, records: 7}}".formatted(run, reading, held),
                UserSourceStatus.class);
    }

    private static boolean isOfAll(UserSourceStatus status, Optional<String> readUnder, String... released) {
        return isOfAll(MARK, status, readUnder, released);
    }

    private static boolean isOfAll(Mark mark, UserSourceStatus status, Optional<String> readUnder, String... released) {
        var last = readUnder.map(edition -> new Feeds.Reached(edition, Optional.of(mark)));
        return Marks.asked(source("u", 3, status), last, "u/3/[w7]", Set.of(released), Optional.of(mark))
                .orElseThrow()
                .isWholeDue(NOW, Duration.ofDays(1));
    }

    @Test
    void allIsReadAtOnceWhereWhatAReadingOfAllHeldBackIsReleased() {
        var held = holding("d8", "Delta", "w7");

        assertThat(isOfAll(held, Optional.of("u/3/[]"), "w7")).isTrue();
        assertThat(isOfAll(held, Optional.empty(), "w7")).as("a new operator").isTrue();
        assertThat(isOfAll(held, Optional.of("u/3/[w7]"), "w7"))
                .as("it broke, and is not repeated at the pace of changes")
                .isFalse();
        assertThat(isOfAll(held, Optional.of("u/3/[]"), "w6")).isFalse();
        assertThat(isOfAll(holding("w7", "Whole", "w7"), Optional.of("u/3/[]"), "w7"))
                .isTrue();
        assertThat(isOfAll(holding("w7", "Delta", "w7"), Optional.of("u/3/[]"), "w7"))
                .as("those who changed come again")
                .isFalse();
        assertThat(isOfAll(UserSourceStatus.NONE, Optional.of("u/3/[]"), "w7")).isFalse();
    }

    private static boolean isOfAll(UserSource source, Optional<String> readUnder) {
        var last = readUnder.map(edition -> new Feeds.Reached(edition, Optional.of(MARK)));
        return Marks.asked(source, last, "u/3/[]/now", Set.of(), Optional.of(MARK))
                .orElseThrow()
                .isWholeDue(NOW, Duration.ofDays(1));
    }

    @Test
    void allIsReadAtOnceWhereSomebodyAsksForItAndOnce() {
        var source = source("u", 3, UserSourceStatus.NONE);
        source.getMetadata().setAnnotations(Map.of(Requested.ANNOTATION, "now"));
        var said = Optional.of("u/3/[]");

        assertThat(isOfAll(source, said)).isTrue();
        assertThat(isOfAll(source, Optional.empty())).as("a new operator").isTrue();
        assertThat(isOfAll(source, Optional.of("u/3/[]/now"))).as("read since").isFalse();
        source.setStatus(UserSourceStatus.NONE.answering("now"));
        assertThat(isOfAll(source, Optional.empty())).as("by the one before").isFalse();
        source.setStatus(UserSourceStatus.NONE.answering("before"));
        assertThat(isOfAll(source, said)).isTrue();
    }

    @Test
    void aReleaseHasAllReadAtOnceThoughThatWasPutOff() {
        var later = MARK.wholeAt(NOW.plusSeconds(1_800));
        var before = Optional.of("u/3/[]");

        assertThat(isOfAll(later, UserSourceStatus.NONE, before, "w7")).isTrue();
        assertThat(isOfAll(later, UserSourceStatus.NONE, Optional.of("u/3/[w7]"), "w7"))
                .as("once")
                .isFalse();
        assertThat(isOfAll(later, UserSourceStatus.NONE, Optional.empty(), "w7"))
                .as("a new operator does not begin with it")
                .isFalse();
        assertThat(isOfAll(later, holding("d8", "Delta", "w6"), before, "d8"))
                .as("of those who changed")
                .isFalse();
    }

    @Test
    void nothingOfTheFutureIsBelieved() {
        assertThat(marks.of(source("u", 3, noted()), "a", NOW.minusSeconds(61))).isEmpty();
        assertThat(marks.of(source("u", 3, noted()), "a", NOW.minusSeconds(60))).isPresent();
    }

    @Test
    void aRunThatComesToNothingLeavesItAndOneThatIsHeldTakesIt() {
        var source = source("u", 3, noted());

        assertThat(marks.noted(source, new RunReport.Broken(Flaw.of(Defect.NOT_READ)), noted()))
                .isEqualTo(noted());
        var held = marks.noted(source, run(Kind.WHOLE, Optional.empty()), noted());
        assertThat(held.watermark()).isNull();
        assertThat(held.reading()).isEqualTo("Whole");
        assertThat(marks.noted(source, run(Kind.ALWAYS_WHOLE, Optional.empty()), noted())
                        .reading())
                .isNull();
    }
}
