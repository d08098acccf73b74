package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of events against every place of the program that says one. */
class EventsPageTest {
    private static final Path MAIN = Path.of("src", "main", "java", "dev", "usher");
    private static final Pattern CALL = Pattern.compile("\\bevents(?:\\(\\))?\\s*\\.(warning|normal|routine)\\(");
    private static final Pattern TEXT = Pattern.compile("\"(\\w+)\"");
    private static final Pattern NAME = Pattern.compile("(?:Reason|Problem\\.Kind)\\.(\\w+)\\.name\\(\\)");
    private static final Pattern CONSTANT = Pattern.compile("(?:(\\w+)\\.)?([A-Z]+)");
    /** A constant of an enumeration that has both. */
    private static final Pattern PAIR = Pattern.compile("(?m)^ +[A-Z]+\\(\"(\\w+)\", \"(\\w+)\", \"[^\"]+\"\\) \\{$");

    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\| (.+?) \\| (Normal|Warning) \\| (.+?) \\| (.+?) \\|$");
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");

    /** What somebody may look for; without a reason where it is the one of a condition. */
    private record Said(String type, String action, String reason) implements Comparable<Said> {
        @Override
        public int compareTo(Said other) {
            return toString().compareTo(other.toString());
        }
    }

    private static Set<Said> ofTheProgram() throws IOException {
        var found = new TreeSet<Said>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                var source = Files.readString(file);
                var calls = CALL.matcher(source);
                while (calls.find()) {
                    var type = calls.group(1).equals("warning") ? "Warning" : "Normal";
                    var arguments = arguments(source.substring(calls.end()));
                    // Events itself passes on what it is told.
                    if (!file.endsWith("Events.java")) {
                        found.addAll(said(type, arguments, file, source));
                    }
                }
            }
        }
        return found;
    }

    private static List<Said> said(String type, List<String> arguments, Path file, String source) throws IOException {
        assertThat(arguments).as("%s: %s", file, arguments).hasSize(4);
        var action = arguments.get(1);
        if (action.equals("happening.action")) {
            return PAIR.matcher(source)
                    .results()
                    .map(pair -> new Said(type, pair.group(1), pair.group(2)))
                    .toList();
        }
        assertThat(word(action, file))
                .as("%s: an action is a word of its own: %s", file, action)
                .isNotEmpty();
        return List.of(new Said(type, word(action, file), word(arguments.get(2), file)));
    }

    /** What a piece of code says; empty where that is known only as it runs. */
    private static String word(String code, Path file) throws IOException {
        var text = TEXT.matcher(code);
        if (text.matches()) {
            return text.group(1);
        }
        var name = NAME.matcher(code);
        if (name.matches()) {
            return name.group(1);
        }
        var constant = CONSTANT.matcher(code);
        if (constant.matches()) {
            var home = constant.group(1) == null ? file : file.resolveSibling(constant.group(1) + ".java");
            var value = Pattern.compile("String " + constant.group(2) + " = \"(\\w+)\"")
                    .matcher(Files.readString(home));
            assertThat(value.find()).as("%s in %s", code, home).isTrue();
            return value.group(1);
        }
        return "";
    }

    /** Those of a call, up to its end. */
    private static List<String> arguments(String from) {
        var found = new ArrayList<String>();
        var now = new StringBuilder();
        var depth = 0;
        var quoted = false;
        for (var at = 0; depth >= 0; at++) {
            var letter = from.charAt(at);
            quoted ^= letter == '"' && from.charAt(Math.max(0, at - 1)) != '\\';
            if (!quoted && (letter == '(' || letter == ')')) {
                depth += letter == '(' ? 1 : -1;
            }
            if (depth < 0 || (letter == ',' && depth == 0 && !quoted)) {
                found.add(now.toString().strip());
                now.setLength(0);
            } else {
                now.append(letter);
            }
        }
        return found;
    }

    private static Set<Said> ofThePage() throws IOException {
        return Files.readAllLines(Path.of("docs", "events.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> {
                    var word = WORD.matcher(row.group(2));
                    return new Said(row.group(3), row.group(1), word.matches() ? word.group(1) : "");
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void hasEveryActionAndReasonAndNoneThatThereIsNot() throws IOException {
        assertThat(ofTheProgram()).hasSizeGreaterThan(20).isEqualTo(ofThePage());
    }
}
