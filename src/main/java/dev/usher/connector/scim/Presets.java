package dev.usher.connector.scim;

import dev.usher.connector.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The presets that there are. */
record Presets(List<Preset> all) {
    /** What an app has that names none. */
    static final String USUAL = "rfc";

    private static final String FOLDER = "presets/";

    Presets {
        all = List.copyOf(all);
    }

    /** Those that this version of Usher comes with. */
    static Presets shipped() {
        try {
            var all = new ArrayList<Preset>();
            for (var file : new String(resource("index").readAllBytes(), StandardCharsets.UTF_8)
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

    /**
     * The version that an app has: the one that is named, or else the one that it was first used with, or else the newest.
     *
     * @param declared what the app names
     * @param recorded what its status says it has
     */
    Preset.Reference pin(String declared, Optional<String> recorded) {
        var meant = Preset.Reference.parse(declared);
        if (meant.version().isPresent()) {
            return meant;
        }
        return recorded.map(Preset.Reference::parse)
                .filter(before ->
                        before.name().equals(meant.name()) && before.version().isPresent())
                .or(() -> find(meant).map(Preset::reference))
                .orElse(meant);
    }

    /** Each product's newest. */
    List<Preset> newest() {
        return all.stream()
                .filter(preset -> find(new Preset.Reference(preset.name(), OptionalInt.empty()))
                        .filter(preset::equals)
                        .isPresent())
                .toList();
    }

    /** The one that is meant, the newest where any version is. */
    Optional<Preset> find(Preset.Reference meant) {
        return all.stream().filter(preset -> preset.is(meant)).max(Comparator.comparingInt(Preset::version));
    }

    /** Why an app cannot have this one. */
    Optional<Problem> problem(String field, Preset.Reference meant) {
        if (find(meant).isPresent()) {
            return Optional.empty();
        }
        var isOfAnotherVersion = all.stream().anyMatch(preset -> preset.name().equals(meant.name()));
        return Optional.of(
                isOfAnotherVersion
                        ? Problem.newer(field, "this version of Usher does not have " + meant)
                        : new Problem(field, "there is no such preset; there are " + names()));
    }

    private String names() {
        return all.stream().map(Preset::name).distinct().sorted().collect(Collectors.joining(", "));
    }
}
