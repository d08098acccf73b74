package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WritingBackTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final String ADA = "number=1815 login=ada state=Active";
    private static final String BOB = "number=7 login=bob state=Active";

    private final FakePeople people = new FakePeople();
    private final FakePen pen = new FakePen();
    private final FakeSheet sheet = new FakeSheet();
    private Instant now = Instant.parse("2026-12-01T12:00:00Z");
    private final Surroundings around = new Surroundings(
            people, people, (source, user, generation, since) -> {}, new Digests(new byte[16]), () -> now);
    private Readings readings = new Readings(around);
    private List<WriteBack.Field> fields = List.of(new WriteBack.Field(Target.USER_NAME, "account"));
    private WriteBack.Way way = new WriteBack.Way.ByRecord(pen::open);
    private Duration every = Duration.ofHours(1);
    private Set<String> released = Set.of();
    private String edition = "1";
    private boolean replaces;
    private boolean isObserved;
    private boolean mayWrite = true;
    private boolean goesOn = true;
    private boolean isAwaited;

    private static SourceTerms declared(boolean isObserved, Set<String> released) {
        return new SourceTerms(
                new Drafting(
                        "number",
                        Stream.of("userName=login", "email=mail", "status=state")
                                .map(text -> text.split("="))
                                .map(parts -> new FieldTerms(parts[0], parts[1], Map.of(), Optional.empty()))
                                .toList()),
                List.of(),
                Sanity.STANDARD,
                isObserved,
                released,
                Set.of(),
                "a");
    }

    private Optional<WrittenBack> reads(Feed feed) throws InterruptedException {
        var setup = new Feeds.Setup(
                declared(isObserved, released),
                () -> feed,
                every,
                false,
                Optional.of(new WriteBack(fields, replaces, way, () -> mayWrite)));
        var ran = readings.read(HR, setup, () -> true);
        people.forgetLog();
        return readings.writeBack(HR, edition, setup, ran, () -> goesOn, () -> isAwaited);
    }

    private WrittenBack says(String... records) throws InterruptedException {
        return reads(FakeFeed.of(records)).orElseThrow();
    }

    private List<String> wrote() {
        var wrote = List.copyOf(pen.log());
        pen.log().clear();
        return wrote;
    }

    private static String[] silent(int count, String rest) {
        return IntStream.range(0, count)
                .mapToObj(at -> "number=%d login=user%d state=Active%s".formatted(at, at, rest))
                .toArray(String[]::new);
    }

    /** And one more, who has what they are to have. */
    private static String[] many(int count, String rest) {
        return Stream.concat(
                        Stream.of(silent(count, rest)),
                        Stream.of("number=known login=known state=Active account=known"))
                .toArray(String[]::new);
    }

    @Test
    void tellsWhoeverIsNewInOrderAndNobodyTwice() throws InterruptedException {
        var first = says(ADA, BOB);

        assertThat(wrote()).containsExactly("1815 {account=ada}", "7 {account=bob}");
        assertThat(first.written()).isEqualTo(2);
        assertThat(first.owed()).isZero();
        assertThat(pen.isClosed()).isTrue();

        var second = says(ADA + " account=ada", BOB + " account=bob");

        assertThat(wrote()).isEmpty();
        assertThat(second.owed() + second.written() + second.differing()).isZero();
    }

    @Test
    void whatItWroteMakesNobodyChangedInTheNextReading() throws InterruptedException {
        var records = FakeFeed.of(ADA, BOB);
        var shown = FakeFeed.of(ADA + " account=ada", BOB + " account=bob")
                .and(new FeedRecord(3, Map.of("number", "9"), Map.of()));
        reads(records);
        var told = new Roll(terms(), Extent.ALL);
        var other = new Roll(terms(), Extent.ALL);
        records.read(told);
        FakeFeed.of(ADA + " account=ada", BOB + " account=bob").read(other);

        reads(shown);

        assertThat(people.log()).isEmpty();
        assertThat(other.id()).as("the same run").isEqualTo(told.id());
    }

    private static SourceTerms terms() {
        return new SourceTerms(
                new Drafting("number", List.of(new FieldTerms("userName", "login", Map.of(), Optional.empty()))),
                List.of(),
                Sanity.STANDARD,
                false,
                Set.of(),
                Set.of(),
                "a");
    }

    @Test
    void aFaultOfWhatIsOnlyComparedIsNoNewsOfAnybody() throws InterruptedException {
        var values = Map.of("number", "1815", "login", "ada", "state", "Active");
        var plain = new Roll(terms(), Extent.ALL);
        var faulty = new Roll(terms(), Extent.ALL);
        plain.record(new FeedRecord(1, values));
        faulty.record(new FeedRecord(1, values, Map.of("account", Rule.NOT_A_VALUE)));
        assertThat(faulty.id()).isEqualTo(plain.id());

        var back = reads(FakeFeed.of(BOB).and(new FeedRecord(2, values, Map.of("account", Rule.NOT_A_VALUE))))
                .orElseThrow();

        assertThat(wrote()).as("nobody can tell what it says").containsExactly("7 {account=bob}");
        assertThat(back.refusals())
                .containsExactly(new Refusal(2, Optional.of("1815"), Optional.of("account"), Rule.NOT_A_VALUE));
    }

    @Test
    void whatARecordSaysAlreadyStaysUnlessItIsToBeReplaced() throws InterruptedException {
        var kept = says(ADA + " account=countess", BOB);

        assertThat(wrote()).containsExactly("7 {account=bob}");
        assertThat(kept.differing()).isEqualTo(1);
        replaces = true;

        var replaced = says(ADA + " account=countess", BOB + " account=bob");

        assertThat(wrote()).containsExactly("1815 {account=ada} for {account=countess}");
        assertThat(replaced.differing()).isZero();
    }

    @Test
    void fillsOneFieldBesideAnotherThatStays() throws InterruptedException {
        fields =
                List.of(new WriteBack.Field(Target.USER_NAME, "account"), new WriteBack.Field(Target.EMAIL, "address"));

        says(ADA + " mail=ada@x.org account=countess");

        assertThat(wrote()).containsExactly("1815 {address=ada@x.org} for {account=countess}");
    }

    @Test
    void nobodyIsToldOfWhoHasLeftOrIsRefused() throws InterruptedException {
        says(ADA, BOB);
        wrote();

        says(
                ADA.replace("Active", "Terminated"),
                BOB,
                BOB,
                "number=8 login=eve state=Holiday",
                "number=9 login=old state=Terminated");

        assertThat(wrote()).isEmpty();
    }

    @Test
    void nobodyIsToldOfWhoMayBeSomebodyElse() throws InterruptedException {
        says(ADA, BOB);
        wrote();
        people.copies("ada", "copy");

        says(ADA, BOB);

        assertThat(wrote()).containsExactly("7 {account=bob}");
    }

    @Test
    void aNameIsToldOnlyOnceItIsWritten() throws InterruptedException {
        says(ADA + " account=ada", BOB + " account=bob");
        people.answers(new People.Answer.Failed());
        replaces = true;

        says(ADA.replace("login=ada", "login=lovelace") + " account=ada", BOB + " account=bob");

        assertThat(wrote()).as("the user is not called so yet").isEmpty();
    }

    @Test
    void theLaterNameIsTheLastOne() throws InterruptedException {
        replaces = true;
        pen.meanwhile(() -> people.edits("bob", Map.of("userName", "robert")));

        var cut = says(ADA, BOB);

        assertThat(wrote()).as("who is called otherwise by then waits").containsExactly("1815 {account=ada}");
        assertThat(cut.owed()).isEqualTo(1);
    }

    @Test
    void nothingIsToldWhereNothingIsApplied() throws InterruptedException {
        isObserved = true;

        var observed = says(ADA, BOB);

        assertThat(wrote()).isEmpty();
        assertThat(observed.owed()).as("who would be").isEqualTo(2);
        isObserved = false;
        says(many(100, ""));
        wrote();

        var held = says(many(50, ""));

        assertThat(wrote()).as("half of them are missing").isEmpty();
        assertThat(held.owed()).isEqualTo(50);
    }

    @Test
    void overwritesNoMoreThanALimitAllowsUntilSomebodyReleasesTheRun() throws InterruptedException {
        replaces = true;
        var others = many(100, " account=x");
        others[7] = others[7].replace(" account=x", "");
        says(many(100, ""));
        wrote();

        var held = says(others);

        assertThat(wrote()).as("what fills is bound by nothing").containsExactly("7 {account=user7}");
        assertThat(held.replacing()).isEqualTo(99);
        assertThat(held.differing()).isEqualTo(99);
        var roll = ranId(others);
        released = Set.of(roll);
        edition = "2";

        assertThat(says(others).written()).isEqualTo(100);
    }

    private String ranId(String... records) throws InterruptedException {
        var setup = new Feeds.Setup(declared(true, Set.of()), () -> FakeFeed.of(records), every);
        return ((RunReport.Complete) readings.read(HR, setup, () -> true).report()).id();
    }

    @Test
    void aSourceThatTakesItAndNeverShowsItIsToldThreeTimes() throws InterruptedException {
        for (var time = 0; time < 3; time++) {
            says(ADA);
            assertThat(wrote()).hasSize(1);
        }

        var inVain = says(ADA);

        assertThat(wrote()).isEmpty();
        assertThat(inVain.notShown()).isEqualTo(1);
        assertThat(inVain.owed()).isZero();
        edition = "2";
        says(ADA);
        assertThat(wrote()).as("it is declared anew").hasSize(1);
    }

    @Test
    void whoIsCalledOtherwiseByThenIsToldOf() throws InterruptedException {
        for (var time = 0; time < 3; time++) {
            says(ADA);
        }
        wrote();

        says(ADA.replace("login=ada", "login=lovelace"));

        assertThat(wrote()).containsExactly("1815 {account=lovelace}");
    }

    @Test
    void whoeverIsRefusedIsNamedAndWaitsForAllOthers() throws InterruptedException {
        pen.answers(new Pen.Answer.Refused(Rule.NOT_ACCEPTED));

        var first = says(ADA, BOB);

        assertThat(first.refusals()).containsExactly(Refusal.of(1, Optional.of("1815"), Rule.NOT_ACCEPTED));
        assertThat(first.owed()).isEqualTo(1);
        wrote();

        says(ADA, BOB.replace("number=7", "number=8").replace("bob", "eve"));

        assertThat(wrote()).as("once more, and last").containsExactly("8 {account=eve}", "1815 {account=ada}");
    }

    @Test
    void fiftyInARowThatAreRefusedAreEnough() throws InterruptedException {
        pen.always(new Pen.Answer.Refused(Rule.NOT_ACCEPTED));

        var back = says(many(120, ""));

        assertThat(wrote()).hasSize(50);
        assertThat(back.refused()).isEqualTo(50);
        assertThat(back.isCut()).as("others were not asked about").isTrue();
        says(many(120, ""));
        assertThat(wrote().getFirst())
                .as("those come first who were not asked about")
                .startsWith("50 ");
    }

    @Test
    void aSourceThatTakesNothingIsLeftAloneForAsLongAsItAsks() throws InterruptedException {
        var flaw = Flaw.of(Defect.TOO_MANY_REQUESTS).until(now.plusSeconds(1_800));
        pen.answers(new Pen.Answer.Written(), new Pen.Answer.Broken(flaw));

        var broken = says(many(10, ""));

        assertThat(wrote()).hasSize(2);
        assertThat(broken.owed()).isEqualTo(9);
        assertThat(broken.flaw()).contains(flaw.at(2));
        assertThat(broken.isToBeTriedSoon()).isTrue();
        now = now.plusSeconds(1_799);
        assertThat(says(many(10, "")).flaw()).contains(flaw.at(2));
        assertThat(wrote()).isEmpty();
        now = now.plusSeconds(2);
        assertThat(says(many(10, "")).written()).isEqualTo(10);
    }

    @Test
    void aSourceThatDoesNotSayHowLongIsLeftAloneForFiveMinutes() throws InterruptedException {
        pen.answers(new Pen.Answer.Broken(Flaw.of(Defect.CREDENTIALS_REFUSED).answered(401)));
        says(ADA);
        wrote();

        now = now.plusSeconds(299);
        assertThat(says(ADA).flaw()).isPresent();
        assertThat(wrote()).isEmpty();
        now = now.plusSeconds(2);
        assertThat(says(ADA).flaw()).isEmpty();
        assertThat(wrote()).hasSize(1);
    }

    @Test
    void nothingIsToldByWhoIsNotInChargeOrOnceItIsDeclaredOtherwise() throws InterruptedException {
        mayWrite = false;
        assertThat(says(ADA).owed()).isEqualTo(1);
        mayWrite = true;
        goesOn = false;
        var ended = says(ADA);
        assertThat(ended.owed()).isEqualTo(1);
        assertThat(ended.isOpen())
                .as("whoever does not change is not listed again")
                .isTrue();
        assertThat(wrote()).isEmpty();
        goesOn = true;
        pen.meanwhile(() -> goesOn = false);

        var stopped = says(ADA, BOB);

        assertThat(wrote()).containsExactly("1815 {account=ada}");
        assertThat(stopped.isCut()).isTrue();
    }

    @Test
    void isBoundedInTimeAndWaitsForNoNewerReading() throws InterruptedException {
        pen.meanwhile(() -> now = now.plusSeconds(61));

        var cut = says(many(30, ""));

        assertThat(wrote()).as("ten minutes").hasSize(10);
        assertThat(cut.owed()).isEqualTo(20);
        isAwaited = true;
        pen.meanwhile(() -> now = now.plusSeconds(2));

        says(many(30, ""));

        assertThat(wrote()).as("a reading is asked for").hasSize(3);
    }

    @Test
    void aFaultOfOursIsToldOfAndHoldsUpNothing() throws InterruptedException {
        pen.meanwhile(() -> {
            throw new IllegalStateException("on purpose");
        });

        assertThat(says(ADA).flaw()).contains(Flaw.of(Defect.NOT_FOUND_OUT));
        assertThat(pen.isClosed()).isTrue();
    }

    @Test
    void nothingFollowsFromASourceThatCannotBeRead() throws InterruptedException {
        assertThat(reads(FakeFeed.broken(Flaw.of(Defect.CUT_OFF)))).isEmpty();
    }

    @Test
    void noFormulaIsWritten() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        fields = List.of(new WriteBack.Field(Target.EMAIL, "address"));
        says(ADA, BOB + " mail=bob@x.org");
        people.edits("ada", Map.of("email", "=HYPERLINK(1)"));

        var back = says(ADA, BOB + " mail=bob@x.org");

        assertThat(sheet.text()).isEqualTo("number,address\n7,bob@x.org\n");
        assertThat(back.refusals()).containsExactly(Refusal.of(1, Optional.of("1815"), Rule.FORMULA));
    }

    @Test
    void writesAFileOfEverybodyInTheOrderOfTheirKeys() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        fields = List.of(
                new WriteBack.Field(Target.USER_NAME, "account"), new WriteBack.Field(Target.EMAIL, "e-mail, work"));

        var back = says(ADA, BOB + " mail=bób\"x\"@x.org", "number=9 login=old state=Terminated");

        assertThat(sheet.text()).isEqualTo("""
                number,account,"e-mail, work"
                1815,ada,
                7,bob,"bób""x""@x.org"
                """);
        assertThat(back.written()).isEqualTo(2);
        assertThat(says(ADA, BOB + " mail=bób\"x\"@x.org").written()).isZero();
        assertThat(sheet.writes()).isEqualTo(1);

        says(ADA, BOB.replace("login=bob", "login=robert") + " mail=bob@x.org");
        assertThat(sheet.text()).endsWith("\n7,robert,bob@x.org\n");
    }

    @Test
    void aKeyThatIsAFormulaIsInNoFile() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);

        var back = says(ADA, "number=@SUM(1) login=eve state=Active");

        assertThat(sheet.text()).isEqualTo("number,account\n1815,ada\n");
        assertThat(back.refusals()).extracting(Refusal::rule).containsExactly(Rule.FORMULA);
    }

    @Test
    void aFileThatIsTooLargeOrNotOfferedIsToldOf() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        var large = IntStream.range(1_000, 3_600)
                .mapToObj(
                        at -> "number=%s%d login=%s%d state=Active".formatted("k".repeat(120), at, "u".repeat(240), at))
                .toArray(String[]::new);

        assertThat(says(large).flaw()).contains(Flaw.of(Defect.SHEET_TOO_LARGE));
        assertThat(sheet.writes()).isZero();

        people.clear();
        sheet.refuses(Flaw.of(Defect.WRITE_NOT_ALLOWED));
        assertThat(says(ADA).flaw()).contains(Flaw.of(Defect.WRITE_NOT_ALLOWED));
        sheet.breaks(Flaw.of(Defect.WRITE_NOT_OFFERED));
        assertThat(says(ADA).flaw()).contains(Flaw.of(Defect.WRITE_NOT_OFFERED));
    }

    @Test
    void whereNoRecordShowsAnythingNothingIsFilledInUntilSomebodyLooksAtIt() throws InterruptedException {
        var held = says(silent(10, ""));

        assertThat(wrote()).as("it may be hidden").isEmpty();
        assertThat(held.unseen()).containsExactly("account");
        assertThat(held.replacing()).isEqualTo(10);
        assertThat(held.owed()).isEqualTo(10);
        assertThat(held.isOpen()).isTrue();
        assertThat(says(many(10, "")).written())
                .as("one shows it, so that the others have nothing")
                .isEqualTo(10);
        wrote();
        released = Set.of(held.after().run());
        edition = "2";

        assertThat(says(silent(10, "")).written()).isEqualTo(10);
    }

    @Test
    void whatIsShownIsFilledInBesideWhatMayBeHidden() throws InterruptedException {
        fields =
                List.of(new WriteBack.Field(Target.USER_NAME, "account"), new WriteBack.Field(Target.EMAIL, "address"));

        var held = says(many(10, " mail=all@x.org"));

        assertThat(wrote()).hasSize(10).first().isEqualTo("0 {account=user0}");
        assertThat(held.unseen()).containsExactly("address");
    }

    @Test
    void aRecordAtWhichTheSourceFailsIsNamedAndKeepsNobodyElseFromBeingTold() throws InterruptedException {
        var flaw = Flaw.of(Defect.NOT_WRITTEN).answered(500);
        pen.answersAt("2", new Pen.Answer.Failed(flaw));

        assertThat(says(many(6, "")).flaw()).contains(flaw.at(3));
        assertThat(wrote()).hasSize(3);
        now = now.plusSeconds(301);
        var second = says(many(6, ""));

        assertThat(wrote()).hasSize(6).last().isEqualTo("2 {account=user2}");
        assertThat(second.flaw()).isEmpty();
        assertThat(second.refusals()).containsExactly(Refusal.of(3, Optional.of("2"), Rule.FAILS_ALONE));
        says(many(6, ""));
        assertThat(wrote()).as("for a while").doesNotContain("2 {account=user2}");
        for (var time = 0; time < 2; time++) {
            now = now.plusSeconds(3_601);
            says(many(6 + time, ""));
            assertThat(wrote()).endsWith("2 {account=user2}");
        }
        now = now.plusSeconds(3_601);
        assertThat(says(many(9, "")).refused()).isEqualTo(1);
        assertThat(wrote()).as("it is enough").doesNotContain("2 {account=user2}");
    }

    @Test
    void whoeverAnOutageBeganAtIsToldOnceItIsOver() throws InterruptedException {
        pen.answersAt("7", new Pen.Answer.Failed(Flaw.of(Defect.NOT_WRITTEN).answered(423)));
        says(ADA, BOB);

        for (var time = 0; time < 5; time++) {
            now = now.plusSeconds(3_601);
            var back = says(ADA + " account=ada", BOB);
            assertThat(back.refused()).as("others were told before it alone").isZero();
            assertThat(back.flaw()).isPresent();
        }
        pen.answersAt("7", new Pen.Answer.Written());
        now = now.plusSeconds(3_601);

        assertThat(says(ADA + " account=ada", BOB).written()).isEqualTo(1);
    }

    @Test
    void whoeverFailsAloneIsNotGivenUpWhileNobodyElseIsTold() throws InterruptedException {
        pen.answersAt("7", new Pen.Answer.Failed(Flaw.of(Defect.NOT_WRITTEN).answered(500)));
        says(BOB, ADA + " account=ada");
        now = now.plusSeconds(301);
        assertThat(says(BOB, ADA).refused()).isEqualTo(1);
        wrote();

        for (var time = 0; time < 5; time++) {
            now = now.plusSeconds(3_601);
            var back = says(BOB, ADA + " account=ada");
            assertThat(back.refusals()).containsExactly(Refusal.of(1, Optional.of("7"), Rule.FAILS_ALONE));
            assertThat(back.flaw()).as("it keeps nobody else from being told").isEmpty();
            says(BOB, ADA + " account=ada");
        }
        assertThat(wrote()).as("once an hour").hasSize(5);
        pen.answersAt("7", new Pen.Answer.Written());
        now = now.plusSeconds(3_601);

        assertThat(says(BOB, ADA + " account=ada").written()).isEqualTo(1);
    }

    @Test
    void thatNobodyAnswersIsAboutNobody() throws InterruptedException {
        pen.answersAt("2", new Pen.Answer.Broken(Flaw.of(Defect.TOO_SLOW)));

        for (var time = 0; time < 3; time++) {
            var back = says(many(6, ""));
            assertThat(back.refused()).isZero();
            assertThat(back.flaw()).contains(Flaw.of(Defect.TOO_SLOW).at(3));
            now = now.plusSeconds(3_601);
        }
    }

    @Test
    void whereNobodyIsAskedNoRecordIsToBlame() throws InterruptedException {
        var flaw = Flaw.of(Defect.CREDENTIALS_REFUSED).answered(401);
        pen.always(new Pen.Answer.Closed(flaw));

        var closed = says(many(6, ""));

        assertThat(closed.flaw()).as("at no record").contains(flaw);
        assertThat(closed.owed()).isEqualTo(6);
        assertThat(closed.isOpen()).isTrue();
        wrote();
        pen.always(new Pen.Answer.Written());
        assertThat(says(many(6, "")).written()).as("by another Secret, at once").isEqualTo(6);
        assertThat(wrote().getFirst()).as("nobody is behind").startsWith("0 ");
    }

    @Test
    void aSourceThatFailsAtEverybodyIsNobodysFault() throws InterruptedException {
        pen.always(new Pen.Answer.Failed(Flaw.of(Defect.NOT_WRITTEN).answered(500)));

        for (var time = 0; time < 5; time++) {
            var back = says(ADA, BOB);
            assertThat(back.refused()).isZero();
            assertThat(back.flaw()).isPresent();
            now = now.plusSeconds(3_601);
        }
    }

    @Test
    void whoFailsAgainAndAgainIsLeftAloneForLonger() throws InterruptedException {
        pen.always(new Pen.Answer.Broken(Flaw.of(Defect.NOT_WRITTEN)));
        says(ADA);
        now = now.plusSeconds(301);
        var again = says(ADA);

        assertThat(again.until()).contains(now.plusSeconds(600));
        wrote();
        now = now.plusSeconds(599);
        says(ADA);
        assertThat(wrote()).isEmpty();
    }

    @Test
    void whatSomebodyHasToMendIsNotTriedSooner() throws InterruptedException {
        pen.answers(new Pen.Answer.Failed(Flaw.of(Defect.CREDENTIALS_REFUSED).answered(403)));

        var refused = says(ADA);

        assertThat(refused.isToBeTriedSoon()).isFalse();
        assertThat(refused.isOpen()).isTrue();
    }

    @Test
    void whoeverIsNotSeenInTimeIsToldOfByTheNextReading() throws InterruptedException {
        people.shows(false);

        assertThat(says(ADA).isCut()).isTrue();
    }

    @Test
    void nobodyIsToldOfWhoLeftMeanwhile() throws InterruptedException {
        pen.meanwhile(() -> people.stands("bob", Person.Standing.DEPARTED));

        says(ADA, BOB);

        assertThat(wrote()).containsExactly("1815 {account=ada}");
    }

    @Test
    void aFileThatSomebodyElseWritesBackIsWrittenThreeTimes() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        for (var time = 0; time < 3; time++) {
            assertThat(says(ADA, BOB).written()).isEqualTo(2);
            sheet.reset("");
        }

        var back = says(ADA, BOB);

        assertThat(sheet.writes()).isEqualTo(3);
        assertThat(back.notShown()).isEqualTo(2);
        assertThat(back.owed()).isZero();
    }

    @Test
    void aFileThatCannotBeWrittenIsTriedAfterAWhile() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        sheet.refuses(Flaw.of(Defect.WRITE_NOT_ALLOWED));
        says(ADA);

        sheet.takes();

        assertThat(says(ADA).flaw()).contains(Flaw.of(Defect.WRITE_NOT_ALLOWED));
        assertThat(sheet.writes()).isZero();
        now = now.plusSeconds(301);
        assertThat(says(ADA).written()).isEqualTo(1);
    }

    @Test
    void aFileKeepsWhomARecordSpeaksOfThatCannotBeApplied() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        says(ADA, BOB);
        var all = sheet.text();

        says(ADA, ADA, BOB);
        assertThat(sheet.text()).as("one record came twice").isEqualTo(all);
        says(BOB);
        assertThat(sheet.text()).as("who is missing still works here").isEqualTo(all);
        says(ADA.replace("Active", "Terminated"), BOB);
        assertThat(sheet.text()).isEqualTo("number,account\n7,bob\n");
    }

    @Test
    void whoComesLastAnywayTakesNobodysPlaceInMemory() {
        var feed = FakeFeed.of(silent(4, ""));
        var terms = declared(true, Set.of());
        var roll = new Roll(terms, Extent.ALL);
        feed.read(roll);
        roll.ends();
        var owing = new Owing(
                new WriteBack(fields, replaces, way, () -> mayWrite),
                new Steps(HR, terms, people.register(HR), roll, around),
                true,
                "0"::equals,
                3);

        feed.read(owing);

        assertThat(owing.dues()).extracting(Owing.Due::key).containsExactly("1", "2", "3", "0");
        assertThat(owing.isTooMuch()).isFalse();
    }

    @Test
    void whatNobodyMayBeToldIsNotTriedSooner() throws InterruptedException {
        readings = new Readings(around, Duration.ZERO, 5);
        var many = silent(6, "");
        isObserved = true;
        assertThat(says(many).isToBeTriedSoon()).isFalse();
        isObserved = false;

        var held = says(many);

        assertThat(held.replacing()).isEqualTo(5);
        assertThat(held.isToBeTriedSoon()).as("it waits for somebody").isFalse();
        assertThat(says(many(6, "")).isToBeTriedSoon())
                .as("the sixth is told next")
                .isTrue();
    }

    @Test
    void aFileThatMayNotBeWrittenAnyMoreIsWrittenByTheNextReading() throws InterruptedException {
        way = new WriteBack.Way.InSheet("number", sheet);
        goesOn = false;

        assertThat(says(ADA).isOpen()).isTrue();
        assertThat(sheet.writes()).isZero();
    }

    @Test
    void noMoreThanTwoOfANamespaceAreToldAtOnce() throws InterruptedException {
        readings = new Readings(around, Duration.ZERO, Owing.MOST);
        var others = new ArrayDeque<>(List.of(BOB, "number=9 login=cat state=Active"));
        var told = new ArrayList<WrittenBack>();
        pen.meanwhile(() -> {
            if (!others.isEmpty()) {
                told.add(meanwhile(others.remove()));
            }
        });

        var first = says(ADA);

        assertThat(told).extracting(WrittenBack::written).containsExactly(0, 1);
        assertThat(told.getFirst().flaw()).contains(Flaw.of(Defect.NO_PLACE));
        assertThat(told.getFirst().isToBeTriedSoon()).isTrue();
        assertThat(first.written()).isEqualTo(1);
        assertThat(says("number=9 login=cat state=Active").written()).isEqualTo(1);
    }

    private WrittenBack meanwhile(String record) {
        try {
            return says(record);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
