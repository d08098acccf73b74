package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.UserSource;
import dev.usher.api.UserSourceSpec;
import dev.usher.domain.feed.RunCounts;
import dev.usher.domain.feed.Sanity.Doubt;
import dev.usher.source.RunReport;
import dev.usher.source.SourceId;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceFiguresTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private final Set<SourceId> there = new HashSet<>(Set.of(new SourceId("people", "hr")));
    private final SourceFigures figures = new SourceFigures(there::contains);

    private static UserSource source(String status) {
        return Serialization.unmarshal(
                "metadata: {name: hr, namespace: people}\nspec: {key: number}\nstatus: " + status, UserSource.class);
    }

    private static RunReport.Complete run(int refused, List<Doubt> doubts) {
        return new RunReport.Complete(
                "1",
                new RunCounts(7, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                doubts,
                Set.of(),
                Set.of(),
                0,
                refused,
                List.of(),
                List.of(),
                RunReport.Renames.NONE,
                Optional.empty());
    }

    private void looks(Optional<RunReport> report, Instant now) {
        figures.looked(source("{}"), report, now);
    }

    private List<Long> shown(Gauges gauge) {
        return figures.levels().stream()
                .filter(level -> level.gauge() == gauge)
                .map(level -> (long) level.value())
                .toList();
    }

    @Test
    void tellWhenASourceWasReadToItsEndAndWhenAllOfItWasApplied() {
        RunReport whole = run(0, List.of());
        looks(Optional.of(whole), NOW);
        looks(Optional.of(whole), NOW.plusSeconds(500));
        assertThat(shown(Gauges.SOURCE_COMPLETE_TIME)).containsExactly(NOW.getEpochSecond());
        assertThat(shown(Gauges.SOURCE_WHOLE_TIME)).containsExactly(NOW.getEpochSecond());
        assertThat(shown(Gauges.SOURCE_RECORDS)).containsExactly(7L);

        looks(Optional.of(run(2, List.of())), NOW.plusSeconds(600));
        assertThat(shown(Gauges.SOURCE_COMPLETE_TIME)).containsExactly(NOW.getEpochSecond() + 600);
        assertThat(shown(Gauges.SOURCE_WHOLE_TIME)).containsExactly(NOW.getEpochSecond());
        assertThat(shown(Gauges.SOURCE_REFUSED)).containsExactly(2L);

        looks(Optional.of(run(0, List.of(Doubt.TOO_FEW_RECORDS))), NOW.plusSeconds(700));
        assertThat(shown(Gauges.SOURCE_HELD)).containsExactly(1L);
        assertThat(shown(Gauges.SOURCE_WHOLE_TIME)).containsExactly(NOW.getEpochSecond());
    }

    @Test
    void goOnFromWhatAnEarlierProcessStored() {
        figures.looked(source("{completeTime: \"2026-12-01T11:00:00Z\"}"), Optional.empty(), NOW);

        assertThat(shown(Gauges.SOURCE_COMPLETE_TIME)).containsExactly(NOW.getEpochSecond() - 3600);
        assertThat(shown(Gauges.SOURCE_FAILING)).isEmpty();
    }

    @Test
    void tellThatTheLastRunFailedAndNothingElseOfIt() {
        looks(Optional.of(run(0, List.of())), NOW);
        looks(Optional.of(new RunReport.Faulty()), NOW.plusSeconds(60));

        assertThat(shown(Gauges.SOURCE_FAILING)).containsExactly(1L);
        assertThat(shown(Gauges.SOURCE_COMPLETE_TIME)).containsExactly(NOW.getEpochSecond());
    }

    @Test
    void sayNothingOfASourceThatIsGone() {
        looks(Optional.of(run(0, List.of())), NOW);
        there.clear();

        assertThat(figures.known()).isEmpty();
        assertThat(figures.levels()).isEmpty();
    }

    @Test
    void tellHowOftenASourceIsToBeReadAlsoBeforeItWas() {
        var source = source("{}");
        figures.looked(source, Optional.empty(), NOW);
        assertThat(shown(Gauges.SOURCE_INTERVAL)).containsExactly(300L);

        source.setSpec(Serialization.unmarshal("key: number\neverySeconds: 86400", UserSourceSpec.class));
        figures.looked(source, Optional.empty(), NOW);
        assertThat(shown(Gauges.SOURCE_INTERVAL)).containsExactly(86_400L);

        there.clear();
        assertThat(shown(Gauges.SOURCE_INTERVAL)).isEmpty();
    }
}
