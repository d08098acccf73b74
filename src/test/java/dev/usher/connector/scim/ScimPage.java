package dev.usher.connector.scim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** {@code docs/scim.md}, made from the catalogue of settings. */
public final class ScimPage {
    private ScimPage() {}

    /** Writes the page; {@code ./usher generate} calls it. */
    public static void write(Path file) throws IOException {
        Files.writeString(file, text());
    }

    static String text() {
        return """
                # SCIM as applications speak it

                <!-- Made from the code by ./usher generate. -->

                Few apps speak SCIM exactly as RFC 7643 and RFC 7644 have it. In what they differ is a setting of the app:

                ```yaml
                kind: TargetApp
                metadata: {name: wiki, namespace: people}
                spec:
                  connector:
                    scim:
                      endpoint: https://scim.example.com/v2
                      auth: {bearer: {secretRef: {name: wiki-scim, key: token}}}
                      settings:
                        patch: {valueFilters: false}
                        page: {size: 50}
                ```

                For each setting the first that says something counts:

                | origin | who says it |
                |---|---|
                | `spec` | `settings` of the app |
                | `learned` | what earlier requests showed |
                | `discovered` | the app itself, in its ServiceProviderConfig |
                | `default` | the RFCs |

                What holds, and by whose word, is in `status.capabilities`:

                ```
                kubectl get tapp wiki -n people -o jsonpath='{range .status.capabilities[*]}{.name}={.value} ({.origin}){"\\n"}{end}'
                ```

                The API server takes no setting and no value that is not below: `kubectl explain
                targetapp.spec.connector.scim.settings --recursive` lists them. An edit opens the connection to the app anew; nothing is
                written because of it but what a read then shows to differ.

                ## Settings

                | setting | values | default | from | what it does |
                |---|---|---|---|---|
                %s

                `from` says whose word is taken. What bears on how access ends is never taken from the app, which could otherwise keep a
                leaver in by what it says of itself.

                `status.capabilities` has two more entries. `uniqueUserNames` says whether the app takes a user name twice, which only the
                app itself can tell. `unkeptAttributes` lists what it takes and keeps of nobody, see [docs/mapping.md](mapping.md).
                """.formatted(settings());
    }

    private static String settings() {
        return Setting.ALL.stream()
                .map(setting -> "| `%s` | %s | `%s` | %s | %s |"
                        .formatted(
                                setting.name(),
                                setting.values().allowed(),
                                setting.standardText(),
                                switch (setting.said()) {
                                    case BY_ALL -> "all";
                                    case BY_PEOPLE -> "spec";
                                },
                                setting.advice()))
                .collect(Collectors.joining("\n"));
    }
}
