package dev.usher.docs;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tests that there are, by their names, so that no page names one that is gone. */
public final class Tests {
    private static final Pattern METHOD =
            Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b.*?\\bvoid (\\w+)\\(", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT)(?:#\\w+)?)`");

    private static final Set<String> ALL = read();

    private Tests() {}

    /** Every class of tests, and every method of one behind its class and a number sign. */
    public static Set<String> all() {
        return ALL;
    }

    private static Set<String> read() {
        var all = new TreeSet<String>();
        Pages.below("src/test/java")
                .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                .forEach(file -> {
                    all.add(nameOf(file));
                    METHOD.matcher(Pages.text(file))
                            .results()
                            .forEach(method -> all.add(nameOf(file) + "#" + method.group(1)));
                });
        return Collections.unmodifiableSet(all);
    }

    /** Those that a text names. */
    public static Set<String> named(String text) {
        return NAMED.matcher(text).results().map(test -> test.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
