package dev.usher.domain.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.safety.RemovalBudget.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalBudgetTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final RemovalBudget BUDGET = RemovalBudget.DEFAULT;

    @Test
    void isTenOrTenPercentInAnHourUnlessSaidOtherwise() {
        assertThat(BUDGET).isEqualTo(new RemovalBudget(10, 10, Duration.ofHours(1)));
    }

    @ParameterizedTest(name = "of {0} accounts {1} may go")
    @CsvSource({"0, 10", "1, 10", "12, 10", "100, 10", "109, 10", "110, 11", "1000, 100", "30000000, 3000000"})
    void allowsTheLargerOfACountAndAShare(int owned, int allowed) {
        assertThat(reservedInOneWindow(owned)).isEqualTo(allowed);
    }

    @Test
    void holdsTheNextOneUntilTheWindowEnds() {
        var full = Optional.of(new Window(NOW, 12, 10));

        assertThat(BUDGET.reserve(full, 12, NOW.plusSeconds(3599))).isEqualTo(new Verdict.Held(NOW.plusSeconds(3600)));
    }

    @Test
    void startsANewWindowWhenTheOldOneHasEnded() {
        var full = Optional.of(new Window(NOW, 12, 10));
        var later = NOW.plusSeconds(3600);

        assertThat(BUDGET.reserve(full, 500, later)).isEqualTo(new Verdict.Reserved(new Window(later, 500, 1)));
    }

    @Test
    void countsWhatIsOwnedOnlyWhenAWindowStarts() {
        var open = Optional.of(new Window(NOW, 12, 9));

        assertThat(BUDGET.reserve(open, 100_000, NOW.plusSeconds(1)))
                .isEqualTo(new Verdict.Reserved(new Window(NOW, 12, 10)));
    }

    /** Of the two ways to be wrong about a clock that was set back, the one that removes less. */
    @Test
    void keepsAWindowThatStartedInTheFuture() {
        var full = Optional.of(new Window(NOW.plus(Duration.ofDays(1)), 12, 10));

        assertThat(BUDGET.reserve(full, 12, NOW)).isInstanceOf(Verdict.Held.class);
    }

    private static int reservedInOneWindow(int owned) {
        Optional<Window> window = Optional.empty();
        while (BUDGET.reserve(window, owned, NOW) instanceof Verdict.Reserved reserved) {
            window = Optional.of(reserved.next());
        }
        return window.map(Window::reserved).orElse(0);
    }
}
