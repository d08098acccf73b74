package dev.usher.bench.budget;

import dev.usher.api.ProvisionedUser;
import dev.usher.bench.budget.NullPlan.Limit;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** A namespace with apps that everybody gets an account in, and a group of each. */
final class Company {
    static final String GROUP = "staff";
    /** As many clients as a feed, or {@code kubectl} and Argo CD, would be. */
    private static final int LOADERS = 8;

    private final KubernetesClient client;
    private final String namespace;
    /** Each with the id of its group. */
    private final Map<Farm.App, String> apps = new LinkedHashMap<>();

    private final List<String> people = new ArrayList<>();

    Company(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    List<Farm.App> apps() {
        return List.copyOf(apps.keySet());
    }

    List<NullPlan.Target> targets() {
        return apps.entrySet().stream()
                .map(app -> new NullPlan.Target(
                        app.getKey().endpoint().toString(), app.getKey().name(), app.getValue()))
                .toList();
    }

    /** An app that runs; nobody has declared it. */
    Company with(Farm farm, Farm.App app) {
        apps.put(app, farm.group(app, GROUP));
        return this;
    }

    /** Declares every app, and the role that gives all of them. */
    void declare(Limit limit) {
        apps.keySet().forEach(app -> declare(app, limit, ""));
        var grants = new StringBuilder();
        for (var app : apps.keySet()) {
            grants.append("  - app: {name: ")
                    .append(app.name())
                    .append("}\n    entitlements: [{kind: group, value: " + GROUP + "}]\n");
        }
        apply("Role", "employee", "grants:\n" + grants);
    }

    /** Declares one app, with more YAML below its spec. */
    void declare(Farm.App app, Limit limit, String more) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(app.name())
                .withNamespace(namespace)
                .addToLabels("usher.dev/credential", "true")
                .addToAnnotations("usher.dev/hosts", "127.0.0.1")
                .endMetadata()
                .addToStringData("token", app.name())
                .build();
        client.resource(secret).fieldManager("bench").forceConflicts().serverSideApply();
        apply("TargetApp", app.name(), """
                connector:
                  scim:
                    endpoint: %s
                    auth: {bearer: {secretRef: {name: %s, key: token}}}
                """.formatted(app.endpoint(), app.name()) + limit.yaml() + more);
    }

    /** Applies a resource whose spec is YAML. */
    void apply(String kind, String name, String spec) {
        var document = "apiVersion: provisioning.usher.dev/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name
                + ", namespace: " + namespace + "}\nspec:\n" + spec.indent(2);
        client.resource(document).fieldManager("bench").forceConflicts().serverSideApply();
    }

    /** Who was created. */
    List<String> people() {
        return List.copyOf(people);
    }

    /** What is stored of somebody. */
    ProvisionedUser stored(String name) {
        return client.resources(ProvisionedUser.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** Shuts somebody out; each in a name of its own, so that none waits for a second person. */
    void lock(String name) {
        apply("AccessLock", "lock-" + name, "user: {name: " + name + "}\nreason: bench\nrequestedBy: " + name + "\n");
    }

    /** Creates users by several clients at once, and tells of each that is there. */
    void create(List<String> names, Consumer<String> created) {
        people.addAll(names);
        try (var loaders = Executors.newFixedThreadPool(LOADERS)) {
            var running = new ArrayList<Future<?>>();
            for (var loader = 0; loader < LOADERS; loader++) {
                var first = loader;
                running.add(loaders.submit(() -> {
                    for (var at = first; at < names.size(); at += LOADERS) {
                        client.resource(user(names.get(at), "")).create();
                        created.accept(names.get(at));
                    }
                }));
            }
            for (var each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a user could not be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends the employment of somebody. */
    void terminate(String name) {
        var leaver = user(name, ", \"employments\": [{\"id\": \"main\", \"status\": \"Terminated\"}]");
        client.resource(leaver).fieldManager("bench").forceConflicts().serverSideApply();
    }

    private ProvisionedUser user(String name, String more) {
        return client.getKubernetesSerialization().unmarshal(People.json(namespace, name, more), ProvisionedUser.class);
    }
}
