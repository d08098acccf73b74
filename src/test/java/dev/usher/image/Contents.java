package dev.usher.image;

import dev.usher.cluster.StartArchive;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What goes into the image beside its base.
 *
 * @param application the packaged operator, its files with the time of layers
 * @param archive what a JVM has loaded by the time the operator is ready: the one part that is made anew each time
 */
record Contents(JavaRuntime runtime, Path application, Path archive, Path bill, String version) {

    /**
     * Gathers it in a directory.
     *
     * @param build Maven's output directory
     * @param archive an archive of the very same application, instead of a start to make one
     */
    static Contents gather(
            JavaRuntime runtime, Path build, Path directory, Base base, Optional<Path> archive, String version) {
        Path application = directory.resolve("app");
        Tree.copy(build.resolve("quarkus-app"), application);
        Tree.delete(application.resolve("quarkus-app-dependencies.txt"));
        Path made = archive.orElseGet(() -> {
            Path file = directory.resolve("usher.aot");
            StartArchive.rehearse(runtime.java(), Image.OPTIONS, application.resolve("quarkus-run.jar"), file);
            return file;
        });
        Path bill = Bill.ofTheBuild(build.resolve(Bill.FILE))
                .of(application.resolve("lib"))
                .with(runtime)
                .with(base)
                .write(directory);
        return new Contents(runtime, application, made, bill, version);
    }
}
