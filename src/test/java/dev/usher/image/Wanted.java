package dev.usher.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a Java runtime loads of the machine that it runs on, and does not bring along.
 *
 * @param libraries where they are on this one
 */
record Wanted(SortedSet<Path> libraries) {
    private static final Pattern FOUND = Pattern.compile("(?:=> )?(/\\S+) \\(0x");
    private static final Pattern NOT_FOUND = Pattern.compile("(\\S+) => not found");

    /** What ldd finds of its programs and libraries. */
    static Wanted by(JavaRuntime runtime) {
        var binaries = runtime.binaries();
        var own = binaries.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        var said = binaries.stream()
                .map(binary -> Tool.run("ldd", binary.toString()))
                .toList();
        return of(said, runtime.home().toAbsolutePath(), own);
    }

    /**
     * What ldd said means.
     *
     * @param own the names of what the runtime has itself, which finds it where ldd does not
     */
    static Wanted of(List<String> said, Path home, Set<String> own) {
        var found = new TreeSet<Path>();
        var missing = new TreeSet<String>();
        said.stream().flatMap(String::lines).forEach(line -> {
            var there = FOUND.matcher(line);
            if (there.find()) {
                found.add(Path.of(there.group(1)));
            }
            var not = NOT_FOUND.matcher(line);
            if (not.find() && !own.contains(not.group(1))) {
                missing.add(not.group(1));
            }
        });
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "this machine has not all that the Java runtime loads: " + String.join(", ", missing));
        }
        found.removeIf(library -> library.startsWith(home));
        return new Wanted(found);
    }

    /** Refuses a base that has not all of it. */
    void mustBeIn(Set<String> names, String base) {
        var missing = libraries.stream()
                .map(library -> library.getFileName().toString())
                .filter(name -> !names.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the Java runtime loads %s, which the base %s does not have: take a JDK that brings them along, or a base that has them"
                            .formatted(String.join(", ", missing), base));
        }
    }

    /** The C library itself. */
    Path libc() {
        return libraries.stream()
                .filter(path -> path.endsWith("libc.so.6"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no glibc: name a base with --base"));
    }
}
