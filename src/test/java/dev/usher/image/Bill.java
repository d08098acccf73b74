package dev.usher.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The bill of materials of the image, as CycloneDX has it: what the build wrote of libraries, the Java runtime, and the base. */
final class Bill {
    static final String FILE = "usher.cdx.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ObjectNode root;

    private Bill(ObjectNode root) {
        this.root = root;
    }

    /** What Maven wrote of the libraries that the operator runs with. */
    static Bill ofTheBuild(Path file) {
        if (Files.notExists(file)) {
            throw new IllegalStateException("there is no " + file + ": ./usher build makes it");
        }
        try {
            return new Bill((ObjectNode) JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those libraries alone that are there, by the bytes that they have there: the build leaves some out, and changes one. */
    Bill of(Path libraries) {
        var jars = Tree.all(libraries).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .collect(Collectors.toMap(file -> file.getFileName().toString(), Function.identity()));
        var kept = JSON.createArrayNode();
        for (var listed : root.withArray("components")) {
            var component = (ObjectNode) listed;
            var jar = Optional.ofNullable(jars.remove("%s.%s-%s.jar"
                    .formatted(
                            component.path("group").asText(),
                            component.path("name").asText(),
                            component.path("version").asText())));
            jar.ifPresent(file -> {
                component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256(file));
                kept.add(component);
            });
        }
        if (!jars.isEmpty()) {
            throw new IllegalStateException("the bill of materials is of another build, and knows nothing of "
                    + jars.keySet() + ": ./usher build makes it");
        }
        root.set("components", kept);
        // What depends on what would name those that were left out.
        root.remove("dependencies");
        return this;
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Bill with(JavaRuntime runtime) {
        component("platform", runtime.vendor() + " JDK", runtime.version());
        return this;
    }

    Bill with(Base base) {
        switch (base) {
            case Base.Pulled pulled -> {
                int at = pulled.reference().lastIndexOf('@');
                component(
                        "container",
                        pulled.reference().substring(0, at),
                        pulled.reference().substring(at + 1));
            }
            case Base.OfThisMachine _ -> component("library", "glibc", glibc());
        }
        return this;
    }

    /** The last word of the first line. */
    private static String glibc() {
        return Tool.run("ldd", "--version").lines().findFirst().orElse("").replaceFirst(".* ", "");
    }

    private void component(String type, String name, String version) {
        root.withArray("components")
                .addObject()
                .put("type", type)
                .put("bom-ref", name + "@" + version)
                .put("name", name)
                .put("version", version);
    }

    Path write(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve(FILE), JSON.writeValueAsString(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
