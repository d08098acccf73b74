package dev.usher;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.usher.architecture.CodeRules;
import dev.usher.architecture.Offenders;
import dev.usher.architecture.RoomRules;
import dev.usher.architecture.Rule;
import dev.usher.architecture.Sources;
import dev.usher.architecture.Sources.Kind;
import dev.usher.architecture.Sources.Measured;
import dev.usher.architecture.TestTreeRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final Path MAIN_SOURCES = Path.of("src", "main", "java");
    private static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target", "classes"));
    private static final JavaClasses TEST_TREE = new ClassFileImporter().importPath(Path.of("target", "test-classes"));
    private static final int LONGEST_CLASS = 300;
    private static final int LONGEST_RECONCILER = 150;
    private static final int LONGEST_METHOD = 40;

    static Stream<Rule> rulesOfMain() {
        return Stream.of(RoomRules.all(), CodeRules.all()).flatMap(List::stream);
    }

    static Stream<Rule> rulesOfTheTestTree() {
        return TestTreeRules.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesOfMain")
    void holds(Rule rule) {
        rule.rule().check(MAIN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesOfTheTestTree")
    void holdsInTheTestTree(Rule rule) {
        rule.rule().check(TEST_TREE);
    }

    @Test
    void everyRuleNoticesAnOffender(@TempDir Path directory) throws IOException {
        List<Rule> rules = Stream.concat(rulesOfMain(), rulesOfTheTestTree()).toList();
        // Where the classes lie tells main and test tree apart.
        Path tree = directory.resolve("test-classes");
        Offenders.compile(rules, Files.createDirectory(tree));
        JavaClasses offenders = new ClassFileImporter().importPath(tree);

        assertThat(rules)
                .allSatisfy(rule -> assertThat(rule.rule()
                                .evaluate(offenders)
                                .getFailureReport()
                                .getDetails())
                        .anyMatch(violation -> violation.contains(rule.offenderName())));
    }

    @Test
    void noClassIsLongerThan300Lines() throws IOException {
        assertThat(main(Kind.TYPE).filter(longerThan(LONGEST_CLASS))).isEmpty();
    }

    @Test
    void noReconcilerIsLongerThan150Lines() throws IOException {
        assertThat(main(Kind.TYPE)
                        .filter(type -> type.name().endsWith("Reconciler"))
                        .filter(longerThan(LONGEST_RECONCILER)))
                .isEmpty();
    }

    @Test
    void noMethodIsLongerThan40Lines() throws IOException {
        assertThat(main(Kind.METHOD).filter(longerThan(LONGEST_METHOD))).isEmpty();
    }

    @Test
    void measuresFromTheFirstModifierToTheLastBrace(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("Example.java"), """
                /** Documentation. */
                @Deprecated
                class Example {
                    /** More of it. */
                    void method() {
                        Runnable inner = new Runnable() {
                            public void run() {}
                        };
                    }
                    record Nested() {
                        void deep() {
                        }
                    }
                }
                """);

        assertThat(Sources.measure(List.of(file)))
                .contains(
                        new Measured("Example", Kind.TYPE, 13),
                        new Measured("Example.method", Kind.METHOD, 5),
                        new Measured("Example.Nested.deep", Kind.METHOD, 2));
    }

    @Test
    void everyPackageSaysInOneSentenceWhatItIsFor() throws IOException {
        for (Path file : Sources.under(MAIN_SOURCES)) {
            Path purpose = file.resolveSibling("package-info.java");
            assertThat(purpose).exists();
            assertThat(Files.readString(purpose))
                    .matches("(?s)/\\*\\*.+\\.\\s*\\*/\\s*@NullMarked\\s.*")
                    .doesNotMatch("(?s)/\\*\\*.*\\.\\s+(\\* )?[A-Z].*\\*/.*");
        }
    }

    private static Stream<Measured> main(Kind kind) throws IOException {
        return Sources.measure(Sources.under(MAIN_SOURCES)).stream().filter(measured -> measured.kind() == kind);
    }

    private static Predicate<Measured> longerThan(int lines) {
        return measured -> measured.lines() > lines;
    }
}
