package dev.usher.domain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportingTest {
    @Test
    void findsThoseWhoseManagersLeadBackToThem() {
        var managers = Map.of("a", "b", "b", "c", "c", "a", "d", "a", "e", "f", "g", "g");

        assertThat(new Reporting(managers).inCircles()).containsExactlyInAnyOrder("a", "b", "c", "g");
    }

    @Test
    void goesThroughALongChainOnce() {
        var managers = new HashMap<String, String>();
        for (var number = 0; number < 100_000; number++) {
            managers.put("n" + number, "n" + (number + 1));
        }

        assertThat(new Reporting(managers).inCircles()).isEmpty();
    }
}
