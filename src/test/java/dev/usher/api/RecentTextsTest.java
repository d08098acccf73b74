package dev.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTextsTest {

    @Test
    void equalTextsAreOneString() {
        var texts = new RecentTexts(8);
        var first = texts.one(fresh("Engineering"));

        assertThat(texts.one(fresh("Engineering"))).isSameAs(first);
    }

    @Test
    void twoThatShareAPlaceAreBothKept() {
        var texts = new RecentTexts(1);
        var engineering = texts.one(fresh("Engineering"));
        var london = texts.one(fresh("London"));

        assertThat(texts.one(fresh("Engineering"))).isSameAs(engineering);
        assertThat(texts.one(fresh("London"))).isSameAs(london);
    }

    @Test
    void whatWasNotSeenForLongIsForgottenAndStillEqual() {
        var texts = new RecentTexts(1);
        var first = texts.one(fresh("Engineering"));
        IntStream.range(0, 10).mapToObj(Integer::toString).forEach(texts::one);

        assertThat(texts.one(fresh("Engineering"))).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void aLongTextIsHandedBack() {
        var texts = new RecentTexts(1);
        var first = "x".repeat(257);
        var second = fresh(first);

        assertThat(texts.one(first)).isSameAs(first);
        assertThat(texts.one(second)).isSameAs(second);
    }

    /** As a parser makes one each time it reads. */
    private static String fresh(String text) {
        return new String(text.toCharArray());
    }
}
