package dev.usher.domain.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.safety.LockQuota.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LockQuotaTest {
    private static final Instant NOON = Instant.parse("2026-09-15T12:00:00Z");
    private static final LockQuota THREE = new LockQuota(3, Duration.ofHours(1));

    private static Request of(String person, Instant created) {
        return new Request(person, created);
    }

    private static List<Request> people(int count, Instant created) {
        return IntStream.range(0, count).mapToObj(i -> of("p" + i, created)).toList();
    }

    @Test
    void letsTheFirstGoAndNotTheNext() {
        assertThat(THREE.isExceededBy(of("ada", NOON), people(2, NOON))).isFalse();
        assertThat(THREE.isExceededBy(of("ada", NOON), people(3, NOON))).isTrue();
    }

    @Test
    void countsAPersonOnce() {
        var twice = Stream.of(NOON, NOON).flatMap(at -> people(2, at).stream()).toList();

        assertThat(THREE.isExceededBy(of("ada", NOON), twice)).isFalse();
        assertThat(THREE.isExceededBy(of("p1", NOON), people(3, NOON))).isFalse();
    }

    @Test
    void forgetsWhatIsAnHourOldAndLooksAtNothingThatCameLater() {
        var hourAgo = NOON.minus(Duration.ofHours(1));

        assertThat(THREE.isExceededBy(of("ada", NOON), people(3, hourAgo))).isFalse();
        assertThat(THREE.isExceededBy(of("ada", NOON), people(3, hourAgo.plusSeconds(1))))
                .isTrue();
        assertThat(THREE.isExceededBy(of("ada", NOON), people(3, NOON.plusSeconds(1))))
                .isFalse();
    }

    @Test
    void isTwentyFivePeopleAnHour() {
        assertThat(LockQuota.DEFAULT).isEqualTo(new LockQuota(25, Duration.ofHours(1)));
    }
}
