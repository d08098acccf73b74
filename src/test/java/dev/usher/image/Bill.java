package dev.usher.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    Bill with(JavaRuntime runtime) {
        component("platform", runtime.release("IMPLEMENTOR") + " JDK", runtime.release("JAVA_RUNTIME_VERSION"));
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
            case Base.OfThisMachine _ ->
                component(
                        "library",
                        "glibc",
                        Tool.run("ldd", "--version").lines().findFirst().orElse(""));
        }
        return this;
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
