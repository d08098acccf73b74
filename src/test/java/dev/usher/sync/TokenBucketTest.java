package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND);

    private TokenBucket bucket(int perSecond, int burst) {
        return new TokenBucket(Rate.aSecond(perSecond, burst, 1), nanos::get);
    }

    private static TokenBucket emptied(TokenBucket bucket) {
        while (bucket.nanosUntil(1) == 0) {
            bucket.take();
        }
        return bucket;
    }

    private static int left(TokenBucket bucket) {
        var tokens = 0;
        for (; bucket.nanosUntil(1) == 0; tokens++) {
            bucket.take();
        }
        return tokens;
    }

    @Test
    void isFullAtFirst() {
        assertThat(left(bucket(4, 10))).isEqualTo(10);
    }

    @Test
    void fillsAtItsRate() {
        var bucket = emptied(bucket(4, 10));
        assertThat(bucket.nanosUntil(1)).isEqualTo(SECOND / 4);
        assertThat(bucket.nanosUntil(3)).isEqualTo(3 * SECOND / 4);

        nanos.addAndGet(SECOND / 4 - 1);
        assertThat(bucket.nanosUntil(1)).isEqualTo(1);
        nanos.addAndGet(1);
        assertThat(bucket.nanosUntil(1)).isZero();
    }

    @Test
    void losesNothingToRoundingHoweverOftenItIsAsked() {
        var bucket = emptied(bucket(3, 10));
        for (var asked = 0; asked < 1_000; asked++) {
            nanos.addAndGet(SECOND / 1_000);
            assertThat(bucket.nanosUntil(10)).isPositive();
        }

        assertThat(left(bucket)).isEqualTo(3);
    }

    @Test
    void keepsNoMoreThanABurstHoweverLongNobodyAsks() {
        var bucket = emptied(bucket(1_000, 7));
        nanos.addAndGet(Duration.ofDays(40_000).toNanos());

        assertThat(left(bucket)).isEqualTo(7);
    }

    @Test
    void goesOnAtAnotherRateWithWhatThereIs() {
        var bucket = bucket(1, 10);
        bucket.configure(Rate.aSecond(2, 4, 1));
        assertThat(left(bucket)).isEqualTo(4);
        assertThat(bucket.nanosUntil(1)).isEqualTo(SECOND / 2);

        bucket.configure(Rate.aSecond(1, 100, 1));
        assertThat(left(bucket)).isZero();
    }
}
