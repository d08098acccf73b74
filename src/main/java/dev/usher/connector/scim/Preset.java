package dev.usher.connector.scim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.connector.Capability;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how one product speaks, in one version of that knowledge; as a file it never changes once it is released.
 *
 * @param verified whether Usher was seen to work with the product by it
 * @param addresses where the product is: hosts and the beginnings of paths, in which {@code *} stands for one part
 * @param sources the pages that it is from, where nobody ran it
 * @param runs by which tests it was verified
 * @param settings what it says, by the names of the settings
 * @param rate how much the product may be asked, where that is known
 * @param notes what else people have to know
 */
record Preset(
        @JsonProperty(value = "preset", required = true) String name,
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) String title,
        @JsonProperty(required = true) boolean verified,
        @Nullable List<String> addresses,
        @JsonProperty(required = true) List<Source> sources,
        @JsonProperty(required = true) List<Run> runs,
        @JsonProperty(required = true) Map<String, Object> settings,
        @Nullable Rate rate,
        @JsonProperty(required = true) List<String> notes) {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Preset {
        Objects.requireNonNull(name);
        Objects.requireNonNull(title);
        sources = List.copyOf(sources);
        runs = List.copyOf(runs);
        settings = Map.copyOf(settings);
        notes = List.copyOf(notes);
    }

    /** So many requests a minute, and of those so many at once. */
    record Rate(
            @JsonProperty(required = true) int perMinute,
            @JsonProperty(required = true) int burst) {
        Rate {
            if (perMinute < 1 || burst < 1) {
                throw new IllegalArgumentException("nothing could ever be asked");
            }
        }

        List<Capability> capabilities() {
            return List.of(
                    new Capability(Capability.RATE_PER_MINUTE, Integer.toString(perMinute), Capability.Origin.preset),
                    new Capability(Capability.RATE_BURST, Integer.toString(burst), Capability.Origin.preset));
        }
    }

    Optional<Rate> limits() {
        return Optional.ofNullable(rate);
    }

    /** A page, and the day on which it was read. */
    record Source(
            @JsonProperty(required = true) String address,
            @JsonProperty(required = true) String checked) {
        Source {
            Objects.requireNonNull(address);
            Objects.requireNonNull(checked);
        }
    }

    /** A test, and what it ran against. */
    record Run(
            @JsonProperty(required = true) String server,
            @JsonProperty(required = true) String test) {
        Run {
            Objects.requireNonNull(server);
            Objects.requireNonNull(test);
        }
    }

    /** Which preset is meant, and perhaps in which version: {@code github-emu}, {@code github-emu@1}. */
    record Reference(String name, OptionalInt version) {
        private static final Pattern VERSIONED = Pattern.compile("([^@]*)@([1-9][0-9]{0,5})");

        static Reference parse(String text) {
            var versioned = VERSIONED.matcher(text);
            return versioned.matches()
                    ? new Reference(versioned.group(1), OptionalInt.of(Integer.parseInt(versioned.group(2))))
                    : new Reference(text, OptionalInt.empty());
        }

        @Override
        public String toString() {
            return version.isPresent() ? name + "@" + version.getAsInt() : name;
        }
    }

    /** Reads a file, strictly: it is ours. */
    static Preset read(InputStream json) throws IOException {
        var preset = STRICT.readValue(json, Preset.class);
        var problem = Layer.problems(preset.settings).stream().findFirst();
        if (problem.isPresent()) {
            throw new IOException(preset.reference() + ": " + problem.get().field() + ": "
                    + problem.get().advice());
        }
        return preset;
    }

    Reference reference() {
        return new Reference(name, OptionalInt.of(version));
    }

    /** Whether an app is where the product is. */
    boolean isAt(URI endpoint) {
        var there = endpoint.getHost() + endpoint.getRawPath() + "/";
        return Optional.ofNullable(addresses).orElse(List.of()).stream()
                .map(address -> Pattern.compile(
                        "\\Q" + address.replace("*", "\\E[^./]+\\Q") + "\\E/.*", Pattern.CASE_INSENSITIVE))
                .anyMatch(pattern -> pattern.matcher(there).matches());
    }

    Layer layer() {
        return Layer.of(settings);
    }

    boolean is(Reference meant) {
        return reference().equals(meant)
                || Optional.of(new Reference(name, OptionalInt.empty()))
                        .filter(meant::equals)
                        .isPresent();
    }
}
