package dev.usher.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The layers of the image, those that change least first, and how it is started. The same contents are the same bytes. */
final class Image {
    /** Nobody's number, the one of the chart; a number, so that a node can tell that it is not root. */
    static final String USER = "65532:65532";

    static final String ARCHIVE = "/app/usher.aot";

    /** What a JVM may do without a warning; an archive fits a JVM that has the same ones, and no other. */
    static final List<String> OPTIONS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final List<String> ENTRYPOINT = Stream.of(
                    List.of("/opt/java/bin/java", "-XX:AOTCache=" + ARCHIVE),
                    // What does not fit is left aside, and lines that are not the operator's have no place among its
                    // own.
                    List.of("-Xlog:aot=off", "-Xlog:cds=off"),
                    OPTIONS,
                    List.of("-jar", "/app/quarkus-run.jar"))
            .flatMap(List::stream)
            .toList();

    private static final String TOOL = "usher";

    private final Contents contents;

    Image(Contents contents) {
        this.contents = contents;
    }

    /**
     * Where an image goes, by what is kept in a directory meanwhile.
     *
     * <p>Layers of before are forgotten: Jib would know them again by the times of their files, which are one here.
     */
    static Containerizer through(Path directory, Containerizer to) {
        Path layers = directory.resolve("layers");
        Tree.delete(layers);
        return to.setBaseImageLayersCache(directory.resolve("base-layers"))
                .setApplicationLayersCache(layers)
                .setToolName(TOOL);
    }

    /** Adds what Usher is made of to a base that is in a registry. */
    JibContainer onPulled(RegistryImage base, Containerizer to) throws Exception {
        return addTo(Jib.from(base)).containerize(to);
    }

    /** The same on a base that is a directory. */
    JibContainer onDirectory(Path base, Containerizer to) throws Exception {
        return addTo(Jib.fromScratch().addFileEntriesLayer(layer("base", base, "/")))
                .containerize(to);
    }

    /** For one processor, and not for that which Jib takes by itself as well. */
    static JibContainerBuilder onlyFor(String architecture, JibContainerBuilder builder) {
        return builder.setPlatforms(Set.of(new Platform(architecture, "linux")));
    }

    /** Pulls a base into what is kept in a directory, and returns an archive of it alone: whether it can be had is known before all else is made. */
    static Path pull(RegistryImage base, Path directory, boolean insecure) throws Exception {
        Path archive = directory.resolve("base.tar");
        var to = through(directory, Containerizer.to(TarImage.at(archive).named("localhost/base")));
        onlyFor(Base.architecture(), Jib.from(base))
                .setFormat(ImageFormat.OCI)
                .containerize(to.setAllowInsecureRegistries(insecure));
        return archive;
    }

    private JibContainerBuilder addTo(JibContainerBuilder builder) {
        return onlyFor(Base.architecture(), builder)
                .addFileEntriesLayer(layer("runtime", contents.runtime().home(), "/opt/java"))
                .addFileEntriesLayer(layer("libraries", contents.application().resolve("lib"), "/app/lib"))
                .addFileEntriesLayer(application())
                .addFileEntriesLayer(layer("archive", contents.archive(), ARCHIVE))
                .addFileEntriesLayer(layer("bill", contents.bill(), "/usr/share/usher/" + Bill.FILE))
                .setEntrypoint(ENTRYPOINT)
                .addEnvironmentVariable("JAVA_HOME", "/opt/java")
                .addEnvironmentVariable("PATH", "/opt/java/bin:/usr/bin:/bin")
                .addEnvironmentVariable("LC_ALL", "C.UTF-8")
                .setWorkingDirectory(AbsoluteUnixPath.get("/app"))
                .setUser(USER)
                .setExposedPorts(Port.tcp(8080))
                .addLabel("org.opencontainers.image.title", "Usher")
                .addLabel("org.opencontainers.image.description", "A Kubernetes operator for user provisioning")
                .addLabel("org.opencontainers.image.licenses", "Apache-2.0")
                .addLabel("org.opencontainers.image.version", contents.version())
                .setCreationTime(Instant.EPOCH)
                .setFormat(ImageFormat.OCI);
    }

    private FileEntriesLayer application() {
        var layer = FileEntriesLayer.builder().setName("application");
        Tree.all(contents.application()).stream()
                .filter(Files::isRegularFile)
                .filter(file -> !file.startsWith(contents.application().resolve("lib")))
                .forEach(file -> layer.addEntry(file, inImage(contents.application(), file, "/app"), Tree.TIME));
        return layer.build();
    }

    static FileEntriesLayer layer(String name, Path from, String to) {
        var layer = FileEntriesLayer.builder().setName(name);
        Tree.all(from).stream()
                // The root itself is nobody's entry.
                .filter(file -> !(file.equals(from) && to.equals("/")))
                .forEach(file -> layer.addEntry(file, inImage(from, file, to), permissions(file), Tree.TIME));
        return layer.build();
    }

    private static AbsoluteUnixPath inImage(Path from, Path file, String to) {
        var place = AbsoluteUnixPath.get(to);
        return file.equals(from) ? place : place.resolve(from.relativize(file));
    }

    /** Not what the builder's umask made of them. */
    private static FilePermissions permissions(Path file) {
        if (file.endsWith("tmp")) {
            return FilePermissions.fromOctalString("777");
        }
        return Files.isDirectory(file) || Files.isExecutable(file)
                ? FilePermissions.fromOctalString("755")
                : FilePermissions.fromOctalString("644");
    }
}
