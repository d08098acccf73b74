package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that tells which test shows what: each is there, and each test of a hostile class is on the page. */
class HostilePageTest {
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");
    private static final Pattern METHOD =
            Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b.*?\\bvoid (\\w+)\\(", Pattern.DOTALL);

    @Test
    void namesTheTestsThatThereAre() throws IOException {
        var named = NAMED.matcher(Files.readString(Path.of("docs", "hostile.md")))
                .results()
                .map(test -> test.group(1) + "#" + test.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        var there = new TreeSet<String>();
        var hostile = new TreeSet<String>();
        for (var source : sources()) {
            var name = source.getFileName().toString().replace(".java", "");
            METHOD.matcher(Files.readString(source))
                    .results()
                    .map(method -> name + "#" + method.group(1))
                    .forEach(test -> {
                        there.add(test);
                        if (name.startsWith("Hostile") && !name.equals("HostilePageTest")) {
                            hostile.add(test);
                        }
                    });
        }
        assertThat(there).containsAll(named);
        assertThat(named).containsAll(hostile);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(TESTS)) {
            return all.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .toList();
        }
    }
}
