package dev.usher.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cluster.Project;
import dev.usher.thirdparty.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
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
            Path base = directory.resolve("base.tar");
            BuiltImage.write(made.contents(), directory, base);
            String pushed = registry.push(base, directory.resolve("base"), "base:1");

            int code = ImageCommand.run(
                    "--base",
                    registry.name("base:1@" + pushed),
                    "--start-archive",
                    made.contents().archive().toString(),
                    "--name",
                    registry.name("usher:1"),
                    "--push",
                    "--insecure");

            assertThat(code).isZero();
            assertThat(registry.crane("validate", "--remote", registry.name("usher:1")))
                    .contains("PASS");
            assertThat(registry.crane("config", registry.name("usher:1"))).contains("\"User\":\"65532:65532\"");
            assertThat(registry.crane("manifest", registry.name("usher:1")))
                    .contains("application/vnd.oci.image.manifest.v1+json");
        }
    }

    @Test
    void aBaseThatCannotBePulledEndsWithWhatToDo() {
        assertThat(ImageCommand.run("--base", "no-digest")).isEqualTo(2);
        assertThat(ImageCommand.run(
                        "--start-archive", Project.path("target/no-such.aot").toString(), "--base", "local"))
                .isEqualTo(1);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
