package dev.usher.bench.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void growthIsWhatEachOneMoreTakes() {
        assertThat(new Growth(10, 5_000, 110, 7_000).each()).isEqualTo(20);
    }

    @Test
    void whereLessIsInUseNothingGrew() {
        assertThat(new Growth(10, 5_000, 110, 4_000).each()).isZero();
    }

    @Test
    void theTextThatIsReadIsNobodysGrowth() {
        assertThat(new Growth(10, 5_000, 110, 7_000).without(1_000, 2_500).each())
                .isEqualTo(5);
    }

    @Test
    void whatAnotherProcessSawIsReadFromItsLine() {
        var kept = Kept.of(new Kept(100, 250, 120).toString());

        assertThat(kept.whileReading()).isEqualTo(150);
        assertThat(kept.afterwards()).isEqualTo(20);
    }
}
