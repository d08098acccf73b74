package dev.usher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.cluster.Node;
import dev.usher.simulator.ScimSimulator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A namespace with an app on this machine, a role, and people. */
final class People implements AutoCloseable {
    static final String NAMESPACE = "people";
    private static final String APP = "wiki";

    private final KubernetesClient client;
    private final ScimSimulator wiki;

    People(Node node) {
        this.client = node.adminClient();
        this.wiki = ScimSimulator.builder().address(Node.ADDRESS).start();
    }

    ScimSimulator wiki() {
        return wiki;
    }

    /** The app and the role; the definitions have to be there. */
    void settle() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(APP)
                        .withNamespace(NAMESPACE)
                        .addToLabels("usher.dev/credential", "true")
                        .addToAnnotations("usher.dev/hosts", Node.ADDRESS)
                        .endMetadata()
                        .addToStringData("token", wiki.token())
                        .build())
                .forceConflicts()
                .serverSideApply();
        apply("TargetApp", APP, """
                connector:
                  scim:
                    endpoint: %s
                    auth: {bearer: {secretRef: {name: %s, key: token}}}
                """.formatted(wiki.endpoint(), APP));
        apply("Role", "employee", "grants: [{app: {name: wiki}}]");
    }

    void join(String name) {
        apply("ProvisionedUser", name, "{userName: " + name + ", roles: [{name: employee}]}");
    }

    /** So many more, whose names are numbered. */
    List<String> join(String prefix, int count) {
        var names =
                IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
        names.forEach(this::join);
        return names;
    }

    /** So many join, eight at a time, and all of them are waited for. */
    void joinAndAwait(String prefix, int count, Duration atMost) {
        try (var eight = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, count).forEach(number -> eight.execute(() -> join(prefix + number)));
        }
        await().atMost(atMost)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> wiki.users().size() >= count);
    }

    private void apply(String kind, String name, String spec) {
        var document = "apiVersion: provisioning.usher.dev/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name
                + ", namespace: " + NAMESPACE + "}\nspec:\n" + spec.indent(2);
        client.resource(document).fieldManager("kubectl").forceConflicts().serverSideApply();
    }

    ProvisionedUser user(String name) {
        return client.resources(ProvisionedUser.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    boolean isReady(String name) {
        return conditions(name)
                .anyMatch(condition ->
                        condition.type().equals("Ready") && condition.status().equals("True"));
    }

    private Stream<Condition> conditions(String name) {
        return Optional.ofNullable(user(name).getStatus()).stream().flatMap(status -> status.conditions().stream());
    }

    void awaitReady(String name) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(isReady(name))
                        .as(() -> name + ": " + conditions(name).toList())
                        .isTrue());
    }

    /** Somebody has an account whom nobody declares; its id. */
    String strangerComes() {
        return wiki.addUser("stranger-" + UUID.randomUUID());
    }

    /** The operator tells of that account. */
    void awaitTold(String id) {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> Optional.ofNullable(client.resources(TargetApp.class)
                                .inNamespace(NAMESPACE)
                                .withName(APP)
                                .get()
                                .getStatus())
                        .stream()
                        .flatMap(status -> status.orphans().stream())
                        .anyMatch(orphan -> orphan.id().equals(id)));
    }

    void allAreReady(List<String> names) {
        assertThat(names).allMatch(this::isReady);
    }

    /** What somebody did with the whole cluster would have changed here. */
    List<Long> generations() {
        return client.resources(ProvisionedUser.class).inNamespace(NAMESPACE).list().getItems().stream()
                .map(HasMetadata::getMetadata)
                .map(metadata -> metadata.getGeneration())
                .toList();
    }

    @Override
    public void close() {
        wiki.close();
    }
}
