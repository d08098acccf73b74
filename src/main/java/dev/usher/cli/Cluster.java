package dev.usher.cli;

import dev.usher.api.AccessLock;
import dev.usher.api.AccountEntry;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Reference;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.RoleSpec;
import dev.usher.api.TargetApp;
import dev.usher.controller.Explanations.Snapshot;
import dev.usher.kube.Finalizers;
import dev.usher.kube.LeaseTenure;
import dev.usher.kube.Served;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cluster of the kubeconfig, or the one that this runs in; a decision of whoever asks, and finalizers that are taken, are all that is written to it. */
final class Cluster implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private final KubernetesClient client;

    Cluster(KubernetesClient client) {
        this.client = client;
    }

    /** What can be seen. */
    sealed interface Seen {
        record All(Snapshot snapshot) implements Seen {}

        /** It could not be read; what to do about it. */
        record Not(String advice) implements Seen {}
    }

    static Cluster connect() {
        var config = Config.autoConfigure(null);
        // Somebody waits for the answer: no cluster is said at once, and not after ten attempts.
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout((int) TO_CONNECT.toMillis());
        return new Cluster(new KubernetesClientBuilder().withConfig(config).build());
    }

    /** The namespace of the context. */
    String namespace() {
        return Optional.ofNullable(client.getConfiguration().getNamespace())
                .filter(name -> !name.isBlank())
                .orElse("default");
    }

    /** A TargetApp as it stands there, so that nothing of it is lost that this version does not know. */
    Optional<GenericKubernetesResource> app(String namespace, String name) {
        var definition = ResourceDefinitionContext.fromResourceType(TargetApp.class);
        return Optional.ofNullable(client.genericKubernetesResources(definition)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** Those of a namespace. */
    List<TargetApp> apps(String namespace) {
        return list(TargetApp.class, namespace);
    }

    List<RemovalDecision> decisions(String namespace) {
        return list(RemovalDecision.class, namespace);
    }

    /** Creates it, and returns its name. */
    String create(RemovalDecision decision) {
        return client.resource(decision).create().getMetadata().getName();
    }

    /** As whom the API server knows whoever asks. */
    String whoAmI() {
        return client.resource(new SelfSubjectReview())
                .create()
                .getStatus()
                .getUserInfo()
                .getUsername();
    }

    Optional<Secret> secret(String namespace, String name) {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(name).get());
    }

    /** By what the operator that is installed in a namespace is in charge; empty: none ever was. */
    Optional<Lease> lease(String operator) {
        return LeaseTenure.of(client, operator);
    }

    /** What it shows of Usher. */
    Evidence evidence(Redaction redaction) {
        return new Evidence(client, redaction);
    }

    Served served() {
        return new Served(client);
    }

    /** What is tried in a namespace, and not done. */
    Rehearsal rehearsal(String namespace) {
        return new Rehearsal(client, namespace);
    }

    Finalizers finalizers() {
        return new Finalizers(client);
    }

    /** The same of whatever else was to be read. */
    String advice(KubernetesClientException refused, String namespace, String permission) {
        return Advice.on(refused.getCode(), namespace, client.getConfiguration().getMasterUrl(), permission);
    }

    /** Everything that a decision about a user of a namespace rests on. */
    Seen around(String namespace, String user) {
        try {
            return new Seen.All(read(namespace, user));
        } catch (KubernetesClientException e) {
            return new Seen.Not(
                    Advice.on(e.getCode(), namespace, client.getConfiguration().getMasterUrl()));
        }
    }

    /** All that the operator remembers, and goes by, of a namespace; throws where some of it may not be read. */
    Snapshot everything(String namespace) {
        var here = people(namespace);
        var read = read(here, here.users());
        return new Snapshot(
                read.namespaces(),
                read.users(),
                read.roles(),
                read.apps(),
                read.retained(),
                read.policies(),
                read.locks(),
                list(LegalHold.class, namespace),
                read.labels());
    }

    private Snapshot read(String namespace, String user) {
        var here = people(namespace);
        return read(here, here.named(user).toList());
    }

    /** @param of about whom something is asked */
    private Snapshot read(People here, List<ProvisionedUser> of) {
        var namespace = here.namespace();
        var all = new ArrayList<>(List.of(here));
        namespacesNamedBy(here, of).forEach(other -> elsewhere(other).ifPresent(all::add));
        var declared = declared(namespace, namespacesHeldBy(of));
        var policies =
                all.stream().flatMap(people -> people.policies().stream()).toList();
        return new Snapshot(
                all.stream().map(People::namespace).collect(Collectors.toUnmodifiableSet()),
                all.stream().flatMap(people -> people.users().stream()).toList(),
                declared.stream().flatMap(there -> there.roles().stream()).toList(),
                declared.stream().flatMap(there -> there.apps().stream()).toList(),
                declared.stream().flatMap(there -> there.retained().stream()).toList(),
                policies,
                all.stream().flatMap(people -> people.locks().stream()).toList(),
                all.stream()
                        .flatMap(people -> holds(people.namespace()).stream())
                        .toList(),
                Offers.areByLabels(
                                declared.stream().flatMap(there -> there.roles().stream()),
                                declared.stream().flatMap(there -> there.apps().stream()),
                                policies.stream())
                        ? labels(namespace, declared)
                        : Map.of());
    }

    /** Of what refers to others; whoever may not read a namespace is answered as by an operator that does not know its labels. */
    private Map<String, Map<String, String>> labels(String home, List<Declared> declared) {
        var referring = declared.stream()
                .flatMap(there -> there.roles().stream())
                .map(role -> role.getMetadata().getNamespace());
        var labels = new HashMap<String, Map<String, String>>();
        Stream.concat(Stream.of(home), referring)
                .distinct()
                .forEach(namespace -> labels(namespace).ifPresent(known -> labels.put(namespace, known)));
        return labels;
    }

    private Optional<Map<String, String>> labels(String namespace) {
        try {
            return Optional.ofNullable(client.namespaces().withName(namespace).get())
                    .map(found ->
                            Optional.ofNullable(found.getMetadata().getLabels()).orElse(Map.of()));
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /** What a namespace declares, and what is left there of users who are gone. */
    private record Declared(List<Role> roles, List<TargetApp> apps, List<RetainedAccount> retained) {}

    /** Of the namespace, of where somebody has something, and of wherever the roles there lead. */
    private List<Declared> declared(String home, Set<String> more) {
        var declared = new ArrayList<Declared>();
        var seen = new HashSet<String>(List.of(home));
        var open = new ArrayDeque<String>(List.of(home));
        more.stream().filter(seen::add).forEach(open::add);
        while (!open.isEmpty()) {
            var namespace = open.remove();
            var there = namespace.equals(home) ? declaredIn(namespace) : declaredElsewhere(namespace);
            declared.add(there);
            there.roles().stream()
                    .flatMap(Cluster::namespacesNamedBy)
                    .filter(seen::add)
                    .forEach(open::add);
        }
        return declared;
    }

    private Declared declaredIn(String namespace) {
        return new Declared(
                list(Role.class, namespace), list(TargetApp.class, namespace), list(RetainedAccount.class, namespace));
    }

    private Declared declaredElsewhere(String namespace) {
        return new Declared(
                legible(Role.class, namespace),
                legible(TargetApp.class, namespace),
                legible(RetainedAccount.class, namespace));
    }

    /** Of what somebody may not read nothing can be said but that it is not there. */
    private <T extends HasMetadata> List<T> legible(Class<T> kind, String namespace) {
        try {
            return list(kind, namespace);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private static Stream<String> namespacesNamedBy(Role role) {
        return Optional.ofNullable(role.getSpec()).stream()
                .flatMap(spec -> Stream.concat(
                        spec.inherits().stream(), spec.grants().stream().map(RoleSpec.GrantEntry::app)))
                .flatMap(reference -> Optional.ofNullable(reference.namespace()).stream());
    }

    /** Where the roles and apps are that the statuses of users name. */
    private static Set<String> namespacesHeldBy(List<ProvisionedUser> users) {
        return users.stream()
                .flatMap(user -> Optional.ofNullable(user.getStatus()).stream())
                .flatMap(status -> Stream.concat(
                        status.roles().stream().map(ProvisionedUserStatus.RoleState::namespace),
                        status.accounts().stream().map(AccountEntry::namespace)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Who is in a namespace, and what holds for them. */
    private record People(
            String namespace, List<ProvisionedUser> users, List<ProvisioningPolicy> policies, List<AccessLock> locks) {
        Stream<ProvisionedUser> named(String name) {
            return users.stream().filter(user -> user.getMetadata().getName().equals(name));
        }
    }

    private People people(String namespace) {
        return new People(
                namespace,
                list(ProvisionedUser.class, namespace),
                list(ProvisioningPolicy.class, namespace),
                list(AccessLock.class, namespace));
    }

    /** Few may read them; whoever may not sees what is decided without them. */
    private List<LegalHold> holds(String namespace) {
        try {
            return list(LegalHold.class, namespace);
        } catch (KubernetesClientException e) {
            return List.of();
        }
    }

    /** Whoever may not read it is answered as by an operator that does not watch it. */
    private Optional<People> elsewhere(String namespace) {
        try {
            return Optional.of(people(namespace));
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /** Where the people are whom the users' resources name. */
    private static Set<String> namespacesNamedBy(People here, List<ProvisionedUser> users) {
        return users.stream()
                .flatMap(user -> Optional.ofNullable(user.getSpec()).stream())
                .flatMap(Cluster::named)
                .flatMap(reference -> Optional.ofNullable(reference.namespace()).stream())
                .filter(other -> !other.equals(here.namespace()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Reference> named(ProvisionedUserSpec spec) {
        return Stream.of(
                        Optional.ofNullable(spec.manager()).stream(),
                        Optional.ofNullable(spec.person()).stream(),
                        spec.owners().stream())
                .flatMap(references -> references);
    }

    private <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
        return client.resources(kind).inNamespace(namespace).list().getItems();
    }

    @Override
    public void close() {
        client.close();
    }
}
