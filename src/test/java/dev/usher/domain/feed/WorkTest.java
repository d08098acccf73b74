package dev.usher.domain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkTest {
    private static final Instant NOON = Instant.parse("2026-06-30T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "'', WORKING",
        "status=Active, WORKING",
        "status=OnLeave, AWAY",
        "status=Suspended, AWAY",
        "status=Terminated, OVER",
        "status=Withdrawn, OVER",
        "status=Terminated endTime=2026-06-30, WORKING",
        "status=Terminated endTime=2026-06-29, OVER",
        "status=Active endTime=2026-06-29, OVER",
        "status=Active endTime=2026-06-30T11:00:00Z, OVER",
        "status=OnLeave endTime=2026-06-29, OVER",
        "status=Withdrawn endTime=2030-01-01, OVER",
        "status=Active startTime=2026-07-01, AHEAD",
        "status=Active startTime=2026-06-30, WORKING",
        "status=Active startTime=2027-01-01 endTime=2021-01-01, OVER",
    })
    void isReadOffWhatASourceSays(String said, Work work) {
        Map<String, String> life = Stream.of(said.split(" ", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));

        assertThat(Work.of(life, NOON)).isEqualTo(work);
    }

    @Test
    void isLostByEverythingButWork() {
        assertThat(Stream.of(Work.values()).filter(Work.WORKING::losesBy))
                .containsExactly(Work.AHEAD, Work.AWAY, Work.OVER);
        assertThat(Stream.of(Work.values()).filter(Work.AWAY::losesBy)).isEmpty();
    }

    @Test
    void comesBackOnceItWasOver() {
        assertThat(Stream.of(Work.values()).filter(Work.OVER::returnsBy))
                .containsExactly(Work.AHEAD, Work.WORKING, Work.AWAY);
        assertThat(Stream.of(Work.values()).filter(Work.AHEAD::returnsBy)).isEmpty();
    }
}
