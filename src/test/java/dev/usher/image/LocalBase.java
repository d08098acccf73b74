package dev.usher.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A directory with what a Java runtime loads of this machine's C library, and the files by which names become numbers. */
final class LocalBase {
    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");

    /** Loaded by name, where names of hosts are asked for; ldd does not see them. */
    private static final List<String> LOADED_BY_NAME =
            List.of("libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2");

    private LocalBase() {}

    /** Makes it; what was there is gone. */
    static Path make(JavaRuntime runtime, Path root) {
        Tree.delete(root);
        try {
            for (Path library : libraries(runtime)) {
                Path place = root.resolve(library.toString().substring(1));
                Files.createDirectories(place.getParent());
                Files.copy(library.toRealPath(), place);
            }
            Path etc = Files.createDirectories(root.resolve("etc"));
            Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
            Files.writeString(
                    etc.resolve("passwd"),
                    "root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n");
            Files.writeString(etc.resolve("group"), "root:x:0:\nnonroot:x:65532:\n");
            Files.createDirectories(root.resolve("tmp"));
            Files.createDirectories(root.resolve("home/nonroot"));
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedSet<Path> libraries(JavaRuntime runtime) {
        var found = new TreeSet<Path>();
        for (Path binary : runtime.binaries()) {
            Tool.run("ldd", binary.toString())
                    .lines()
                    .map(LIBRARY::matcher)
                    .filter(match -> match.find())
                    .map(match -> Path.of(match.group(1)))
                    .filter(library -> !library.startsWith(runtime.home().toAbsolutePath()))
                    .forEach(found::add);
        }
        Path library = found.stream()
                .filter(path -> path.endsWith("libc.so.6"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no glibc: name a base with --base"));
        LOADED_BY_NAME.stream()
                .map(library::resolveSibling)
                .filter(Files::exists)
                .forEach(found::add);
        return found;
    }
}
