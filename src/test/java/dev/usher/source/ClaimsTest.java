package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-01T12:00:00Z"));
    private final Claims claims = new Claims(now::get);

    @Test
    void ofTwoWhoWantOneNameTheFirstGetsItHoweverItIsWritten() {
        assertThat(claims.take("Ada", "people/ada")).isTrue();
        assertThat(claims.take("ADA", "board/ada")).isFalse();
        assertThat(claims.take("ada", "people/ada")).as("again").isTrue();
        assertThat(claims.isOpen("ada", "board/ada")).isFalse();
    }

    @Test
    void whatIsReleasedIsFreeAndNobodyReleasesWhatIsAnothers() {
        claims.take("ada", "people/ada");

        claims.release("ada", "board/ada");
        assertThat(claims.isOpen("ada", "board/ada")).isFalse();

        claims.release("Ada", "people/ada");
        assertThat(claims.take("ada", "board/ada")).isTrue();
    }

    @Test
    void whatARunThatDiedTookIsFreeAfterAWhile() {
        claims.take("ada", "people/ada");
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(11)));

        assertThat(claims.take("ada", "board/ada")).isTrue();

        now.updateAndGet(then -> then.plus(Duration.ofMinutes(11)));
        claims.sweep();
        assertThat(claims.size()).isZero();
    }

    @Test
    void ofManyWhoWantOneNameAtTheSameMomentOneGetsIt() throws InterruptedException {
        for (var round = 0; round < 200; round++) {
            var name = "ada" + round;
            var begin = new CountDownLatch(1);
            var had = new AtomicInteger();
            try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var one = 0; one < 16; one++) {
                    var owner = "people/" + one;
                    workers.execute(() -> {
                        try {
                            begin.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return;
                        }
                        if (claims.take(name, owner)) {
                            had.incrementAndGet();
                        }
                    });
                }
                begin.countDown();
            }
            assertThat(had).hasValue(1);
        }
    }
}
