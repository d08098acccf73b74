package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Person.Standing;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Sanity.Doubt;
import dev.usher.source.Extent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run of those alone who changed: what it concludes of others, and from where the next one goes on. */
class DeltaRunTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Instant WHOLE = NOW.minus(Duration.ofHours(5));
    private static final Mark FROM = new Mark("t1", NOW.minusSeconds(60), WHOLE, 0, "a");
    private static final Mark TO = new Mark("t2", NOW, WHOLE);

    private final FakePeople people = new FakePeople();
    private boolean isObserved;
    private Set<String> released = Set.of();
    private Set<String> fieldsBefore = Set.of();
    private Optional<MissingTerms> missing = Optional.empty();
    private Sanity sanity = Sanity.STANDARD;

    private static String person(int number) {
        return "number=k%d userName=user%d email=u%d@x.org first=First%d id=e%d status=Active"
                .formatted(number, number, number, number, number);
    }

    private static String left(int number) {
        return person(number).replace("Active", "Terminated");
    }

    private static String[] people(int from, int to) {
        return IntStream.range(from, to).mapToObj(DeltaRunTest::person).toArray(String[]::new);
    }

    private static String[] leave(int from, int to) {
        return IntStream.range(from, to).mapToObj(DeltaRunTest::left).toArray(String[]::new);
    }

    /** Records as an interface says them. */
    private record Said(Feed feed, Extent extent) implements Feed {
        @Override
        public Reading read(Sink sink) {
            return feed.read(sink);
        }
    }

    private RunReport.Complete run(Feed feed, Extent extent) {
        var fields = Stream.of(
                        "userName=userName",
                        "email=email",
                        "name.given=first",
                        "externalId=id",
                        "manager=boss",
                        "status=status")
                .map(text -> text.split("=", 2))
                .map(pair -> new FieldTerms(pair[0], pair[1], Map.of(), Optional.empty()))
                .toList();
        var terms = new SourceTerms(
                new Drafting("number", fields),
                Naming.NONE,
                List.of("email"),
                sanity,
                isObserved,
                released,
                fieldsBefore,
                "a",
                missing);
        return (RunReport.Complete) new Run(
                        HR,
                        terms,
                        new Said(feed, extent),
                        new Surroundings(
                                people,
                                people,
                                (source, user, generation, since) -> {},
                                new Digests(new byte[16]),
                                () -> NOW),
                        NOW,
                        () -> true)
                .carryOut();
    }

    private RunReport.Complete whole(String... records) {
        return run(
                FakeFeed.of(records), new Extent(Kind.WHOLE, Optional.empty(), Optional.of(new Mark("t1", NOW, NOW))));
    }

    private RunReport.Complete delta(String... records) {
        return delta(FakeFeed.of(records), FROM);
    }

    private RunReport.Complete delta(Feed feed, Mark from) {
        return run(
                feed,
                new Extent(
                        Kind.DELTA,
                        Optional.of(from),
                        Optional.of(new Mark(TO.since(), TO.time(), from.whole(), from.ended(), ""))));
    }

    private static Optional<String> since(RunReport.Complete run) {
        return run.extent().reached().map(Mark::since);
    }

    private static List<Rule> rules(RunReport.Complete run) {
        return run.refusals().stream().map(Refusal::rule).toList();
    }

    @Test
    void appliesWhoChangedAndGoesOnFromThere() {
        whole(people(0, 20));
        people.forgetLog();

        var report = delta(left(3), person(20), person(4).replace("First4", "Other"));

        assertThat(people.log()).containsExactlyInAnyOrder("create k20", "describe k4", "live k3");
        assertThat(report.doubts()).isEmpty();
        assertThat(since(report)).contains("t2");
        assertThat(report.extent().reached().map(Mark::whole)).contains(WHOLE);
    }

    @Test
    void whoeverIsNotListedIsNotMissing() {
        missing = Optional.of(new MissingTerms(1, Duration.ZERO));
        sanity = new Sanity(15, 5, 5, 5, 5, 20);
        whole(people(0, 20));
        fieldsBefore = Set.of("email", "boss");
        people.forgetLog();

        var report = delta(person(3).replace("First3", "Other"));

        assertThat(report.doubts())
                .as("neither too few, nor disappeared, nor empty fields")
                .isEmpty();
        assertThat(report.counts().disappeared()).isZero();
        assertThat(report.fields()).as("as they were").isEqualTo(fieldsBefore);
        assertThat(people.log()).containsExactly("describe k3");
    }

    @Test
    void thatNobodyChangedIsTheUsualCase() {
        missing = Optional.of(new MissingTerms(1, Duration.ZERO));
        whole(people(0, 20));
        people.forgetLog();

        var report = delta();

        assertThat(report.doubts()).isEmpty();
        assertThat(since(report)).contains("t2");
        assertThat(people.log()).isEmpty();
    }

    @Test
    void whoeverIsListedIsMissingNoMore() {
        missing = Optional.of(new MissingTerms(3, Duration.ZERO));
        whole(people(0, 20));
        whole(people(0, 19));
        people.forgetLog();

        delta(person(18));
        assertThat(people.log()).isEmpty();
        delta(person(19));
        assertThat(people.log()).containsExactly("miss k19 0");
    }

    @Test
    void endsOfADeltaCountAgainstEverybody() {
        whole(people(0, 100));
        people.forgetLog();

        var held = delta(leave(0, 60));
        assertThat(held.doubts()).containsExactly(Doubt.TOO_MANY_TERMINATED);
        assertThat(held.counts().working()).isEqualTo(100);
        assertThat(people.log()).isEmpty();
        assertThat(since(held)).as("the same is asked again").contains("t1");

        assertThat(delta(leave(0, 5)).doubts()).as("five of a hundred").isEmpty();
        assertThat(people.log()).hasSize(5);
    }

    @Test
    void theEndsOfDeltasBetweenTwoWholeReadingsCountTogether() {
        whole(people(0, 100));
        var first = delta(leave(0, 4));
        var from = first.extent().reached().orElseThrow();
        assertThat(from.ended()).isEqualTo(4);

        var held = delta(FakeFeed.of(leave(4, 6)), from);
        assertThat(held.doubts()).as("six of a hundred").containsExactly(Doubt.TOO_MANY_TERMINATED);
        assertThat(held.extent().reached()).as("nothing was done").contains(from);
        assertThat(delta(FakeFeed.of(), from).doubts())
                .as("whoever ends nobody is not held for others")
                .isEmpty();

        released = Set.of(held.id());
        var applied = delta(FakeFeed.of(leave(4, 6)), from);
        assertThat(applied.doubts()).isEmpty();
        assertThat(applied.extent().reached().map(Mark::ended))
                .as("somebody looked at it")
                .contains(0);
        assertThat(whole(people(6, 100)).extent().reached().map(Mark::ended)).contains(0);
    }

    @Test
    void theyCountOnWhereEverybodyIsReadSinceTheSourceDoesNotGoOn() {
        whole(people(0, 100));
        var from = delta(leave(0, 4)).extent().reached().orElseThrow();
        var reached = counting(from);
        var records = Stream.concat(Arrays.stream(leave(0, 6)), Arrays.stream(people(6, 100)))
                .toArray(String[]::new);

        var held = run(FakeFeed.of(records), new Extent(Kind.WHOLE_INSTEAD, Optional.of(from), reached));
        assertThat(held.doubts()).as("six of a hundred").containsExactly(Doubt.TOO_MANY_TERMINATED);

        var one = Stream.concat(Arrays.stream(leave(0, 5)), Arrays.stream(people(5, 100)))
                .toArray(String[]::new);
        var mark = run(FakeFeed.of(one), new Extent(Kind.WHOLE_INSTEAD, Optional.of(from), reached))
                .extent()
                .reached()
                .orElseThrow();
        assertThat(mark.ended()).isEqualTo(5);
        assertThat(mark.counted()).as("since the reading before").isEqualTo(WHOLE);
        assertThat(mark.whole()).isEqualTo(NOW);
    }

    @Test
    void whatIsHeldIsHeldForAsLongAsNobodyReleasesIt() {
        whole(people(0, 100));
        var from = delta(leave(0, 4)).extent().reached().orElseThrow();
        var records = Stream.concat(Arrays.stream(leave(0, 6)), Arrays.stream(people(6, 100)))
                .toArray(String[]::new);
        var anew = Optional.of(new Mark("t9", NOW, NOW));

        var held = run(FakeFeed.of(records), new Extent(Kind.WHOLE_INSTEAD, Optional.of(from), counting(from)));
        assertThat(held.extent().reached()).as("where it was").contains(from.wholeAgain());
        var later =
                run(FakeFeed.of(records), new Extent(Kind.WHOLE, held.extent().reached(), counting(from)));
        assertThat(later.doubts()).as("an hour later").containsExactly(Doubt.TOO_MANY_TERMINATED);
        var nextDay =
                run(FakeFeed.of(records), new Extent(Kind.WHOLE, later.extent().reached(), anew));
        assertThat(nextDay.doubts()).as("the next day").containsExactly(Doubt.TOO_MANY_TERMINATED);
        assertThat(nextDay.extent().reached()).contains(from.wholeAgain());

        released = Set.of(held.id());
        var applied = run(
                FakeFeed.of(records), new Extent(Kind.WHOLE, nextDay.extent().reached(), anew));
        assertThat(applied.doubts()).isEmpty();
        assertThat(applied.extent().reached()).contains(new Mark("t9", NOW, NOW, 0, "a"));
    }

    /** As it does where everybody is read an hour after they were, since the source is told of somebody. */
    private static Optional<Mark> counting(Mark from) {
        return Optional.of(from.anew("t9", NOW));
    }

    @Test
    void aReadingOfEverybodyThatIsDueCountsThemWithItsOwnAndBeginsAnew() {
        whole(people(0, 100));
        var from = delta(leave(0, 4)).extent().reached();
        var anew = Optional.of(new Mark("t9", NOW, NOW));
        var one = Stream.concat(Arrays.stream(leave(0, 5)), Arrays.stream(people(5, 100)))
                .toArray(String[]::new);
        var two = Stream.concat(Arrays.stream(leave(0, 6)), Arrays.stream(people(6, 100)))
                .toArray(String[]::new);

        assertThat(run(FakeFeed.of(two), new Extent(Kind.WHOLE, from, anew)).doubts())
                .as("six since the last one")
                .containsExactly(Doubt.TOO_MANY_TERMINATED);
        var due = run(FakeFeed.of(one), new Extent(Kind.WHOLE, from, anew));

        assertThat(due.doubts()).isEmpty();
        assertThat(due.extent().reached().map(Mark::ended)).contains(0);
        assertThat(due.extent().reached().map(Mark::counted)).contains(NOW);
    }

    @Test
    void aReadingOfEverybodyThatIsNotAppliedLeavesTheOneBefore() {
        whole(people(0, 20));
        var from = delta().extent().reached().orElseThrow();
        var all = new Extent(Kind.WHOLE, Optional.of(from), counting(from));

        people.answers(new People.Answer.Failed());
        var failed = run(FakeFeed.of(left(3)), all);

        assertThat(failed.extent().reached()).contains(from.wholeAgain());
        assertThat(failed.extent().isWholeAgain(Optional.empty())).isTrue();
        people.answersAsUsual();
        assertThat(run(FakeFeed.of(people(0, 20)), all).extent().isWholeAgain(Optional.empty()))
                .isFalse();
    }

    @Test
    void whatNobodyWhoIsListedHasAnyMoreIsTakenFromNobodyBeforeEverybodyIsRead() {
        whole(people(0, 20));
        fieldsBefore = Set.of("email", "boss");
        people.forgetLog();
        var without = person(3).replace("email=u3@x.org ", "");

        var held = delta(without, left(4).replace("email=u4@x.org ", ""));

        assertThat(held.doubts()).containsExactly(Doubt.FIELDS_EMPTY);
        assertThat(held.emptied()).containsExactly("email");
        assertThat(people.log()).as("who left leaves").containsExactly("live k4");
        assertThat(since(held)).contains("t1");
        assertThat(held.extent().reached().flatMap(Mark::due)).contains(WHOLE.plus(Duration.ofHours(1)));
        assertThat(held.extent().isWholeDue(NOW)).isTrue();
        assertThat(held.extent().isWholeDue(WHOLE.plusSeconds(3_599)))
                .as("an hour after the last one")
                .isFalse();

        var applied = delta(without, person(5).replace("First5", "Other"));
        assertThat(applied.doubts()).as("somebody has one").isEmpty();
        assertThat(people.log()).contains("describe k3", "describe k5");
        assertThat(delta(person(21).replace("email=u21@x.org ", "")).doubts())
                .as("who had none has nothing to lose")
                .isEmpty();
    }

    @Test
    void whoeverHasLeftAndIsListedAgainLosesNothing() {
        whole(people(0, 20));
        fieldsBefore = Set.of("email");
        var gone = left(4).replace("email=u4@x.org ", "");
        assertThat(delta(gone).doubts()).containsExactly(Doubt.FIELDS_EMPTY);
        people.stands("user4", Standing.DEPARTED);
        people.forgetLog();

        var again = delta(gone, person(20).replace("email=u20@x.org ", ""));

        assertThat(again.doubts()).isEmpty();
        assertThat(people.log()).containsExactly("create k20");
        assertThat(since(again)).contains("t2");
    }

    @Test
    void whatIsLeftToOthersIsTakenFromNobody() {
        whole(people(0, 20));
        fieldsBefore = Set.of("email");
        people.holds(people.of("user3").name(), "email");
        whole(Stream.concat(
                        Arrays.stream(people(0, 20)).filter(one -> !one.contains("=k3 ")),
                        Stream.of(person(3).replace("u3@", "other@")))
                .toArray(String[]::new));
        assertThat(people.of("user3").left()).containsExactly("email");

        assertThat(delta(person(3).replace("email=u3@x.org ", "")).doubts()).isEmpty();
    }

    @Test
    void recordsInWhichNobodyHasAStatusHaveEverybodyRead() {
        whole(people(0, 20));
        fieldsBefore = Set.of("status");

        assertThat(delta(person(3).replace(" status=Active", "")).doubts()).containsExactly(Doubt.FIELDS_EMPTY);
    }

    @Test
    void isReleasedByItsNameWhichIsNotThatOfAFileOfTheSameRecords() {
        whole(people(0, 20));
        var held = delta(leave(0, 10));
        assertThat(held.id()).isNotEqualTo(whole(leave(0, 10)).id());
        assertThat(delta(FakeFeed.of(leave(0, 10)), new Mark("t0", NOW, WHOLE)).id())
                .as("since another time")
                .isNotEqualTo(held.id());

        released = Set.of(held.id());
        var applied = delta(leave(0, 10));

        assertThat(applied.id()).isEqualTo(held.id());
        assertThat(applied.written().orElseThrow().lived()).isEqualTo(10);
        assertThat(since(applied)).contains("t2");
    }

    @Test
    void doesNotGoPastARecordThatIsRefused() {
        whole(people(0, 20));
        people.forgetLog();

        var report = delta(person(3).replace("status=Active", "status="), left(4));

        assertThat(rules(report)).containsExactly(Rule.NO_STATUS);
        assertThat(people.log()).as("all others are applied").containsExactly("live k4");
        assertThat(since(report)).contains("t1");
        assertThat(report.extent().reached().map(Mark::ended))
                .as("what was done counts all the same")
                .contains(1);
        assertThat(since(delta(FakeFeed.of(person(5)).refusing(Refusal.of(2, Optional.empty(), Rule.NO_KEY)), FROM)))
                .contains("t1");
    }

    @Test
    void doesNotGoPastAWriteThatWasNotDone() {
        whole(people(0, 20));

        people.answers(new People.Answer.Failed());
        assertThat(since(delta(left(3)))).contains("t1");
        assertThat(since(whole(left(3)))).as("of all").isEmpty();
        people.answers(new People.Answer.Forbidden());
        assertThat(since(delta(left(3)))).contains("t1");
        assertThat(since(whole(people(1, 20)))).as("nothing was to be written").contains("t1");
        assertThat(since(run(
                        FakeFeed.of(left(3)),
                        new Extent(Kind.WHOLE, Optional.empty(), Optional.of(new Mark("t1", NOW, NOW))))))
                .isEmpty();
        people.answersAsUsual();

        assertThat(since(delta(left(3)))).contains("t2");
    }

    @Test
    void goesOnFromNoReadingThatWasHeldOrObserved() {
        whole(people(0, 20));

        assertThat(since(whole(people(0, 10)))).as("held").isEmpty();
        isObserved = true;
        assertThat(since(whole(people(0, 20)))).isEmpty();
        assertThat(since(delta(person(3).replace("First3", "Other")))).contains("t1");
    }

    @Test
    void goesOnFromAWholeReadingOfWhichARecordIsRefused() {
        var report = whole(person(1), person(2).replace("status=Active", "status="));

        assertThat(rules(report)).containsExactly(Rule.NO_STATUS);
        assertThat(since(report))
                .as("or one bad record would have everybody read for ever")
                .contains("t1");
    }

    @Test
    void aSourceThatIsReadWholeEachTimeGoesOnFromNowhere() {
        var report = run(FakeFeed.of(people(0, 3)), Extent.ALL);

        assertThat(report.extent()).isEqualTo(Extent.ALL);
    }

    @Test
    void managersAreFoundAmongThoseWhoAreNotListed() {
        whole(people(0, 20));

        delta(person(20) + " boss=k3");

        assertThat(people.of("user20").values())
                .containsEntry("manager", people.of("user3").name());
    }

    @Test
    void ofTwoRecordsOfOnePersonNeitherCounts() {
        whole(people(0, 20));
        people.forgetLog();

        var report = delta(left(3), person(3));

        assertThat(rules(report)).containsOnly(Rule.KEY_TWICE);
        assertThat(people.log()).isEmpty();
        assertThat(since(report)).contains("t1");
    }

    @Test
    void whoeverHasAnotherNumberIsLeftToAWholeReading() {
        whole(people(0, 20));
        people.forgetLog();
        var renumbered = person(3).replace("k3", "k99");

        var report = delta(renumbered);
        assertThat(rules(report)).containsExactly(Rule.KEY_CHANGED);
        assertThat(people.log()).as("they are not made a second time").isEmpty();
        assertThat(since(report)).contains("t1");

        whole(Stream.concat(
                        Arrays.stream(people(0, 3)), Stream.concat(Stream.of(renumbered), Arrays.stream(people(4, 20))))
                .toArray(String[]::new));
        assertThat(people.of("user3").key()).contains("k99");
    }

    @Test
    void aKeyThatIsSwappedWithSomebodyWhoIsNotListedIsRefused() {
        whole(people(0, 20));
        people.forgetLog();

        var report = delta(person(4).replace("k4", "k3").replace("id=e4", "id=e3"));

        assertThat(rules(report)).containsExactly(Rule.KEY_SWAPPED);
        assertThat(people.log()).isEmpty();
    }
}
