package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
    private static final int MANY = 300;
    private static final Installation INSTALLATION = new Installation("usher", "usher-system", "1");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T08:00:00Z"), ZoneOffset.UTC);

    private final Queue<String> recorded = new ConcurrentLinkedQueue<>();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger status = new AtomicInteger(201);
    private final StubbedApi api = StubbedApi.answering(event -> {
        recorded.add(event.body());
        return new StubbedApi.Answer(status.get(), event.body());
    });
    private final Events events = new Events(api.client(), INSTALLATION, CLOCK, nanos::get, Runnable::run);

    @AfterEach
    void stopIt() {
        api.close();
    }

    private static ConfigMap object(int number) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("people")
                .withName("user-" + number)
                .withUid("uid-" + number)
                .endMetadata()
                .build();
    }

    private void manyAreCreated() {
        IntStream.range(0, MANY)
                .forEach(number -> events.routine(object(number), "Create", "AccountsCreated", "accounts created"));
    }

    @Test
    void whatHappensToFewIsSaidHoweverManyJoin() {
        manyAreCreated();
        recorded.clear();

        events.normal(object(1), "Lock", "Released", "was deleted");

        assertThat(recorded).hasSize(1);
    }

    @Test
    void aWarningThatWasNotRecordedIsSaidAgain() {
        status.set(500);
        events.warning(object(1), "Provision", "Failed", "account in wiki");
        recorded.clear();
        status.set(201);

        events.warning(object(1), "Provision", "Failed", "account in wiki");

        assertThat(recorded).hasSize(1);
    }

    @Test
    void ofWhoJoinsItIsSaidAHundredTimesAtOnceAndThenTenTimesASecond() {
        manyAreCreated();
        assertThat(recorded).hasSize(100);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        manyAreCreated();

        assertThat(recorded).hasSize(120);
    }

    @Test
    void aWarningIsSaidHoweverMuchWentAsItShould() {
        manyAreCreated();
        recorded.clear();

        IntStream.range(0, MANY)
                .forEach(number -> events.warning(object(number), "Provision", "Failed", "account in wiki"));

        assertThat(recorded).hasSize(MANY);
    }

    /** A hundred connections at once, each with its handshake, cost more than all else of a start. */
    @Test
    void manyAreSentOverFewConnections() {
        var together = new CountDownLatch(8);
        var under = new AtomicInteger();
        var most = new AtomicInteger();
        try (var slow = StubbedApi.answering(event -> {
                    most.accumulateAndGet(under.incrementAndGet(), Math::max);
                    together.countDown();
                    arrived(together);
                    under.decrementAndGet();
                    return new StubbedApi.Answer(201, event.body());
                });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = new Events(slow.client(), INSTALLATION, CLOCK, nanos::get, threads);
            IntStream.range(0, 100).forEach(number -> sent.normal(object(number), "Lock", "Released", "was deleted"));
        }

        assertThat(most).hasValue(8);
    }

    private static void arrived(CountDownLatch all) {
        try {
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSameWarningIsSaidOnce() {
        events.warning(object(1), "Provision", "Failed", "account in wiki");
        events.warning(object(1), "Provision", "Failed", "account in wiki");
        events.warning(object(1), "Provision", "Failed", "account in github");

        assertThat(recorded).hasSize(2);
    }
}
