package dev.usher.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A directory with what a Java runtime loads of this machine's C library, and the files by which names become numbers. */
final class LocalBase {
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
        var wanted = Wanted.by(runtime);
        var all = new TreeSet<>(wanted.libraries());
        LOADED_BY_NAME.stream()
                .map(wanted.libc()::resolveSibling)
                .filter(Files::exists)
                .forEach(all::add);
        return all;
    }
}
