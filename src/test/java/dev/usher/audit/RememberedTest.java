package dev.usher.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RememberedTest {
    @Test
    void whereThereWouldBeTooManyTheEldestIsForgotten() {
        var remembered = Remembered.<String, Integer>atMost(2);

        remembered.put("one", 1);
        remembered.put("two", 2);
        remembered.put("three", 3);

        assertThat(remembered).containsOnlyKeys("two", "three");
    }
}
