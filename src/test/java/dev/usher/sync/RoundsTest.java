package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoundsTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final int IN_A_HURRY = 9;

    private final ShiftingTime time = new ShiftingTime();
    private final AtomicReference<Rounds.Patience<Integer>> patience =
            new AtomicReference<>((waiting, arrivals) -> Duration.ZERO);
    private final Rounds<String, Integer> rounds =
            new Rounds<>(() -> 3, (waiting, arrivals) -> patience.get().of(waiting, arrivals), time::nanos);
    private final List<List<Integer>> gone = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Map<Integer, Boolean> went = new ConcurrentHashMap<>();

    private Thread joins(String subject, int want) {
        return Thread.ofVirtual().start(() -> {
            try {
                rounds.join(subject, want, this::round);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private List<Integer> round(List<Integer> wants, Consumer<Integer> decided) {
        gone.add(List.copyOf(wants));
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private void awaits(Thread waiting) {
        Stage.await().until(() -> waiting.getState() == Thread.State.WAITING);
    }

    @Test
    void whoComesFirstGoesAtOnceAndAlone() throws InterruptedException {
        mayEnd.countDown();

        rounds.join("staff", 1, this::round);
        rounds.join("staff", 2, this::round);

        assertThat(gone).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whoComesMeanwhileGoesTogetherAsManyAsMay() throws InterruptedException {
        var all = new ArrayList<Thread>();
        for (var want = 1; want <= 6; want++) {
            all.add(joins("staff", want));
            awaits(all.getLast());
        }
        assertThat(gone).containsExactly(List.of(1));

        mayEnd.countDown();
        for (var thread : all) {
            thread.join();
        }

        assertThat(gone).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5, 6));
    }

    @Test
    void oneSubjectDoesNotWaitForAnother() {
        joins("staff", 1);
        joins("guests", 2);

        Stage.await().until(() -> gone.size() == 2);
        mayEnd.countDown();
    }

    @Test
    void whoIsInterruptedWhileWaitingDoesNotGo() throws InterruptedException {
        var first = joins("staff", 1);
        awaits(first);
        var second = joins("staff", 2);
        awaits(second);

        second.interrupt();
        second.join();
        mayEnd.countDown();
        first.join();
        rounds.join("staff", 3, this::round);

        assertThat(gone).containsExactly(List.of(1), List.of(3));
    }

    @Test
    void aRoundThatFailsIsOverForAllOfIt() throws InterruptedException {
        mayEnd.countDown();

        assertThatThrownBy(() -> rounds.join("staff", 1, (wants, decided) -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        rounds.join("staff", 2, this::round);

        assertThat(gone).containsExactly(List.of(2));
    }

    /** Goes with a round that decides about one at once, and then takes as long as the test lets it. */
    private List<Integer> decidesAboutThree(List<Integer> wants, Consumer<Integer> decided) {
        decided.accept(3);
        return round(wants, decided);
    }

    private Thread joins(int want, Rounds.Round<Integer> round) {
        return Thread.ofVirtual().start(() -> {
            try {
                went.put(want, rounds.join("staff", want, round));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Somebody who has set out, and takes until then. */
    private Thread goesUntil(CountDownLatch end) {
        var thread = joins(1, (wants, decided) -> {
            awaits(end);
            return List.of();
        });
        awaits(thread);
        return thread;
    }

    @Test
    void whoIsDecidedAboutDoesNotWaitForTheOthers() throws InterruptedException {
        var first = new CountDownLatch(1);
        goesUntil(first);
        var second = joins(2, this::decidesAboutThree);
        awaits(second);
        var third = joins(3, this::decidesAboutThree);
        awaits(third);

        first.countDown();
        third.join();

        assertThat(went).containsEntry(3, true).doesNotContainKey(2);
        mayEnd.countDown();
        second.join();
        assertThat(gone).containsExactly(List.of(2, 3));
    }

    @Test
    void whatIsLeftGoesFirstWithTheNextRound() throws InterruptedException {
        var first = new CountDownLatch(1);
        mayEnd.countDown();
        var all = new ArrayList<>(List.of(goesUntil(first)));
        for (var want = 2; want <= 5; want++) {
            all.add(joins(want, this::leavesOthers));
            awaits(all.getLast());
        }

        first.countDown();
        for (var thread : all) {
            thread.join();
        }

        assertThat(gone).startsWith(List.of(2, 3, 4));
        assertThat(gone.get(1)).startsWith(3, 4, 5);
        assertThat(went).containsOnlyKeys(1, 2, 3, 4, 5).doesNotContainValue(false);
    }

    private List<Integer> leavesOthers(List<Integer> wants, Consumer<Integer> decided) {
        round(wants, decided);
        decided.accept(wants.getFirst());
        return wants.subList(1, wants.size());
    }

    @Test
    void whoIsCalledAwayDoesNotGoUnlessTheyHaveSetOut() throws InterruptedException {
        var first = joins(1, this::round);
        awaits(first);
        var second = joins(2, this::round);
        awaits(second);

        rounds.callAway(want -> true);
        second.join();

        assertThat(went).containsEntry(2, false).doesNotContainKey(1);
        mayEnd.countDown();
        first.join();
        assertThat(went).containsEntry(1, true);
        assertThat(gone).containsExactly(List.of(1));
    }

    private void areWaiting(Thread... all) {
        for (var thread : all) {
            Stage.await()
                    .until(() -> thread.getState() == Thread.State.WAITING
                            || thread.getState() == Thread.State.TIMED_WAITING);
        }
    }

    /** Nobody sets out before they are let; then who comes first looks again when the time is over that they were told. */
    @Test
    void whoComesFirstWaitsForOthersAsLongAsTheyAreTold() throws InterruptedException {
        mayEnd.countDown();
        patience.set((waiting, arrivals) -> Duration.ofMillis(5));
        var first = joins("staff", 1);
        areWaiting(first);
        var second = joins("staff", 2);
        areWaiting(second);
        assertThat(gone).isEmpty();

        // Whoever waits may still be at the door.
        patience.set((waiting, arrivals) -> waiting.size() == 2 ? Duration.ZERO : Duration.ofMillis(5));
        first.join();
        second.join();

        assertThat(gone).containsExactly(List.of(1, 2));
    }

    @Test
    void aRoundThatIsFullWaitsForNobody() throws InterruptedException {
        mayEnd.countDown();
        patience.set((waiting, arrivals) -> LONG);

        for (var want = 1; want <= 2; want++) {
            areWaiting(joins("staff", want));
        }
        joins("staff", 3).join();

        assertThat(gone).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void whoIsInAHurryTakesAlongThoseWhoWait() throws InterruptedException {
        mayEnd.countDown();
        patience.set((waiting, arrivals) -> waiting.contains(IN_A_HURRY) ? Duration.ZERO : LONG);
        var first = joins("staff", 1);
        areWaiting(first);

        joins("staff", IN_A_HURRY).join();
        first.join();

        assertThat(gone).containsExactly(List.of(1, IN_A_HURRY));
    }

    @Test
    void whatIsWaitedCountsFromTheFirstWhoCame() throws InterruptedException {
        mayEnd.countDown();
        patience.set((waiting, arrivals) -> arrivals.first().compareTo(LONG) < 0 ? LONG : Duration.ZERO);
        var first = joins("staff", 1);
        areWaiting(first);
        time.advance(LONG);

        joins("staff", 2).join();
        first.join();

        assertThat(gone).containsExactly(List.of(1, 2));
    }

    /** Also where the one before has gone. */
    @Test
    void howLongAfterAnotherTheLastOneCameIsKnown() throws InterruptedException {
        mayEnd.countDown();
        var seen = new ArrayList<Optional<Duration>>();
        patience.set((waiting, arrivals) -> {
            seen.add(arrivals.gap());
            return Duration.ZERO;
        });
        joins("staff", 1).join();
        time.advance(LONG);

        joins("staff", 2).join();
        joins("guests", 3).join();

        assertThat(seen).hasSize(3).first().isEqualTo(Optional.empty());
        assertThat(seen.get(1).orElseThrow()).isBetween(LONG, LONG.plusMinutes(1));
        assertThat(seen.getLast()).isEmpty();
    }

    /** Whoever looks at the time for all of them may be the one who goes away. */
    @Test
    void theNextOneLooksAtTheTimeWhereTheFirstIsCalledAway() throws InterruptedException {
        mayEnd.countDown();
        patience.set((waiting, arrivals) -> LONG);
        var first = joins("staff", 1);
        areWaiting(first);
        var second = joins("staff", 2);
        areWaiting(second);

        patience.set((waiting, arrivals) -> Duration.ZERO);
        rounds.callAway(want -> want == 1);
        first.join();
        second.join();

        assertThat(gone).containsExactly(List.of(2));
    }

    @Test
    void theNextOneLooksAtTheTimeWhereTheFirstIsInterrupted() throws InterruptedException {
        mayEnd.countDown();
        patience.set((waiting, arrivals) -> LONG);
        var first = joins("staff", 1);
        areWaiting(first);
        var second = joins("staff", 2);
        areWaiting(second);

        patience.set((waiting, arrivals) -> Duration.ZERO);
        first.interrupt();
        first.join();
        second.join();

        assertThat(gone).containsExactly(List.of(2));
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
