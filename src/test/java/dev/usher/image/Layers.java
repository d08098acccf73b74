package dev.usher.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An archive of an image, read as whoever runs it does: its configuration, and what its layers hold. */
final class Layers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, byte[]> blobs = new HashMap<>();

    /** Reads it. */
    Layers(Path archive) {
        try (var tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                blobs.put(entry.getName(), tar.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode json(String name) {
        try {
            return JSON.readTree(blob(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] blob(String name) {
        return Objects.requireNonNull(blobs.get(name), name);
    }

    private static String path(JsonNode descriptor) {
        return "blobs/" + descriptor.path("digest").asText().replace(':', '/');
    }

    JsonNode manifest() {
        return json(path(json("index.json").path("manifests").path(0)));
    }

    JsonNode config() {
        return json(path(manifest().path("config")));
    }

    /** Every file and directory of every layer, those of the base first. */
    List<TarArchiveEntry> entries() {
        var all = new ArrayList<TarArchiveEntry>();
        manifest().path("layers").forEach(layer -> all.addAll(entries(blob(path(layer)))));
        return all;
    }

    /** What they are called, without where they are. */
    Set<String> names() {
        return entries().stream()
                .map(entry -> entry.getName().replaceFirst(".*/(?=.)", ""))
                .collect(Collectors.toSet());
    }

    private static List<TarArchiveEntry> entries(byte[] layer) {
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(layer)))) {
            var all = new ArrayList<TarArchiveEntry>();
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                all.add(entry);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
