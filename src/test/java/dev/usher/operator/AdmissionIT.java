package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.domain.person.Moment;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server itself takes and refuses, before any operator sees it. */
@ExtendWith(WithControlPlane.class)
class AdmissionIT {
    private static final List<String> KINDS = List.of(
            "AccessLock",
            "LegalHold",
            "ProvisionedUser",
            "ProvisioningPolicy",
            "RemovalDecision",
            "RetainedAccount",
            "Role",
            "TargetApp",
            "UserSource");
    private static final String API = "provisioning.usher.dev/v1alpha1";
    private static final String APP = """
            connector:
              scim:
                endpoint: %s
                auth: {bearer: {secretRef: {name: wiki, key: token}}}
            """;
    private static final String ENDPOINT = "https://scim.example.com/v2";
    private static final String NAME_ADVICE = "must be the name of a resource: lower case letters";

    private ControlPlane plane;
    private String namespace;

    @BeforeEach
    void meet(ControlPlane shared, TestNamespace home) {
        plane = shared;
        namespace = home.name();
    }

    @Test
    void takesEverySample(@TempDir Path copies) throws IOException {
        var samples = 0;
        try (var files = Files.walk(Project.path("config/samples"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("kustomization.yaml")) {
                    var text = Files.readString(file)
                            .replaceAll("namespace: (people|subsidiary)", "namespace: " + namespace);
                    Files.writeString(copies.resolve(file.getFileName()), text);
                    samples++;
                }
            }
        }
        assertThat(samples).isPositive();

        var ran = plane.kubectl("create", "--dry-run=server", "--validate=strict", "-f", copies.toString());

        assertThat(ran.errors()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.output())
                .contains("provisioneduser.", "role.provisioning", "targetapp.", "secret/", "namespace/");
    }

    @Test
    void saysWhichFieldIsMisspelt(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("typo.yaml"), """
                apiVersion: %s
                kind: ProvisionedUser
                metadata: {name: typo, namespace: %s}
                spec: {userName: ada, emial: ada@example.com}
                """.formatted(API, namespace));

        var ran = plane.kubectl("apply", "-f", file.toString());

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.errors()).contains("unknown field \"spec.emial\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Analyst", "analyst_1", "-analyst", "an alyst", "team/analyst"})
    void refusesAReferenceThatCannotBeAName(String name) {
        refuses("ProvisionedUser", "{userName: ada, roles: [{name: " + name + "}]}", "spec.roles[0].name", NAME_ADVICE);
        refuses("Role", "inherits: [{name: " + name + "}]", "spec.inherits[0].name", NAME_ADVICE);
        refuses("Role", "grants: [{app: {name: " + name + "}}]", "spec.grants[0].app.name", NAME_ADVICE);
        refuses(
                "Role",
                "grants: [{app: {name: wiki, namespace: " + name + "}}]",
                "spec.grants[0].app.namespace",
                NAME_ADVICE);
    }

    @Test
    void refusesTwoEntriesForOneAppAndKeysOfNoMeaning() {
        refuses(
                "ProvisionedUser",
                "{userName: ada, accounts: [{app: {name: wiki}, id: '7'}, {app: {name: wiki}, id: '8'}]}",
                "spec.accounts",
                "no two entries of `accounts` may have the same `app`");
        refuses("ProvisionedUser", "{userName: ada, accounts: [{app: {name: wiki}}]}", "spec.accounts[0].id");
        var app =
                "connector: {scim: {endpoint: 'https://scim.example.com', auth: {bearer: {secretRef: {name: s, key: t}}}}}\n";
        refuses("TargetApp", app + "correlation: {match: [email]}", "`match` can hold externalId and userName");
        refuses("TargetApp", app + "correlation: {adoption: Guess}", "spec.correlation.adoption");
    }

    @Test
    void refusesASettingOfScimThatIsNone(@TempDir Path directory) throws IOException {
        var app = APP.formatted(ENDPOINT);
        refuses(
                "TargetApp",
                app + "    settings: {emails: all}\n",
                "settings.emails",
                "\"work\", \"primary\", \"untyped\"");
        refuses(
                "TargetApp",
                app + "    settings: {page: {size: 0}}\n",
                "settings.page.size",
                "greater than or equal to 1");
        refuses(
                "TargetApp",
                app + "    settings: {bulk: {on: true}}\n",
                "`settings` must hold settings that there are: discovery");
        refuses(
                "TargetApp",
                app + "    settings: {page: {length: 7}}\n",
                "`page` must hold settings that there are: method, size");
        refuses(
                "TargetApp",
                app + "    settings: {seats: ['402', 'full']}\n",
                "each of `seats` must be a status of 400 to 599");
        refuses("TargetApp", app + "    preset: Slack@0\n", "`preset` must be a name such as github-emu");
        var file = Files.writeString(
                directory.resolve("typo.yaml"),
                """
                apiVersion: %s
                kind: TargetApp
                metadata: {name: typo, namespace: %s}
                spec:
                %s
                    settings: {etag: use, paeg: {size: 7}}
                """.formatted(API, namespace, app.indent(2).stripTrailing()).replace("    settings", "      settings"));

        var ran = plane.kubectl("apply", "-f", file.toString());

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.errors()).contains("unknown field \"spec.connector.scim.settings.paeg\"");
    }

    @Test
    void refusesAPhaseThatIsNoneAndARuleForCanariesWithoutThem() {
        var app =
                "connector: {scim: {endpoint: 'https://scim.example.com', auth: {bearer: {secretRef: {name: s, key: t}}}}}\n";
        var advice = "`canary` says for whom the app is managed while `phase` is Canary: the two go together";
        refuses("TargetApp", app + "phase: Rehearsal", "spec.phase");
        refuses("TargetApp", app + "creation: OnInvitation", "spec.creation");
        refuses("TargetApp", app + "phase: Canary", advice);
        refuses("TargetApp", app + "canary: \"user.type == 'Employee'\"", advice);
        refuses("TargetApp", app + "phase: Shadow\ncanary: \"true\"", advice);
        refuses("TargetApp", app + "safety: {protect: ''}", "spec.safety.protect", "at least 1");
    }

    @Test
    void refusesAUserWithoutAUserName() {
        refuses("ProvisionedUser", "displayName: Ada", "spec.userName: Required value");
        refuses("ProvisionedUser", "userName: ''", "spec.userName", "at least 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProvisionedUser", "Role", "TargetApp", "RetainedAccount"})
    void refusesAResourceWithoutASpec(String kind) {
        var resource = resource(kind, "empty", "{}");
        resource.getAdditionalProperties().remove("spec");

        refuses(resource, "spec: Required value");
    }

    @Test
    void refusesAnAppWithTwoConnectors() {
        refuses(
                "TargetApp",
                APP.formatted(ENDPOINT) + "  ldap: " + directory("ldaps://ldap.example.com", "ppolicy") + "\n",
                "spec.connector",
                "at most 1");
    }

    private static String directory(String url, String disable) {
        return "{url: '%s', bind: {dn: 'cn=usher,dc=example', secretRef: {name: s, key: t}}, users: {base: 'dc=example', objectClasses: [inetOrgPerson], dn: 'uid={userName}', disable: {by: %s}}}"
                .formatted(url, disable);
    }

    private void refusesDirectory(String block, String... because) {
        refuses("TargetApp", "connector: {ldap: " + block + "}", because);
    }

    @Test
    void refusesReadsThatComeTooOften() {
        refuses("TargetApp", APP.formatted(ENDPOINT) + "inventory: {everySeconds: 59}", "spec.inventory.everySeconds");
        refuses(
                "TargetApp",
                APP.formatted(ENDPOINT) + "inventory: {changesEverySeconds: 59}",
                "give 60 or more, or 0 where the app is never to be asked for what changed");
        refuses(
                "TargetApp",
                APP.formatted(ENDPOINT) + "inventory: {unusedAfterDays: 0}",
                "spec.inventory.unusedAfterDays");
        dryRun(resource(
                "TargetApp",
                "seldom",
                APP.formatted(ENDPOINT) + "inventory: {changesEverySeconds: 0, unusedAfterDays: 30}"));
    }

    private void refusesCredentials(String block, String... because) {
        refuses("TargetApp", APP.formatted(ENDPOINT) + "credentials: {" + block + "}", because);
    }

    @Test
    void refusesCredentialsThatContradictThemselves() {
        refusesCredentials("initial: Invitation, mustChange: true", "they go with `initial: Generated` only");
        refusesCredentials("initial: Sometimes", "spec.credentials.initial");
        refusesCredentials("initial: Generated, lifetimeSeconds: 60", "spec.credentials.lifetimeSeconds");
        refusesCredentials("initial: Generated, policy: {length: 8}", "spec.credentials.policy.length");
        refusesCredentials("initial: Generated, policy: {classes: [Emoji]}", "`classes` can be Lower");
        refusesCredentials("initial: Generated, onDisable: Forget", "spec.credentials.onDisable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "argocd.argoproj.io/secret-type",
                "app.kubernetes.io/managed-by",
                "node-role.kubernetes.io/x",
                "usher.dev/first-credential",
                "k8s.io/x",
                "toolkit.fluxcd.io/x"
            })
    void refusesLabelsOfPasswordsThatSteerOthers(String label) {
        refusesCredentials(
                "initial: Generated, deliver: {labels: {" + label + ": cluster}}",
                "`labels` must be labels of at most 63");
        dryRun(
                resource(
                        "TargetApp",
                        "labelled",
                        APP.formatted(ENDPOINT)
                                + "credentials: {initial: Generated, deliver: {labels: {example.com/by: letter, by: letter}}}"));
    }

    @Test
    void refusesADirectoryThatContradictsItself() {
        refusesDirectory(directory("ldap.example.com", "ppolicy"), "`url` must be the address of the directory");
        refusesDirectory(directory("ldaps://ldap.example.com/dc=example", "ppolicy"), "and nothing else");
        refusesDirectory(directory("ldaps://ldap.example.com", "magic"), "spec.connector.ldap.users.disable.by");
        refusesDirectory(directory("ldaps://ldap.example.com", "attribute"), "give `attribute` and `disabled`");
        refusesDirectory(
                directory("ldaps://ldap.example.com", "ppolicy").replace("{userName}", "{email}"),
                "`dn` must be a name with one of {userName}, {externalId} and {displayName}");
        refusesDirectory(
                directory("ldaps://ldap.example.com", "ppolicy").replace("bind:", "tls: {startTLS: true}, bind:"),
                "`url` must begin with ldap://");
    }

    private static String database(String more) {
        return "{host: db.example.com, database: shop, user: usher, secretRef: {name: s, key: t}, " + more + "}";
    }

    private static String tables(String more) {
        return database(
                "preset: tables, users: {table: app.users, columns: {userName: login}, disable: {column: active}}"
                        + more);
    }

    private static String statements(String more) {
        return database(
                "statements: {list: SELECT 1, read: SELECT 1, find: SELECT 1, create: SELECT 1, update: SELECT 1, enable: SELECT 1, disable: SELECT 1"
                        + more + "}");
    }

    private void refusesDatabase(String block, String... because) {
        refuses("TargetApp", "connector: {sql: " + block + "}", because);
    }

    @Test
    void takesADatabase() {
        for (var block : List.of(
                tables(""),
                tables("").replace("columns:", "lastUse: last_login, columns:"),
                tables(", groups: {table: app.roles, create: true, members: {table: app.user_roles}}, port: 5433"),
                database("preset: postgresql, groups: {create: true}, tls: {mode: verify-full}"),
                database("preset: postgresql").replace("db.example.com", "'2001:db8::1'"),
                database("preset: postgresql, tls: {clientCertificate: {secretRef: {name: c, certificateKey: c.pem}}}")
                        .replace("secretRef: {name: s, key: t}, ", ""),
                statements(", endSessions: SELECT 1"))) {
            dryRun(resource("TargetApp", "database", "connector: {sql: " + block + "}"));
        }
    }

    @Test
    void refusesADatabaseThatContradictsItself() {
        refusesDatabase(database("pageSize: 100"), "either a `preset` or `statements`");
        refusesDatabase(statements("").replace("statements:", "preset: postgresql, statements:"), "either a `preset`");
        refusesDatabase(database("preset: tables"), "`users` must be given with `preset: tables`");
        refusesDatabase(tables("").replace("tables", "postgresql"), "and only then");
        refusesDatabase(tables(", groups: {create: true}"), "`groups` must hold `table` and `members`");
        refusesDatabase(database("preset: postgresql, groups: {name: n}"), "and nothing but `create` otherwise");
        refusesDatabase(statements("}, groups: {create: true"), "`groups` is of presets");
        refusesDatabase(database("preset: magic"), "spec.connector.sql.preset");
        refusesDatabase(database("preset: postgresql, tls: {mode: require}"), "spec.connector.sql.tls.mode");
        refusesDatabase(
                tables("").replace("columns:", "lastUse: last login, columns:"),
                "`lastUse` must be the name of a column");
        refusesDatabase(database("preset: postgresql, tls: {}"), "`tls` must hold settings that there are");
        refusesDatabase(
                database("preset: postgresql, tls: {mode: disable, clientCertificate: {secretRef: {name: c}}}"),
                "is shown by TLS alone");
        refusesDatabase(
                database("preset: postgresql").replace("secretRef: {name: s, key: t}, ", ""),
                "give `secretRef`, or `tls.clientCertificate`");
        refusesDatabase(tables("").replace("userName: login", "email: mail"), "must hold the column of userName");
        refusesDatabase(
                tables("").replace("{column: active}", "{column: active, enabled: 'y'}"), "must come with `disabled`");
    }

    @Test
    void refusesADatabaseWhoseNamesHoldMoreThanNames() {
        for (var host :
                List.of("db.example.com/shop?socketFactory=x", "db:5432/x", "jdbc:postgresql://db", "a b", "@")) {
            refusesDatabase(
                    database("preset: postgresql").replace("db.example.com", "'" + host + "'"), "`host` must be");
        }
        for (var table : List.of("users", "app.users; DROP", "app.\"users\"", "a.b.c")) {
            refusesDatabase(tables("").replace("app.users", "'" + table + "'"), "must be a table with its schema");
        }
        refusesDatabase(
                tables("").replace("{column: active}", "{column: 'active = true --'}"), "must be the name of a column");
    }

    @Test
    void refusesAnAppWithAConnectorThatDoesNotExist() {
        var advice = "`connector` must hold exactly one connector that this version has: `scim`, `ldap` or `sql`";

        refuses("TargetApp", "connector: {scmi: {endpoint: \"" + ENDPOINT + "\"}}", "spec.connector", advice);
        refuses("TargetApp", "connector: {}", "spec.connector", advice);
        refuses("TargetApp", "displayName: Wiki", "spec.connector: Required value");
    }

    /**
     * Something that may be so long and no longer.
     *
     * @param field where it is
     * @param spec one in which it has this length
     */
    record Bound(String kind, String field, int most, IntFunction<String> spec) {
        @Override
        public String toString() {
            return kind + " " + field + " up to " + most;
        }
    }

    private static Stream<Bound> boundsOfLists() {
        return Stream.of(
                new Bound(
                        "ProvisionedUser",
                        "spec.employments",
                        16,
                        size -> "{userName: ada, employments: "
                                + list(size, "{id: e%d, status: Active, startTime: '2026-01-01'}") + "}"),
                new Bound(
                        "ProvisionedUser",
                        "spec.roles",
                        128,
                        size -> "{userName: ada, roles: "
                                + list(size, "{name: r%d, from: '2026-01-01', until: '2026-12-31'}") + "}"),
                new Bound(
                        "ProvisionedUser",
                        "spec.attributes",
                        64,
                        size -> "{userName: ada, attributes: " + map(size, "a%d: value") + "}"),
                new Bound("Role", "spec.inherits", 64, size -> "inherits: " + list(size, "{name: r%d}")),
                new Bound("Role", "spec.grants", 64, size -> "grants: " + list(size, "{app: {name: a%d}}")),
                new Bound(
                        "Role",
                        "spec.grants[0].entitlements",
                        256,
                        size -> "grants: [{app: {name: wiki}, entitlements: " + list(size, "{kind: group, value: g%d}")
                                + "}]"),
                new Bound(
                        "Role",
                        "spec.grants[0].attributes",
                        64,
                        size -> "grants: [{app: {name: wiki}, attributes: " + map(size, "a%d: value") + "}]"),
                new Bound("Role", "spec.conflictsWith", 64, size -> "conflictsWith: " + list(size, "{name: r%d}")),
                new Bound(
                        "Role",
                        "spec.exceptions",
                        64,
                        size -> "exceptions: "
                                + list(size, "{user: {name: u%d}, reason: hand-over, until: '2026-12-31'}")));
    }

    private static Stream<Bound> boundsOfTexts() {
        return Stream.of(
                new Bound(
                        "ProvisionedUser",
                        "spec.attributes.badge",
                        1024,
                        length -> "{userName: ada, attributes: {badge: " + text(length) + "}}"),
                new Bound(
                        "Role",
                        "spec.grants[0].attributes.plan",
                        1024,
                        length -> "grants: [{app: {name: wiki}, attributes: {plan: " + text(length) + "}}]"),
                new Bound("Role", "spec.membership.rule", 2048, length -> "membership: {rule: " + text(length) + "}"),
                new Bound(
                        "TargetApp", "spec.users", 2048, length -> APP.formatted(ENDPOINT) + "users: " + text(length)),
                new Bound("ProvisionedUser", "spec.userName", 256, length -> "userName: " + text(length)),
                new Bound(
                        "ProvisionedUser",
                        "spec.displayName",
                        256,
                        length -> "{userName: ada, displayName: " + text(length) + "}"),
                new Bound("Role", "spec.description", 256, length -> "description: " + text(length)),
                new Bound(
                        "Role",
                        "spec.grants[0].entitlements[0].value",
                        256,
                        length -> "grants: [{app: {name: wiki}, entitlements: [{kind: group, value: " + text(length)
                                + "}]}]"));
    }

    @ParameterizedTest
    @MethodSource("boundsOfLists")
    void takesAListUpToItsBoundAndNotLonger(Bound bound) {
        dryRun(resource(bound.kind(), "long", bound.spec().apply(bound.most())));
        refuses(
                bound.kind(),
                bound.spec().apply(bound.most() + 1),
                bound.field() + ": Too many: " + (bound.most() + 1) + ": must have at most " + bound.most() + " items");
    }

    @ParameterizedTest
    @MethodSource("boundsOfTexts")
    void takesATextUpToItsBoundAndNotLonger(Bound bound) {
        dryRun(resource(bound.kind(), "long", bound.spec().apply(bound.most())));
        refuses(
                bound.kind(),
                bound.spec().apply(bound.most() + 1),
                bound.field() + ": Too long: may not be more than " + bound.most() + " bytes");
    }

    @Test
    void refusesTheSameKeyTwice() {
        refuses("ProvisionedUser", "{userName: ada, roles: [{name: a}, {name: a}]}", "spec.roles[1]: Duplicate value");
        refuses(
                "ProvisionedUser",
                "{userName: ada, employments: [{id: a}, {id: a}]}",
                "spec.employments[1]: Duplicate value");
    }

    @Test
    void letsAnExternalIdBeSetOnceAndThenNeitherChangedNorRemoved() {
        create("ProvisionedUser", "pinned", "userName: ada");
        patch("pinned", "{\"spec\": {\"externalId\": \"1815\"}}");

        for (var value : List.of("\"1816\"", "null")) {
            refusesPatch(
                    "pinned",
                    "{\"spec\": {\"externalId\": " + value + "}}",
                    "spec: Forbidden: `externalId` must not change once it is set",
                    "create another user for another person");
        }
        patch("pinned", "{\"spec\": {\"userName\": \"ada.lovelace\", \"externalId\": \"1815\"}}");
    }

    @Test
    void refusesToEmptyTheEmployments() {
        create("ProvisionedUser", "employed", "{userName: ada, employments: [{id: main, status: Active}]}");

        for (var value : List.of("[]", "null")) {
            refusesPatch(
                    "employed",
                    "{\"spec\": {\"employments\": " + value + "}}",
                    "`employments` must not be emptied",
                    "an entry with status Terminated");
        }
        patch("employed", "{\"spec\": {\"employments\": [{\"id\": \"main\", \"status\": \"Terminated\"}]}}");
    }

    @Test
    void refusesToTakeTheStatusOutOfAnEmployment() {
        create("ProvisionedUser", "left", "{userName: ada, employments: [{id: main, status: Terminated}]}");

        refusesPatch(
                "left",
                "{\"spec\": {\"employments\": [{\"id\": \"main\"}]}}",
                "spec.employments[0]: Forbidden: `status` must stay once it is set: without it a person who left would be back");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow",
                "2026-1-1",
                "01.12.2026",
                "2026-12-01T09:00",
                "2026-12-01 09:00:00Z",
                "2026-02-30",
                "2026-02-29",
                "2100-02-29",
                "2026-04-31",
                "2026-13-01",
                "2026-12-01T24:00:00Z",
                "2026-12-31T23:59:60Z",
                "2026-12-01T09:00:00+18:30"
            })
    void refusesATimeThatIsNone(String time) {
        var advice = "must be a date such as 2026-12-01, or an instant such as 2026-12-01T09:00:00Z";
        for (var field : List.of("startTime", "endTime")) {
            refuses(
                    "ProvisionedUser",
                    "{userName: ada, employments: [{id: main, " + field + ": '" + time + "'}]}",
                    "spec.employments[0]." + field,
                    advice);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2028-02-29",
                "2000-02-29",
                "2026-12-31",
                "9999-12-31",
                "2026-12-01T23:59:59.123456789-17:59",
                "2026-12-01T00:00:00Z"
            })
    void takesATimeThatUsherUnderstands(String time) {
        assertThat(Moment.parse(time)).isPresent();
        create(
                "ProvisionedUser",
                "at-" + Integer.toHexString(time.hashCode()),
                "{userName: ada, employments: [{id: main, startTime: '" + time + "'}]}");
    }

    @Test
    void refusesWhatCannotBeAnEmailOrATimezone() {
        refuses("ProvisionedUser", "{userName: ada, email: nobody}", "spec.email", "such as ada@example.com");
        refuses("ProvisionedUser", "{userName: ada, timezone: 'UTC+1 '}", "spec.timezone", "such as Europe/London");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scim.example.com/v2",
                "ftp://scim.example.com",
                "https://u:p@scim.example.com",
                "https://scim.example.com/v2?a=b",
                "https://scim.example.com/v2#top",
                "https:///v2/users"
            })
    void refusesAnEndpointThatIsNoBaseAddress(String endpoint) {
        refuses(
                "TargetApp",
                APP.formatted("'" + endpoint + "'"),
                "spec.connector.scim.endpoint",
                "`endpoint` must be the base address of the app's SCIM service, such as https://scim.example.com/v2");
    }

    @Test
    void refusesAMappingThatContradictsItself() {
        var app = APP.formatted(ENDPOINT);
        refuses("TargetApp", app + "attributes: [{to: title}]", "`value` must say what the attribute is");
        refuses(
                "TargetApp",
                app + "attributes: [{to: title, value: user.title}, {to: title, when: Never}]",
                "no two entries of `attributes` may have the same `to`");
        refuses(
                "TargetApp",
                app + "attributes: [{to: userName, when: Never}]",
                "`userName` is what accounts are found by");
        create("TargetApp", "mapped", app + "attributes: [{to: email, when: Never}, {to: title, value: user.title}]");
    }

    @Test
    void namesTheValuesOfAChoice() {
        refuses(
                "ProvisionedUser",
                "{userName: ada, employments: [{id: main, status: Retired}]}",
                "spec.employments[0].status: Unsupported value: \"Retired\"",
                "\"Active\", \"OnLeave\", \"Suspended\", \"Terminated\", \"Withdrawn\"");
        refuses(
                "TargetApp",
                APP.formatted(ENDPOINT) + "deprovisioning: {onDeparture: Burn}",
                "spec.deprovisioning.onDeparture",
                "\"Disable\", \"Delete\", \"Keep\"");
        for (var moment : List.of("onUnassigned", "onLeave", "onSuspension")) {
            refuses(
                    "TargetApp",
                    APP.formatted(ENDPOINT) + "deprovisioning: {" + moment + ": Archive}",
                    "spec.deprovisioning." + moment,
                    "\"Disable\", \"Delete\", \"Keep\"");
        }
        refuses(
                "Role",
                "grants: [{app: {name: wiki}, entitlements: [{kind: badge, value: x}]}]",
                "spec.grants[0].entitlements[0].kind",
                "\"group\"");
    }

    @Test
    void refusesATimeThatIsNone() {
        refuses(
                "TargetApp",
                APP.formatted(ENDPOINT) + "deprovisioning: {retentionSeconds: -1}",
                "spec.deprovisioning.retentionSeconds",
                "greater than or equal to 0");
        refuses(
                "TargetApp",
                APP.formatted(ENDPOINT) + "deprovisioning: {retentionSeconds: 315360001}",
                "spec.deprovisioning.retentionSeconds",
                "less than or equal to 315360000");
        refuses(
                "TargetApp",
                APP.formatted(ENDPOINT) + "preProvision: {leadSeconds: -1}",
                "spec.preProvision.leadSeconds",
                "greater than or equal to 0");
        refuses(
                "TargetApp",
                APP.formatted(ENDPOINT) + "preProvision: {leadSeconds: 31536001}",
                "spec.preProvision.leadSeconds",
                "less than or equal to 31536000");
        refuses("TargetApp", APP.formatted(ENDPOINT) + "preProvision: {}", "spec.preProvision.leadSeconds", "Required");
    }

    @Test
    void refusesLicencesThatCannotBeCounted() {
        var app = APP.formatted(ENDPOINT);
        refuses("TargetApp", app + "licences: {seats: -1}", "spec.licences.seats", "greater than or equal to 0");
        refuses(
                "TargetApp",
                app + "licences: {monthlyCostPerSeat: \"21,00\", currency: EUR}",
                "spec.licences.monthlyCostPerSeat",
                "should match");
        refuses(
                "TargetApp",
                app + "licences: {monthlyCostPerSeat: \"21.00\", currency: eur}",
                "spec.licences.currency",
                "should match");
        refuses("TargetApp", app + "licences: {monthlyCostPerSeat: \"21.00\"}", "spec.licences", "go together");
    }

    @Test
    void refusesAPaceAtWhichNothingIsAskedOrTooMuch() {
        var app = APP.formatted(ENDPOINT);
        refuses("TargetApp", app + "rate: {perSecond: 0}", "spec.rate.perSecond", "greater than or equal to 1");
        refuses("TargetApp", app + "rate: {perMinute: 60001}", "spec.rate.perMinute", "less than or equal to 60000");
        refuses("TargetApp", app + "rate: {perSecond: 1, perMinute: 60}", "spec.rate", "give one of them");
        refuses("TargetApp", app + "rate: {burst: 10001}", "spec.rate.burst", "less than or equal to 10000");
        refuses("TargetApp", app + "rate: {concurrency: 65}", "spec.rate.concurrency", "less than or equal to 64");
    }

    @Test
    void takesWhatAnAppDoesWithAccountsOfPeopleWhoAreAway() {
        create("TargetApp", "reactions", APP.formatted(ENDPOINT) + """
                        preProvision: {leadSeconds: 0}
                        deprovisioning: {onLeave: Keep, onSuspension: Delete, onDeparture: Delete, retentionSeconds: 0}
                        """);

        var spec = read("TargetApp", "reactions").path("spec");
        assertThat(spec.at("/preProvision/leadSeconds").asLong(-1)).isZero();
        assertThat(spec.at("/deprovisioning/onLeave").asText()).isEqualTo("Keep");
        assertThat(spec.at("/deprovisioning/onSuspension").asText()).isEqualTo("Delete");
        assertThat(spec.at("/deprovisioning/retentionSeconds").asLong(-1)).isZero();
    }

    @Test
    void isNotReadyFromTheFirstMoment() {
        create("ProvisionedUser", "fresh", "userName: ada");
        create("Role", "fresh", "description: nothing yet");
        create("TargetApp", "fresh", APP.formatted(ENDPOINT));

        for (var kind : List.of("ProvisionedUser", "Role", "TargetApp")) {
            var status = read(kind, "fresh").path("status");
            assertThat(status.path("observedGeneration").asInt()).as(kind).isEqualTo(-1);
            assertThat(status.path("conditions")).as(kind).hasSize(1);
            var ready = status.at("/conditions/0");
            assertThat(ready.path("type").asText()).isEqualTo("Ready");
            assertThat(ready.path("status").asText()).isEqualTo("Unknown");
            assertThat(ready.path("reason").asText()).isEqualTo("Pending");
        }
    }

    @Test
    void explainsEveryField() throws IOException {
        var served = new ObjectMapper()
                .readTree(plane.adminClient().raw("/openapi/v3/apis/" + API))
                .at("/components/schemas");
        List<String> silent = new ArrayList<>();
        for (var kind : KINDS) {
            var properties =
                    served.path("dev.usher.provisioning.v1alpha1." + kind).path("properties");
            assertThat(properties.has("spec") && properties.has("status"))
                    .as(kind)
                    .isTrue();
            for (var part : List.of("spec", "status")) {
                collectSilent(kind + "." + part, properties.path(part), silent);
            }
        }
        assertThat(silent).isEmpty();

        var explained = plane.kubectl("explain", "puser.spec.employments.endTime");
        assertThat(explained.output()).contains("the last working day");
    }

    private static void collectSilent(String path, JsonNode field, List<String> silent) {
        if (field.path("description").asText().isBlank()) {
            silent.add(path);
        }
        var inner = field.has("items") ? field.path("items") : field;
        for (var property : inner.path("properties").properties()) {
            collectSilent(path + "." + property.getKey(), property.getValue(), silent);
        }
    }

    @Test
    void showsItsColumnsInTheirOrder() {
        create("ProvisionedUser", "columns", "userName: ada");
        create("Role", "columns", "description: columns");
        create("TargetApp", "columns", APP.formatted(ENDPOINT));
        create("RetainedAccount", "columns", """
                {app: {name: wiki}, externalId: "1", realm: people, userName: ada, reason: UserDeleted}
                """);
        create("AccessLock", "columns", "{user: {name: ada}, reason: case 7, requestedBy: admin}");
        create("LegalHold", "columns", "{users: [{name: ada}], matter: matter 7, requestedBy: admin}");
        create("RemovalDecision", "columns", """
                {app: {name: wiki}, wave: w7c1e90ab, decision: Keep, reason: case 8, requestedBy: admin}
                """);
        create("UserSource", "columns", """
                {csv: {configMap: {name: hr, key: people.csv}}, key: number, fields: [{to: userName, from: login}]}
                """);

        shows("puser", "NAME LOGIN STATE APPS READY REASON AGE", "MANAGER MESSAGE");
        shows("arole", "NAME MEMBERS READY REASON AGE", "MESSAGE");
        shows("tapp", "NAME ACTIVE FAILED HELD READY REASON AGE", "PHASE MESSAGE");
        shows("racct", "NAME APP LOGIN STATE READY REASON AGE", "PURGE MESSAGE");
        shows("alock", "NAME USER KEY UNTIL READY REASON AGE", "KIND REQUESTER MESSAGE");
        shows("lhold", "NAME USERS ACCOUNTS UNTIL READY REASON AGE", "REQUESTER MESSAGE");
        shows("rdecision", "NAME APP WAVE SOURCE RUN DECISION MEMBERS LEFT READY REASON AGE", "REQUESTER MESSAGE");
        shows("usource", "NAME MODE RECORDS REFUSED READY REASON AGE", "READ MESSAGE");
        create("ProvisioningPolicy", "default", "workday: {zone: Europe/London}");
        try {
            shows("ppolicy", "NAME READY REASON AGE", "MESSAGE");
        } finally {
            // There is one of a namespace, and others make theirs.
            plane.kubectl("delete", "ppolicy", "default", "-n", namespace);
        }
    }

    private void shows(String kind, String narrow, String wide) {
        assertThat(header(kind)).isEqualTo(narrow);
        assertThat(header(kind, "-o", "wide")).isEqualTo(narrow + " " + wide);
    }

    private String header(String kind, String... options) {
        var ran = plane.kubectl(Stream.concat(Stream.of("get", kind, "-n", namespace), Stream.of(options))
                .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        return ran.output().lines().findFirst().orElseThrow().strip().replaceAll("\\s+", " ");
    }

    @Test
    void letsTwoManagersShareRolesAndEmployments() {
        applyAs("hr", "{userName: ada, roles: [{name: employee}], employments: [{id: main, status: Active}]}");
        applyAs("it", "{userName: ada, roles: [{name: engineer}], employments: [{id: side, status: Active}]}");
        assertThat(keys("roles", "name")).containsExactlyInAnyOrder("employee", "engineer");
        assertThat(keys("employments", "id")).containsExactlyInAnyOrder("main", "side");

        applyAs("hr", "{userName: ada, roles: [{name: analyst}], employments: [{id: main, status: OnLeave}]}");

        assertThat(keys("roles", "name")).containsExactlyInAnyOrder("analyst", "engineer");
        assertThat(keys("employments", "id")).containsExactlyInAnyOrder("main", "side");
    }

    private void applyAs(String manager, String spec) {
        plane.adminClient()
                .resource(resource("ProvisionedUser", "shared", spec))
                .fieldManager(manager)
                .serverSideApply();
    }

    private List<String> keys(String list, String key) {
        return read("ProvisionedUser", "shared").path("spec").path(list).findValuesAsText(key);
    }

    @Test
    void isFoundByItsCategoryAndLeavesRolesToRbac() {
        create("ProvisionedUser", "found", "userName: ada");
        create("Role", "found", "description: found");
        plane.adminClient()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("rbac")
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();

        assertThat(plane.kubectl("get", "provisioning", "-n", namespace, "-o", "name")
                        .output())
                .contains("provisioneduser.provisioning.usher.dev/found", "role.provisioning.usher.dev/found");
        assertThat(plane.kubectl("get", "roles", "-n", namespace, "-o", "name").output())
                .isEqualTo("role.rbac.authorization.k8s.io/rbac\n");
    }

    private static String list(int size, String entry) {
        return IntStream.range(0, size).mapToObj(entry::formatted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String map(int size, String entry) {
        return IntStream.range(0, size).mapToObj(entry::formatted).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String text(int length) {
        return "x".repeat(length);
    }

    private GenericKubernetesResource resource(String kind, String name, String spec) {
        return Serialization.unmarshal(
                "apiVersion: " + API + "\nkind: " + kind + "\nmetadata: {name: " + name + ", namespace: " + namespace
                        + "}\nspec:\n" + spec.indent(2),
                GenericKubernetesResource.class);
    }

    private void create(String kind, String name, String spec) {
        plane.adminClient().resource(resource(kind, name, spec)).create();
    }

    private void dryRun(GenericKubernetesResource resource) {
        plane.adminClient().resource(resource).dryRun().create();
    }

    private void refuses(String kind, String spec, String... advice) {
        refuses(resource(kind, "refused", spec), advice);
    }

    private void refuses(GenericKubernetesResource resource, String... advice) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> dryRun(resource))
                .satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(422))
                .satisfies(
                        refusal -> assertThat(refusal.getStatus().getMessage()).contains(advice));
    }

    private void refusesPatch(String user, String patch, String... advice) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> patch(user, patch))
                .satisfies(
                        refusal -> assertThat(refusal.getStatus().getMessage()).contains(advice));
    }

    private void patch(String user, String patch) {
        plane.adminClient()
                .genericKubernetesResources(API, "ProvisionedUser")
                .inNamespace(namespace)
                .withName(user)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private JsonNode read(String kind, String name) {
        return new ObjectMapper()
                .valueToTree(plane.adminClient()
                        .genericKubernetesResources(API, kind)
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
    }
}
