package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlingTest {
    private static Handling of(String name, String value) {
        return Handling.of(new Capabilities(List.of(new Capability(name, value, Origin.spec))));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "8000, 8000", "0, 1", "-5, 1", "99999999999, 10000", "many, 100"})
    void aNumberThatCannotBeIsTakenForTheNextOneThatCan(String said, int most) {
        assertThat(of(Capability.MEMBERS_MAX, said).most()).isEqualTo(most);
    }

    @Test
    void nothingIsMadeUnlessThatIsSaid() {
        assertThat(of(Capability.GROUPS_CREATE, "true").makes()).isTrue();
        assertThat(of(Capability.GROUPS_CREATE, "yes").makes()).isFalse();
        assertThat(Handling.of(new Capabilities(List.of()))).isEqualTo(Handling.DEFAULT);
    }
}
