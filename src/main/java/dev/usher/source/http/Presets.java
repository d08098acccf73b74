package dev.usher.source.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The products that this version of Usher knows how to read. */
public record Presets(List<Preset> all) {
    private static final String FOLDER = "presets/";

    public Presets {
        all = List.copyOf(all);
    }

    /** Those that it comes with. */
    public static Presets shipped() {
        try (var index = resource("index")) {
            var all = new ArrayList<Preset>();
            for (var file : new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                try (var json = resource(file)) {
                    all.add(Preset.read(json));
                }
            }
            return new Presets(all);
        } catch (IOException e) {
            throw new UncheckedIOException("a preset of ours can be read", e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Presets.class.getResourceAsStream(FOLDER + name), name);
    }

    /** The one version of a name, such as {@code bamboohr@1}. */
    public Optional<Preset> find(String reference) {
        return all.stream()
                .filter(preset -> preset.reference().equals(reference))
                .findFirst();
    }
}
