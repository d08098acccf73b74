package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When sources are read that are hinted at, that tell of changes, or that ask not to be read. */
@Timeout(60)
class FeedsInTimeTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTimer timer = new ManualTimer();
    private final FakePeople people = new FakePeople();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicReference<Optional<Flaw>> flaw = new AtomicReference<>(Optional.empty());
    private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
    private final AtomicReference<Optional<Asked>> watch = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean isThere = new AtomicBoolean(true);
    private final AtomicBoolean isFaulty = new AtomicBoolean();
    private final AtomicReference<Optional<Error>> missing = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Error>> undeclared = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Duration> every = new AtomicReference<>(HOUR);
    private final AtomicReference<Optional<WriteBack>> back = new AtomicReference<>(Optional.empty());
    private final FakePen pen = new FakePen();
    private final AtomicReference<Optional<Feeds.Reached>> reached = new AtomicReference<>(Optional.empty());
    private final Feeds feeds = new Feeds(
            new Feeds.Ports(
                    (any, from) -> {
                        reached.set(from);
                        meets(undeclared);
                        return Optional.of(
                                new Feeds.Setup(FeedsTest.TERMS, this::open, every.get(), false, back.get()));
                    },
                    any -> isThere.get(),
                    new Surroundings(
                            people, people, (any, user, generation, since) -> {}, new Digests(new byte[16]), timer),
                    any -> told.incrementAndGet()),
            timer);

    /** Asked each minute; says what it was told to, and else that nothing is different. */
    private static final class Asked implements Watch {
        private final ConcurrentLinkedQueue<Boolean> answers = new ConcurrentLinkedQueue<>();
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Duration every() {
            return MINUTE;
        }

        @Override
        public boolean isOtherThanRead() {
            var answer = Optional.ofNullable(answers.poll()).orElse(false);
            asked.incrementAndGet();
            return answer;
        }
    }

    private final AtomicReference<Extent> extent = new AtomicReference<>(Extent.ALL);

    private static void meets(AtomicReference<Optional<Error>> mistake) {
        var met = mistake.get();
        if (met.isPresent()) {
            throw met.get();
        }
    }

    private Feed open() {
        opened.incrementAndGet();
        try {
            gate.get().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var feed = flaw.get().map(FakeFeed::broken).orElseGet(() -> FakeFeed.of("number=1 userName=a status=Active"));
        var its = watch.get();
        var much = extent.get();
        return new Feed() {
            @Override
            public Extent extent() {
                return much;
            }

            @Override
            public Reading read(Sink sink) {
                if (isFaulty.get()) {
                    throw new IllegalStateException("on purpose");
                }
                meets(missing);
                return feed.read(sink);
            }

            @Override
            public Optional<Watch> watch() {
                return its.map(Watch.class::cast);
            }
        };
    }

    @AfterEach
    void stop() {
        gate.get().countDown();
        feeds.stop(Duration.ofSeconds(5));
    }

    /** Lets time pass, by the end of which the source was read so often, and no run is under way. */
    private void after(Duration time, int reads) {
        timer.pass(time);
        awaitReads(reads);
    }

    private void awaitReads(int reads) {
        await().untilAsserted(() -> assertThat(told).hasValue(reads));
        await().untilAsserted(() -> assertThat(feeds.isResting(HR)).isTrue());
        assertThat(opened).hasValue(reads);
    }

    private void isRead() {
        feeds.look(HR, "1");
        after(Duration.ZERO, 1);
    }

    @Test
    void restsBetweenTwoRuns() {
        isRead();

        after(HOUR.minusSeconds(1), 1);
        after(Duration.ofSeconds(1), 2);
    }

    @Test
    void aHintHasItReadAtOnceAndFromThereOnAsBefore() {
        isRead();
        timer.pass(MINUTE);

        feeds.hint(HR, Feeds.BREATH);

        after(Duration.ZERO, 2);
        after(HOUR.minusSeconds(1), 2);
        after(Duration.ofSeconds(1), 3);
    }

    @Test
    void aHintOfWhatNobodyReadsHasNothingRead() {
        feeds.hint(HR, Feeds.BREATH);
        timer.pass(HOUR);

        assertThat(opened).hasValue(0);
    }

    @Test
    void ofAFloodOfHintsOneRunFollowsTheOneUnderWay() {
        gate.set(new CountDownLatch(1));
        feeds.look(HR, "1");
        timer.pass(Duration.ZERO);
        await().untilAsserted(() -> assertThat(opened).hasValue(1));

        for (var count = 0; count < 1_000; count++) {
            feeds.hint(HR, Feeds.BREATH);
        }
        timer.pass(Duration.ofSeconds(10));
        assertThat(opened).as("while it is under way").hasValue(1);
        gate.get().countDown();
        awaitReads(1);

        after(Duration.ZERO, 2);
        after(HOUR.minusSeconds(1), 2);
    }

    @Test
    void hintsHaveItReadEveryFiveSecondsAtMost() {
        isRead();

        for (var second = 1; second <= 20; second++) {
            for (var count = 0; count < 100; count++) {
                feeds.hint(HR, Feeds.BREATH);
            }
            after(Duration.ofSeconds(1), 1 + second / 5);
        }
    }

    @Test
    void aHintMakesNothingLaterThanItWas() {
        isRead();
        timer.pass(HOUR.minusSeconds(1));
        feeds.hint(HR, Feeds.BREATH);
        after(Duration.ZERO, 2);
        timer.pass(HOUR.minusSeconds(1));

        feeds.look(HR, "2");
        after(Duration.ZERO, 3);
        feeds.look(HR, "3");
        feeds.hint(HR, Feeds.BREATH);
        after(Duration.ZERO, 4);
    }

    @Test
    void whatIsWatchedIsAskedAgainAndAgainAndReadAtOnceWhereItIsOtherThanItWasRead() {
        var asked = new Asked();
        watch.set(Optional.of(asked));
        isRead();

        for (var minute = 1; minute <= 3; minute++) {
            // The next run, and the next time that it is asked.
            await().untilAsserted(() -> assertThat(timer.pending()).isEqualTo(2));
            after(MINUTE, 1);
            var times = minute;
            await().untilAsserted(() -> assertThat(asked.asked).hasValue(times));
        }
        await().untilAsserted(() -> assertThat(timer.pending()).isEqualTo(2));
        asked.answers.add(true);
        watch.set(Optional.of(new Asked()));
        timer.pass(MINUTE);
        await().untilAsserted(() -> assertThat(asked.asked).hasValue(4));
        await().untilAsserted(() -> {
            timer.pass(Duration.ZERO);
            assertThat(opened).hasValue(2);
        });
        awaitReads(2);

        timer.pass(MINUTE);
        assertThat(asked.asked).as("of what was read before").hasValue(4);
    }

    private static Stream<Runnable> faults() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                () -> {
                    throw new NoClassDefFoundError("javax/lang/model");
                });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aWatchThatFailsIsAskedAgain(Runnable fault) {
        var asked = new AtomicInteger();
        var failing = new Watch() {
            @Override
            public Duration every() {
                return MINUTE;
            }

            @Override
            public boolean isOtherThanRead() {
                asked.incrementAndGet();
                fault.run();
                return false;
            }
        };
        var feeds = new Feeds(
                new Feeds.Ports(
                        (any, from) -> Optional.of(new Feeds.Setup(FeedsTest.TERMS, () -> watched(failing), HOUR)),
                        any -> true,
                        new Surroundings(
                                people, people, (any, user, generation, since) -> {}, new Digests(new byte[16]), timer),
                        any -> told.incrementAndGet()),
                timer);
        try {
            feeds.look(HR, "1");
            timer.pass(Duration.ZERO);
            await().untilAsserted(() -> assertThat(told).hasValue(1));
            await().untilAsserted(() -> {
                timer.pass(MINUTE);
                assertThat(asked.get()).isGreaterThan(2);
            });
        } finally {
            feeds.stop(Duration.ofSeconds(5));
        }
    }

    private static Feed watched(Watch watch) {
        var feed = FakeFeed.of("number=1 userName=a status=Active");
        return new Feed() {
            @Override
            public Reading read(Sink sink) {
                return feed.read(sink);
            }

            @Override
            public Optional<Watch> watch() {
                return Optional.of(watch);
            }
        };
    }

    @Test
    void whatAsksNotToBeReadIsNotReadBeforeThatWhateverHints() {
        flaw.set(Optional.of(Flaw.of(Defect.TOO_MANY_REQUESTS)
                .until(timer.instant().plus(HOUR).plus(MINUTE))));
        isRead();

        feeds.hint(HR, Feeds.BREATH);
        after(HOUR.plus(MINUTE).minusSeconds(1), 1);
        flaw.set(Optional.empty());
        after(Duration.ofSeconds(1), 2);
    }

    @Test
    void whatAsksNotToBeReadIsReadAtOnceWhereItIsDeclaredOtherwise() {
        flaw.set(Optional.of(
                Flaw.of(Defect.CREDENTIALS_REFUSED).until(timer.instant().plus(HOUR))));
        isRead();

        feeds.look(HR, "2");

        after(Duration.ZERO, 2);
    }

    @Test
    void whatFailedIsTriedAgainBeforeItsTime() {
        flaw.set(Optional.of(Flaw.of(Flaw.Defect.CUT_OFF)));
        isRead();
        after(Duration.ofMinutes(5).minusSeconds(1), 1);
        after(Duration.ofSeconds(1), 2);

        flaw.set(Optional.empty());
        after(Duration.ofMinutes(5), 3);
        after(HOUR.minusSeconds(1), 3);
        after(Duration.ofSeconds(1), 4);
    }

    @Test
    void whatDoesNotGoOnFromWhereItWasReadIsNotReadWholeAtThePaceOfChanges() {
        every.set(MINUTE);
        var mark = new Mark("t1", timer.instant(), timer.instant());
        extent.set(new Extent(Extent.Kind.WHOLE_INSTEAD, Optional.empty(), Optional.of(mark)));
        isRead();
        after(MINUTE, 2);
        after(HOUR.minusSeconds(1), 2);

        extent.set(new Extent(Extent.Kind.DELTA, Optional.of(mark), Optional.of(mark)));
        after(Duration.ofSeconds(1), 3);
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), Optional.empty()));
        after(MINUTE, 4);
        after(HOUR.minusSeconds(1), 4);
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), Optional.of(mark)));
        after(Duration.ofSeconds(1), 5);
        after(MINUTE, 6);
    }

    @Test
    void aHintHasWhatChangedReadAtOnceWhateverThePace() {
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), Optional.empty()));
        isRead();
        timer.pass(MINUTE);

        feeds.hint(HR, MINUTE);

        after(Duration.ZERO, 2);
    }

    @Test
    void aWriteThatFailedIsTriedAgainBeforeItsTime() {
        people.answers(new People.Answer.Failed());
        isRead();

        after(Duration.ofMinutes(5), 2);
    }

    @Test
    void whatIsGoneIsNotWatchedAnyMore() {
        var asked = new Asked();
        watch.set(Optional.of(asked));
        isRead();
        isThere.set(false);

        timer.pass(MINUTE);
        timer.pass(MINUTE);

        assertThat(asked.asked).hasValue(0);
    }

    /** Whom a reading of those who changed does not list nobody would tell the source of. */
    @Test
    void theNextReadingAsksFromTheSamePlaceWhereTheSourceWasNotTold() {
        var whole = timer.instant();
        var from = new Mark("t1", whole, whole, 2, "a");
        extent.set(new Extent(Extent.Kind.DELTA, Optional.of(from), Optional.of(new Mark("t2", whole, whole))));
        every.set(MINUTE);
        back.set(Optional.of(new WriteBack(
                List.of(new WriteBack.Field(Target.USER_NAME, "login")),
                false,
                new WriteBack.Way.ByRecord(pen::open),
                () -> true)));
        pen.always(new Pen.Answer.Broken(Flaw.of(Defect.UNREACHABLE)));

        feeds.look(HR, "1");
        timer.pass(Duration.ZERO);
        awaitReached("t1");
        assertThat(pen.log()).hasSize(1);

        pen.always(new Pen.Answer.Written());
        timer.pass(Duration.ofMinutes(6));
        awaitReached("t2");
        assertThat(pen.log()).hasSizeGreaterThan(1);
    }

    private Optional<Mark> goesOnFrom() {
        return reached.get().flatMap(Feeds.Reached::mark);
    }

    private static Optional<Mark> mark(Instant whole) {
        return Optional.of(new Mark("t1", whole, whole));
    }

    private void isToldAtThePaceOfChanges() {
        every.set(MINUTE);
        back.set(Optional.of(new WriteBack(
                List.of(new WriteBack.Field(Target.USER_NAME, "login")),
                false,
                new WriteBack.Way.ByRecord(pen::open),
                () -> true)));
    }

    /** The reading of everybody that finds who is owed comes in an hour, and who changed is asked for until then. */
    @Test
    void whatChangedIsReadAlthoughTheSourceIsNotTold() {
        var whole = timer.instant();
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), mark(whole)));
        isToldAtThePaceOfChanges();
        pen.always(new Pen.Answer.Broken(Flaw.of(Defect.UNREACHABLE)));
        feeds.look(HR, "1");
        timer.pass(Duration.ZERO);
        awaitReached("t1");

        timer.pass(Duration.ofMinutes(5));

        await().untilAsserted(() -> assertThat(opened).hasValue(2));
        assertThat(goesOnFrom().map(Mark::since)).contains("t1");
        assertThat(goesOnFrom().flatMap(Mark::due)).contains(whole.plus(HOUR));
        pen.always(new Pen.Answer.Written());
    }

    /** Else everybody would be read again and again where that takes long. */
    @Test
    void theHourBeginsWhenTheReadingOfEverybodyEnds() {
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), mark(timer.instant())));
        isToldAtThePaceOfChanges();
        pen.always(new Pen.Answer.Broken(Flaw.of(Defect.UNREACHABLE)));
        gate.set(new CountDownLatch(1));
        feeds.look(HR, "1");
        timer.pass(Duration.ZERO);
        await().untilAsserted(() -> assertThat(opened).hasValue(1));
        timer.pass(HOUR.plus(HOUR));
        gate.get().countDown();
        awaitReached("t1");

        assertThat(lastReached().flatMap(Mark::due)).contains(timer.instant().plus(HOUR));
        pen.always(new Pen.Answer.Written());
    }

    @Test
    void whatSomebodyHasToMendHasEverybodyReadNoSooner() {
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), mark(timer.instant())));
        isToldAtThePaceOfChanges();
        pen.always(new Pen.Answer.Broken(Flaw.of(Defect.CREDENTIALS_REFUSED)));
        feeds.look(HR, "1");
        timer.pass(Duration.ZERO);
        awaitReached("t1");

        assertThat(lastReached().flatMap(Mark::due)).isEmpty();
        pen.always(new Pen.Answer.Written());
    }

    @Test
    void onceItIsMendedAllOthersAreFound() {
        var whole = timer.instant();
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), mark(whole)));
        isToldAtThePaceOfChanges();
        pen.always(new Pen.Answer.Broken(Flaw.of(Defect.CREDENTIALS_REFUSED)));
        feeds.look(HR, "1");
        timer.pass(Duration.ZERO);
        awaitReached("t1");
        extent.set(new Extent(Extent.Kind.DELTA, mark(whole), Optional.of(new Mark("t2", whole, whole))));
        timer.pass(MINUTE);
        awaitReached("t1");
        assertThat(lastReached().flatMap(Mark::due)).isEmpty();

        pen.always(new Pen.Answer.Written());
        timer.pass(Duration.ofMinutes(6));

        awaitReached("t2");
        assertThat(lastReached().flatMap(Mark::due)).contains(whole.plus(HOUR));
    }

    /** Its status says it later, and the next reading may begin at once. */
    @Test
    void theNextReadingGoesOnFromWhereThisProcessReadIt() {
        every.set(MINUTE);
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), mark(timer.instant())));
        gate.set(new CountDownLatch(1));
        feeds.look(HR, "1");
        timer.pass(Duration.ZERO);
        await().untilAsserted(() -> assertThat(opened).hasValue(1));
        assertThat(reached.get()).isEmpty();
        feeds.hint(HR, Duration.ZERO);

        gate.get().countDown();
        awaitReads(1);
        after(Duration.ZERO, 2);

        assertThat(reached.get().map(Feeds.Reached::edition)).contains("1");
        assertThat(goesOnFrom().map(Mark::since)).contains("t1");
    }

    @Test
    void aReadingThatBreaksLeavesTheMarkOfTheOneBefore() {
        every.set(MINUTE);
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), mark(timer.instant())));
        isRead();
        flaw.set(Optional.of(Flaw.of(Defect.CUT_OFF)));
        extent.set(Extent.ALL);
        after(MINUTE, 2);
        after(MINUTE, 3);
        assertThat(goesOnFrom().map(Mark::since)).contains("t1");

        var later =
                mark(timer.instant()).map(mark -> mark.wholeAt(timer.instant().plus(HOUR)));
        extent.set(new Extent(Extent.Kind.WHOLE, later, Optional.empty()));
        after(MINUTE, 4);
        after(MINUTE, 5);
        assertThat(goesOnFrom())
                .as("everybody later, and who changed at its pace")
                .isEqualTo(later);
    }

    @Test
    void aReadingOfEverybodyThatBreaksIsNotRepeatedAtThePaceOfChanges() {
        every.set(MINUTE);
        flaw.set(Optional.of(Flaw.of(Defect.CUT_OFF)));
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), Optional.empty()));
        isRead();

        isPacedByTwiceAsMuch();
    }

    @Test
    void norIsOneOfWhichAWriteDidNotArrive() {
        every.set(MINUTE);
        people.answers(new People.Answer.Failed());
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), mark(timer.instant())));
        isRead();

        isPacedByTwiceAsMuch();
    }

    @Test
    void norIsOneAfterWhichTheNextIsOfEverybodyAgain() {
        every.set(MINUTE);
        people.answers(new People.Answer.Failed());
        extent.set(new Extent(Extent.Kind.WHOLE, mark(timer.instant()), mark(timer.instant())));
        isRead();
        assertThat(lastReached().map(Mark::isWholeAgain)).contains(true);

        isPacedByTwiceAsMuch();
    }

    @Test
    void norIsOneInWhichAFaultOfOursEndsIt() {
        every.set(MINUTE);
        isFaulty.set(true);
        extent.set(new Extent(Extent.Kind.WHOLE, Optional.empty(), mark(timer.instant())));
        isRead();

        isPacedByTwiceAsMuch();
    }

    @Test
    void whatMeetsAClassThatIsMissingIsToldAndReadAgainBeforeItsTime() {
        missing.set(Optional.of(new NoClassDefFoundError("javax/lang/model")));
        isRead();
        assertThat(feeds.report(HR, "1")).containsInstanceOf(RunReport.Faulty.class);

        missing.set(Optional.empty());
        after(Duration.ofMinutes(5), 2);
        assertThat(feeds.report(HR, "1")).containsInstanceOf(RunReport.Complete.class);
    }

    /** Nobody could say how often it is to be read. */
    @Test
    void whoseDeclarationMeetsAMistakeIsLookedAtAgain() {
        isRead();
        undeclared.set(Optional.of(new NoClassDefFoundError("javax/lang/model")));
        timer.pass(HOUR);
        await().untilAsserted(() -> assertThat(timer.pending()).isEqualTo(1));
        assertThat(opened).hasValue(1);

        undeclared.set(Optional.empty());
        after(Duration.ofMinutes(5), 2);
    }

    private Optional<Flaw> lastFlaw() {
        return feeds.report(HR, "1")
                .flatMap(run -> run instanceof RunReport.Complete complete
                        ? complete.extent().flaw()
                        : Optional.empty());
    }

    @Test
    void thatEverybodyCannotBeReadIsSaidUntilTheyAre() {
        every.set(MINUTE);
        var from = mark(timer.instant());
        var flawed = new Extent(Extent.Kind.DELTA, from, from, Set.of(), Optional.of(Flaw.of(Defect.NOT_READ)));
        extent.set(flawed);
        isRead();
        extent.set(new Extent(Extent.Kind.DELTA, from, from));
        after(MINUTE, 2);
        assertThat(lastFlaw().map(Flaw::defect)).contains(Defect.NOT_READ);
        after(MINUTE, 3);
        assertThat(lastFlaw().map(Flaw::defect)).contains(Defect.NOT_READ);

        extent.set(new Extent(Extent.Kind.WHOLE, from, from));
        after(MINUTE, 4);
        extent.set(new Extent(Extent.Kind.DELTA, from, from));
        after(MINUTE, 5);
        assertThat(lastFlaw()).isEmpty();

        flaw.set(Optional.of(Flaw.of(Defect.TOO_MANY_REQUESTS)));
        extent.set(new Extent(Extent.Kind.WHOLE, from, Optional.empty()));
        after(MINUTE, 6);
        flaw.set(Optional.empty());
        extent.set(new Extent(Extent.Kind.DELTA, from, from));
        after(MINUTE, 7);
        assertThat(lastFlaw().map(Flaw::defect)).as("nor what changed was read").contains(Defect.TOO_MANY_REQUESTS);
    }

    private Optional<Mark> lastReached() {
        return feeds.report(HR, "1")
                .flatMap(run -> run instanceof RunReport.Complete complete
                        ? complete.extent().reached()
                        : Optional.empty());
    }

    private void isPacedByTwiceAsMuch() {
        var reads = 1;
        for (var minutes : List.of(5, 10, 20, 40, 60, 60)) {
            after(Duration.ofMinutes(minutes).minusSeconds(1), reads);
            after(Duration.ofSeconds(1), ++reads);
        }
    }

    /** Of those who are listed a field is gone that they had. */
    @Test
    void allIsReadAtOnceWhereWhatChangedCannotBeRight() {
        var whole = timer.instant().minus(HOUR).minus(HOUR);
        var from = new Mark("t0", whole, whole).wholeAt(timer.instant());
        extent.set(new Extent(Extent.Kind.DELTA, Optional.of(from), Optional.of(from)));

        feeds.look(HR, "1");
        timer.pass(Duration.ZERO);

        await().untilAsserted(() -> assertThat(told).hasValue(1));
        assertThat(opened).as("what changed, and then all").hasValue(2);
        assertThat(goesOnFrom()).contains(new Mark("t0", whole, whole, from.due(), 0, whole, "a"));
    }

    private void awaitReached(String since) {
        await().untilAsserted(() -> assertThat(feeds.back(HR, "1")).isPresent());
        await().untilAsserted(() -> assertThat(feeds.isResting(HR)).isTrue());
        await().untilAsserted(() -> assertThat(feeds.report(HR, "1"))
                .get()
                .satisfies(run -> assertThat(((RunReport.Complete) run).extent().reached())
                        .map(Mark::since)
                        .contains(since)));
    }
}
