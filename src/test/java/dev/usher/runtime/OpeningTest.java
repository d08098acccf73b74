package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private final Opening opening = new Opening();
    private final List<String> heard = new ArrayList<>();

    private void begins() {
        opening.begin(() -> heard.add("begins"), patience -> heard.add("ends"));
    }

    @Test
    void whatHasBegunIsEnded() {
        begins();
        opening.end();

        assertThat(heard).containsExactly("begins", "ends");
    }

    /** A process that is asked to end while it starts goes on starting for a moment. */
    @Test
    void nothingBeginsOnceItIsOver() {
        opening.end();
        begins();

        assertThat(heard).isEmpty();
    }
}
