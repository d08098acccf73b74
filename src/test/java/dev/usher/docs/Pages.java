package dev.usher.docs;

import dev.usher.cluster.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every file that is written for people, by its path in the checkout. */
public final class Pages {
    /** What lists all pages. */
    public static final Path MAP = Path.of("docs", "README.md");

    private static final List<String> ROOMS = List.of("docs", "helm", "config", "src");

    private Pages() {}

    /** Every page in Markdown. */
    public static List<Path> all() {
        return Stream.concat(top(), ROOMS.stream().flatMap(Pages::below))
                .filter(file -> file.toString().endsWith(".md"))
                .sorted()
                .toList();
    }

    /** Samples, examples and values: in their comments people read what to type, and where to read on. */
    public static List<Path> samples() {
        return Stream.of("config", "docs", "helm")
                .flatMap(Pages::below)
                .filter(file -> file.toString().matches(".*\\.ya?ml"))
                .filter(file -> !file.toString().contains("templates")
                        && !file.toString().contains("crds"))
                .sorted()
                .toList();
    }

    /** Whatever may name a page. */
    static List<Path> whatNamesPages() {
        return Stream.concat(Stream.of(Path.of("usher")), ROOMS.stream().flatMap(Pages::below))
                .filter(file -> file.toString().matches("usher|.*\\.(md|java|ya?ml|tpl|txt|sh|json|py|properties)"))
                .sorted()
                .toList();
    }

    /** The text of a file. */
    public static String text(Path file) {
        try {
            return Files.readString(Project.path(file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> top() {
        try (var all = Files.list(Project.path(""))) {
            return all.filter(Files::isRegularFile).map(Pages::relative).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> below(String folder) {
        try (var all = Files.walk(Project.path(folder))) {
            return all.filter(Files::isRegularFile).map(Pages::relative).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path relative(Path file) {
        return Project.path("").relativize(file.toAbsolutePath());
    }
}
