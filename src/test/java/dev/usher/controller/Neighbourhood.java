package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.rules.CelRulings;
import dev.usher.sync.Catalog;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources as the informers' caches would hold them, written as in a file, with the namespace people where none is named. */
final class Neighbourhood {
    private final FakeCache<ProvisionedUser> users = new FakeCache<>();
    private final FakeCache<Role> roles = new FakeCache<>();
    private final FakeCache<TargetApp> apps = new FakeCache<>();
    private final FakeCache<RetainedAccount> retained = new FakeCache<>();
    private final FakeCache<ProvisioningPolicy> policies = new FakeCache<>();
    final FakeCache<AccessLock> locks = new FakeCache<>();
    final Caches caches;
    final GoingRoles going = new GoingRoles();
    private int version;

    /** One in which every namespace is watched. */
    Neighbourhood() {
        this(Set.of());
    }

    Neighbourhood(Set<String> scope) {
        caches = new Caches(new Namespaces(scope));
        caches.use(users, roles, apps, retained);
        caches.usePolicies(policies);
    }

    /** A namespace bears these labels. */
    void labels(String namespace, Map<String, String> labels) {
        caches.namespaces().put(namespace, labels);
    }

    Accesses accesses() {
        return accesses(new Declarations(new Catalog(List.of()), new KubernetesSerialization()));
    }

    /** The same where the connector of apps can be used. */
    Accesses accesses(Declarations declarations) {
        return new Accesses(caches, declarations, new CelRulings(), any -> true, going::contains);
    }

    /** A user of the namespace people, with a uid that is its name. */
    ProvisionedUser has(String name, String spec) {
        return has("people", name, spec);
    }

    ProvisionedUser has(String namespace, String name, String spec) {
        return has(namespace, name, spec, "{}");
    }

    ProvisionedUser has(String namespace, String name, String spec, String status) {
        var user = user(namespace, name, spec, status);
        users.put(user);
        return user;
    }

    /** The same user, created then. */
    ProvisionedUser since(String created, ProvisionedUser user) {
        user.getMetadata().setCreationTimestamp(created);
        return user;
    }

    /** The policy of a namespace names a realm of these; those of the others have to say the same. */
    ProvisioningPolicy sharesPeople(String namespace, String... all) {
        return hasPolicy(namespace, "{realm: {name: acme, namespaces: [" + String.join(", ", all) + "]}}");
    }

    ProvisioningPolicy hasPolicy(String namespace, String spec) {
        var policy = Serialization.unmarshal(
                "metadata: {name: default, namespace: " + namespace + ", uid: policy, resourceVersion: \"" + ++version
                        + "\"}\nspec: " + spec,
                ProvisioningPolicy.class);
        policies.put(policy);
        return policy;
    }

    /** A role of the namespace people. */
    Role hasRole(String name, String spec) {
        return hasRole("people", name, spec);
    }

    Role hasRole(String namespace, String name, String spec) {
        return hasRole(namespace, name, spec, "{}");
    }

    Role hasRole(String namespace, String name, String spec, String status) {
        var role = Serialization.unmarshal(
                "metadata: {name: " + name + ", namespace: " + namespace + ", generation: 1}\nspec: " + spec
                        + "\nstatus: " + status,
                Role.class);
        roles.put(role);
        return role;
    }

    /** The role is marked for deletion. */
    Role isDeleted(Role role) {
        role.getMetadata().setUid(role.getMetadata().getName());
        role.getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");
        roles.put(role);
        return role;
    }

    /** The record is not in the cache any more, or not yet. */
    void loses(RetainedAccount account) {
        retained.remove(ResourceID.fromResource(account));
    }

    /** The role is not there any more. */
    void loses(Role role) {
        roles.remove(ResourceID.fromResource(role));
    }

    /** The role is marked for deletion, and that was meant. */
    Role ends(Role role) {
        going.confirm(isDeleted(role));
        return role;
    }

    /** An app of the namespace people; what its connector is, is not looked at. */
    void hasApp(String name) {
        apps.put(app(name));
    }

    /** An app of the namespace people, with more below its spec, as {@code allowedNamespaces: {from: All}}. */
    TargetApp hasApp(String name, String more) {
        var app = app(name, ", " + more);
        apps.put(app);
        return app;
    }

    void has(TargetApp app) {
        apps.put(app);
    }

    static TargetApp app(String name) {
        return app(name, "");
    }

    private static TargetApp app(String name, String more) {
        return Serialization.unmarshal(
                "metadata: {name: " + name + ", namespace: people}\nspec: {connector: {scim: {endpoint: "
                        + "\"https://scim.example.com\", auth: {bearer: {secretRef: {name: s, key: t}}}}}" + more + "}",
                TargetApp.class);
    }

    /** Declarations of which the connector can be used. */
    static Declarations scimDeclarations() {
        var connector = new ScimConnector(_ -> new HttpTransport(NetworkPolicy.PUBLIC_ONLY, 1), Clock.systemUTC());
        return new Declarations(new Catalog(List.of(connector)), new KubernetesSerialization());
    }

    /** An app of any namespace, and the tenant that was found there. */
    void hasApp(String namespace, String name, String tenant) {
        var app = app(name);
        app.getMetadata().setNamespace(namespace);
        app.setStatus(Serialization.unmarshal("tenant: " + tenant, TargetAppStatus.class));
        apps.put(app);
    }

    /** A lock of the namespace people; a world that knows of it has to {@code use} the cache before. */
    AccessLock hasLock(String name, String spec) {
        return hasLock("people", name, spec, "{}");
    }

    AccessLock hasLock(String namespace, String name, String spec, String status) {
        var lock = Serialization.unmarshal(
                "metadata: {name: " + name + ", namespace: " + namespace + ", uid: " + name
                        + ", generation: 1, creationTimestamp: \"2026-09-15T11:30:00Z\"}\nspec: " + spec + "\nstatus: "
                        + status,
                AccessLock.class);
        locks.put(lock);
        return lock;
    }

    void hasRetained(String name, String spec, String status) {
        hasRetained("people", name, spec, status);
    }

    void hasRetained(String namespace, String name, String spec, String status) {
        retained.put(Serialization.unmarshal(
                "metadata: {name: " + name + ", namespace: " + namespace
                        + ", creationTimestamp: \"2026-09-01T00:00:00Z\"}\nspec: " + spec + "\nstatus: " + status,
                RetainedAccount.class));
    }

    static ProvisionedUser user(String namespace, String name, String spec, String status) {
        return Serialization.unmarshal(
                """
                metadata:
                  name: %s
                  namespace: %s
                  uid: %s of %s
                  generation: 3
                  creationTimestamp: "2026-01-01T00:00:00Z"
                spec: %s
                status: %s
                """.formatted(name, namespace, name, namespace, spec, status), ProvisionedUser.class);
    }
}
