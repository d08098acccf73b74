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
import java.util.Optional;
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

    @Override
    public Integer call() throws Exception {
        var base = Base.of(this.base);
        Path directory = Files.createDirectories(Project.path("target/image"));
        String version = ChartVersion.read(Project.path("helm/usher/Chart.yaml"));
        var reference = ImageReference.parse(name.orElse("localhost/usher:" + version));
        var contents = Contents.gather(
                Path.of(System.getProperty("java.home")), Project.path("target"), directory, base, archive, version);
        Path file = output.orElseGet(() -> Project.path("target/usher-image.tar"));
        var to = Image.through(
                        directory,
                        push
                                ? Containerizer.to(registry(reference))
                                : Containerizer.to(TarImage.at(file).named(reference)))
                .setAllowInsecureRegistries(insecure);
        var made = make(new Image(contents), base, to, contents.runtime(), directory);
        System.out.printf("%s %s%n", reference, made.getDigest());
        if (!push) {
            System.out.printf("in %s (%d MB)%n", file, Files.size(file) / 1_000_000);
        }
        return ExitCode.OK;
    }

    private static JibContainer make(Image image, Base base, Containerizer to, JavaRuntime runtime, Path directory)
            throws Exception {
        return switch (base) {
            case Base.Pulled pulled -> image.onPulled(registry(ImageReference.parse(pulled.reference())), to);
            case Base.OfThisMachine _ -> image.onDirectory(LocalBase.make(runtime, directory.resolve("base")), to);
        };
    }

    /** With whatever docker's configuration knows about it. */
    private static RegistryImage registry(ImageReference reference) {
        return RegistryImage.named(reference)
                .addCredentialRetriever(
                        CredentialRetrieverFactory.forImage(reference, _ -> {}).dockerConfig());
    }
}
