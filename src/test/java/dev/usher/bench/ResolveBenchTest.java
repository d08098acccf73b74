package dev.usher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResolveBenchTest {
    private static final int TIMES = 2_000;

    /** All that the code allocates; how much of it a warm compiler spares is what {@code ./usher bench resolve} measures. */
    private static final long MOST_BYTES = 30 * 1024;

    @Test
    void decidingAboutOnePersonMakesLittleGarbage() {
        assertThat(ResolveBench.garbage(TIMES)).isBetween(1L, MOST_BYTES);
    }
}
