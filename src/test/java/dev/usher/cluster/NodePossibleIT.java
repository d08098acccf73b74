package dev.usher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code src/test/node/possible.sh} on machines that have all but one thing. */
class NodePossibleIT {
    private static final List<String> TOOLS = List.of("apt-get", "dpkg", "go", "openssl", "flock", "setsid", "sysctl");
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path directory = Path.of("");

    private Path fakes = Path.of("");
    private Optional<BareMachine> machine = Optional.empty();

    @BeforeEach
    void aMachineThatHasAll() throws IOException {
        fakes = directory.resolve("fakes");
        machine = Optional.of(new BareMachine(directory).with("PATH", fakes + ":" + directory.resolve("programs")));
        for (var tool : TOOLS) {
            fake(tool, "exit 1");
        }
        fake("uname", "[ \"$1\" = -s ] && echo Linux || echo x86_64");
        fake("id", "echo 0");
        fake("ip", "echo \"$*\" >>'" + directory.resolve("ip-calls") + "'; [ \"$2\" != show ]");
        fake("mkdir", "");
        fake("rmdir", "");
    }

    private void fake(String name, String script) throws IOException {
        BareMachine.program(fakes.resolve(name), script + "\n");
    }

    private Ran asked() throws IOException {
        return machine.orElseThrow()
                .run(Path.of("sh"), Project.path("src/test/node/possible.sh").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "uname,[ $1 = -s ] && echo Darwin || echo arm64,Linux",
        "uname,[ $1 = -s ] && echo Linux || echo aarch64,x86_64",
        "id,echo 1000,root"
    })
    void namesWhatTheMachineIsNot(String tool, String script, String missing) throws IOException {
        fake(tool, script);

        var asked = asked();

        assertThat(asked.exitCode()).isOne();
        assertThat(asked.output()).startsWith("a node takes " + missing).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apt-get", "openssl", "flock", "setsid", "sysctl"})
    void namesWhatIsNotInstalled(String tool) throws IOException {
        Files.delete(fakes.resolve(tool));

        var asked = asked();

        assertThat(asked.exitCode()).isOne();
        assertThat(asked.output()).isEqualTo("a node takes " + tool + ", which is not here\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubelet", "containerd", "dockerd", "k3s-server"})
    void isNotWhereAnotherNodeRuns(String name) throws IOException {
        try (var _ = running(name, "--config=/etc/some.yaml")) {
            var asked = asked();

            assertThat(asked.exitCode()).isOne();
            assertThat(asked.output()).startsWith("a node takes a machine where no other one runs: here is a ");
        }
    }

    @Test
    void waitsForOneOfItsOwnInstead() throws IOException {
        try (var _ = running("kubelet", "--config=/root/.cache/usher/node/up/kubelet.yaml")) {
            assertThat(asked().output()).doesNotContain("kubelet");
        }
    }

    /** Two that ask at a time make bridges of two names. */
    @Test
    void triesABridgeByANameThatNobodyElseTakes() throws IOException {
        var calls = directory.resolve("ip-calls");
        assumeThat(asked().output()).doesNotContain("no other one runs");
        var first = Files.readString(calls);
        Files.delete(calls);

        asked();

        assertThat(first).contains("link add usherp");
        assertThat(Files.readString(calls)).contains("link add usherp").isNotEqualTo(first);
    }

    private Child running(String name, String argument) throws IOException {
        var runs = directory.resolve("runs");
        var program =
                BareMachine.program(directory.resolve(name), "touch '" + runs + "'\nread -r _ <'" + fifo() + "'\n");
        var child = Child.start(
                Child.Launch.logging(name, List.of(program.toString(), argument), directory.resolve(name + ".log")));
        child.awaitWhileAlive(SOON, () -> Files.exists(runs));
        return child;
    }

    /** Nobody writes there. */
    private Path fifo() throws IOException {
        var fifo = directory.resolve("fifo");
        try (var made = Child.start(
                Child.Launch.logging("mkfifo", List.of("mkfifo", fifo.toString()), directory.resolve("mkfifo.log")))) {
            assertThat(made.awaitExit(SOON)).isZero();
        }
        return fifo;
    }
}
