package dev.usher.operator;

import dev.usher.cluster.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** {@code config/samples} as they are but for the names of the namespaces and the addresses of the apps. */
final class SampleFiles {
    private static final Path SAMPLES = Project.path("config/samples");
    private static final String WIKI = "http://127.0.0.1:18081/scim/v2";
    private static final String CHAT = "http://127.0.0.1:18082/scim/v2";

    private SampleFiles() {}

    /**
     * Copies all of them.
     *
     * @param namespaces what each namespace of the samples is called
     */
    static void copyTo(Path directory, Map<String, String> namespaces, App wiki, App chat) {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file)
                        .replace(WIKI, wiki.simulator().endpoint().toString())
                        .replace(CHAT, chat.simulator().endpoint().toString());
                for (var namespace : namespaces.entrySet()) {
                    text = text.replaceAll(
                            "(?m)^( +name(?:space)?): " + namespace.getKey() + "$", "$1: " + namespace.getValue());
                }
                var target = directory.resolve(SAMPLES.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
