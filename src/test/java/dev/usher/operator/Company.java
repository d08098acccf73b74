package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.AccessLock;
import dev.usher.api.AccountEntry;
import dev.usher.api.Condition;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import dev.usher.cluster.ControlPlane;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.SimulatorBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;

/** One company: a namespace, its apps, and its people and roles, edited as YAML like kubectl does. */
final class Company implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    private final ControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private final List<App> apps = new ArrayList<>();
    private final List<HrService> services = new ArrayList<>();

    Company(ControlPlane plane, String namespace) {
        this.plane = plane;
        this.client = plane.adminClient();
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    KubernetesClient client() {
        return client;
    }

    ControlPlane plane() {
        return plane;
    }

    /** A simulated app that runs and is declared with a Secret that is good. */
    App app(String name) {
        return app(name, "");
    }

    /** The same with more YAML below spec from its first moment on. */
    App app(String name, String more) {
        var app = undeclaredApp(name);
        secret(name, "127.0.0.1", app.simulator().token());
        declare(name, app.simulator().endpoint(), more);
        return app;
    }

    /** A simulated app that runs, of which nobody has told the operator. */
    App undeclaredApp(String name) {
        return undeclaredApp(name, ScimSimulator.builder());
    }

    /** The same for an app that differs from the default one. */
    App undeclaredApp(String name, SimulatorBuilder simulator) {
        var app = new App(name, simulator.start());
        apps.add(app);
        return app;
    }

    /** What serves its people, which ends with it. */
    void closesAtTheEnd(HrService service) {
        services.add(service);
    }

    /** The TargetApp of an endpoint, whose Secret has the app's name; {@code more} is YAML below spec. */
    void declare(String name, URI endpoint, String more) {
        apply("TargetApp", name, """
                connector:
                  scim:
                    endpoint: %s
                    auth: {bearer: {secretRef: {name: %s, key: token}}}
                """.formatted(endpoint, name) + more);
    }

    /** A Secret that is offered to Usher for one host. */
    void secret(String name, String host, String token) {
        secret(name, host, Map.of("token", token));
    }

    void secret(String name, String host, Map<String, String> data) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels("usher.dev/credential", "true")
                .addToAnnotations("usher.dev/hosts", host)
                .endMetadata()
                .addToStringData(data)
                .build();
        client.resource(secret).forceConflicts().serverSideApply();
    }

    /** Somebody writes these annotations, whoever has them. */
    void annotate(Class<? extends HasMetadata> kind, String name, Map<String, String> annotations) {
        client.resources(kind)
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of("metadata", Map.of("annotations", annotations))));
    }

    /** A file that a source may be read from. */
    void file(String name, String key, String content) {
        var map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToData(key, content)
                .build();
        client.resource(map).forceConflicts().serverSideApply();
    }

    void user(String name, String spec) {
        apply("ProvisionedUser", name, spec);
    }

    void role(String name, String spec) {
        apply("Role", name, spec);
    }

    /** A role that gives an account in one app, with these groups. */
    void role(String name, App app, String... groups) {
        var entitlements = new StringBuilder();
        for (var group : groups) {
            entitlements.append("  - {kind: group, value: ").append(group).append("}\n");
        }
        role(
                name,
                "grants:\n- app: {name: " + app.name() + "}\n"
                        + (groups.length == 0 ? "" : "  entitlements:\n" + entitlements));
    }

    /** Applies a resource whose spec is YAML, as {@code kubectl apply --server-side} does. */
    void apply(String kind, String name, String spec) {
        var document = "apiVersion: provisioning.usher.dev/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name
                + ", namespace: " + namespace + "}\nspec:\n" + spec.indent(2);
        client.resource(document).fieldManager("kubectl").forceConflicts().serverSideApply();
    }

    <T extends HasMetadata> void delete(Class<T> kind, String name) {
        client.resources(kind).inNamespace(namespace).withName(name).delete();
    }

    /** What is stored now. */
    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
    }

    ProvisionedUser user(String name) {
        return find(ProvisionedUser.class, name).orElseThrow(() -> new AssertionError("there is no user " + name));
    }

    List<RetainedAccount> retained() {
        return client.resources(RetainedAccount.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    /** What a user's status says of the account in an app. */
    AccountEntry account(String user, String app) {
        return Optional.ofNullable(user(user).getStatus()).stream()
                .flatMap(status -> status.accounts().stream())
                .filter(entry -> entry.app().equals(app))
                .findFirst()
                .orElseThrow(() -> new AssertionError(user + " has no account in " + app));
    }

    /** What is said of a user, role, app or retained account under one type of condition. */
    Optional<Condition> said(Class<? extends HasMetadata> kind, String name, String type) {
        var resource = find(kind, name).orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
        return conditions(resource).stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    static List<Condition> conditions(HasMetadata resource) {
        return switch (resource) {
            case ProvisionedUser user
            when user.getStatus() != null -> user.getStatus().conditions();
            case Role role when role.getStatus() != null -> role.getStatus().conditions();
            case TargetApp app when app.getStatus() != null -> app.getStatus().conditions();
            case LegalHold hold
            when hold.getStatus() != null -> hold.getStatus().conditions();
            case RetainedAccount account
            when account.getStatus() != null -> account.getStatus().conditions();
            case ProvisioningPolicy policy
            when policy.getStatus() != null -> policy.getStatus().conditions();
            case AccessLock lock
            when lock.getStatus() != null -> lock.getStatus().conditions();
            case RemovalDecision decision
            when decision.getStatus() != null -> decision.getStatus().conditions();
            case UserSource source
            when source.getStatus() != null -> source.getStatus().conditions();
            default -> List.of();
        };
    }

    Condition ready(String user) {
        return said(ProvisionedUser.class, user, "Ready").orElseThrow(() -> new AssertionError("no Ready"));
    }

    /** Whether the last edit of an app has reached all of its users. */
    void isRolledOut(String app) {
        isRolledOut(TargetApp.class, app);
    }

    /** The same of an app, role or policy. */
    void isRolledOut(Class<? extends HasMetadata> kind, String name) {
        var now = find(kind, name).orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
        isReady(now);
        assertThat(conditions(now)).extracting(Condition::type).doesNotContain("Reconciling");
    }

    /** Waits until everybody is decided with the last edit of an app; before that an edit of a user may be decided without. */
    void awaitRolledOut(String app) {
        awaitRolledOut(TargetApp.class, app);
    }

    /** The same of an app, role or policy; what is said of its users may be stored a moment later. */
    void awaitRolledOut(Class<? extends HasMetadata> kind, String name) {
        soon(() -> isRolledOut(kind, name));
    }

    private static void isReady(HasMetadata now) {
        assertThat(conditions(now))
                .as("conditions of %s", now.getMetadata().getName())
                .anySatisfy(condition -> {
                    assertThat(condition.type()).isEqualTo("Ready");
                    assertThat(condition.status()).as(condition.message()).isEqualTo("True");
                    assertThat(condition.observedGeneration())
                            .isEqualTo(now.getMetadata().getGeneration());
                });
    }

    /** Waits until a user is Ready with what was applied last of them: an edit of anything else is not waited for. */
    void awaitReady(String user) {
        awaitReady(user, SOON);
    }

    void awaitReady(String user, Duration atMost) {
        soon(atMost, () -> isReady(user(user)));
    }

    /** The users that are declared now. */
    List<ProvisionedUser> users() {
        return client.resources(ProvisionedUser.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    /** The same of so many users, who are all there are, but for those whom somebody locked. */
    void awaitAllReady(int count, Duration atMost) {
        await().pollInterval(Duration.ofMillis(500)).atMost(atMost).untilAsserted(() -> {
            var users = users();
            assertThat(users).hasSize(count);
            users.stream()
                    .filter(user -> user.getStatus() == null
                            || !"Locked".equals(user.getStatus().lifecycleState()))
                    .forEach(Company::isReady);
        });
    }

    /** Waits until a user is Ready for this reason: who was Ready before is so at once, whatever else was edited. */
    void awaitReason(String user, String reason) {
        soon(() -> {
            var now = user(user);
            isReady(now);
            assertThat(conditions(now))
                    .filteredOn(condition -> condition.type().equals("Ready"))
                    .extracting(Condition::reason)
                    .containsExactly(reason);
        });
    }

    /** Waits until what is said of a user is about what was applied last, Ready or not. */
    void awaitDecided(String user) {
        soon(() -> {
            var now = user(user);
            assertThat(status(now).observedGeneration())
                    .isEqualTo(now.getMetadata().getGeneration());
        });
    }

    /** Waits until Ready is not True for this reason with what was applied last, and returns what is said. */
    Condition awaitNotReady(Class<? extends HasMetadata> kind, String name, String reason) {
        var found = new AtomicReference<Optional<Condition>>(Optional.empty());
        soon(() -> {
            var now = find(kind, name).orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
            assertThat(conditions(now)).as("conditions of %s", name).anySatisfy(ready -> {
                assertThat(ready.type()).isEqualTo("Ready");
                assertThat(ready.reason()).isEqualTo(reason);
                assertThat(ready.status()).isNotEqualTo("True");
                assertThat(ready.observedGeneration())
                        .isEqualTo(now.getMetadata().getGeneration());
                found.set(Optional.of(ready));
            });
        });
        return found.get().orElseThrow();
    }

    Condition awaitNotReady(String user, String reason) {
        return awaitNotReady(ProvisionedUser.class, user, reason);
    }

    /** How a user stands, as kubectl shows it: the state, and what comes next and when. */
    void stands(String user, String state, String next) {
        var now = user(user);
        var status = status(now);
        assertThat(status.lifecycleState()).isEqualTo(state);
        assertThat(next(status)).isEqualTo(next);
        isReady(now);
    }

    private static String next(ProvisionedUserStatus status) {
        return Optional.ofNullable(status.nextTransition())
                .map(next -> next.what() + " " + next.time())
                .orElse("nothing");
    }

    ProvisionedUserStatus status(String user) {
        return status(user(user));
    }

    private static ProvisionedUserStatus status(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).orElse(ProvisionedUserStatus.NONE);
    }

    void awaitState(String user, String app, String state) {
        soon(() -> assertThat(account(user, app).state()).isEqualTo(state));
    }

    static void soon(ThrowingRunnable assertion) {
        soon(SOON, assertion);
    }

    static void soon(Duration atMost, ThrowingRunnable assertion) {
        await().pollInterval(Duration.ofMillis(50)).atMost(atMost).untilAsserted(assertion);
    }

    @Override
    public void close() {
        apps.forEach(app -> app.simulator().close());
        services.forEach(HrService::close);
    }
}
