package dev.usher.bench.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompanionsTest {
    private final Companions companions = new Companions(2);

    @Test
    void whoeverMakesAGroupFullEntersWithThoseWhoWaited() {
        assertThat(companions.with("staff", "1")).isEmpty();
        assertThat(companions.with("board", "1")).isEmpty();
        assertThat(companions.with("staff", "2")).contains(List.of("1", "2"));
        assertThat(companions.with("staff", "3")).isEmpty();
    }

    @Test
    void whoeverStillWaitsIsToldOnce() {
        companions.with("staff", "1");

        assertThat(companions.rest()).isEqualTo(Map.of("staff", List.of("1")));
        assertThat(companions.rest()).isEmpty();
    }
}
