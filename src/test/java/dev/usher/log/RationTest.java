package dev.usher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RationTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final Ration ration = new Ration(now::get);
    private final List<String> lines = new ArrayList<>();

    private void fails(int times) {
        for (var time = 0; time < times; time++) {
            ration.write(lines::add);
        }
    }

    @Test
    void soManyAreWrittenAndTheNextOneSaysHowManyWereNot() {
        fails(1_000 + Ration.MOST);
        assertThat(lines).hasSize(Ration.MOST).containsOnly("");

        now.addAndGet(Ration.WHILE.toNanos());
        fails(2);

        assertThat(lines.subList(Ration.MOST, lines.size()))
                .containsExactly(" (and 1,000 such lines before it were left out)", "");
    }

    @Test
    void whatFailsNowAndThenIsAllWritten() {
        for (var minute = 0; minute < 100; minute++) {
            fails(Ration.MOST);
            now.addAndGet(Ration.WHILE.toNanos());
        }

        assertThat(lines).hasSize(100 * Ration.MOST).containsOnly("");
    }
}
