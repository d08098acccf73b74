package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TempoTest {
    /** What is zero was not said. */
    private static Tempo tempo(int perMinute, int burst, int concurrency) {
        return new Tempo(said(perMinute), said(burst), said(concurrency));
    }

    private static Optional<Integer> said(int number) {
        return Optional.of(number).filter(any -> any > 0);
    }

    private static Tempo known(Map<String, String> known) {
        return Tempo.of(new Capabilities(known.entrySet().stream()
                .map(entry -> new Capability(entry.getKey(), entry.getValue(), Capability.Origin.preset))
                .toList()));
    }

    @Test
    void isStandardWhereNobodySaysAnything() {
        assertThat(Tempo.SILENT.over(Tempo.SILENT)).isEqualTo(Rate.STANDARD);
    }

    @Test
    void isWhatIsKnownWhereNothingWasDeclared() {
        var slack = known(Map.of("rate.perMinute", "180", "rate.burst", "20"));

        assertThat(Tempo.SILENT.over(slack)).isEqualTo(new Rate(180, 20, 8));
        assertThat(tempo(0, 0, 2).over(slack)).isEqualTo(new Rate(180, 20, 2));
        assertThat(tempo(0, 5, 0).over(slack)).isEqualTo(new Rate(180, 5, 8));
    }

    @Test
    void takesTheBurstThatIsKnownOnlyWithTheRateThatIsKnown() {
        assertThat(tempo(600, 0, 0).over(tempo(180, 90, 0))).isEqualTo(new Rate(600, 20, 8));
    }

    @Test
    void isSlowWhereThatWasDeclared() {
        assertThat(tempo(10, 0, 0).over(Tempo.SILENT)).isEqualTo(new Rate(10, 1, 8));
    }

    @Test
    void knowsNothingOfWhatIsNoNumber() {
        assertThat(known(Map.of("rate.perMinute", "many", "rate.burst", "0", "rate.concurrency", "-1")))
                .isEqualTo(Tempo.SILENT);
    }

    @Test
    void isToldOncePerChangeToWhoeverObeys() {
        List<Rate> obeyed = new ArrayList<>();
        var tempi = new Tempi(obeyed::add);

        tempi.declares(Tempo.SILENT);
        tempi.knows(tempo(180, 20, 0));
        tempi.knows(tempo(180, 20, 0));
        tempi.declares(tempo(60, 0, 0));

        assertThat(obeyed).containsExactly(Rate.STANDARD, new Rate(180, 20, 8), new Rate(60, 2, 8));
    }
}
