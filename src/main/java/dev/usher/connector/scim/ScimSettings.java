package dev.usher.connector.scim;

import dev.usher.connector.Capability;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The block {@code scim} of a TargetApp: {@code endpoint}, {@code auth.bearer.secretRef}, {@code preset} and {@code settings}. */
final class ScimSettings {
    static final String ENDPOINT = "endpoint";
    static final String SECRET = "auth.bearer.secretRef";
    /** The role of the value that is sent as a bearer token. */
    static final String TOKEN = "token";

    static final String PRESET = "preset";
    /** The preset with its version, as it was settled. */
    static final String PINNED = "pinned";

    private static final String SETTINGS = "settings";

    private final Map<String, Object> settings;

    ScimSettings(Map<String, Object> settings) {
        this.settings = settings;
    }

    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        endpointProblem().ifPresent(advice -> problems.add(new Problem(ENDPOINT, advice)));
        for (var part : List.of("name", "key")) {
            if (text(SECRET + "." + part).isEmpty()) {
                problems.add(new Problem(SECRET + "." + part, "give the " + part + " of the Secret with the token"));
            }
        }
        Layer.problems(said()).forEach(problem -> problems.add(problem.in(SETTINGS)));
        return problems;
    }

    /** Where the app is; there are no problems when this is asked. */
    Endpoint endpoint() {
        return Endpoint.parse(text(ENDPOINT).orElse(""));
    }

    /** Where the token is; there are no problems when this is asked. */
    SecretUse token() {
        return new SecretUse(
                TOKEN,
                text(SECRET + ".name").orElse(""),
                text(SECRET + ".key").orElse(""),
                List.of(endpoint().host()));
    }

    /** The preset that the app names, or the one of those that name none. */
    String preset() {
        return text(PRESET).orElse(Presets.USUAL);
    }

    Capability.Origin presetOrigin() {
        return text(PRESET).isPresent() ? Capability.Origin.spec : Capability.Origin.defaulted;
    }

    Preset.Reference pinned() {
        return Preset.Reference.parse(text(PINNED).orElseGet(this::preset));
    }

    /** What is said of how the app speaks. */
    Layer dialect() {
        return Layer.of(said());
    }

    /** The settings by their dotted names. */
    private Map<String, Object> said() {
        var said = new TreeMap<String, Object>();
        if (settings.get(SETTINGS) instanceof Map<?, ?> block) {
            flatten("", block, said);
        }
        return said;
    }

    private static void flatten(String path, Map<?, ?> block, Map<String, Object> into) {
        block.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(path + key + ".", inner, into);
            } else {
                into.put(path + key, value);
            }
        });
    }

    private Optional<String> endpointProblem() {
        try {
            endpoint();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private Optional<String> text(String path) {
        Object value = settings;
        for (var name : path.split("\\.", -1)) {
            var inner = value instanceof Map<?, ?> map ? map.get(name) : null;
            if (inner == null) {
                return Optional.empty();
            }
            value = inner;
        }
        return value instanceof String text && !text.isBlank() ? Optional.of(text.strip()) : Optional.empty();
    }
}
