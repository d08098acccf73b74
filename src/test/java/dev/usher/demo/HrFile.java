package dev.usher.demo;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The file of the personnel department in {@code config/demo}, and what becomes of it. */
record HrFile(Path checkout) {
    private static final String DIRECTORY = "config/demo/";
    private static final String KEY = "people.csv";

    /** Applies what has become of the file. */
    Command apply(String manifest) {
        return Command.apply("-f", DIRECTORY + manifest, checkout.resolve(DIRECTORY + manifest));
    }

    /** The lines that are not in it any more, and those that are new. */
    List<String> edit(String before, String after) {
        var then = lines(before);
        var now = lines(after);
        return Stream.concat(
                        then.stream().filter(line -> !now.contains(line)).map(line -> "- " + line),
                        now.stream().filter(line -> !then.contains(line)).map(line -> "+ " + line))
                .toList();
    }

    private List<String> lines(String manifest) {
        try (var content = Files.newInputStream(checkout.resolve(DIRECTORY + manifest))) {
            ConfigMap file = new KubernetesSerialization().unmarshal(content, ConfigMap.class);
            return file.getData().getOrDefault(KEY, "").lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
