package dev.usher.sync;

import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.log.Context;
import dev.usher.log.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {
    private static final AppId WIKI = new AppId("people", "wiki");

    private final ShiftingTime time = new ShiftingTime();
    private final LaneQueue queue = new LaneQueue(time::nanos);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Set<Turn> underWork = ConcurrentHashMap.newKeySet();
    private final List<Map<Field, String>> about = new CopyOnWriteArrayList<>();
    private final List<Crew> crews = new CopyOnWriteArrayList<>();
    private final LaneNews news = new LaneNews(WIKI, time::nanos);
    private final Crew crew = new Crew(WIKI, queue, this::work, news);
    private final Keeper keeper = new Keeper(Timing.standard(time, time::nanos, () -> 0), Optional::empty, _ -> {});

    private void work(Turn turn) {
        about.add(Context.current().values());
        underWork.add(turn);
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        underWork.remove(turn);
        queue.settled(turn.key());
    }

    private void starts(int concurrency) {
        crew.staff(Rate.aSecond(1, 1, concurrency));
        crew.start(keeper);
    }

    private void offers(int keys, Priority priority) {
        for (var number = 0; number < keys; number++) {
            queue.offer(user(priority + "-" + number), priority);
        }
    }

    private long underWork(Priority priority) {
        return underWork.stream().filter(turn -> turn.priority() == priority).count();
    }

    @AfterEach
    void ends() throws InterruptedException {
        done.countDown();
        queue.close();
        keeper.stop();
        crew.stop(Duration.ofSeconds(10), time::nanos);
        for (var other : crews) {
            other.stop(Duration.ofSeconds(10), time::nanos);
        }
    }

    @Test
    void whoWorksOnAKeyIsAboutTheAppAndTheResourceBehindTheKey() {
        starts(1);
        queue.offer(new Key.OfUser("people", "u1"), Priority.CHANGE);

        Stage.await().until(() -> !about.isEmpty());
        assertThat(about)
                .containsExactly(Map.of(Field.APP, "people/wiki", Field.RESOURCE, "ProvisionedUser/people/u1"));
    }

    @Test
    void whileEverybodyIsBusyAFifthAreThereForRevocations() {
        starts(10);
        offers(30, Priority.CHANGE);
        Stage.await().until(() -> underWork(Priority.CHANGE) == 10);

        offers(30, Priority.REVOCATION);

        Stage.await().until(() -> underWork(Priority.REVOCATION) == 2);
        assertThat(underWork(Priority.CHANGE)).isEqualTo(10);
    }

    @Test
    void whereOnlyOneRequestIsTakenAtATimeSomebodyIsStillThereForRevocations() {
        starts(1);
        offers(2, Priority.CHANGE);
        Stage.await().until(() -> underWork(Priority.CHANGE) == 1);

        offers(2, Priority.REVOCATION);

        Stage.await().until(() -> underWork(Priority.REVOCATION) == 1);
    }

    @Test
    void growsAtOnceAndShrinksAsSoonAsWorkIsDone() {
        starts(1);
        assertThat(crew.size()).isEqualTo(2);
        offers(100, Priority.CHANGE);

        crew.staff(Rate.aSecond(1, 1, 20));
        assertThat(crew.size()).isEqualTo(24);
        Stage.await().until(() -> underWork(Priority.CHANGE) == 20);

        crew.staff(Rate.aSecond(1, 1, 1));
        done.countDown();
        Stage.await().until(() -> crew.size() == 2);
    }

    /** Who waits for others keeps nobody from working; how many may be stood in for is bounded. */
    @Test
    void othersWorkInPlaceOfWhoSteppedAside() throws InterruptedException {
        var away = new CountDownLatch(1);
        var stepping = steppingAside(2, away);
        var most = 2 + Crew.MOST_ASIDE;

        offers(most + 10, Priority.CHANGE);

        Stage.await().until(() -> underWork(Priority.CHANGE) == most);
        assertThat(stepping.size()).isEqualTo(most + 1);
        away.countDown();
        done.countDown();
        Stage.await().until(() -> underWork.isEmpty());
        Stage.await().until(() -> stepping.size() == 3);
    }

    private void stepsAside(Turn turn, CountDownLatch away) {
        underWork.add(turn);
        try {
            current().step(away::await);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        underWork.remove(turn);
        queue.settled(turn.key());
    }

    private Crew current() {
        return crews.getLast();
    }

    private Crew steppingAside(int concurrency, CountDownLatch away) {
        var stepping = new Crew(WIKI, queue, turn -> stepsAside(turn, away), news);
        crews.add(stepping);
        stepping.staff(Rate.aSecond(1, 1, concurrency));
        stepping.start(keeper);
        return stepping;
    }

    @Test
    void aMistakeThatNobodyCaughtCostsNoWorker() {
        var met = new AtomicInteger();
        var mistaken = new Crew(
                WIKI,
                queue,
                turn -> {
                    met.incrementAndGet();
                    throw new NoClassDefFoundError("javax/lang/model");
                },
                news);
        crews.add(mistaken);
        mistaken.staff(Rate.aSecond(1, 1, 2));
        mistaken.start(keeper);

        offers(20, Priority.CHANGE);

        Stage.await().until(() -> met.get() == 20);
        Stage.await().until(() -> mistaken.size() == 3);
    }

    @Test
    void othersMayComeWhileSomebodyIsAtWork() {
        starts(1);
        assertThat(crew.mayOthersCome()).isFalse();

        offers(1, Priority.CHANGE);
        Stage.await().until(() -> underWork(Priority.CHANGE) == 1);
        assertThat(crew.mayOthersCome()).isTrue();

        done.countDown();
        Stage.await().until(() -> !crew.mayOthersCome());
    }

    @Test
    void nobodyElseMayComeWhereAllStandAside() {
        var away = new CountDownLatch(1);
        var stepping = steppingAside(1, away);

        offers(2, Priority.CHANGE);

        Stage.await().until(() -> underWork(Priority.CHANGE) == 2);
        Stage.await().until(() -> !stepping.mayOthersCome());
        away.countDown();
    }

    @Test
    void isFullWhereThereIsNoRoomAside() {
        var away = new CountDownLatch(1);
        var stepping = steppingAside(2, away);
        offers(Crew.MOST_ASIDE - 1, Priority.CHANGE);
        Stage.await().until(() -> underWork(Priority.CHANGE) == Crew.MOST_ASIDE - 1);
        assertThat(stepping.isFull()).isFalse();

        offers(1, Priority.REPAIR);

        Stage.await().until(stepping::isFull);
        away.countDown();
        Stage.await().until(() -> !stepping.isFull());
    }
}
