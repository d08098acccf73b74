package dev.usher.connector.scim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

                [`./usher probe`](probe.md) looks at an app by reads alone, and says which preset fits it and which of these settings to give.

                For each setting the first that says something counts:

                | origin | who says it |
                |---|---|
                | `spec` | `settings` of the app |
                | `preset` | what is [known of the product](#presets) |
                | `learned` | what the app refused of a change that was due, and then took in another form |
                | `discovered` | the app itself, in its ServiceProviderConfig and its schemas |
                | `default` | the RFCs |

                What holds, and by whose word, is in `status.capabilities`:

                ```sh
                kubectl get tapp wiki -n people -o jsonpath='{range .status.capabilities[*]}{.name}={.value} ({.origin}){"\\n"}{end}'
                ```

                The API server takes no setting and no value that is not below: `kubectl explain
                targetapp.spec.connector.scim.settings --recursive` lists them. An edit opens the connection to the app anew; nothing is
                written because of it but what a read then shows to differ.

                ## Settings

                | setting | values | default | from | what it does |
                |---|---|---|---|---|
                %s

                `learned` is bounded: a request that the app certainly refused is sent once more in another form, once for each setting, and
                nothing is ever written only to find out. It is kept in the status until the app's connector is edited. An app that knows no
                PATCH is asked by PUT that way, and one that takes no `application/scim+json` is sent plain JSON.

                `from` says whose word is taken. What bears on how access ends is never taken from the app, which could otherwise keep a
                leaver in by what it says of itself.

                ## Presets

                A preset holds what is known of one product, so that nobody has to find it out again:

                ```yaml part=TargetApp
                spec:
                  connector:
                    scim: {endpoint: https://api.slack.com/scim/v2, preset: slack, auth: {bearer: {secretRef: {name: slack-scim, key: token}}}}
                ```

                | preset | product | says | verified | what else to know | source |
                |---|---|---|---|---|---|
                %s

                *Verified* means that Usher's tests ran against the product. All others are what their sources say, on the day that stands
                beside them, and nobody has tried them: begin with `phase: Observe` or `Shadow`, and say in `settings` what turns out to be otherwise.

                An app stays with the version of its preset with which it was first used, which `status.capabilities` records as `preset`. A
                newer version of Usher may have a newer one; nothing changes for the app until the spec names it, such as `slack@2`, and then what
                it changes of many accounts counts for `spec.safety.changes` like any other edit. A preset that there is not makes the app
                `AppMisconfigured`, with the list of those that there are; a version that only a newer Usher has makes it `NewerThanOperator`.

                `status.capabilities` has more entries. `preset` names the preset and its version, `preset.verified` says whether it was
                tried. `rate.perMinute` and `rate.burst` are [the pace](pace.md) that is known of the product. `uniqueUserNames` says whether the app takes a user name twice, which only the
                app itself can tell. `sessions.end` is there where the app can be asked to [end sessions](locks.md#sessions-that-are-open). `unkeptAttributes` lists what it takes and keeps of nobody, see [docs/mapping.md](mapping.md).
                `passwords` is `create` where the app has passwords of its own.

                ## How people come to get in

                SCIM has a `password` (RFC 7643 section 4.1.1), which no app shows and few of them keep, so that it is declared that an app has some. It goes with a new account, and
                later as any other value, by `users.update`. SCIM has no word for a password that must be changed: `mustChange` is not supported. What the app refuses as `invalidValue` is said to be against its
                policy, and no other one is tried. What an app shows of passwords is neither read nor sent back.

                SCIM has no word for an invitation either: it is a request about one account, as those that [end sessions](locks.md#sessions-that-are-open) or [hand over](using.md#handing-over-what-an-account-owns), with the same places, addresses and Secrets.
                Each 2xx says that it is done, also 202.

                ```yaml part=TargetApp
                spec:
                  connector:
                    scim:
                      passwords: true                                        # spec.credentials.initial can be Generated
                      invitation:                                            # and it can be Invitation
                        request:
                          url: https://mailer.example.com/invitations        # or a path below the endpoint
                          body: '{"login": "{userName}", "account": "{id}"}'
                        secretRef: {name: mailer, key: token}                # a bearer token; absent: the credentials of the app
                ```

                What they are for is in [credentials.md](credentials.md). With [admission](admission.md) a change of `invitation` takes the verb `govern`.
                """.formatted(settings(), presets());
    }

    private static String presets() {
        return Presets.shipped().all().stream()
                .map(preset -> "| `%s` | %s | %s | %s | %s | %s |"
                        .formatted(
                                preset.reference(),
                                preset.title(),
                                said(preset),
                                preset.verified() ? "with " + servers(preset) : "no",
                                String.join(" ", preset.notes()),
                                preset.sources().stream()
                                        .map(source -> "<%s> (%s)".formatted(source.address(), source.checked()))
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
    }

    private static String said(Preset preset) {
        return Stream.concat(
                        new TreeMap<>(preset.settings())
                                .entrySet().stream().map(said -> "`%s: %s`".formatted(said.getKey(), said.getValue())),
                        preset.limits().stream()
                                .map(rate -> "at most %d requests a minute, %d at once"
                                        .formatted(rate.perMinute(), rate.burst())))
                .collect(Collectors.joining(", "));
    }

    private static String servers(Preset preset) {
        return preset.runs().stream().map(Preset.Run::server).distinct().collect(Collectors.joining(", "));
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
                                    case BY_PEOPLE -> "spec, preset";
                                },
                                setting.advice()))
                .collect(Collectors.joining("\n"));
    }
}
