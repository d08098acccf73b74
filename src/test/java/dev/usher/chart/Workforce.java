package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.ScimSimulator;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Twenty people with accounts in two apps, of whom one is locked and one has left, as the API server has them stored: what the classes
 * of this version do not know is seen, too.
 */
final class Workforce implements AutoCloseable {
    static final String NAMESPACE = "people";
    static final int PEOPLE = 20;
    static final String LOCKED = "u3";
    static final String LEAVER = "u20";
    static final Duration SOON = Duration.ofSeconds(60);

    private static final String STRANGER = "stranger-";
    private static final Duration A_WHILE = Duration.ofSeconds(4);
    private static final String API = "provisioning.usher.dev/v1alpha1";
    private static final String APP = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: NAME
              namespace: people
              labels: {usher.dev/credential: "true"}
              annotations: {usher.dev/hosts: 127.0.0.1}
            stringData: {token: TOKEN}
            ---
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: TargetApp
            metadata: {name: NAME, namespace: people}
            spec:
              connector:
                scim: {endpoint: ENDPOINT, auth: {bearer: {secretRef: {name: NAME, key: token}}}}
            """;
    private static final String ROLES = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: Role
            metadata: {name: employee, namespace: people}
            spec:
              grants:
              - {app: {name: wiki}, entitlements: [{kind: group, value: staff}]}
              - {app: {name: chat}}
            ---
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: Role
            metadata: {name: analyst, namespace: people}
            spec:
              grants: [{app: {name: wiki}, entitlements: [{kind: group, value: analysts}]}]
            """;
    private static final String USER = """
            ---
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: ProvisionedUser
            metadata: {name: NAME, namespace: people}
            spec:
              userName: NAME
              externalId: NAME
              employments: [{id: main, status: STATUS}]
              roles: [ROLES]
            """;
    private static final String LOCK = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: AccessLock
            metadata: {name: case-7, namespace: people}
            spec: {user: {name: u3}, reason: case 7, requestedBy: admin}
            """;

    private final ControlPlane plane;
    private final Path directory;
    private final ScimSimulator wiki = ScimSimulator.start();
    private final ScimSimulator chat = ScimSimulator.start();
    private Map<String, String> strangers = Map.of();
    private int come;

    Workforce(ControlPlane plane, Path directory) {
        this.plane = plane;
        this.directory = directory;
    }

    /** Everybody joins, one is locked, and one leaves. */
    void join() {
        Release.ran(plane.kubectl("create", "namespace", NAMESPACE));
        wiki.addGroup("staff");
        wiki.addGroup("analysts");
        apply(app("wiki"));
        apply(app("chat"));
        apply(ROLES);
        apply(String.join("", everybody().map(name -> user(name, "Active")).toList()));
        awaitAllReady();
        apply(LOCK);
        apply(user(LEAVER, "Terminated"));
        await("the lock and the leaver").atMost(SOON).until(() -> !letsIn(LOCKED) && !letsIn(LEAVER));
        awaitAllReady();
        assertThat(wiki.members("analysts")).hasSize(5);
    }

    private static Stream<String> everybody() {
        return IntStream.rangeClosed(1, PEOPLE).mapToObj(number -> "u" + number);
    }

    /** The manifest of an app, that more may be added to. */
    String app(String name) {
        var simulator = name.equals("wiki") ? wiki : chat;
        return APP.replace("NAME", name)
                .replace("TOKEN", simulator.token())
                .replace("ENDPOINT", simulator.endpoint().toString());
    }

    /** The manifest of a user; the first five are analysts as well. */
    static String user(String name, String status) {
        var roles = name.matches("u[1-5]") ? "{name: employee}, {name: analyst}" : "{name: employee}";
        return USER.replace("NAME", name).replace("STATUS", status).replace("ROLES", roles);
    }

    void apply(String manifest) {
        Release.ran(plane.kubectl("apply", "--server-side", "-f", file(manifest)));
    }

    Ran applyAs(String person, String manifest) {
        return plane.kubectlOf(person, "apply", "--server-side", "-f", file(manifest));
    }

    void bind(String role, String person) {
        Release.ran(plane.kubectl(
                "create", "rolebinding", role, "--clusterrole=" + role, "--user=" + person, "-n", NAMESPACE));
    }

    /** Whether the API server would take it, to the last field. */
    boolean takes(String manifest) {
        return plane.kubectl("apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", file(manifest))
                        .exitCode()
                == 0;
    }

    private String file(String manifest) {
        try {
            return Files.writeString(directory.resolve("manifest.yaml"), manifest)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody's accounts can be used, in both apps alike. */
    boolean letsIn(String name) {
        var active = Stream.of(wiki, chat)
                .map(app -> app.user(name)
                        .map(account -> account.path("active").asBoolean())
                        .orElse(false))
                .distinct()
                .toList();
        return active.equals(List.of(true));
    }

    /** A joiner has an account in both apps, and is Ready. */
    void joins(String name, String... unready) {
        apply(user(name, "Active"));
        await(name).atMost(SOON).until(() -> letsIn(name));
        awaitAllReadyBut(unready);
    }

    /** All resources of one kind, as they are stored. */
    List<GenericKubernetesResource> all(String kind) {
        return plane.adminClient()
                .genericKubernetesResources(API, kind)
                .inNamespace(NAMESPACE)
                .list()
                .getItems();
    }

    private GenericKubernetesResource one(String kind, String name) {
        return Objects.requireNonNull(plane.adminClient()
                .genericKubernetesResources(API, kind)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get());
    }

    /** How many seats an app is declared with, which the release before has no field for. */
    Optional<Integer> seats(String app) {
        return Optional.ofNullable(one("TargetApp", app).get("spec", "licences", "seats"));
    }

    /** Writes an app, and nothing that it declares. */
    void annotate(String app) {
        Release.ran(plane.kubectl("annotate", "targetapp", app, "-n", NAMESPACE, "--overwrite", "seen=by-somebody"));
    }

    /** Why somebody is not Ready. */
    String reason(String user) {
        return conditions(one("ProvisionedUser", user)).stream()
                .filter(condition -> "Ready".equals(condition.get("type")))
                .map(condition -> String.valueOf(condition.get("reason")))
                .collect(Collectors.joining());
    }

    /** Everybody is Ready with what was declared of them last. */
    void awaitAllReady() {
        awaitAllReadyBut();
    }

    /** The same of all others. */
    void awaitAllReadyBut(String... names) {
        await("all are Ready").atMost(SOON).untilAsserted(() -> {
            for (var kind : List.of("ProvisionedUser", "TargetApp", "Role", "AccessLock")) {
                assertThat(all(kind))
                        .filteredOn(resource ->
                                !List.of(names).contains(resource.getMetadata().getName()))
                        .allSatisfy(Workforce::isReady);
            }
        });
    }

    private static void isReady(GenericKubernetesResource resource) {
        assertThat(conditions(resource))
                .as("conditions of %s", resource.getMetadata().getName())
                .anySatisfy(condition -> assertThat(condition)
                        .containsEntry("type", "Ready")
                        .containsEntry("status", "True")
                        .containsEntry(
                                "observedGeneration",
                                resource.getMetadata().getGeneration().intValue()));
    }

    private static List<Map<String, Object>> conditions(GenericKubernetesResource resource) {
        List<Map<String, Object>> conditions = resource.get("status", "conditions");
        return conditions == null ? List.of() : conditions;
    }

    /** Which it is, and what is declared: neither changes by an upgrade. */
    record Declared(String uid, long generation, Object spec) {}

    /** Each user, role, app and lock, by its kind and name. */
    Map<String, Declared> declared() {
        var declared = new TreeMap<String, Declared>();
        for (var kind : List.of("ProvisionedUser", "Role", "TargetApp", "AccessLock")) {
            for (var resource : all(kind)) {
                var metadata = resource.getMetadata();
                declared.put(
                        kind + "/" + metadata.getName(),
                        new Declared(metadata.getUid(), metadata.getGeneration(), resource.get("spec")));
            }
        }
        return declared;
    }

    /** Every account and every group of both apps, but for those of strangers. */
    List<JsonNode> accounts() {
        return Stream.of(wiki, chat)
                .flatMap(app -> Stream.concat(app.users().stream(), app.groups().stream()))
                .filter(account -> !account.path("userName").asText().startsWith(STRANGER))
                .toList();
    }

    /** Forgets what was asked of the apps. */
    void countAnew() {
        wiki.reset();
        chat.reset();
    }

    /**
     * Nothing was written until here, and each app gets an account that nobody justifies: who tells of it has read the app after this.
     *
     * <p>A read alone would not say that: it may be one of whoever was at work before, or of a part of the app.
     */
    void strangersComeWhileNobodyIsAtWork() {
        assertThat(writes()).isEmpty();
        countAnew();
        strangers = Map.of("wiki", wiki.addUser(STRANGER + come), "chat", chat.addUser(STRANGER + come));
        come++;
    }

    /** Whoever is at work since strangers came has read both apps whole, and for a while after that has written nothing there. */
    void awaitReadAndNotWritten() {
        strangers.forEach((app, id) -> await("the inventory of " + app)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(orphans(app)).contains(id)));
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(3))
                .untilAsserted(() -> assertThat(writes()).isEmpty());
    }

    private List<Object> orphans(String app) {
        List<Map<String, Object>> told = one("TargetApp", app).get("status", "orphans");
        return told == null
                ? List.of()
                : told.stream().map(orphan -> orphan.get("id")).toList();
    }

    private List<LoggedRequest> writes() {
        return Stream.of(wiki, chat)
                .flatMap(app -> app.requests().stream())
                .filter(LoggedRequest::isWrite)
                .toList();
    }

    @Override
    public void close() {
        wiki.close();
        chat.close();
    }
}
