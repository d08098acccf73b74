package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.usher.api.Role;
import dev.usher.chart.Acts.Act;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Ran;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;

/** A release of the chart whose policies are in force, in a cluster with a namespace of people. */
final class Policies {

    static final String RELEASE_NAMESPACE = "usher-system";
    static final String PREFIX = "usher-system-usher-";
    static final List<String> PERSONAS =
            List.of("hr", "helpdesk", "app-owner", "role-owner", "auditor", "security", "legal");

    /** May do with our kinds all that Kubernetes itself has verbs for. */
    static final String EDITOR = "editor";

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PROTECTED = "protected";

    /**
     * A policy, and what it refuses to whoever is not the operator and has no further verb.
     *
     * @param policy its name without that of the release
     * @param by whom it refuses it
     */
    record Refused(String policy, String by, Act act) {
        Refused(String policy, Act act) {
            this(policy, EDITOR, act);
        }

        @Override
        public String toString() {
            return policy;
        }
    }

    static final List<Refused> REFUSED = List.of(
            new Refused("assign", Acts.act("give a role")),
            new Refused("attest", Acts.act("end an employment")),
            new Refused("exempt", Acts.act("suspend a user")),
            new Refused("define", Acts.act("change a rule")),
            new Refused("govern", Acts.act("change a limit")),
            new Refused("attest-sources", Acts.act("read people from another file")),
            new Refused("govern-sources", Acts.act("let more of a source be different")),
            new Refused("records", Acts.act("write down whose an account is")),
            new Refused("owners", "hr", Acts.act("let a user go with something else")),
            new Refused("lift", Acts.act("delete a lock")),
            new Refused("lift-holds", Acts.act("delete a hold")),
            new Refused("requester", Acts.act("lock somebody in another name")),
            new Refused("confirmer", Acts.act("confirm a lock in another name")),
            new Refused("field-managers", Acts.act("write as the operator's field manager")));

    private final ControlPlane plane;

    Policies(ControlPlane plane) {
        this.plane = plane;
    }

    /** Installs the chart, makes what {@link Acts} are about, gives everybody what they may, and waits until policies act. */
    void install(String... options) {
        helm("install", "--create-namespace", options);
        for (var definition : Stream.of(Chart.DEFINITIONS.toFile().list((_, name) -> name.endsWith(".yml")))
                .toList()) {
            var name = definition.replace(".yml", "");
            // A definition is served some moments after it was created.
            await().atMost(SOON).until(() -> plane.kubectl("get", name, "-A").exitCode() == 0);
        }
        namespace(Person.NAMESPACE, Map.of());
        namespace(PROTECTED, Map.of("usher.dev/deletion-protection", "enabled"));
        Acts.prepare(plane.adminClient());
        protectedRole();
        PERSONAS.forEach(persona -> bind(persona, "ClusterRole", "usher-" + persona));
        plane.adminClient().resource(editorRole()).create();
        bind(EDITOR, "Role", EDITOR);
        awaitInForce();
    }

    private void protectedRole() {
        plane.adminClient().resource(Serialization.unmarshal("""
                        apiVersion: provisioning.usher.dev/v1alpha1
                        kind: Role
                        metadata: {name: protected, namespace: people, labels: {usher.dev/deletion-protection: enabled}}
                        spec: {grants: []}
                        """, Role.class)).create();
    }

    void helm(String verb, String option, String... options) {
        var common = Stream.of(verb, "usher", Chart.DIRECTORY.toString(), "--namespace", RELEASE_NAMESPACE, option);
        ran(plane.helm(Stream.concat(common, Stream.of(options)).toArray(String[]::new)));
    }

    /** The API server heeds a policy a moment after it is stored. */
    void awaitInForce() {
        REFUSED.forEach(refused -> await(refused.policy())
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(refusal(person(refused.by()), refused.act())).contains(deniedBy(refused.policy()))));
        await("namespaces")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(plane.kubectl("delete", "namespace", PROTECTED, "--dry-run=server")
                                .errors())
                        .contains(deniedBy("namespaces")));
        await("resources")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(
                                plane.kubectl("delete", "arole", PROTECTED, "-n", Person.NAMESPACE, "--dry-run=server")
                                        .errors())
                        .contains(deniedBy("resources")));
        await("definitions")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(plane.kubectl(
                                        "delete",
                                        "customresourcedefinition",
                                        "accessroles.provisioning.usher.dev",
                                        "--dry-run=server")
                                .errors())
                        .contains(deniedBy("definitions")));
    }

    static String deniedBy(String policy) {
        return "ValidatingAdmissionPolicy '" + PREFIX + policy + "' with binding '" + PREFIX + policy
                + "' denied request";
    }

    Person person(String name) {
        return new Person(name, plane.clientOf(name));
    }

    /** What the API server says to somebody who may not do it; empty where they may. */
    static String refusal(Person person, Act act) {
        var refusal = catchThrowableOfType(KubernetesClientException.class, () -> act.accept(person));
        if (refusal == null) {
            return "";
        }
        if (refusal.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
            throw refusal;
        }
        return String.valueOf(refusal.getMessage());
    }

    private void namespace(String name, Map<String, String> labels) {
        plane.adminClient()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }

    private static io.fabric8.kubernetes.api.model.rbac.Role editorRole() {
        return new RoleBuilder()
                .withNewMetadata()
                .withName(EDITOR)
                .withNamespace(Person.NAMESPACE)
                .endMetadata()
                .addNewRule()
                .withApiGroups("provisioning.usher.dev")
                .withResources(
                        "provisionedusers",
                        "accessroles",
                        "targetapps",
                        "retainedaccounts",
                        "provisioningpolicies",
                        "accesslocks",
                        "removaldecisions",
                        "legalholds",
                        "usersources")
                .withVerbs("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")
                .endRule()
                .build();
    }

    /** One that allows one thing with one of our kinds. */
    static io.fabric8.kubernetes.api.model.rbac.Role roleOf(String name, String resource, String verb) {
        return new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(Person.NAMESPACE)
                .endMetadata()
                .addNewRule()
                .withApiGroups("provisioning.usher.dev")
                .withResources(resource)
                .withVerbs(verb)
                .endRule()
                .build();
    }

    void bind(String person, String kind, String role) {
        plane.adminClient()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(person + "-" + role)
                        .withNamespace(Person.NAMESPACE)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", kind, role)
                        .addNewSubject("rbac.authorization.k8s.io", "User", person, null)
                        .build())
                .create();
    }

    static void ran(Ran ran) {
        assertThat(ran.exitCode()).as(ran.output() + ran.errors()).isZero();
    }

    /** What kubectl is told as the administrator, which must work. */
    void run(String... arguments) {
        ran(plane.kubectl(arguments));
    }

    static void soon(ThrowingRunnable assertion) {
        await().atMost(SOON).untilAsserted(assertion);
    }
}
