package dev.usher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void areWhatIsBetweenSpaces() {
        assertThat(Words.of("kubectl  get puser -n people   # all of them"))
                .hasValueSatisfying(
                        words -> assertThat(words).containsExactly("kubectl", "get", "puser", "-n", "people"));
    }

    @Test
    void areWholeWithinQuotes() {
        assertThat(Words.of("kubectl patch -p '{\"spec\": {\"a\": \"$b\"}}' --reason \"case 9\" a'b c'd"))
                .hasValueSatisfying(words -> assertThat(words)
                        .containsExactly(
                                "kubectl",
                                "patch",
                                "-p",
                                "{\"spec\": {\"a\": \"$b\"}}",
                                "--reason",
                                "case 9",
                                "ab cd"));
    }

    @Test
    void leaveOutWhereTheOutputGoes() {
        assertThat(Words.of("./usher export -n people > people.yaml"))
                .hasValueSatisfying(words -> assertThat(words).containsExactly("./usher", "export", "-n", "people"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grep x | wc",
                "a && b",
                "echo $x",
                "echo \"$x\"",
                "echo $(date)",
                "echo `date`",
                "a; b",
                "cat <a",
                "it's",
                ""
            })
    void areNotToldWhereThatTakesAShell(String line) {
        assertThat(Words.of(line)).isEmpty();
    }
}
