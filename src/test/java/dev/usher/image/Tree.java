package dev.usher.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files below a directory, as they go into a layer. */
final class Tree {

    /** What every file of a layer says of its time. The archive of what a JVM has loaded asks for the time of each jar that it knows. */
    static final Instant TIME = Instant.ofEpochSecond(1);

    private Tree() {}

    /** Copies files, and gives them the time of layers; what was there is gone. */
    static void copy(Path from, Path to) {
        delete(to);
        for (Path file : all(from)) {
            try {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                    Files.setLastModifiedTime(copy, FileTime.from(TIME));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Everything from a path downwards, parents first, in the order of names: the order of a layer's entries is a part of its digest. */
    static List<Path> all(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path root) {
        if (Files.notExists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
