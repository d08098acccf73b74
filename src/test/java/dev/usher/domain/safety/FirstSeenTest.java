package dev.usher.domain.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstSeenTest {
    private static final Tenant HERE = Tenant.of("wiki");
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final RemoteId OLD = new RemoteId("99");
    private static final RemoteId NEW = new RemoteId("100");

    private final FirstSeen before = new FirstSeen(HERE, Map.of(OLD, NOW));

    @Test
    void keepsWhenSomethingWasFirstSeenAndForgetsWhatIsNotThereAnyMore() {
        var later = before.seeing(HERE, List.of(OLD, NEW), Set.of(), NOW.plusSeconds(60));

        assertThat(later.longest()).containsExactly(Map.entry(OLD, NOW), Map.entry(NEW, NOW.plusSeconds(60)));
        assertThat(later.seeing(HERE, List.of(NEW), Set.of(), NOW.plusSeconds(120))
                        .since())
                .isEqualTo(Map.of(NEW, NOW.plusSeconds(60)));
    }

    @Test
    void knowsNothingOfAnotherTenantsIds() {
        assertThat(before.seeing(Tenant.of("chat"), List.of(OLD), Set.of(), NOW.plusSeconds(60))
                        .since())
                .isEqualTo(Map.of(OLD, NOW.plusSeconds(60)));
    }

    @Test
    void keepsOfMoreThanThereIsRoomForThoseThatAreKnownLongest() {
        var many = IntStream.range(0, 2 * FirstSeen.MOST)
                .mapToObj(number -> new RemoteId("new-" + number))
                .toList();

        var full = before.seeing(HERE, List.of(OLD), Set.of(), NOW)
                .seeing(
                        HERE,
                        IntStream.range(0, many.size() + 1)
                                .mapToObj(n -> n == 0 ? OLD : many.get(n - 1))
                                .toList(),
                        Set.of(),
                        NOW.plusSeconds(60));

        assertThat(full.since()).hasSize(FirstSeen.MOST).containsEntry(OLD, NOW);
    }

    /** A thousand accounts of somebody else's must not keep one of ours from ever being seen twice. */
    @Test
    void hasRoomForWhatIsProvablyUshersBeforeOthers() {
        var others = IntStream.range(0, FirstSeen.MOST)
                .mapToObj(number -> new RemoteId("other-" + number))
                .toList();
        var full = before.seeing(HERE, others, Set.of(), NOW);
        var all = new ArrayList<>(others);
        all.add(NEW);

        assertThat(full.seeing(HERE, all, Set.of(NEW), NOW.plusSeconds(60)).since())
                .hasSize(FirstSeen.MOST)
                .containsEntry(NEW, NOW.plusSeconds(60));
    }
}
