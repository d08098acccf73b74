package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.sync.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgendaTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration NOTICED = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMillis(600);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final List<Key> delivered = new CopyOnWriteArrayList<>();
    private final List<Agenda> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Agenda::stop);
    }

    private Agenda started(Consumer<Key> due) {
        var agenda = new Agenda(clock, due);
        agenda.start();
        started.add(agenda);
        return agenda;
    }

    private Agenda started() {
        return started(delivered::add);
    }

    private void pass(Duration time) {
        now.updateAndGet(was -> was.plus(time));
    }

    private static Key user(Object name) {
        return new Key.OfUser("people", name.toString());
    }

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }

    private void awaitDelivered(Key... keys) {
        await().atMost(NOTICED)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(delivered).containsExactly(keys));
    }

    @Test
    void handsOutByTimeAndNotByPutting() {
        var agenda = new Agenda(clock, delivered::add);
        started.add(agenda);
        agenda.at(user("c"), after(3));
        agenda.at(user("a"), after(1));
        agenda.at(user("d"), after(30));
        agenda.at(user("b"), after(2));
        assertThat(agenda.size()).isEqualTo(4);
        assertThat(agenda.next()).contains(after(1));
        pass(Duration.ofSeconds(10));

        agenda.start();

        awaitDelivered(user("a"), user("b"), user("c"));
        assertThat(agenda.size()).isEqualTo(1);
        assertThat(agenda.next()).contains(after(30));
    }

    @Test
    void handsOutNothingEarly() {
        var agenda = started();
        agenda.at(user("a"), after(5).plusNanos(1));
        pass(Duration.ofSeconds(5));

        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(10)).until(delivered::isEmpty);

        pass(Duration.ofNanos(1));
        awaitDelivered(user("a"));
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void takesTheTimeThatWasSaidLast() {
        var agenda = started();
        agenda.at(user("a"), after(5));
        agenda.at(user("b"), after(6));
        agenda.at(user("a"), after(50));
        agenda.at(user("b"), after(4));
        agenda.at(user("a"), after(7));
        assertThat(agenda.size()).isEqualTo(2);

        pass(Duration.ofHours(1));

        awaitDelivered(user("b"), user("a"));
    }

    @Test
    void forgets() {
        var agenda = started();
        agenda.at(user("a"), after(5));
        agenda.at(user("b"), after(6));
        agenda.forget(user("a"));
        agenda.forget(user("never put"));

        pass(Duration.ofHours(1));

        awaitDelivered(user("b"));
    }

    @Test
    void noticesAClockThatMovedByHoursWithinASecond() {
        var agenda = started();
        agenda.at(user("a"), after(36_000));
        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(10)).until(delivered::isEmpty);

        pass(Duration.ofHours(10));

        awaitDelivered(user("a"));
    }

    @Test
    void waitsLongerForAClockThatIsSetBack() {
        var agenda = started();
        agenda.at(user("a"), after(2));
        pass(Duration.ofHours(-1));
        pass(Duration.ofSeconds(3));

        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(10)).until(delivered::isEmpty);

        pass(Duration.ofHours(1));
        awaitDelivered(user("a"));
    }

    @Test
    void noticesAnEarlierKeyWhileItWaits() {
        var agenda = started();
        agenda.at(user("late"), after(36_000));

        agenda.at(user("now"), START);

        awaitDelivered(user("now"));
    }

    @Test
    void handsOutAllThatIsDueAtOneInstantInTheOrderOfPutting() {
        var agenda = started();
        var all = IntStream.range(0, 10_000).mapToObj(AgendaTest::user).toList();
        all.forEach(key -> agenda.at(key, after(9)));
        assertThat(delivered).isEmpty();

        pass(Duration.ofSeconds(9));

        await().atMost(NOTICED.multipliedBy(5)).until(() -> delivered.size() == all.size());
        assertThat(delivered).isEqualTo(all);
        assertThat(agenda.size()).isZero();
    }

    @Test
    void losesNothingWhenTheConsumerThrows() {
        var agenda = started(key -> {
            delivered.add(key);
            if (key.equals(user("bad")) && delivered.size() == 1) {
                throw new IllegalStateException("on purpose");
            }
        });
        agenda.at(user("bad"), after(1));
        agenda.at(user("good"), after(2));
        pass(Duration.ofSeconds(5));
        awaitDelivered(user("bad"), user("good"));

        pass(Duration.ofSeconds(10));

        awaitDelivered(user("bad"), user("good"), user("bad"));
    }

    @Test
    void goesOnWhereAClassOfTheConsumerIsMissing() {
        var agenda = started(key -> {
            delivered.add(key);
            if (delivered.size() == 1) {
                throw new NoClassDefFoundError("javax/lang/model");
            }
        });
        agenda.at(user("bad"), after(1));
        agenda.at(user("good"), after(2));
        pass(Duration.ofSeconds(5));
        awaitDelivered(user("bad"), user("good"));

        pass(Duration.ofSeconds(10));

        awaitDelivered(user("bad"), user("good"), user("bad"));
    }

    @Test
    void letsTheConsumerPutAKeyAgain() {
        var rounds = new CountDownLatch(3);
        var self = new AtomicReference<Agenda>();
        var agenda = new Agenda(clock, key -> {
            rounds.countDown();
            self.get().at(key, now.get().plusSeconds(60));
        });
        self.set(agenda);
        started.add(agenda);
        agenda.start();
        agenda.at(user("a"), START);

        await().atMost(NOTICED.multipliedBy(3)).until(() -> {
            pass(Duration.ofSeconds(60));
            return rounds.getCount() == 0;
        });
    }

    @Test
    void handsOutNothingAfterItWasStoppedAndKeepsWhatItWaitsFor() {
        var agenda = started();
        agenda.at(user("a"), after(1));
        agenda.stop();
        pass(Duration.ofSeconds(5));

        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(10)).until(delivered::isEmpty);
        assertThat(agenda.size()).isOne();

        agenda.start();
        awaitDelivered(user("a"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAListThatIsSortedAnew(long seed) {
        var random = new Random(seed);
        var appointments = new Appointments();
        Map<Key, Long> naive = new HashMap<>();
        Map<Key, Integer> puts = new HashMap<>();
        var order = Comparator.<Key, Long>comparing(naive::get).thenComparing(puts::get);
        for (var step = 0; step < 20_000; step++) {
            var key = user(random.nextInt(300));
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    appointments.remove(key);
                    naive.remove(key);
                }
                case 2, 3 -> {
                    var first = naive.keySet().stream().min(order);
                    assertThat(appointments.first())
                            .as("seed %d step %d", seed, step)
                            .isEqualTo(first.map(naive::get).map(AgendaTest::after));
                    if (first.isPresent()) {
                        assertThat(appointments.take()).isEqualTo(first.get());
                        naive.remove(first.get());
                    }
                }
                default -> {
                    long when = random.nextInt(200);
                    appointments.put(key, after(when));
                    naive.put(key, when);
                    puts.put(key, step);
                }
            }
            assertThat(appointments.size()).isEqualTo(naive.size());
        }
    }
}
