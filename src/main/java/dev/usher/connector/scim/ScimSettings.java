package dev.usher.connector.scim;

import dev.usher.connector.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The block {@code scim} of a TargetApp: {@code endpoint} and {@code auth.bearer.secretRef}. */
final class ScimSettings {
    static final String ENDPOINT = "endpoint";
    static final String SECRET = "auth.bearer.secretRef";

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
        return problems;
    }

    /** Where the app is; there are no problems when this is asked. */
    Endpoint endpoint() {
        return Endpoint.parse(text(ENDPOINT).orElse(""));
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
