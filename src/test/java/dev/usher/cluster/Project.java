package dev.usher.cluster;

import java.nio.file.Path;

/** Where the checkout is that the tests belong to. */
public final class Project {

    private static final Path ROOT =
            Path.of(System.getProperty("usher.root", "")).toAbsolutePath();

    private Project() {}

    /** A path in the checkout; its root is the system property {@code usher.root}, else the working directory. */
    public static Path path(String relative) {
        return ROOT.resolve(relative);
    }
}
