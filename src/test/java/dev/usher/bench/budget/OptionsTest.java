package dev.usher.bench.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void everythingIsMeasuredWithAThousandUsersWhereNothingIsSaid() {
        assertThat(Options.of(List.of())).hasValueSatisfying(options -> {
            assertThat(options.users()).isEqualTo(1_000);
            assertThat(options.round()).isEqualTo(334);
            assertThat(options.apps()).isEqualTo(5);
            assertThat(options.json()).isEmpty();
            assertThat(options.only()).isEqualTo(Options.ALL);
        });
    }

    @Test
    void whatIsSaidHolds() {
        assertThat(Options.of(List.of("--users", "200", "--apps", "2", "--json", "figures.json", "--only", "P1,p3")))
                .hasValueSatisfying(options -> {
                    assertThat(options.users()).isEqualTo(200);
                    assertThat(options.apps()).isEqualTo(2);
                    assertThat(options.json()).hasValue(Path.of("figures.json"));
                    assertThat(options.only()).isEqualTo(Set.of("p1", "p3"));
                    assertThat(options.asks("p2", "p3")).isTrue();
                    assertThat(options.asks("p4")).isFalse();
                });
    }

    @Test
    void whatIsInstalledAndWhatIsBesideItHaveBothCompilersWhereManyJoin() {
        assertThat(Options.of(List.of("--users", "2999")).orElseThrow().lasts()).isFalse();
        assertThat(Options.of(List.of("--users", "3000")).orElseThrow().lasts()).isTrue();
    }

    @Test
    void whatIsNotUnderstoodIsNotGuessed() {
        assertThat(Options.of(List.of("--users"))).isEmpty();
        assertThat(Options.of(List.of("--users", "0"))).isEmpty();
        assertThat(Options.of(List.of("--users", "many"))).isEmpty();
        assertThat(Options.of(List.of("--only", "p9"))).isEmpty();
        assertThat(Options.of(List.of("--quick", "1"))).isEmpty();
    }
}
