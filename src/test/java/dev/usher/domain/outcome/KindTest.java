package dev.usher.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KindTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysWhatItIsAboutWhenItIsTriedAgainAndWhoMustAct(Kind kind) {
        assertThat(kind.scope()).isNotNull();
        assertThat(kind.retry()).isNotNull();
        assertThat(kind.actor()).isNotNull();
    }

    /** The form that Kubernetes asks of the reason of a condition. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void hasAReasonThatAConditionTakes(Kind kind) {
        assertThat(kind.reason()).matches("[A-Z][A-Za-z]{1,62}");
    }

    @Test
    void hasAReasonOfItsOwn() {
        assertThat(Arrays.stream(Kind.values()).map(Kind::reason)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hasOneShortSentenceWithoutFiguresOrPlaceholders(Kind kind) {
        assertThat(kind.sentence()).isNotBlank().hasSizeLessThanOrEqualTo(64).doesNotContainPattern("[0-9%]");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isTriedSlowlyWhereAPersonHasToChangeSomethingFirst(Kind kind) {
        if (kind.retry() != Kind.Retry.BACKOFF) {
            assertThat(kind.actor()).isNotEqualTo(Kind.Actor.NOBODY);
        }
    }
}
