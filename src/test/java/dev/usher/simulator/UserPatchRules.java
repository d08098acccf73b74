package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Updates;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.Schema;
import dev.usher.simulator.protocol.ScimError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which well-formed PATCH requests of a user an app refuses all the same. */
final class UserPatchRules {
    private final Dialect dialect;

    UserPatchRules(Dialect dialect) {
        this.dialect = dialect;
    }

    void judge(JsonNode operations) {
        tooMany(dialect, operations);
        List<String> touched = new ArrayList<>();
        for (JsonNode operation : operations) {
            path(operation.path("path").asText());
            touched.addAll(touched(operation));
        }
        dialect.find(Updates.PatchOnlyOf.class).ifPresent(only -> {
            if (!lower(only.attributes()).containsAll(touched)) {
                throw ScimError.invalidPath("PATCH takes " + only.attributes() + " and nothing else");
            }
        });
        dialect.find(Updates.Alone.class).ifPresent(alone -> alone(lower(alone.attributes()), touched, operations));
    }

    static void tooMany(Dialect dialect, JsonNode operations) {
        dialect.find(Updates.MaxOperations.class).ifPresent(limit -> {
            if (operations.size() > limit.most()) {
                throw ScimError.of(400, "more than " + limit.most() + " operations");
            }
        });
    }

    private static void alone(Set<String> lonely, List<String> touched, JsonNode operations) {
        if (touched.size() > 1 && touched.stream().anyMatch(lonely::contains)) {
            throw ScimError.of(400, lonely + " are changed one at a time and with nothing else");
        }
        boolean removes = operations.path(0).path("op").asText().equals("remove");
        if (removes && lonely.containsAll(touched)) {
            throw ScimError.of(400, touched + " cannot be removed");
        }
    }

    private void path(String path) {
        if (dialect.has(Updates.Oddity.PATCH_WITHOUT_PATH) && !path.isEmpty()) {
            throw ScimError.invalidPath("an operation has no path here");
        }
        if (dialect.has(Updates.Oddity.NO_VALUE_FILTERS) && path.contains("[")) {
            throw ScimError.invalidPath("a path has no value filter here");
        }
        if (dialect.has(Updates.Oddity.EXTENSIONS_AS_OBJECT) && isInExtension(path)) {
            throw ScimError.invalidPath("an extension is given as an object here");
        }
    }

    private static boolean isInExtension(String path) {
        return ResourceType.USER.extensions().stream()
                .map(Schema::id)
                .anyMatch(urn -> path.regionMatches(true, 0, urn + ":", 0, urn.length() + 1));
    }

    /** The top attributes that an operation is on, in lower case. */
    private static List<String> touched(JsonNode operation) {
        String path = operation.path("path").asText();
        List<String> names = new ArrayList<>();
        if (path.isEmpty()) {
            operation.path("value").fieldNames().forEachRemaining(name -> names.add(name.toLowerCase(Locale.ROOT)));
        } else {
            String core = ResourceType.USER.schema().id() + ":";
            String bare = path.replace(core, "");
            names.add(isInExtension(path) ? path : bare.split("[.\\[]", 2)[0].toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
