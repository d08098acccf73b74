package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Optional<Failure> REJECTED = Optional.of(Failure.of(Kind.MAPPING_REJECTED, Detail.NONE));

    private final Standing standing = new Standing(
            Company.app("github"),
            new FakeOutbox((key, result) -> {}),
            new Intents(new FakeJournal()),
            new LaneNews(Company.app("github"), () -> 0));

    @Test
    void whatIsToldAndWhatIsSoAreOneAnswer() {
        var answers = new ArrayDeque<>(List.of(REJECTED, Optional.<Failure>empty()));

        standing.isRejecting(answers::remove);

        assertThat(standing.health().rejection()).isEqualTo(REJECTED);
        assertThat(answers).hasSize(1);
    }
}
