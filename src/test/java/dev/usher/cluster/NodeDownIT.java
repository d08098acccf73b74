package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code src/test/node/down.sh} ends and removes, and what it leaves alone, where nothing of a node runs but what a test starts. */
class NodeDownIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Path SCRIPTS = Project.path("src/test/node");

    @TempDir
    private Path directory = Path.of("");

    private Path node = Path.of("");
    private Path calls = Path.of("");

    @BeforeEach
    void aNodeThatOnceWasUp() throws IOException {
        node = Files.createDirectories(directory.resolve("up"));
        calls = directory.resolve("calls");
        var installed = directory.resolve("installed");
        for (var tool : List.of("ctr", "nft", "ip", "sysctl")) {
            BareMachine.program(
                    installed.resolve("root/usr/bin").resolve(tool), "echo " + tool + " \"$@\" >>'" + calls + "'\n");
        }
        Files.writeString(calls, "");
        write("installed", installed.toString());
        write("bridge", "usher-none");
        write("sysctl.before", "net.ipv4.ip_forward=0");
        write("absent.before", "");
        write(
                "boot",
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    }

    private void write(String file, String line) throws IOException {
        Files.writeString(node.resolve(file), line + "\n");
    }

    private Ran run(Map<String, String> environment, String... command) throws IOException {
        var output = Files.writeString(directory.resolve("output"), "");
        var errors = Files.writeString(directory.resolve("errors"), "");
        try (var child = Child.start(new Child.Launch(command[0], List.of(command), environment, output, errors))) {
            int code = child.awaitExit(SOON);
            return new Ran(code, Files.readString(output), Files.readString(errors));
        }
    }

    private void takeDown() throws IOException {
        assertThat(run(Map.of(), SCRIPTS.resolve("down.sh").toString(), node.toString())
                        .exitCode())
                .isZero();
    }

    /** Of a process: when it was started, as up.sh writes it down. */
    private String since(long pid) throws IOException {
        return run(Map.of(), "bash", "-c", ". '" + SCRIPTS.resolve("processes.sh") + "'; since " + pid)
                .output()
                .strip();
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("sleep", "600").start();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "what it started,             0, true, false",
        "who has its number now,      1, true, true",
        "all after another start,     0, false, true",
    })
    void endsWhatItStartedAndNobodyWhoHasItsNumberSince(String whom, long later, boolean sameBoot, boolean lives)
            throws IOException {
        var process = sleeper();
        try {
            write("pids", process.pid() + " " + (Long.parseLong(since(process.pid())) + later) + " kubelet");
            if (!sameBoot) {
                write("boot", "another");
            }

            takeDown();

            assertThat(lives || Exit.within(process, SOON)).as(whom).isTrue();
            assertThat(process.isAlive()).as(whom).isEqualTo(lives);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void changesNothingOfTheMachineAfterAnotherStartOfIt() throws IOException {
        write("pids", "");
        takeDown();
        assertThat(calls)
                .content(UTF_8)
                .contains("nft delete", "ip link del usher-none", "sysctl -qw net.ipv4.ip_forward=0");

        Files.writeString(calls, "");
        write("pids", "");
        write("boot", "another");
        takeDown();
        assertThat(calls).isEmptyFile();
    }

    @Test
    void removesDirectoriesThatWereNotThereButNothingOfOthersInThem() throws IOException {
        var own = directory.resolve("own");
        Files.createDirectories(own.resolve("device-plugins"));
        Files.createSymbolicLink(own.resolve("log"), node.resolve("pods/none"));
        Files.createSymbolicLink(own.resolve("log-of-what-is-there-still"), node.resolve("boot"));
        Files.writeString(own.resolve("device-plugins/kubelet_internal_checkpoint"), "");
        var shared = directory.resolve("shared");
        Files.createDirectories(shared.resolve("empty"));
        Files.writeString(shared.resolve("of-others"), "keep");
        write("absent.before", own + "\n" + shared);
        write("pids", "");

        takeDown();

        assertThat(own).doesNotExist();
        assertThat(shared.resolve("of-others")).hasContent("keep");
        assertThat(shared.resolve("empty")).doesNotExist();
    }

    @Test
    void doesNotWaitForEverForAnotherOnThisMachine() throws IOException {
        var lock = directory.resolve("lock/node");
        Files.createDirectories(lock.getParent());
        var holder = new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo held; read -r _").start();
        try {
            assertThat(holder.inputReader(UTF_8).readLine()).isEqualTo("held");

            var ran = run(
                    Map.of(
                            "USHER_NODE_LOCK", lock.toString(),
                            "USHER_NODE_PATIENCE", "1",
                            "XDG_CACHE_HOME", directory.toString()),
                    SCRIPTS.resolve("hold.sh").toString());

            assertThat(ran.exitCode()).isOne();
            assertThat(ran.errors()).contains("another node is up on this machine");
        } finally {
            holder.destroyForcibly();
        }
    }
}
