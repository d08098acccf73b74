package dev.usher.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.TarImage;
import dev.usher.cluster.Project;
import java.nio.file.Path;
import java.util.Optional;

/** The image of this build on the C library of this machine, made once for all tests that want it. */
public final class BuiltImage {
    private static final String NAME = "localhost/usher:";
    private static Optional<Made> made = Optional.empty();

    private BuiltImage() {}

    /** Its archive, what it was made of, and by what it is known. */
    record Made(Path file, Contents contents, String digest) {}

    /** The archive of it. */
    public static Path file() {
        return image().file();
    }

    static synchronized Made image() {
        if (made.isEmpty()) {
            made = Optional.of(make());
        }
        return made.get();
    }

    private static Made make() {
        Path directory = Project.path("target/image-of-tests");
        String version = ChartVersion.read(Project.path("helm/usher/Chart.yaml"));
        var contents = Contents.gather(
                JavaRuntime.make(Path.of(System.getProperty("java.home")), directory.resolve("java")),
                Project.path("target"),
                directory,
                new Base.OfThisMachine(),
                Optional.empty(),
                version);
        return new Made(
                directory.resolve("usher.tar"), contents, write(contents, directory, directory.resolve("usher.tar")));
    }

    /** Writes it, and returns its digest. */
    static String write(Contents contents, Path directory, Path file) {
        try {
            var to = Image.through(directory, Containerizer.to(TarImage.at(file).named(NAME + contents.version())));
            return new Image(contents)
                    .onDirectory(LocalBase.make(contents.runtime(), directory.resolve("base")), to)
                    .getDigest()
                    .toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the image was made", e);
        } catch (Exception e) {
            throw new IllegalStateException("no image: " + Failure.told(e), e);
        }
    }
}
