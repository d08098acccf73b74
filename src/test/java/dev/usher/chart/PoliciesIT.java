package dev.usher.chart;

import static dev.usher.chart.Policies.PREFIX;
import static dev.usher.chart.Policies.deniedBy;
import static dev.usher.chart.Policies.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.chart.Policies.Refused;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each admission policy of the chart on a real API server: what it refuses, what it leaves alone, and that it is the one. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane(Extra.CONTROLLER_MANAGER)
class PoliciesIT {

    private final ControlPlane plane;
    private final Policies policies;
    private final Chart chart;
    private final Person editor;

    @TempDir
    private Path directory = Path.of("");

    PoliciesIT(ControlPlane plane) {
        this.plane = plane;
        this.policies = new Policies(plane);
        this.chart = new Chart(plane);
        this.editor = policies.person(Policies.EDITOR);
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        new Policies(plane).install();
    }

    static List<Refused> refused() {
        return Policies.REFUSED;
    }

    @Test
    void areAllKnownHere() {
        var known = Stream.concat(
                        refused().stream().map(Refused::policy),
                        Stream.of("decisions", "definitions", "namespaces", "resources"))
                .toList();

        assertThat(chart.objects(ValidatingAdmissionPolicy.class))
                .extracting(policy -> policy.getMetadata().getName().substring(PREFIX.length()))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void areUnderstoodByTheServerWithoutAWarning() {
        var wrong = chart.objects(ValidatingAdmissionPolicy.class).getFirst();
        wrong.getMetadata().setName("misspelled");
        var rule = wrong.getSpec().getMatchConstraints().getResourceRules().getFirst();
        rule.setApiGroups(List.of("provisioning.usher.dev"));
        rule.setApiVersions(List.of("v1alpha1"));
        rule.setResources(List.of("accessroles"));
        wrong.getSpec().setVariables(List.of());
        wrong.getSpec().getValidations().getFirst().setExpression("object.spec.grantz == []");
        plane.adminClient().resource(wrong).create();

        Policies.soon(() -> assertThat(warnings("misspelled"))
                .as("the control: the server does look")
                .contains("undefined field 'grantz'"));
        for (var policy : chart.objects(ValidatingAdmissionPolicy.class)) {
            Policies.soon(
                    () -> assertThat(warnings(policy.getMetadata().getName())).isEmpty());
        }
    }

    /** What the server finds wrong with the types of a policy, once it has looked. */
    private String warnings(String policy) {
        var seen = plane.adminClient()
                .resources(ValidatingAdmissionPolicy.class)
                .withName(policy)
                .get();
        assertThat(seen.getStatus()).as("it was looked at").isNotNull();
        assertThat(seen.getStatus().getObservedGeneration())
                .isEqualTo(seen.getMetadata().getGeneration());
        return seen.getStatus().getTypeChecking().getExpressionWarnings().stream()
                .map(warning -> warning.getFieldRef() + ": " + warning.getWarning())
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void eachIsTheOneThatRefuses(Refused refused) {
        var policy = refused.policy();
        var act = refused.act();
        var who = policies.person(refused.by());
        Policies.soon(() -> assertThat(refusal(who, act)).contains(deniedBy(policy)));
        var binding = plane.adminClient()
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName(PREFIX + policy);
        var was = binding.get();
        binding.delete();

        Policies.soon(() -> assertThat(refusal(who, act)).isEmpty());

        was.getMetadata().setResourceVersion(null);
        plane.adminClient().resource(was).create();
        Policies.soon(() -> assertThat(refusal(who, act)).contains(deniedBy(policy)));
    }

    @Test
    void letWhoGovernsTheAppWriteDownWhoseAnAccountIs() {
        var act = Acts.act("write down whose an account is");
        plane.adminClient()
                .resource(Policies.roleOf("restorer", "retainedaccounts", "create"))
                .create();
        policies.bind("auditor", "Role", "restorer");
        var restorer = policies.person("auditor");
        Policies.soon(() -> assertThat(refusal(restorer, act)).contains(deniedBy("records")));

        plane.adminClient()
                .resource(Policies.roleOf("governor", "targetapps", "govern"))
                .create();
        policies.bind("auditor", "Role", "governor");

        Policies.soon(() -> assertThat(refusal(restorer, act)).isEmpty());
    }

    @Test
    void sayWhatToAskFor() {
        assertThat(refusal(editor, Acts.act("give a role")))
                .contains("to change `spec.roles`, `spec.accounts` takes the verb assign on"
                        + " provisionedusers.provisioning.usher.dev, which editor does not have: ask whoever administers the"
                        + " namespace people for it (the ClusterRole usher-role-owner has it)");
        assertThat(refusal(editor, Acts.act("release a lock")))
                .contains("to end a lock before its time, by `spec.released` or by its deletion, takes the verb lift on"
                        + " accesslocks.provisioning.usher.dev")
                .contains("(the ClusterRole usher-security has it)");
        assertThat(refusal(editor, Acts.act("lock somebody in another name")))
                .contains("`spec.requestedBy` must be whoever creates it: write editor");
        assertThat(plane.kubectlOf(
                                "editor",
                                "auth",
                                "can-i",
                                "assign",
                                "provisionedusers.provisioning.usher.dev",
                                "-n",
                                "people")
                        .output())
                .startsWith("no");
    }

    @Test
    void takeAVerbOnOneResourceForThatOne() {
        policies.run(
                "create",
                "role",
                "of-ada",
                "-n",
                "people",
                "--verb=assign",
                "--resource-name=ada",
                "--resource=provisionedusers.provisioning.usher.dev");
        policies.run(
                "create",
                "role",
                "editing",
                "-n",
                "people",
                "--verb=get,patch",
                "--resource=provisionedusers.provisioning.usher.dev");
        policies.bind("grace", "Role", "editing");
        policies.run("create", "rolebinding", "of-ada", "-n", "people", "--role=of-ada", "--user=grace");
        var grace = policies.person("grace");

        Policies.soon(() -> assertThat(refusal(grace, Acts.act("give a role"))).isEmpty());
        assertThat(refusal(grace, who -> who.changes(ProvisionedUser.class, "sue", "{\"roles\": [{\"name\": \"a\"}]}")))
                .contains(deniedBy("assign"));
    }

    @Test
    void takeANameThatTheServerMakes() throws IOException {
        var file = Files.writeString(
                directory.resolve("user.yaml"),
                Person.document(ProvisionedUser.class, "x", "{userName: x, employments: [{id: main, status: Active}]}")
                        .replace("name: x,", "generateName: x-,"));

        assertThat(plane.kubectlOf("hr", "create", "--dry-run=server", "-f", file.toString())
                        .exitCode())
                .isZero();
        assertThat(plane.kubectlOf("editor", "create", "--dry-run=server", "-f", file.toString())
                        .errors())
                .contains(deniedBy("attest"));
    }

    private void protectedRole(String namespace, String name, String owner) throws IOException {
        var file = Files.writeString(directory.resolve(name + ".yaml"), """
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: Role
                metadata: {name: %s, namespace: %s, labels: {usher.dev/deletion-protection: enabled}%s}
                spec: {grants: []}
                """.formatted(name, namespace, owner));
        policies.run("create", "-f", file.toString());
    }

    /** Its own label is what keeps a namespace, and nothing in it: else it would wait for ever. */
    @Test
    void letANamespaceGoWithWhatIsLabelledInIt() throws IOException {
        policies.run("create", "namespace", "closing");
        protectedRole("closing", "kept", "");
        assertThat(plane.kubectl("delete", "arole", "kept", "-n", "closing").errors())
                .contains(deniedBy("resources"));

        policies.run("delete", "namespace", "closing", "--timeout=120s");
    }

    @Test
    void keepWhatIsLabelledFromTheGarbageCollectorUntilTheLabelIsTakenAway() throws IOException {
        policies.run("create", "configmap", "owner", "-n", "people");
        var uid = plane.kubectl("get", "configmap", "owner", "-n", "people", "-o", "jsonpath={.metadata.uid}")
                .output();
        var owner = ", ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: %s}]".formatted(uid);
        protectedRole("people", "owned", owner);
        policies.run("create", "-f", unprotected(owner).toString());

        policies.run("delete", "configmap", "owner", "-n", "people");

        Policies.soon(() -> assertThat(exists("bystander"))
                .as("what the collector takes at once")
                .isFalse());
        assertThat(exists("owned")).isTrue();
        policies.run("label", "arole", "owned", "-n", "people", "usher.dev/deletion-protection-");
        await().atMost(Duration.ofMinutes(3)).until(() -> !exists("owned"));
    }

    private Path unprotected(String owner) throws IOException {
        return Files.writeString(directory.resolve("bystander.yaml"), """
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: Role
                metadata: {name: bystander, namespace: people%s}
                spec: {grants: []}
                """.formatted(owner));
    }

    private boolean exists(String role) {
        return plane.kubectl("get", "arole", role, "-n", "people").exitCode() == 0;
    }

    @Test
    void keepAnEditorFromAWholeCollectionOfLocks() {
        assertThat(plane.kubectlOf(
                                "editor",
                                "delete",
                                "--raw",
                                "/apis/provisioning.usher.dev/v1alpha1/namespaces/people/accesslocks?dryRun=All")
                        .errors())
                .contains(deniedBy("lift") + ": to end a lock before its time");
    }

    /** What an expression may cost is limited, and whatever costs more is refused to everybody. */
    @Test
    void judgeTheLargestResourcesThatThereCanBe() {
        var entitlements = list(256, "{kind: group, value: a-group-with-a-name-that-is-rather-long-%d}");
        var role = "{description: large, grants: ["
                + IntStream.range(0, 64)
                        .mapToObj(app -> "{app: {name: app-" + app + "}, entitlements: " + entitlements + "}")
                        .collect(Collectors.joining(", "))
                + "]}";
        var user = "{userName: large, roles: " + list(128, "{name: role-%d, reason: " + "x".repeat(256) + "}")
                + ", employments: "
                + list(
                        16,
                        "{id: e%d, status: Active, leaves: "
                                + list(32, "{id: l%d, kind: parental, from: '2029-01-01'}")
                                        .replace("%", "%%") + "}")
                + ", accounts: " + list(64, "{app: {name: app-%d}, id: '7'}") + "}";
        plane.adminClient().resource(Person.document(Role.class, "large", role)).create();
        plane.adminClient()
                .resource(Person.document(ProvisionedUser.class, "large", user))
                .create();

        assertThat(refusal(editor, who -> who.changes(Role.class, "large", "{\"description\": \"still\"}")))
                .isEmpty();
        assertThat(refusal(editor, who -> who.changes(ProvisionedUser.class, "large", "{\"title\": \"x\"}")))
                .isEmpty();
        assertThat(refusal(editor, who -> who.changes(ProvisionedUser.class, "large", "{\"roles\": null}")))
                .contains(deniedBy("assign"));
    }

    private static String list(int size, String entry) {
        return IntStream.range(0, size).mapToObj(entry::formatted).collect(Collectors.joining(", ", "[", "]"));
    }

    @Test
    void giveWhoeverMayViewWhatAnAuditorMayOnlyWhereTheValuesSaySo() {
        policies.run("create", "rolebinding", "viewer", "-n", "people", "--clusterrole=view", "--user=grace");
        var grace = policies.person("grace");
        assertThat(refusal(grace, Acts.act("read users"))).isNotEmpty();

        policies.helm("upgrade", "--set", "rbac.aggregate=true");
        Policies.soon(() -> assertThat(refusal(grace, Acts.act("read users"))).isEmpty());
        assertThat(refusal(grace, Acts.act("lock somebody"))).isNotEmpty();
        policies.helm("upgrade", "--reset-values");
    }
}
