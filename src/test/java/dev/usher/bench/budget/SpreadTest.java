package dev.usher.bench.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianIsTheOneInTheMiddleWhateverTheOrder() {
        assertThat(Spread.of(3, 1, 2).median()).isEqualTo(2);
        assertThat(Spread.of(7).median()).isEqualTo(7);
        assertThat(Spread.of(4, 1, 3, 2).median()).isEqualTo(2);
    }

    @Test
    void theWidthIsAShareOfTheLeast() {
        assertThat(Spread.of(10, 11.5, 10.2).width()).isCloseTo(0.15, within(1e-9));
        assertThat(Spread.of(5, 5).width()).isZero();
    }

    @Test
    void nullRunsThatDifferByMoreThan15PercentMeanNothing() {
        assertThat(Spread.of(100, 115, 107).isVoid()).isFalse();
        assertThat(Spread.of(100, 116, 107).isVoid()).isTrue();
    }

    @Test
    void aQuantileIsNotExceededByItsShare() {
        var hundred = new Spread(
                IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList());
        assertThat(hundred.quantile(0.99)).isEqualTo(99);
        assertThat(hundred.quantile(0.5)).isEqualTo(50);
        assertThat(Spread.of(1, 2, 3).quantile(0.99)).isEqualTo(3);
    }

    @Test
    void nothingSeenIsNoSpread() {
        assertThatThrownBy(() -> new Spread(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
