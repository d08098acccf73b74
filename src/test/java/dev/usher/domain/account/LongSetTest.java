package dev.usher.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongSetTest {
    private final LongSet set = new LongSet();

    @Test
    void hasWhatWasAddedAndNothingElse() {
        var random = new Random(7);
        var added = new HashSet<Long>();
        for (var number = 0; number < 50_000; number++) {
            var next = random.nextLong() >> random.nextInt(40);
            assertThat(set.add(next)).isEqualTo(added.add(next));
        }

        assertThat(added).allMatch(set::contains);
        assertThat(random.longs(50_000).filter(other -> !added.contains(other))).noneMatch(set::contains);
    }

    @Test
    void hasNothingBeforeSomethingIsAdded() {
        assertThat(set.contains(0)).isFalse();
        assertThat(set.add(0)).isTrue();
        assertThat(set.contains(0)).isTrue();
    }

    @Test
    void takesTenBytesForEachAtMostHoweverManyThereAre() {
        var random = new Random(7);
        for (var number = 1; number <= 300_000; number++) {
            set.add(random.nextLong());
            if (number > 1_000) {
                assertThat(set.bytes()).isLessThanOrEqualTo(10 * number);
            }
        }
    }
}
