package dev.usher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that does not come, where what holds it is a script of this test. */
class NodeTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path directory = Path.of("");

    private Path holder(String script) throws IOException {
        return BareMachine.program(
                directory.resolve("hold.sh"),
                "cd '" + directory + "'\ntrap '' TERM\ntrap 'touch taken-down' EXIT\n" + script);
    }

    @Test
    void isTakenDownWhereItsPauseCannotBeImported() throws IOException {
        Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: node, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: who, user: {token: none}}]
                contexts: [{name: node, context: {cluster: node, user: who}}]
                current-context: node
                """);
        var holder = holder("pwd\nwhile read -r _; do :; done");

        assertThatThrownBy(() -> Node.start(holder, LONG)).hasMessage("no image of pause");

        assertThat(directory.resolve("taken-down")).exists();
    }

    @Test
    void isTakenDownWhereItDoesNotComeInTime() throws IOException {
        var holder = holder("set -e\nsh -c 'echo $$ >waiting; sleep 600; true'\necho never");

        assertThatThrownBy(() -> Node.start(holder, Duration.ofSeconds(2)))
                .hasMessageContaining("no node within")
                .hasNoSuppressedExceptions();

        assertThat(directory.resolve("taken-down")).exists();
        var waiting =
                Long.parseLong(Files.readString(directory.resolve("waiting")).strip());
        await().atMost(LONG)
                .until(() ->
                        ProcessHandle.of(waiting).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void saysWhatWasSaidWhereThereIsNone() throws IOException {
        var holder = holder("echo 'there is a bridge already' >&2\nexit 1");

        assertThatThrownBy(() -> Node.start(holder, LONG)).hasMessageContaining("there is a bridge already");
    }
}
