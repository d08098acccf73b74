package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmationTest {
    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, CHANGED, CONFIRMED",
        "CONFIRMED, TEARDOWN, CONFIRMED",
        "CONFIRMED, UNKNOWN, CONFIRMED",
        "CHANGED, CHANGED, CHANGED",
        "CHANGED, TEARDOWN, TEARDOWN",
        "CHANGED, UNKNOWN, UNKNOWN",
        "TEARDOWN, UNKNOWN, UNKNOWN"
    })
    void oneOfTwoReasonsIsEnoughAndADoubtCountsMoreThanANo(Confirmation one, Confirmation other, Confirmation both) {
        assertThat(one.or(other)).isEqualTo(both);
        assertThat(other.or(one)).isEqualTo(both);
    }
}
