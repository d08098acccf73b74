package dev.usher.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import dev.usher.cluster.Project;
import dev.usher.thirdparty.Installed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of this build, looked at without running it; a node runs it in {@code OperatorNodeIT}. */
class ImageIT {
    /** Of the JDK's compiler a library has a part that nothing of Usher calls. */
    private static final String NOT_CALLED = "jdk.compiler";

    private static final int WRITABLE_BY_OTHERS = 2;

    private final BuiltImage.Made made = BuiltImage.image();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theSameContentsAreTheSameBytes() throws IOException {
        Path again = directory.resolve("again.tar");
        var digest = BuiltImage.write(made.contents(), directory, again);

        assertThat(digest).isEqualTo(made.digest());
        assertThat(Files.mismatch(again, made.file())).isEqualTo(-1);
    }

    @Test
    void runsAsNobodyAndHasNothingThatNobodyCouldChange() {
        var layers = new Layers(made.file());
        var config = layers.config().path("config");

        assertThat(config.path("User").asText()).isEqualTo("65532:65532");
        assertThat(config.path("Entrypoint").path(0).asText()).isEqualTo("/opt/java/bin/java");
        assertThat(layers.entries())
                .allSatisfy(entry -> assertThat(entry.getLongUserId()).isZero())
                .allSatisfy(entry -> assertThat(entry.getLongGroupId()).isZero())
                .filteredOn(entry -> (entry.getMode() & WRITABLE_BY_OTHERS) != 0)
                .extracting(TarArchiveEntry::getName)
                .containsOnly("tmp/");
        assertThat(layers.entries()).extracting(TarArchiveEntry::getName).noneMatch(name -> name.endsWith("bin/sh"));
    }

    @Test
    void theBillNamesEveryLibraryByItsBytesAndTheRuntimeAndTheBase() throws IOException {
        var components =
                new ObjectMapper().readTree(made.contents().bill().toFile()).path("components");
        var listed = StreamSupport.stream(components.spliterator(), false)
                .flatMap(component -> component.path("hashes").valueStream())
                .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
                .map(hash -> hash.path("content").asText())
                .collect(Collectors.toSet());

        Set<String> there = new HashSet<>();
        for (Path jar : Tree.all(made.contents().application().resolve("lib"))) {
            if (jar.toString().endsWith(".jar")) {
                there.add(sha256(jar));
            }
        }
        assertThat(listed).isEqualTo(there);
        assertThat(StreamSupport.stream(components.spliterator(), false)
                        .filter(component -> component.path("hashes").isMissingNode())
                        .map(JsonNode::toString))
                .anyMatch(text -> text.contains("JDK") && text.contains("\"25"))
                .anyMatch(text -> text.contains("glibc"));
    }

    @Test
    void theRuntimeHasEveryModuleThatTheOperatorAndItsLibrariesName() {
        Path application = made.contents().application();
        var path = Tree.all(application).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
        var named = Tool.run(
                        Path.of(System.getProperty("java.home"), "bin/jdeps").toString(),
                        "--print-module-deps",
                        "--ignore-missing-deps",
                        "--multi-release",
                        "25",
                        "-cp",
                        path,
                        application
                                .resolve("app")
                                .resolve(onlyJar(application.resolve("app")))
                                .toString())
                .lines()
                .reduce("", (_, last) -> last)
                .strip();

        Set<String> missing = new HashSet<>(Arrays.asList(named.split(",", -1)));
        missing.removeAll(JavaRuntime.MODULES);
        assertThat(missing).isSubsetOf(NOT_CALLED);
    }

    private static Path onlyJar(Path directory) {
        return Tree.all(directory).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .findFirst()
                .orElseThrow()
                .getFileName();
    }

    @Test
    void standsOnABaseOfARegistryAndGoesToOneWhereAStrangerFindsItWhole() throws Exception {
        String crane = Installed.by("src/test/registry/install.sh").toString();
        try (var registry = Registry.start(crane)) {
            String pushed = registry.push(base("base"), directory.resolve("base"), "base:1");

            int code = ImageCommand.run(onBase(registry, "base:1@" + pushed));

            assertThat(code).isZero();
            assertThat(registry.crane("validate", "--remote", registry.name("usher:1")))
                    .contains("PASS");
            assertThat(registry.crane("config", registry.name("usher:1"))).contains("\"User\":\"65532:65532\"");
            var below = layers(registry.crane("manifest", registry.name("base:1")));
            var here = layers(new Layers(made.file()).manifest().toString());
            assertThat(below).hasSize(1);
            assertThat(layers(registry.crane("manifest", registry.name("usher:1"))))
                    .as("that of the base, and on top of it the same as here, but for the bill, which names the base")
                    .hasSameSizeAs(here)
                    .startsWith(below.getFirst())
                    .containsSequence(here.subList(1, here.size() - 1));
        }
    }

    @Test
    void aBaseThatCannotBePulledOrLacksWhatTheRuntimeLoadsEndsBeforeAnythingIsMade() throws Exception {
        String crane = Installed.by("src/test/registry/install.sh").toString();
        Path made = Project.path("target/image/java");
        Tree.delete(made);
        try (var registry = Registry.start(crane)) {
            assertThat(told(onBase(registry, "none@sha256:" + "0".repeat(64))))
                    .startsWith("1 usher image: the base " + registry.name("none"))
                    .contains("cannot be pulled", "./usher image --base local");
            assertThat(made).doesNotExist();

            String pushed = registry.push(base("etc"), directory.resolve("etc"), "etc:1");
            assertThat(told(onBase(registry, "etc:1@" + pushed)))
                    .startsWith("1 usher image: the Java runtime loads ")
                    .contains("libc.so.6", "does not have");
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedAsSuch() {
        assertThat(told("--base", "no-digest")).startsWith("2 usher image: the base 'no-digest' has no digest");
        assertThat(told("--base", "local", "--name", "No Name")).startsWith("2 usher image: 'No Name' is no name");
        assertThat(told("--base", "local", "--push")).startsWith("2 usher image: --push takes a --name");
        assertThat(told("--base", "local", "--push", "--name", "a/b:1", "--output", "c.tar"))
                .startsWith("2 usher image: --push puts it into a registry");
    }

    @Test
    void filesAreLookedForWhereTheCommandWasGiven() {
        System.setProperty("usher.where", directory.toString());
        try {
            assertThat(told("--base", "local", "--start-archive", "no-such.aot"))
                    .isEqualTo("1 usher image: there is no archive " + directory.resolve("no-such.aot"));
            int code = ImageCommand.run(
                    "--base",
                    "local",
                    "--start-archive",
                    made.contents().archive().toString(),
                    "--output",
                    "sub/usher.tar");
            assertThat(code).isZero();
            assertThat(directory.resolve("sub/usher.tar")).exists();
        } finally {
            System.clearProperty("usher.where");
        }
    }

    private String[] onBase(Registry registry, String base) {
        return new String[] {
            "--base",
            registry.name(base),
            "--start-archive",
            made.contents().archive().toString(),
            "--name",
            registry.name("usher:1"),
            "--push",
            "--insecure"
        };
    }

    /** The archive of an image that is a base and nothing else: all of what is one here, or a directory of it. */
    private Path base(String which) throws Exception {
        Path whole = LocalBase.make(made.contents().runtime(), directory.resolve("of-this-machine"));
        Path archive = directory.resolve(which + ".tar");
        Image.onlyFor(
                        Base.architecture(),
                        Jib.fromScratch()
                                .addFileEntriesLayer(
                                        Image.layer("base", which.equals("base") ? whole : whole.resolve(which), "/")))
                .setFormat(ImageFormat.OCI)
                .containerize(Image.through(
                        directory, Containerizer.to(TarImage.at(archive).named("localhost/" + which))));
        return archive;
    }

    private static List<String> layers(String manifest) throws IOException {
        return new ObjectMapper()
                .readTree(manifest)
                .path("layers")
                .valueStream()
                .map(layer -> layer.path("digest").asText())
                .toList();
    }

    /** How it ended, and what it said of that. */
    private static String told(String... arguments) {
        var errors = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, UTF_8));
        try {
            return ImageCommand.run(arguments) + " " + said.toString(UTF_8).strip();
        } finally {
            System.setErr(errors);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
