package dev.usher.source.http;

import dev.usher.domain.feed.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code docs/hr-systems.md}, made from the presets. */
public final class HrSystemsPage {
    private static final Map<String, String> AUTH = Map.of(
            "basic", "basic: {secretRef: {name: hr, usernameKey: user, passwordKey: password}}",
            "bearer", "bearer: {secretRef: {name: hr, key: token}}");

    private HrSystemsPage() {}

    /** Writes the page; {@code ./usher generate} calls it. */
    public static void write(Path file) throws IOException {
        Files.writeString(file, text());
    }

    static String text() {
        return """
                # HR systems

                <!-- Made from the presets by ./usher generate. -->

                What each [preset](http-source.md#presets) asks for, and where the usual values stand in its records. Take what you need, and look at what your own system answers: names differ from company to
                company. **None was seen to work with the product itself** unless it says so: begin with `mode: Observe`.

                """
                + Presets.shipped().all().stream()
                        .sorted(Comparator.comparing(Preset::reference))
                        .map(HrSystemsPage::section)
                        .collect(Collectors.joining("\n"));
    }

    private static String section(Preset preset) {
        var places = new LinkedHashMap<String, String>();
        preset.places().forEach(place -> places.put(place, place.equals("host") ? "hr.example.com" : "acme"));
        var terms = preset.terms(Optional.empty(), places);
        return "## " + preset.title() + "\n\n"
                + preset.notes().stream().map(note -> "- " + note + "\n").collect(Collectors.joining())
                + (preset.isVerified() ? "- It was seen to work.\n" : "")
                + "\n```yaml\napiVersion: provisioning.usher.dev/v1alpha1\nkind: UserSource\nmetadata: {name: hr, namespace: people}\nspec:\n"
                + "  mode: Observe\n  http:\n    preset: " + preset.reference() + "\n"
                + (places.isEmpty() ? "" : "    values: " + yaml(places) + "\n")
                + "    auth:\n      " + auth(terms.access()) + "\n"
                + preset.delta(Duration.ofDays(1))
                        .map(_ -> "    # delta: {}    for those alone who changed, between two readings of everybody\n")
                        .orElse("")
                + "  key: " + terms.key() + "\n  fields:\n"
                + preset.fields().entrySet().stream()
                        .map(field -> "  - {to: " + target(field.getKey()) + ", from: " + field.getValue() + "}\n")
                        .collect(Collectors.joining())
                + "```\n";
    }

    private static String yaml(Map<String, String> places) {
        return places.entrySet().stream()
                .map(place -> place.getKey() + ": " + place.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String auth(Access access) {
        return access instanceof Access.Client client
                ? "oauth2: {tokenUrl: '" + client.tokenUrl() + "', credentialsIn: "
                        + (client.inBody() ? "body" : "header")
                        + ", secretRef: {name: hr, clientIdKey: id, clientSecretKey: secret}}"
                : Optional.ofNullable(AUTH.get(access.way())).orElseThrow();
    }

    /** What has no place of its own among the fields of a user is an attribute. */
    private static String target(String name) {
        return Target.of(name).isPresent() ? name : "attributes." + name;
    }
}
