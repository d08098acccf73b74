package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Target;
import dev.usher.source.Extent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a source is told after a reading of those alone who changed. */
class DeltaWriteBackTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Mark FROM = new Mark("t1", NOW.minusSeconds(60), NOW.minus(Duration.ofHours(5)), 0, "a");
    private static final Extent ALL = new Extent(Kind.WHOLE, Optional.empty(), Optional.of(new Mark("t1", NOW, NOW)));
    private static final Extent CHANGED =
            new Extent(Kind.DELTA, Optional.of(FROM), Optional.of(new Mark("t2", NOW, FROM.whole())));
    private static final String ADA = "number=1815 login=ada state=Active";
    private static final String BOB = "number=7 login=bob state=Active";
    private static final String CAT = "number=9 login=cat state=Active";

    private final FakePeople people = new FakePeople();
    private final FakePen pen = new FakePen();
    private final FakeSheet sheet = new FakeSheet();
    private final Readings readings = new Readings(new Surroundings(
            people, people, (source, user, generation, since) -> {}, new Digests(new byte[16]), () -> this.now));
    private WriteBack.Way way = new WriteBack.Way.ByRecord(pen::open);
    private boolean replaces;
    private Duration every = Duration.ofHours(1);
    private Instant now = NOW;

    /** Records as an interface says them. */
    private record Said(Feed feed, Extent extent) implements Feed {
        @Override
        public Reading read(Sink sink) {
            return feed.read(sink);
        }
    }

    private WrittenBack says(Extent extent, String... records) throws InterruptedException {
        var terms = new SourceTerms(
                new Drafting(
                        "number",
                        Stream.of("userName=login", "status=state")
                                .map(text -> text.split("="))
                                .map(parts -> new FieldTerms(parts[0], parts[1], Map.of(), Optional.empty()))
                                .toList()),
                List.of(),
                Sanity.STANDARD,
                false,
                Set.of(),
                Set.of(),
                "a");
        var fields = List.of(new WriteBack.Field(Target.USER_NAME, "account"));
        var feed = new Said(FakeFeed.of(records), extent);
        var setup = new Feeds.Setup(
                terms, () -> feed, every, false, Optional.of(new WriteBack(fields, replaces, way, () -> true)));
        var ran = readings.read(HR, setup, () -> true);
        return readings.writeBack(HR, "1", setup, ran, () -> true, () -> false).orElseThrow();
    }

    private List<String> wrote() {
        var wrote = List.copyOf(pen.log());
        pen.log().clear();
        return wrote;
    }

    @Test
    void aFileKeepsThoseOfWhomNothingIsSaidAndLosesThoseWhoLeft() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        says(ALL, ADA, BOB);

        var back = says(CHANGED, CAT, BOB.replace("Active", "Terminated"));

        assertThat(sheet.text()).isEqualTo("""
                number,account
                1815,ada
                9,cat
                """);
        assertThat(back.written()).isEqualTo(1);
        assertThat(says(CHANGED).written()).as("nobody changed").isZero();
        assertThat(sheet.writes()).isEqualTo(2);
    }

    @Test
    void aFileThatIsLostWaitsForAReadingOfEverybody() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        says(ALL, ADA, BOB);
        sheet.write("who,what\n1,2\n", "1");

        var back = says(CHANGED, CAT);

        assertThat(sheet.text()).isEqualTo("who,what\n1,2\n");
        assertThat(back.owed()).isEqualTo(1);
        assertThat(back.flaw()).contains(Flaw.of(Defect.SHEET_NOT_OURS));
        assertThat(back.isOpen()).as("nobody who changed is asked for again").isFalse();
        says(ALL, ADA, BOB, CAT);
        assertThat(sheet.text()).isEqualTo("number,account\n1815,ada\n7,bob\n9,cat\n");
    }

    @Test
    void aFileKeepsLinesWithQuotesAsTheyAre() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        says(ALL, ADA.replace("1815", "18,\"15"), BOB);

        says(CHANGED, CAT);

        assertThat(sheet.text()).isEqualTo("number,account\n\"18,\"\"15\",ada\n7,bob\n9,cat\n");
    }

    @Test
    void whatIsTakenAndNotShownIsRememberedThoughOthersChange() throws InterruptedException {
        for (var time = 0; time < 3; time++) {
            says(ALL, ADA);
            says(CHANGED, BOB + " account=bob");
        }
        assertThat(wrote()).hasSize(3);

        assertThat(says(ALL, ADA, BOB + " account=bob").notShown()).isEqualTo(1);
        assertThat(wrote()).isEmpty();
    }

    @Test
    void howManyAreOverwrittenIsCountedAgainstEverybodyWhoIsKnown() throws InterruptedException {
        replaces = true;
        var all = IntStream.range(0, 100)
                .mapToObj(at -> "number=%d login=user%d state=Active account=user%d".formatted(at, at, at))
                .toArray(String[]::new);
        says(ALL, all);
        var others = Stream.of(all).limit(15).map(one -> one + "x").toArray(String[]::new);

        assertThat(says(CHANGED, others).replacing()).isZero();

        assertThat(wrote()).hasSize(15);
    }

    @Test
    void aFileKeepsWhomARecordSpeaksOfThatCannotBeApplied() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        says(ALL, ADA, BOB);
        var all = sheet.text();

        says(CHANGED, ADA, ADA);

        assertThat(sheet.text()).isEqualTo(all);
    }

    @Test
    void thoseWhoChangedWaitNoLongerThanUsualAndAllOthersAreToldForTenMinutes() throws InterruptedException {
        every = Duration.ofMinutes(1);
        pen.meanwhile(() -> now = now.plusSeconds(40));
        var many = IntStream.range(0, 20)
                .mapToObj(at -> "number=%d login=user%d state=Active".formatted(at, at))
                .toArray(String[]::new);

        many[0] += " account=user0";

        says(ALL, many);
        assertThat(wrote()).hasSize(15);

        says(CHANGED, many);
        assertThat(wrote()).hasSize(2);
    }

    @Test
    void whatAtOnceWouldBeHeldIsHeldInSlices() throws InterruptedException {
        var all = IntStream.range(0, 20)
                .mapToObj(at -> "number=%d login=user%d state=Active".formatted(at, at))
                .toList();
        says(ALL, all.stream().map(one -> one + " account=x").toArray(String[]::new));
        wrote();

        var held = 0;
        for (var one : all) {
            held += says(CHANGED, one).replacing() > 0 ? 1 : 0;
        }

        assertThat(wrote()).as("a fifth of all").hasSize(4);
        assertThat(held).isEqualTo(16);
        says(CHANGED, all.getFirst() + " account=x");
        assertThat(says(CHANGED, all.getLast()).written())
                .as("it is shown again")
                .isEqualTo(1);
    }
}
