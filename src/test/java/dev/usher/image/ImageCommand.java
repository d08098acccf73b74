package dev.usher.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.usher.cluster.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code ./usher image}: makes the image of this checkout, as a file or in a registry. */
@Command(
        name = "image",
        description = "The operator with its Java runtime as an OCI image, without a container engine.")
public final class ImageCommand implements Callable<Integer> {

    @Option(
            names = "--base",
            paramLabel = "REFERENCE|local",
            description = "What it stands on: an image with its digest, or 'local' for the C library of this machine.")
    private String base = Base.PINNED;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What it is called; absent: what the chart asks for, localhost/usher:VERSION.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the archive of the image is written; absent: target/usher-image.tar.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--push", description = "Puts it into the registry that its name says, instead of a file.")
    private boolean push;

    @Option(
            names = "--start-archive",
            paramLabel = "FILE",
            description =
                    "What a JVM has loaded of this very build, instead of a start that finds it out: with the one of an image, its bytes come out again.")
    private Optional<Path> archive = Optional.empty();

    @Option(names = "--insecure", description = "Registries may be spoken to without TLS.")
    private boolean insecure;

    private ImageCommand() {}

    /** Exits with 0 where the image was made, else with 1, or with 2 where what was asked for makes no sense. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new ImageCommand())
                .setExecutionExceptionHandler((failure, _, _) -> {
                    System.err.println("usher image: " + Failure.told(failure));
                    return failure instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    /** What can be refused is refused before anything is made, since a runtime and a start take a minute. */
    @Override
    public Integer call() throws Exception {
        var base = Base.of(this.base);
        String version = ChartVersion.read(Project.path("helm/usher/Chart.yaml"));
        var destination = Destination.of(
                name,
                output.map(ImageCommand::given),
                push,
                "localhost/usher:" + version,
                Project.path("target/usher-image.tar"));
        var kept = archive.map(ImageCommand::given);
        kept.filter(Files::notExists).ifPresent(file -> {
            throw new IllegalStateException("there is no archive " + file);
        });
        Path directory = Files.createDirectories(Project.path("target/image"));
        var names = pulled(base, directory);
        var runtime = JavaRuntime.make(Path.of(System.getProperty("java.home")), directory.resolve("java"));
        if (base instanceof Base.Pulled pulled) {
            Wanted.by(runtime).mustBeIn(names, pulled.reference());
        }
        var contents = Contents.gather(runtime, Project.path("target"), directory, base, kept, version);
        write(contents, base, destination, directory);
        return ExitCode.OK;
    }

    /** A relative path is so where the command was given, which is not where it runs. */
    private static Path given(Path path) {
        return Path.of(System.getProperty("usher.where", ""))
                .resolve(path)
                .toAbsolutePath()
                .normalize();
    }

    /** The names of the files of a base that is pulled. */
    private Set<String> pulled(Base base, Path directory) throws InterruptedException {
        return switch (base) {
            case Base.OfThisMachine _ -> Set.of();
            case Base.Pulled(var reference) -> {
                try {
                    var archive = Image.pull(registry(ImageReference.parse(reference)), directory, insecure);
                    yield new Layers(archive).names();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(Failure.ofBase(reference, e), e);
                }
            }
        };
    }

    private void write(Contents contents, Base base, Destination destination, Path directory) throws Exception {
        // A file that is there is whole.
        Path made = directory.resolve("image.tar");
        var to = destination.file().isPresent()
                ? Containerizer.to(TarImage.at(made).named(destination.name()))
                : Containerizer.to(registry(destination.name()));
        var digest = make(contents, base, Image.through(directory, to).setAllowInsecureRegistries(insecure), directory)
                .getDigest();
        System.out.printf("%s %s%n", destination.name(), digest);
        if (destination.file().isPresent()) {
            Path file = destination.file().get();
            Files.createDirectories(file.resolveSibling(""));
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
            System.out.printf("in %s (%d MB)%n", file, Files.size(file) / 1_000_000);
        }
    }

    private static JibContainer make(Contents contents, Base base, Containerizer to, Path directory) throws Exception {
        var image = new Image(contents);
        return switch (base) {
            case Base.Pulled(var reference) -> image.onPulled(registry(ImageReference.parse(reference)), to);
            case Base.OfThisMachine _ ->
                image.onDirectory(LocalBase.make(contents.runtime(), directory.resolve("base")), to);
        };
    }

    /** With whatever docker's configuration knows about it. */
    private static RegistryImage registry(ImageReference reference) {
        return RegistryImage.named(reference)
                .addCredentialRetriever(
                        CredentialRetrieverFactory.forImage(reference, _ -> {}).dockerConfig());
    }
}
