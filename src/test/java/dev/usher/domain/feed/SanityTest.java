package dev.usher.domain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.Sanity.Doubt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SanityTest {
    private static final Sanity TERMS = new Sanity(10, 5, 5, 5, 5, 20);

    private static RunCounts counts(int records, int ended, int disappeared, int changed) {
        return new RunCounts(records, 100, 80, 0, 0, changed, ended, 0, disappeared, 0, 0, 0);
    }

    @Test
    void letsGoWhatIsWithinItsShares() {
        assertThat(TERMS.doubts(counts(10, 4, 4, 20))).isEmpty();
    }

    @Test
    void doubtsEachThatIsMore() {
        assertThat(TERMS.doubts(counts(9, 0, 0, 0))).containsExactly(Doubt.TOO_FEW_RECORDS);
        assertThat(TERMS.doubts(counts(10, 5, 0, 0))).containsExactly(Doubt.TOO_MANY_TERMINATED);
        assertThat(TERMS.doubts(counts(10, 0, 5, 0))).containsExactly(Doubt.TOO_MANY_DISAPPEARED);
        assertThat(TERMS.doubts(counts(10, 0, 0, 21))).containsExactly(Doubt.TOO_MANY_CHANGED);
        assertThat(TERMS.doubts(counts(9, 5, 5, 21))).hasSize(4);
    }

    @Test
    void doubtsThoseWhoComeBackAndThoseOfWhomNobodyCanTell() {
        assertThat(TERMS.doubts(new RunCounts(10, 100, 80, 0, 0, 0, 0, 6, 0, 0, 0, 0)))
                .containsExactly(Doubt.TOO_MANY_RETURNED);
        assertThat(TERMS.doubts(new RunCounts(10, 100, 80, 0, 0, 0, 0, 0, 0, 5, 0, 0)))
                .containsExactly(Doubt.TOO_MANY_REFUSED);
    }

    @Test
    void aDoubtAboutValuesKeepsNobodyInWhoHasLeft() {
        assertThat(Stream.of(Doubt.values()).filter(Doubt::endsWait))
                .containsExactly(
                        Doubt.TOO_FEW_RECORDS, Doubt.TOO_MANY_DISAPPEARED, Doubt.TOO_MANY_TERMINATED, Doubt.NO_LIFE);
    }

    @Test
    void missesNoFieldThatFewEverHad() {
        assertThat(Sanity.wouldBeMissed(3, 4)).isFalse();
        assertThat(Sanity.wouldBeMissed(4, 4)).isTrue();
        assertThat(Sanity.wouldBeMissed(50, 1000)).isFalse();
        assertThat(Sanity.wouldBeMissed(51, 1000)).isTrue();
    }

    @Test
    void letsAFewGoWhateverTheShare() {
        var none = new Sanity(0, 0, 0, 0, 0, 0);

        assertThat(none.doubts(counts(1, 3, 3, 3))).isEmpty();
        assertThat(none.doubts(counts(1, 4, 4, 4))).hasSize(3);
    }

    @Test
    void tellsTheFieldsThatLostAllTheirValues() {
        assertThat(Sanity.emptied(Set.of("mail", "dept"), Set.of("mail", "title")))
                .containsExactly("dept");
    }
}
