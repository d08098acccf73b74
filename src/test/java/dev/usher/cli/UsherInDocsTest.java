package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.docs.Command;
import dev.usher.docs.Pages;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of {@code ./usher} that a page or a sample shows is one that it understands. */
class UsherInDocsTest {
    private final StringWriter said = new StringWriter();
    private final Cli cli = new Cli(
            () -> {
                throw new AssertionError("no cluster is read");
            },
            () -> {
                throw new AssertionError("no cluster is read");
            },
            () -> {
                throw new AssertionError("no app is asked");
            },
            InstantSource.system(),
            new PrintWriter(said, true),
            new PrintWriter(said, true));

    static Stream<Command> calls() {
        return Command.all().stream().filter(command -> command.tool().equals("./usher"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isUnderstood(Command call) {
        var words = call.words().orElseThrow();
        var verb = words.get(1);
        if (cli.verbs().contains(verb)) {
            assertThat(cli.understands(words.subList(1, words.size()).toArray(String[]::new)))
                    .as("%s %s", call, said)
                    .isTrue();
        } else {
            assertThat(usage()).as(call.toString()).contains("  " + verb + " ");
            assertThat(options(words)).as(call.toString()).allMatch(usage()::contains);
        }
    }

    /** All but what is given to an option. */
    private static List<String> options(List<String> words) {
        return words.stream()
                .skip(2)
                .filter(word -> word.matches("--?[a-z].*|[a-z]+"))
                .toList();
    }

    /** What {@code ./usher help} says. */
    private static String usage() {
        var script = Pages.text(Path.of("usher"));
        return script.substring(script.indexOf("usage: ./usher"), script.indexOf("\nTEXT\n"));
    }
}
