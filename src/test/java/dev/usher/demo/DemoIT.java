package dev.usher.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.Project;
import dev.usher.demo.Demo.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoIT {

    private static final int PORT_OF_A_SAMPLE = 18081;
    private static final Pattern RUN_DIRECTORY = Pattern.compile("kubectl apply -k (\\S+)/demo");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(written, true, UTF_8), false, Style.PLAIN);
    private final Optional<ServerSocket> taken = take();

    /** Takes the port unless somebody else has it already, so that the sample has to get another one. */
    private static Optional<ServerSocket> take() {
        try {
            return Optional.of(new ServerSocket(PORT_OF_A_SAMPLE, 1, InetAddress.ofLiteral("127.0.0.1")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @AfterEach
    void release() throws IOException {
        if (taken.isPresent()) {
            taken.get().close();
        }
    }

    @Test
    void readsJoinerMoverAndLeaverBackFromTheAppsAndLeavesNothingBehind() {
        int exitCode = new Demo(screen, Settings.usual(true)).run();

        assertThat(exitCode).as(text()).isZero();
        assertThat(text())
                .containsSubsequence("SAMPLES", "JOINER", "MOVER", "LEAVER", "Every step was read back from the apps.")
                .containsPattern(
                        "(?s)(OpenLDAP: on port .*DIRECTORY.*3 of 3 accounts)|(speaks LDAP: sh src/test/openldap/install.sh gets)")
                .containsPattern(
                        "(?s)(PostgreSQL: on port .*DATABASE .*DATABASE-MOVER .*DATABASE-LEAVER .*1 of 1 accounts)"
                                + "|(A database: sh src/test/postgresql/install.sh gets)")
                .containsPattern(
                        "operator ready \\S+ s · samples \\S+ s · joiner \\S+ s \\(read after \\S+ s\\) · mover \\S+ s \\(read after \\S+ s\\) · leaver \\S+ s \\(read after \\S+ s\\)")
                .containsSubsequence(
                        "+ 1906,grace.hopper,Grace,Hopper,Grace Hopper,grace@example.com,Research,Active",
                        "- 1906,grace.hopper,Grace,Hopper,Grace Hopper,grace@example.com,Research,Active",
                        "+ 1906,grace.hopper,Grace,Hopper,Grace Hopper,grace@example.com,Engineering,Active",
                        "+ 1906,grace.hopper,Grace,Hopper,Grace Hopper,grace@example.com,Engineering,Terminated");
        assertThat(runDirectory()).doesNotExist();
    }

    @Test
    void saysWhichStepFailedWhatWasExpectedAndSeenAndWhereTheLogIs() {
        // Without this the operator refuses addresses of this machine, which is where the apps are.
        Map<String, String> noLoopback = Map.of("USHER_NETWORK_PLAINTEXT", "true");

        int exitCode = new Demo(screen, new Settings(true, noLoopback, Duration.ofSeconds(3))).run();

        assertThat(exitCode).as(text()).isEqualTo(1);
        assertThat(text())
                .containsSubsequence(
                        "SAMPLES failed after",
                        "account of ada.lovelace in wiki",
                        "expected  enabled, in analysts",
                        "seen      no account",
                        "The operator's log is kept in target/demo-operator.log; its end:",
                        "INFO")
                .doesNotContain("JOINER", "Exception");
        assertThat(Project.path("target/demo-operator.log")).isNotEmptyFile();
        assertThat(runDirectory()).doesNotExist();
    }

    @Test
    void leavesNothingBehindWhenItIsInterrupted() {
        var demo = new Demo(screen, Settings.usual(false));
        var run = new FutureTask<>(demo::run);
        // Not in the common pool: the JDK needs it to tell that a process has ended.
        Thread.ofPlatform().daemon().start(run);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> run.isDone() || RUN_DIRECTORY.matcher(text()).find());

        demo.interrupt();

        assertThat(runDirectory()).doesNotExist();
        assertThat(text()).endsWith("Ended, and everything removed.%n".formatted());
        assertThat(run).succeedsWithin(Duration.ofMinutes(1));
    }

    private Path runDirectory() {
        Matcher applied = RUN_DIRECTORY.matcher(text());
        assertThat(applied.find()).as(text()).isTrue();
        return Path.of(applied.group(1));
    }

    private String text() {
        return written.toString(UTF_8);
    }
}
