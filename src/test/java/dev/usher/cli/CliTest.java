package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.controller.Explanations;
import dev.usher.controller.Export;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String line) {
        var arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
        return new Cli(
                        CliTest::unused,
                        CliTest::unread,
                        CliTest::none,
                        InstantSource.system(),
                        new PrintWriter(output, true),
                        new PrintWriter(errors, true))
                .run(arguments);
    }

    private static Language none() {
        throw new AssertionError("no app is asked");
    }

    private static Export unread() {
        throw new AssertionError("no cluster was read");
    }

    private static Explanations unused() {
        throw new AssertionError("no cluster was read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy",
                "why",
                "why ada wiki more",
                "why ada -o yaml",
                "why ada --all",
                "why --version",
                "probe",
                "probe wiki -f wiki.yaml",
                "probe https://wiki.example.com/scim",
                "probe wiki --token-file t",
                "probe wiki --preset slack",
                "probe wiki other",
                "probe wiki.example.com/scim"
            })
    void refusesWhatItDoesNotUnderstand(String line) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(output.toString()).isEmpty();
        assertThat(errors.toString()).contains("Usage: usher").doesNotContain("Exception");
    }

    @Test
    void explainsAVerb() {
        assertThat(run("why --help")).isZero();
        assertThat(output.toString())
                .startsWith("Usage: usher why")
                .contains("USER", "[APP]", "--namespace", "--output");
    }

    @Test
    void everyVerbIsOneOfTheScript() throws IOException {
        var verbs = new Cli(
                        CliTest::unused,
                        CliTest::unread,
                        CliTest::none,
                        InstantSource.system(),
                        new PrintWriter(output, true),
                        new PrintWriter(errors, true))
                .verbs();
        var dispatched = Files.readAllLines(Path.of("usher")).stream()
                .filter(line -> line.endsWith(") command_line \"$verb\" \"$@\" ;;"))
                .flatMap(line -> Stream.of(line.substring(0, line.indexOf(')')).split("\\|", -1)))
                .map(String::strip)
                .toList();

        assertThat(verbs).contains("why", "audit", "probe");
        assertThat(dispatched).containsExactlyInAnyOrderElementsOf(verbs);
    }

    @Test
    void isMeantByAVerbAndNotByAnOption() {
        assertThat(Cli.isMeant(new String[] {"why", "ada"})).isTrue();
        assertThat(Cli.isMeant(new String[] {})).isFalse();
        assertThat(Cli.isMeant(new String[] {"-Dquarkus.profile=test"})).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, no cluster answers at https://c/: set KUBECONFIG",
        "-1, no cluster answers at https://c/: set KUBECONFIG",
        "401, the cluster at https://c/ does not know you: log in again",
        "403, you may not read what it takes in namespace people: ask for `get` and `list`",
        "404, the cluster at https://c/ does not know Usher's resources: install Usher",
        "503, the cluster at https://c/ answers with HTTP 503",
    })
    void saysWhatToDoWhereAClusterCannotBeRead(int code, String advice) {
        assertThat(Advice.on(code, "people", "https://c/")).startsWith(advice);
    }

    @Test
    void tellsAUserAndAnAppThatAreNotThereFromOneThatIsNotUnderstood() {
        var town = new Town().user("ada", "{userName: ada}").user("odd", "{userName: odd, type: Robot}");

        assertThat(town.ask("grace", Optional.empty())).isEqualTo(new Explanations.Answer.NoSuchUser());
        assertThat(town.ask("ada", Optional.of("wiki"))).isEqualTo(new Explanations.Answer.NoSuchApp());
        assertThat(town.ask("odd", Optional.empty()))
                .isInstanceOfSatisfying(
                        Explanations.Answer.Undecided.class,
                        undecided -> assertThat(undecided.why()).contains("`spec.type`"));
    }
}
