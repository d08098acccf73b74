package dev.usher.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gcr.io/distroless/base-nossl-debian12:nonroot",
                "debian@sha256:abc",
                "latest",
                "",
                "a b@sha256:0000000000000000000000000000000000000000000000000000000000000000"
            })
    void aNameThatMayBeAnotherImageTomorrowIsRefusedWithWhatToWrite(String name) {
        assertThatThrownBy(() -> Base.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("NAME@sha256:...")
                .hasMessageContaining("'local'");
    }

    @Test
    void theOneThatIsTakenWithoutAWordHasADigest() {
        assertThat(Base.of(Base.PINNED)).isEqualTo(new Base.Pulled(Base.PINNED));
        assertThat(Base.of("local")).isEqualTo(new Base.OfThisMachine());
    }

    @Test
    void aRegistryThatCannotBeReachedIsToldWithWhatToDoInstead() {
        assertThat(Failure.told(new ExecutionException(new IOException("no route to registry.example.com"))))
                .startsWith("no route to registry.example.com")
                .contains("./usher image --base local");
        assertThat(Failure.told(new IllegalStateException("there is no archive a.aot")))
                .isEqualTo("there is no archive a.aot");
    }
}
