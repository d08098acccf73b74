package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.sync.Catalog;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Resources as the informers' caches would hold them, written as in a file, with the namespace people where none is named. */
final class Neighbourhood {
    /** A cache that is filled by hand. */
    static final class FakeCache<T extends HasMetadata> implements IndexerResourceCache<T> {
        private final Map<ResourceID, T> resources = new LinkedHashMap<>();
        private final Map<String, Function<T, List<String>>> indexers = new HashMap<>();

        void put(T resource) {
            resources.put(ResourceID.fromResource(resource), resource);
        }

        @Override
        public Optional<T> get(ResourceID id) {
            return Optional.ofNullable(resources.get(id));
        }

        @Override
        public Stream<ResourceID> keys() {
            return resources.keySet().stream();
        }

        @Override
        public Stream<T> list(Predicate<T> predicate) {
            return resources.values().stream().filter(predicate);
        }

        @Override
        public Stream<T> list(String namespace, Predicate<T> predicate) {
            return list(resource -> resource.getMetadata().getNamespace().equals(namespace))
                    .filter(predicate);
        }

        @Override
        public void addIndexers(Map<String, Function<T, List<String>>> more) {
            indexers.putAll(more);
        }

        @Override
        public List<T> byIndex(String index, String key) {
            var indexer = Optional.ofNullable(indexers.get(index)).orElseThrow();
            return list(resource -> indexer.apply(resource).contains(key)).toList();
        }
    }

    private final FakeCache<ProvisionedUser> users = new FakeCache<>();
    private final FakeCache<Role> roles = new FakeCache<>();
    private final FakeCache<TargetApp> apps = new FakeCache<>();
    private final FakeCache<RetainedAccount> retained = new FakeCache<>();
    private final FakeCache<ProvisioningPolicy> policies = new FakeCache<>();
    final Caches caches;

    /** One in which every namespace is watched. */
    Neighbourhood() {
        this(Set.of());
    }

    Neighbourhood(Set<String> scope) {
        caches = new Caches(scope);
        caches.use(users, roles, apps, retained);
        caches.usePolicies(policies);
    }

    Accesses accesses() {
        return new Accesses(caches, new Declarations(new Catalog(List.of()), new KubernetesSerialization()));
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

    void hasPolicy(String namespace, String spec) {
        policies.put(Serialization.unmarshal(
                "metadata: {name: default, namespace: " + namespace + "}\nspec: " + spec, ProvisioningPolicy.class));
    }

    /** An app of the namespace people; what its connector is, is not looked at. */
    void hasApp(String name) {
        apps.put(app(name));
    }

    static TargetApp app(String name) {
        return Serialization.unmarshal(
                "metadata: {name: " + name + ", namespace: people}\nspec: {connector: {scim: {endpoint: "
                        + "\"https://scim.example.com\", auth: {bearer: {secretRef: {name: s, key: t}}}}}}",
                TargetApp.class);
    }

    void hasRetained(String name, String spec, String status) {
        retained.put(Serialization.unmarshal(
                "metadata: {name: " + name + ", namespace: people}\nspec: " + spec + "\nstatus: " + status,
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
