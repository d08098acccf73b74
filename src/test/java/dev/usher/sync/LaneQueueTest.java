package dev.usher.sync;

import static dev.usher.sync.LaneQueue.Share.EVERYTHING;
import static dev.usher.sync.LaneQueue.Share.REVOCATIONS;
import static dev.usher.sync.Priority.CHANGE;
import static dev.usher.sync.Priority.DUE;
import static dev.usher.sync.Priority.REPAIR;
import static dev.usher.sync.Priority.REVOCATION;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LaneQueueTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong();
    private final LaneQueue queue = new LaneQueue(nanos::get);

    private void offers(String name, Priority priority) {
        queue.offer(user(name), priority);
    }

    private void passes(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private Turn takes() {
        return queue.poll(EVERYTHING).orElseThrow();
    }

    private void isNext(String name, Priority priority) {
        assertThat(queue.poll(EVERYTHING)).contains(new Turn(user(name), priority));
    }

    private List<Key> allThatIsLeft() {
        var keys = new ArrayList<Key>();
        for (var next = queue.poll(EVERYTHING); next.isPresent(); next = queue.poll(EVERYTHING)) {
            keys.add(next.get().key());
        }
        return keys;
    }

    @Test
    void whoLetsOthersGoFirstWaitsWhileSomebodyWaitsForAWorkerAndNotForEver() throws InterruptedException {
        queue.awaitLull(MINUTE);
        offers("ada", Priority.REPAIR);
        queue.awaitLull(Duration.ofMillis(5));
        takes();
        queue.awaitLull(MINUTE);
    }

    @Test
    void aLeaverGoesBeforeThousandsWhoJoin() {
        for (var number = 0; number < 4_000; number++) {
            offers("joiner-" + number, CHANGE);
        }
        passes(MINUTE);
        offers("leaver", REVOCATION);

        isNext("leaver", REVOCATION);
        isNext("joiner-0", CHANGE);
    }

    @Test
    void aLockGoesBeforeLeaversWhoHaveWaitedForHours() {
        offers("leaver", Priority.REVOCATION);
        passes(Duration.ofHours(20));
        offers("shut-out", Priority.LOCK);
        offers("joiner", Priority.CHANGE);

        isNext("shut-out", Priority.LOCK);
        isNext("leaver", Priority.REVOCATION);
    }

    @Test
    void theMoreUrgentGoesFirstAndOfTwoThatAreAlikeTheEarlier() {
        offers("repair", REPAIR);
        offers("change", CHANGE);
        offers("later change", CHANGE);
        offers("due", DUE);
        offers("revocation", REVOCATION);

        assertThat(allThatIsLeft())
                .containsExactly(user("revocation"), user("due"), user("change"), user("later change"), user("repair"));
    }

    @Test
    void anOfferThatIsMoreUrgentRaisesAKeyAndOneThatIsLessUrgentLeavesIt() {
        offers("somebody", CHANGE);
        offers("ada", REPAIR);
        offers("ada", REVOCATION);
        offers("ada", CHANGE);

        isNext("ada", REVOCATION);
        assertThat(allThatIsLeft()).containsExactly(user("somebody"));
    }

    @Test
    void aKeyKeepsItsPlaceHoweverOftenItIsOffered() {
        offers("ada", CHANGE);
        offers("bob", CHANGE);
        offers("ada", CHANGE);

        assertThat(allThatIsLeft()).containsExactly(user("ada"), user("bob"));
    }

    @Test
    void waitingMakesAsUrgentAsTheNextPriority() {
        offers("change", CHANGE);
        passes(LaneQueue.AGEING.minusNanos(1));
        offers("early start", DUE);
        passes(Duration.ofNanos(2));
        offers("late start", DUE);

        assertThat(allThatIsLeft()).containsExactly(user("early start"), user("change"), user("late start"));
    }

    @Test
    void nothingWaitsForEverAndRevocationsHaveWhoeverIsThereForThemAlone() {
        offers("repair", REPAIR);
        passes(LaneQueue.AGEING.multipliedBy(3).plusNanos(1));
        offers("leaver", REVOCATION);
        offers("another leaver", REVOCATION);

        assertThat(queue.poll(REVOCATIONS)).contains(new Turn(user("leaver"), REVOCATION));
        isNext("repair", REPAIR);
        isNext("another leaver", REVOCATION);
    }

    @Test
    void whoIsThereForRevocationsGetsNothingElse() {
        offers("change", CHANGE);
        offers("due", DUE);

        assertThat(queue.poll(REVOCATIONS)).isEmpty();
    }

    @Test
    void whatFailedComesBackAfterItsPauseAsUrgentAsItWas() {
        offers("leaver", REVOCATION);
        queue.retry(takes(), MINUTE);
        offers("joiner", CHANGE);
        passes(MINUTE.minusNanos(1));
        assertThat(queue.poll(REVOCATIONS)).isEmpty();
        passes(Duration.ofNanos(1));

        isNext("leaver", REVOCATION);
    }

    @Test
    void whatWaitsForATimeGoesAtOnceWhenItIsOfferedAndNoLessUrgentThanItWas() {
        offers("leaver", REVOCATION);
        queue.retry(takes(), MINUTE);
        offers("joiner", CHANGE);
        offers("leaver", REPAIR);

        isNext("leaver", REVOCATION);
        passes(MINUTE.multipliedBy(2));
        assertThat(allThatIsLeft()).containsExactly(user("joiner"));
    }

    @Test
    void aKeyWithAWorkerIsNobodyElsesAndComesOnceMoreAsUrgentAsItWasOffered() {
        offers("ada", CHANGE);
        var turn = takes();
        offers("ada", REPAIR);
        offers("ada", REVOCATION);
        offers("ada", DUE);
        assertThat(queue.poll(EVERYTHING)).isEmpty();

        queue.settled(turn.key());

        isNext("ada", REVOCATION);
        queue.settled(user("ada"));
        assertThat(queue.poll(EVERYTHING)).isEmpty();
    }

    @Test
    void aRetryThatWasOfferedMeanwhileKeepsTheMoreUrgentOfBoth() {
        offers("ada", REVOCATION);
        var turn = takes();
        offers("ada", CHANGE);

        queue.retry(turn, MINUTE);

        isNext("ada", REVOCATION);
    }

    @Test
    void whatIsSettledIsAsUrgentAsItIsOfferedNext() {
        offers("ada", REVOCATION);
        queue.settled(takes().key());

        offers("ada", CHANGE);

        isNext("ada", CHANGE);
    }

    @Test
    void whatWasParkedIsAsUrgentAsBefore() {
        for (var name : List.of("joiner", "leaver", "mover")) {
            offers(name, name.equals("leaver") ? REVOCATION : CHANGE);
        }
        for (var number = 0; number < 3; number++) {
            queue.park(takes());
        }
        offers("mover", REPAIR);
        queue.unpark();

        isNext("leaver", REVOCATION);
        assertThat(allThatIsLeft()).containsExactly(user("mover"), user("joiner"));
    }

    @Test
    void whatWasParkedDidNotWaitMeanwhile() {
        offers("change", CHANGE);
        queue.park(takes());
        passes(LaneQueue.AGEING.multipliedBy(5));
        queue.unpark();
        offers("start", DUE);

        assertThat(allThatIsLeft()).containsExactly(user("start"), user("change"));
    }

    @Test
    void countsFailuresInARowUntilAKeyIsSettled() {
        offers("ada", CHANGE);
        var turn = takes();
        assertThat(queue.failed(turn.key())).isEqualTo(1);
        assertThat(queue.failed(turn.key())).isEqualTo(2);

        queue.settled(turn.key());

        assertThat(queue.failed(turn.key())).isEqualTo(1);
    }

    @Test
    void isCountedByWhatItWaitsFor() {
        offers("leaver", REVOCATION);
        offers("change", CHANGE);
        offers("later", REVOCATION);
        offers("parked", REVOCATION);
        offers("worked on", REVOCATION);
        passes(Duration.ofSeconds(1));
        queue.retry(takes(), MINUTE);

        assertThat(queue.waiting())
                .containsEntry(WaitReason.REVOCATION, 3)
                .containsEntry(WaitReason.OTHER, 1)
                .containsEntry(WaitReason.LATER, 1)
                .containsEntry(WaitReason.PARKED, 0);

        queue.park(takes());

        assertThat(queue.waiting()).containsEntry(WaitReason.REVOCATION, 2).containsEntry(WaitReason.PARKED, 1);
    }

    @Test
    void theTickerMayOverflow() {
        nanos.set(Long.MAX_VALUE - LaneQueue.AGEING.toNanos());
        offers("change", CHANGE);
        offers("leaver", REVOCATION);
        queue.retry(takes(), LaneQueue.AGEING.plusNanos(1));
        assertThat(queue.poll(REVOCATIONS)).isEmpty();
        passes(LaneQueue.AGEING.plusNanos(1));

        isNext("leaver", REVOCATION);
        isNext("change", CHANGE);
    }

    @Test
    @Timeout(30)
    void offeringTakesNoLongerWhereHundredsOfThousandsWait() {
        var many = 300_000;
        for (var number = 0; number < many; number++) {
            offers("user-" + number, CHANGE);
            queue.retry(takes(), MINUTE.plusNanos(number));
        }
        for (var number = many - 1; number >= 0; number--) {
            offers("user-" + number, CHANGE);
        }

        assertThat(allThatIsLeft()).hasSize(many);
    }
}
