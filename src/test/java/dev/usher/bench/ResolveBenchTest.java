package dev.usher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResolveBenchTest {
    private static final int TIMES = 2_000;

    /** All that the code allocates, and a little that others' tests have left to be compiled; how much of it a warm compiler spares is what {@code ./usher bench resolve} measures. */
    private static final long MOST_BYTES = 32 * 1024;

    @Test
    void decidingAboutOnePersonMakesLittleGarbage() {
        assertThat(ResolveBench.garbage(TIMES)).isBetween(1L, MOST_BYTES);
    }
}
