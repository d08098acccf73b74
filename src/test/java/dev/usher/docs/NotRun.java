package dev.usher.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a page tells somebody to type, or to apply, that {@link DocsIT} cannot run.
 *
 * @param page where it stands
 * @param begins how it begins, or its kind
 * @param reason why it cannot be run there
 * @param test that runs it, or what it stands for, otherwise; empty where none does
 */
record NotRun(String page, String begins, String reason, Optional<String> test) {
    private static final Path FILE = Path.of("src", "test", "resources", "docs", "not-run.txt");

    /** The whole list. */
    static List<NotRun> all() {
        return Pages.text(FILE)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(NotRun::of)
                .toList();
    }

    private static NotRun of(String line) {
        var parts = line.split(" \\| ", -1);
        if (parts.length != 4) {
            throw new AssertionError("not of the form page | begins | reason | test: " + line);
        }
        return new NotRun(parts[0], parts[1], parts[2], Optional.of(parts[3]).filter(test -> !test.equals("-")));
    }

    /** Whether it is in the list. */
    static boolean has(Command command) {
        return all().stream().anyMatch(one -> one.isAbout(command.page(), command.text()));
    }

    boolean isAbout(Path where, String text) {
        return page.equals(where.toString()) && text.startsWith(begins);
    }

    @Override
    public String toString() {
        return page + " | " + begins;
    }
}
