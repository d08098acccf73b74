package dev.usher.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WantedTest {
    private static final Path HOME = Path.of("/build/java");
    private static final String SAID = """
            	linux-vdso.so.1 (0x00007ffd8a7f2000)
            	libjvm.so => not found
            	libjava.so => /build/java/lib/libjava.so (0x00007f2c1a200000)
            	libz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f2c1a1e0000)
            	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f2c19e00000)
            	/lib64/ld-linux-x86-64.so.2 (0x00007f2c1a235000)
            """;

    private static Wanted wanted(String said) {
        return Wanted.of(List.of(said), HOME, Set.of("libjvm.so", "libjava.so"));
    }

    @Test
    void isWhatTheRuntimeDoesNotBringAlong() {
        assertThat(wanted(SAID).libraries())
                .containsExactly(
                        Path.of("/lib/x86_64-linux-gnu/libc.so.6"),
                        Path.of("/lib/x86_64-linux-gnu/libz.so.1"),
                        Path.of("/lib64/ld-linux-x86-64.so.2"));
        assertThat(wanted(SAID).libc()).isEqualTo(Path.of("/lib/x86_64-linux-gnu/libc.so.6"));
    }

    @Test
    void aMachineThatLacksSomeOfItIsRefused() {
        assertThatThrownBy(() -> wanted(SAID + "\tlibXi.so.6 => not found\n"))
                .hasMessage("this machine has not all that the Java runtime loads: libXi.so.6");
    }

    @Test
    void aBaseThatLacksSomeOfItIsRefusedAndNamed() {
        var libc = Set.of("libc.so.6", "ld-linux-x86-64.so.2");

        assertThatThrownBy(() -> wanted(SAID).mustBeIn(libc, "debian@sha256:1"))
                .hasMessageStartingWith(
                        "the Java runtime loads libz.so.1, which the base debian@sha256:1 does not have");
        assertThatCode(() -> wanted(SAID.replaceAll(".*libz.*\n", "")).mustBeIn(libc, "debian@sha256:1"))
                .doesNotThrowAnyException();
    }

    @Test
    void aMachineWithAnotherCLibraryIsRefused() {
        assertThatThrownBy(() -> wanted("\t/lib/ld-musl-x86_64.so.1 (0x00007f2c1a235000)\n")
                        .libc())
                .hasMessageContaining("no glibc");
    }
}
