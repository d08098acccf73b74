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
    private final Surroundings around = new Surroundings(
            people, people, (source, user, generation, since) -> {}, new Digests(new byte[16]), () -> this.now);
    private Readings readings = new Readings(around);
    private WriteBack.Way way = new WriteBack.Way.ByRecord(pen::open);
    private boolean replaces;
    private Set<String> released = Set.of();
    private Optional<Withheld> withheld = Optional.empty();
    private Duration every = Duration.ofHours(1);
    private boolean isAwaited;
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
                released,
                Set.of(),
                "a");
        var fields = List.of(new WriteBack.Field(Target.USER_NAME, "account"));
        var feed = new Said(FakeFeed.of(records), extent);
        var setup = new Feeds.Setup(
                terms,
                () -> feed,
                every,
                false,
                Optional.of(new WriteBack(fields, replaces, way, () -> true, withheld)));
        var ran = readings.read(HR, setup, () -> true);
        return readings.writeBack(HR, "1" + released, setup, ran, () -> true, () -> isAwaited)
                .orElseThrow();
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

    @Test
    void whatASourceHintsOfItsOwnEndsAReadingOfEverybodyAfterTwoMinutes() throws InterruptedException {
        isAwaited = true;
        pen.meanwhile(() -> now = now.plusSeconds(10));
        var many = people(20, "");
        many[0] += " account=user0";

        assertThat(says(ALL, many).isCut()).isTrue();
        assertThat(wrote()).as("all others wait for an hour").hasSize(12);

        says(CHANGED, many);
        assertThat(wrote()).as("the next one lists them again").hasSize(1);
    }

    private static String[] people(int count, String rest) {
        return IntStream.range(0, count)
                .mapToObj(at -> "number=%d login=user%d state=Active%s".formatted(at, at, rest))
                .toArray(String[]::new);
    }

    @Test
    void whatWouldBeOverwrittenOfEverybodyIsFilledInOfNobodyWhoChanges() throws InterruptedException {
        var all = people(20, "");
        assertThat(says(ALL, all).replacing()).isEqualTo(20);

        for (var one : all) {
            var delta = says(CHANGED, one);
            assertThat(delta.owed()).isEqualTo(1);
            assertThat(delta.isOpen())
                    .as("the release has everybody read, and who changes is told of by it")
                    .isFalse();
        }
        assertThat(says(ALL, all).replacing()).isEqualTo(20);
        says(CHANGED, BOB);

        assertThat(wrote()).isEmpty();
        says(CHANGED, all[0] + " account=x");
        says(CHANGED, all[1]);
        assertThat(wrote()).as("it is shown by now").containsExactly("1 {account=user1}");
    }

    @Test
    void whatIsHeldOfEverybodyIsSoForAnotherProcess() throws InterruptedException {
        says(ALL, people(20, " account=x"));
        readings = new Readings(around);
        withheld = Optional.of(new Withheld("w7", Set.of("account")));

        var delta = says(CHANGED, ADA);

        assertThat(wrote()).isEmpty();
        assertThat(delta.replacing()).isZero();
        assertThat(says(ALL, people(20, " account=x")).isFoundOut()).isTrue();
        assertThat(says(CHANGED, ADA).written()).as("it shows everybody").isEqualTo(1);
    }

    @Test
    void whatIsHeldOfThoseWhoChangedIsSoForAnotherProcessThatCountsAnew() throws InterruptedException {
        says(ALL, people(20, " account=x"));
        for (var one : people(4, "")) {
            says(CHANGED, one);
        }
        var held = says(CHANGED, ADA);
        assertThat(held.replacing()).isEqualTo(1);
        wrote();
        readings = new Readings(around);
        withheld = Optional.of(new Withheld(held.after().run(), held.unseen()));

        assertThat(says(CHANGED, ADA).replacing()).isEqualTo(1);
        assertThat(wrote()).isEmpty();
        released = Set.of(held.after().run());
        assertThat(says(CHANGED, ADA).written()).isEqualTo(1);
    }

    @Test
    void whatIsNotReplacedOfEverybodyIsReplacedOfNobodyWhoChanges() throws InterruptedException {
        replaces = true;
        assertThat(says(ALL, people(20, " account=x")).replacing()).isEqualTo(20);

        var delta = says(CHANGED, people(20, " account=x")[7]);

        assertThat(wrote()).isEmpty();
        assertThat(delta.differing()).isEqualTo(1);
        var others = people(20, "");
        for (var at = 0; at < others.length; at++) {
            others[at] += " account=" + (at == 7 ? "x" : "user" + at);
        }
        says(ALL, others);
        assertThat(wrote()).as("it is not too much any more").containsExactly("7 {account=user7} for {account=x}");
        says(CHANGED, others[7]);
        assertThat(wrote()).hasSize(1);
    }

    @Test
    void whoeverChangesAfterARunThatSomebodyReleasedIsTold() throws InterruptedException {
        released = Set.of(says(ALL, people(20, "")).after().run());
        assertThat(says(ALL, people(20, "")).written()).isEqualTo(20);
        wrote();

        says(CHANGED, ADA);

        assertThat(wrote()).containsExactly("1815 {account=ada}");
    }

    @Test
    void aReadingOfEverybodyInWhichNobodyShowsAnythingCountsNoneAnew() throws InterruptedException {
        says(ALL, people(3, ""));
        for (var one : people(3, "")) {
            says(CHANGED, one);
        }
        says(ALL, people(3, ""));
        wrote();

        assertThat(says(CHANGED, ADA).replacing()).isEqualTo(1);
        assertThat(wrote()).isEmpty();
    }
}
