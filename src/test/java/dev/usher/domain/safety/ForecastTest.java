package dev.usher.domain.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.safety.Forecast.End;
import dev.usher.domain.safety.Forecast.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant MONTH_END = Instant.parse("2026-11-30T23:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static List<End> at(int count, Instant instant) {
        return IntStream.range(0, count)
                .mapToObj(number -> new End(instant, number % 4 == 0))
                .toList();
    }

    private static Forecast of(List<End> ends) {
        return Forecast.of(ends, HOUR, NOW);
    }

    @Test
    void countsWhatEndsAtOnceAsOne() {
        assertThat(of(at(800, MONTH_END)).windows()).containsExactly(new Window(MONTH_END, MONTH_END, 800, 200));
    }

    @Test
    void gathersWhatOneWindowOfTheLimitCounts() {
        var ends = Stream.of(
                        MONTH_END.plus(HOUR), MONTH_END, MONTH_END.plus(HOUR).minusNanos(1))
                .map(instant -> new End(instant, false))
                .toList();

        assertThat(of(ends).windows())
                .containsExactly(
                        new Window(MONTH_END, MONTH_END.plus(HOUR).minusNanos(1), 2, 0),
                        new Window(MONTH_END.plus(HOUR), MONTH_END.plus(HOUR), 1, 0));
    }

    /** As a limit counts: in any stretch of time, whatever went before it. */
    @Test
    void findsTheStretchInWhichMostEnd() {
        var ends = Stream.of(
                        at(1, MONTH_END),
                        at(8, MONTH_END.plus(Duration.ofMinutes(55))),
                        at(8, MONTH_END.plus(Duration.ofMinutes(65))),
                        at(2, MONTH_END.plus(Duration.ofHours(5))))
                .flatMap(List::stream)
                .toList();

        assertThat(of(ends).windows()).extracting(Window::accounts).containsExactly(1, 16, 2);
        assertThat(of(ends).over(10)).hasSize(1);
        assertThat(of(ends).accounts()).isEqualTo(ends.size());
    }

    @Test
    void losesNobodyWhereManyEndAtManyTimes() {
        var ends = IntStream.range(0, 5_000)
                .mapToObj(number -> new End(NOW.plusSeconds(1 + number * 97L), number % 3 == 0))
                .toList();

        assertThat(of(ends).accounts()).isEqualTo(5_000);
        assertThat(of(ends).windows()).isSortedAccordingTo(Comparator.comparing(Window::from));
    }

    @Test
    void looksSevenDaysAheadAndNotBack() {
        assertThat(of(at(1, NOW)).windows()).isEmpty();
        assertThat(of(at(1, NOW.plusNanos(1))).accounts()).isOne();
        assertThat(of(at(1, NOW.plus(Duration.ofDays(7)))).accounts()).isOne();
        assertThat(of(at(1, NOW.plus(Duration.ofDays(7)).plusNanos(1))).accounts())
                .isZero();
    }

    @Test
    void namesTheWindowsThatAreOverALimit() {
        var later = MONTH_END.plus(Duration.ofHours(9));
        var ends = Stream.concat(at(51, later).stream(), at(50, MONTH_END).stream())
                .toList();

        assertThat(of(ends).over(50)).extracting(Window::from).containsExactly(later);
        assertThat(of(ends).accounts()).isEqualTo(101);
    }
}
