package dev.usher.bench.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.bench.connector.Comparison.Pair;
import dev.usher.bench.connector.Onboarding.Took;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Pair round(double connector, double hand) {
        return new Pair(new Took(100, connector, connector), new Took(100, hand, hand / 2));
    }

    @Test
    void whoeverTakesTwiceAsLongGetsHalfAsMuchDone() {
        assertThat(round(2, 1).ratio()).isEqualTo(0.5);
    }

    @Test
    void oneRoundThatWasDisturbedDoesNotCount() {
        var seen = new Comparison(List.of(round(2, 1), round(9, 1), round(2, 1)));

        assertThat(seen.ratio()).isEqualTo(0.5);
        assertThat(seen.ratios()).containsExactly(1 / 9d, 0.5, 0.5);
    }

    @Test
    void ofTwoRoundsTheWorseOneCounts() {
        assertThat(new Comparison(List.of(round(1, 1), round(2, 1))).ratio()).isEqualTo(0.5);
    }

    @Test
    void theTimeOfACoreIsThatOfOneAccount() {
        var seen = new Comparison(List.of(round(1, 1)));

        assertThat(seen.cpuOfConnector()).isEqualTo(10_000);
        assertThat(seen.cpuByHand()).isEqualTo(5_000);
    }

    @Test
    void withoutARoundNothingIsCompared() {
        assertThatThrownBy(() -> new Comparison(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
