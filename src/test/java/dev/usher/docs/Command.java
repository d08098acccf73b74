package dev.usher.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a page, or a comment in a sample, tells somebody to type.
 *
 * @param line in which it stands, or its block begins; 0 within a sentence
 * @param text as it stands there, without a prompt
 * @param as who types it, where that is not whoever may do everything
 */
public record Command(Path page, int line, String text, Optional<String> as) {
    private static final Set<String> TOOLS =
            Set.of("kubectl", "helm", "./usher", "./mvnw", "sh", "openssl", "docker", "go");
    /** Stands for something, such as {@code WAVE}, {@code [-n NAMESPACE]} or an ellipsis, so that nobody can type it. */
    static final Pattern PLACE = Pattern.compile(".*(?:(?<= )\\[|…|\\.\\.\\.|(?<![\\w=/.-])[A-Z]{3,}\\b).*");

    private static final Pattern IN_COMMENT = Pattern.compile("^\\s*#\\s+((?:kubectl|helm|\\./usher) .+)$");

    /** All commands of all pages and samples. */
    public static List<Command> all() {
        return Stream.concat(
                        Pages.all().stream().flatMap(Command::ofPage),
                        Pages.samples().stream().flatMap(Command::ofSample))
                .toList();
    }

    private static Stream<Command> ofPage(Path page) {
        return Stream.concat(
                Fence.of(page).stream().flatMap(fence -> switch (fence.language()) {
                    case "sh" -> ofScript(fence);
                    case "console" -> ofConsole(fence);
                    default -> Stream.empty();
                }),
                new Markdown(Pages.text(page))
                        .spans().stream()
                                .filter(Command::isCommand)
                                .map(span -> new Command(page, 0, span, Optional.empty())));
    }

    private static boolean isCommand(String span) {
        var words = span.split(" ", -1);
        return words.length > 2
                && TOOLS.contains(words[0])
                && !PLACE.matcher(span).matches();
    }

    private static Stream<Command> ofScript(Fence fence) {
        if (fence.marks().containsKey("whole")) {
            return Stream.of(
                    new Command(fence.page(), fence.line(), fence.text().strip(), Optional.empty()));
        }
        return joined(fence.text().lines().toList()).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> new Command(fence.page(), fence.line(), line.strip(), fence.mark("as")));
    }

    private static Stream<Command> ofConsole(Fence fence) {
        return joined(fence.text().lines().toList()).stream()
                .filter(line -> line.startsWith("$ "))
                .map(line -> new Command(
                        fence.page(), fence.line(), line.substring(2).strip(), fence.mark("as")));
    }

    private static Stream<Command> ofSample(Path sample) {
        var lines = Pages.text(sample).lines().toList();
        var commands = new ArrayList<Command>();
        for (int at = 0; at < lines.size(); at++) {
            var comment = IN_COMMENT.matcher(lines.get(at));
            if (comment.matches() && !PLACE.matcher(comment.group(1)).matches()) {
                commands.add(new Command(sample, at + 1, comment.group(1).strip(), Optional.empty()));
            }
        }
        return commands.stream();
    }

    /** Lines, of which those that end with a backslash go on in the next one. */
    private static List<String> joined(List<String> lines) {
        var joined = new ArrayList<String>();
        var open = new StringBuilder();
        for (var line : lines) {
            if (line.endsWith("\\")) {
                open.append(line, 0, line.length() - 1);
            } else {
                joined.add(open + (open.isEmpty() ? line : line.strip()));
                open.setLength(0);
            }
        }
        return joined;
    }

    /** Its words; empty where it takes a shell. */
    public Optional<List<String>> words() {
        return Words.of(text);
    }

    /** Its first word, by which is known what it takes to run it; empty where it takes a shell. */
    public String tool() {
        return words().map(List::getFirst).orElse("");
    }

    @Override
    public String toString() {
        return page + (line > 0 ? ":" + line : "") + " " + text;
    }
}
