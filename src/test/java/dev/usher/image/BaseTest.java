package dev.usher.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
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
    void anImageIsForTheProcessorThatItIsMadeForAndNoOther() {
        assertThat(Image.onlyFor("arm64", Jib.fromScratch())
                        .toContainerBuildPlan()
                        .getPlatforms())
                .containsExactly(new Platform("arm64", "linux"));
    }

    @Test
    void aBaseThatCannotBePulledIsToldWithWhatToDoInstead() {
        assertThat(Failure.ofBase(
                        "debian@sha256:1", new ExecutionException(new IOException("no route to registry.example.com"))))
                .startsWith("the base debian@sha256:1 cannot be pulled: no route to registry.example.com")
                .contains("./usher image --base local");
    }

    @Test
    void whatElseFailsIsNoFaultOfTheBase() {
        assertThat(Failure.told(new ExecutionException(new NoSuchFileException("/none/usher.tar"))))
                .isEqualTo("there is no /none/usher.tar");
        assertThat(Failure.told(new UncheckedIOException(new IOException("No space left on device"))))
                .isEqualTo("No space left on device");
        assertThat(Failure.told(new IllegalStateException("there is no archive a.aot")))
                .isEqualTo("there is no archive a.aot");
    }
}
