package dev.usher.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/kinds}: a page for each kind, made from its definition and from the examples in {@code docs/examples}. */
public final class KindsPages {
    /**
     * A kind as people meet it.
     *
     * @param plural by which its definition is found
     * @param sentence what it is for
     * @param pages where there is more about it
     */
    record Kind(String name, String plural, String sentence, List<String> pages) {
        String file() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    static final List<Kind> KINDS = List.of(
            new Kind(
                    "ProvisionedUser",
                    "provisionedusers",
                    "One identity of one person, or a service account: who they are, when they work here, and what they are given by hand.",
                    List.of("using", "people", "roles", "sources")),
            new Kind(
                    "Role",
                    "accessroles",
                    "What people have in apps, who has it by rule, and what it contains. Kubernetes has a Role of its own: this one is `kubectl get accessroles`.",
                    List.of("roles", "rules", "sharing", "mapping")),
            new Kind(
                    "TargetApp",
                    "targetapps",
                    "One tenant of one application: how it is reached, what accounts show there, what becomes of them, and how much may go at once.",
                    List.of(
                            "scim",
                            "ldap",
                            "sql",
                            "access",
                            "mapping",
                            "phases",
                            "breaker",
                            "inventory",
                            "adoption",
                            "pace")),
            new Kind(
                    "UserSource",
                    "usersources",
                    "Where people come from: a file, an HR system, a directory.",
                    List.of("sources", "csv", "http-source", "hr-systems", "ldap-source", "naming")),
            new Kind(
                    "ProvisioningPolicy",
                    "provisioningpolicies",
                    "What holds for all people of a namespace: when days begin, what has to be known of whom, what is forgotten when. There is at most one, and its name is `default`.",
                    List.of("using", "people", "sharing")),
            new Kind(
                    "AccessLock",
                    "accesslocks",
                    "Shuts a person out at once, or keeps a role from them.",
                    List.of("locks", "admission")),
            new Kind(
                    "LegalHold",
                    "legalholds",
                    "As long as it is in force nothing of these people is deleted.",
                    List.of("holds", "admission")),
            new Kind(
                    "RemovalDecision",
                    "removaldecisions",
                    "What a person decides about a wave, or a run, that a limit holds.",
                    List.of("held", "breaker", "sources")),
            new Kind(
                    "RetainedAccount",
                    "retainedaccounts",
                    "An account whose user is gone, and what becomes of it. Usher writes these; people read and delete them.",
                    List.of("using", "restore", "inventory")));

    private KindsPages() {}

    /** Writes them into a folder; {@code ./usher generate} calls it. */
    public static void write(Path checkout) throws IOException {
        var folder = Files.createDirectories(checkout.resolve("docs/kinds"));
        for (var page : texts(checkout).entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
        }
    }

    /** The text of each page by the name of its file. */
    static Map<String, String> texts(Path checkout) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        texts.put("README.md", index());
        for (var kind : KINDS) {
            texts.put(kind.file() + ".md", text(kind, checkout));
        }
        return texts;
    }

    private static String index() {
        return """
                # The kinds

                <!-- Made from the definitions by ./usher generate. -->

                All are of `provisioning.usher.dev/v1alpha1`, live in a namespace, and answer to `kubectl get provisioning`. Each page has an example
                in which every field stands once, as far as fields can stand together, and a table of all fields. A real API server takes each of these examples
                (`DocsIT#aManifestIsTaken`).

                | kind | for |
                |---|---|
                %s
                """.formatted(KINDS.stream()
                .map(kind -> "| [%s](%s.md) | %s |".formatted(kind.name(), kind.file(), kind.sentence()))
                .collect(Collectors.joining("\n")));
    }

    private static String text(Kind kind, Path checkout) throws IOException {
        var definition = new YAMLMapper()
                .readTree(Files.readString(checkout.resolve("crds/" + kind.plural() + ".provisioning.usher.dev.yml")))
                .path("spec");
        var version = definition.path("versions").path(0);
        var schema = version.path("schema").path("openAPIV3Schema");
        return """
                # %s

                <!-- Made from the definition, and from docs/examples, by ./usher generate. -->

                %s More in %s.

                `kubectl get %s`, in short `%s`; `kubectl explain %s.spec --recursive` lists the fields of the version that is installed.

                ## Example

                ```yaml
                %s
                ```

                ## What is declared: spec

                `*` has to be there.

                | field | type | bounds | what it says |
                |---|---|---|---|
                %s

                ## What Usher says: status

                | field | type | what it says |
                |---|---|---|
                %s

                ## What `kubectl get` shows

                %s
                """.formatted(
                kind.name(),
                kind.sentence(),
                kind.pages().stream()
                        .map(page -> "[%s](../%s.md)".formatted(page, page))
                        .collect(Collectors.joining(", ")),
                kind.plural(),
                definition.path("names").path("shortNames").path(0).asText(),
                definition.path("names").path("singular").asText(),
                Files.readString(checkout.resolve("docs/examples/" + kind.file() + ".yaml"))
                        .strip(),
                rules(schema.path("properties").path("spec"))
                        + String.join(
                                "\n",
                                SchemaRows.withBounds(schema.path("properties").path("spec"))),
                String.join(
                        "\n", SchemaRows.withoutBounds(schema.path("properties").path("status"))),
                columns(version.path("additionalPrinterColumns")));
    }

    /** What has to be true of the spec as a whole. */
    private static String rules(JsonNode spec) {
        var rules = SchemaRows.messages(spec);
        return rules.isEmpty() ? "" : "| (all of it) | | %s | |\n".formatted(rules);
    }

    private static String columns(JsonNode columns) {
        return columns.valueStream()
                .map(column -> "`%s`%s"
                        .formatted(
                                column.path("name").asText(),
                                column.path("priority").asInt() > 0 ? " (with `-o wide`)" : ""))
                .collect(Collectors.joining(", ", "", "."));
    }
}
