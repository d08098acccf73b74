package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void isTheTextWhereItFits() {
        assertThat(Excerpt.of("four", 4)).isEqualTo("four");
    }

    @Test
    void isItsBeginningWhereItDoesNot() {
        assertThat(Excerpt.of("fourteen", 4)).isEqualTo("four…");
    }

    /** Half of one would be stored as another character, and differ from what is said again at every look. */
    @Test
    void neverEndsInTheMiddleOfACharacter() {
        var cut = Excerpt.of("abc\uD83D\uDE00def", 4);

        assertThat(cut).isEqualTo("abc…");
        assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(cut);
    }
}
