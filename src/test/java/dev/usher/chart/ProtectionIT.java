package dev.usher.chart;

import static dev.usher.chart.Policies.deniedBy;
import static dev.usher.chart.Policies.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RemovalDecision;
import dev.usher.chart.Acts.Act;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the policies of the chart keep for the operator and for people, and what they keep from a slip; and where. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class ProtectionIT {

    private static final String DEFINITION = "accessroles.provisioning.usher.dev";

    private final ControlPlane plane;
    private final Policies policies;
    private final Person editor;

    @TempDir
    private Path directory = Path.of("");

    ProtectionIT(ControlPlane plane) {
        this.plane = plane;
        this.policies = new Policies(plane);
        this.editor = policies.person(Policies.EDITOR);
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        new Policies(plane).install();
    }

    @Test
    void leaveTheOperatorAloneAndLetItForgetWithoutAVerb() {
        var operator = new Person("usher", plane.clientFor(Policies.RELEASE_NAMESPACE, "usher"));

        allows(operator, who -> who.appliesAs("usher", ProvisionedUser.class, "ada", "{title: Clerk}"));
        allows(operator, who -> who.changes(ProvisionedUser.class, "ada", "{\"roles\": null, \"accounts\": null}"));
        allows(operator, who -> who.changes(ProvisionedUser.class, "sue", "{\"suspend\": null}"));
        allows(operator, Acts.act("end an employment"));
        for (var words : List.of("give a role", "link an account", "suspend a user", "set a key", "change a type")) {
            assertThat(refusal(operator, Acts.act(words))).as(words).contains("denied request");
        }
        assertThat(refusal(
                        operator,
                        who -> who.changes(
                                ProvisionedUser.class,
                                "ada",
                                "{\"employments\": [{\"id\": \"x\", \"status\": \"Active\"}]}")))
                .contains(deniedBy("attest"));
    }

    private static void allows(Person person, Act act) {
        assertThat(refusal(person, act)).isEmpty();
    }

    @Test
    void knowTheFieldManagerThatIsNotSaid() {
        var config = new ConfigBuilder(plane.adminClient().getConfiguration())
                .withUserAgent("usher/1.0")
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            assertThat(refusal(
                            new Person("admin", client),
                            who -> who.changesUserUnsigned("ada", "{\"title\": \"Clerk\"}")))
                    .contains(deniedBy("field-managers"));
        }
        var written = "[{\"manager\": \"usher/hr\", \"operation\": \"Apply\", \"apiVersion\":"
                + " \"provisioning.usher.dev/v1alpha1\", \"fieldsType\": \"FieldsV1\", \"fieldsV1\": {\"f:spec\": {\"f:title\": {}}}}]";
        assertThat(plane.kubectl(
                                "patch",
                                "puser",
                                "ada",
                                "-n",
                                "people",
                                "--type=merge",
                                "-p",
                                "{\"metadata\": {\"managedFields\": " + written + "}}")
                        .errors())
                .contains(deniedBy("field-managers"));
    }

    @Test
    void keepDefinitionsUntilTheirNameIsSaid() {
        assertThat(plane.kubectl(
                                "delete", "--raw", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All")
                        .errors())
                .as("all at once")
                .contains(deniedBy("definitions"));
        assertThat(plane.kubectl("delete", "crd", DEFINITION, "--dry-run=server")
                        .errors())
                .contains(deniedBy("definitions") + ": with it go all accessroles of the cluster")
                .contains("kubectl annotate customresourcedefinition " + DEFINITION + " usher.dev/confirm-deletion="
                        + DEFINITION);

        policies.run("annotate", "crd", DEFINITION, "usher.dev/confirm-deletion=yes");
        assertThat(plane.kubectl("delete", "crd", DEFINITION, "--dry-run=server")
                        .exitCode())
                .isNotZero();
        policies.run("annotate", "--overwrite", "crd", DEFINITION, "usher.dev/confirm-deletion=" + DEFINITION);
        policies.run("delete", "crd", DEFINITION, "--dry-run=server");
        policies.run("annotate", "crd", DEFINITION, "usher.dev/confirm-deletion-");
    }

    @Test
    void leaveOtherDefinitionsAndNamespacesAlone() throws IOException {
        var other = Files.writeString(directory.resolve("other.yaml"), """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: others.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {plural: others, singular: other, kind: Other}
                  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
                """);
        policies.run("create", "-f", other.toString());
        policies.run("create", "namespace", "other");

        policies.run("delete", "-f", other.toString(), "--timeout=60s");
        policies.run("delete", "namespace", "other", "--dry-run=server");
    }

    @Test
    void keepANamespaceUntilItsNameIsSaid() {
        policies.run("create", "namespace", "kept");
        policies.run("label", "namespace", "kept", "usher.dev/deletion-protection=enabled");
        policies.run("annotate", "namespace", "kept", "usher.dev/confirm-deletion=people");
        assertThat(plane.kubectl("delete", "namespace", "kept").errors())
                .contains(deniedBy("namespaces"))
                .contains("kubectl annotate namespace kept usher.dev/confirm-deletion=kept");

        policies.run("annotate", "--overwrite", "namespace", "kept", "usher.dev/confirm-deletion=kept");
        policies.run("delete", "namespace", "kept", "--dry-run=server");
    }

    @ParameterizedTest
    @CsvSource({
        "provisioneduser, ada",
        "role.provisioning.usher.dev, analyst",
        "targetapp, wiki",
        "usersource, hr",
        "provisioningpolicy, default",
        "accesslock, case-6",
        "legalhold, matter-6",
        "removaldecision, stay",
        "retainedaccount, left",
    })
    void keepAResourceUntilItsLabelIsTakenAway(String kind, String name) {
        String[] deletes = {"delete", kind, name, "-n", "people", "--dry-run=server"};
        policies.run("label", kind, name, "-n", "people", "usher.dev/deletion-protection=enabled");
        assertThat(plane.kubectl(deletes).errors())
                .contains(deniedBy("resources") + ": its label usher.dev/deletion-protection protects it")
                .contains("take the label off before, by kubectl label ")
                .contains(" -n people " + name + " usher.dev/deletion-protection-");

        policies.run("label", kind, name, "-n", "people", "usher.dev/deletion-protection-");

        policies.run(deletes);
    }

    @Test
    void keepALabelledResourceAlsoFromWhoeverDeletesAll() {
        policies.run("label", "puser", "sue", "-n", "people", "usher.dev/deletion-protection=enabled");

        assertThat(plane.kubectl(
                                "delete",
                                "--raw",
                                "/apis/provisioning.usher.dev/v1alpha1/namespaces/people/provisionedusers?dryRun=All")
                        .errors())
                .contains(deniedBy("resources"));

        policies.run("label", "puser", "sue", "-n", "people", "usher.dev/deletion-protection-");
    }

    /** It deletes whom a ProvisioningPolicy has it forget, and would try for ever. */
    @Test
    void letTheOperatorForgetWhatIsLabelled() {
        policies.run("label", "puser", "sue", "-n", "people", "usher.dev/deletion-protection=enabled");
        var operator = new Person("usher", plane.clientFor(Policies.RELEASE_NAMESPACE, "usher"));
        Act deletes = who -> who.client()
                .resources(ProvisionedUser.class)
                .inNamespace("people")
                .withName("sue")
                .dryRun()
                .delete();

        allows(operator, deletes);
        assertThat(refusal(editor, deletes)).contains(deniedBy("resources"));

        policies.run("label", "puser", "sue", "-n", "people", "usher.dev/deletion-protection-");
    }

    @Test
    void letNoServiceAccountLiftALockOrAHoldThatTheValuesDoNotName() {
        policies.run("create", "serviceaccount", "soar", "-n", "people");
        for (var role : List.of("usher-security", "usher-legal")) {
            policies.run(
                    "create",
                    "rolebinding",
                    "soar-" + role,
                    "-n",
                    "people",
                    "--clusterrole=" + role,
                    "--serviceaccount=people:soar");
        }
        var soar = new Person("system:serviceaccount:people:soar", plane.clientFor("people", "soar"));
        Policies.soon(() -> assertThat(refusal(soar, Acts.act("delete a lock")))
                .contains(deniedBy("lift") + ": a lock ends by a person: " + soar.name() + " is a service account"));
        Policies.soon(() -> assertThat(refusal(soar, Acts.act("release a hold")))
                .contains(deniedBy("lift-holds") + ": a hold ends by a person: " + soar.name()
                        + " is a service account"));

        policies.helm("upgrade", "--set", "admission.decidingServiceAccounts={people/soar}");
        Policies.soon(() -> assertThat(refusal(soar, Acts.act("delete a lock"))).isEmpty());
        Policies.soon(
                () -> assertThat(refusal(soar, Acts.act("release a hold"))).isEmpty());
        policies.helm("upgrade", "--reset-values");
    }

    @Test
    void letNoServiceAccountDecide() throws IOException {
        policies.run("create", "serviceaccount", "sync", "-n", "people");
        policies.run(
                "create",
                "rolebinding",
                "sync",
                "-n",
                "people",
                "--clusterrole=usher-security",
                "--serviceaccount=people:sync");
        var sync = new Person("system:serviceaccount:people:sync", plane.clientFor("people", "sync"));
        var restore = Files.writeString(directory.resolve("restore.yaml"), """
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: RemovalDecision
                metadata: {name: back, namespace: people}
                spec: {app: {name: wiki}, wave: w7c1e90ab, decision: Restore, reason: case 8, requestedBy: admin}
                """);
        policies.run("create", "-f", restore.toString());

        Policies.soon(() -> assertThat(refusal(sync, Acts.act("decide about a wave")))
                .contains(deniedBy("decisions") + ": this is decided by a person: " + sync.name()));
        Policies.soon(() -> assertThat(refusal(sync, Acts.act("delete a decision")))
                .as("which is a Keep")
                .contains(deniedBy("decisions") + ": this is decided by a person: " + sync.name()));
        Policies.soon(() -> assertThat(refusal(sync, deletes("people", "back")))
                .as("which is a Restore")
                .contains(deniedBy("decisions") + ": this is decided by a person: " + sync.name()));
        var usher = new Person("system:serviceaccount:usher-system:usher", plane.clientFor("usher-system", "usher"));
        assertThat(refusal(usher, deletes("people", "back")))
                .as("Usher itself, once it is long done")
                .isEmpty();
        assertThat(refusal(sync, Acts.act("lock somebody")))
                .as("to shut out is no decision")
                .isEmpty();

        policies.helm("upgrade", "--set", "admission.decidingServiceAccounts={people/sync}");
        Policies.soon(
                () -> assertThat(refusal(sync, Acts.act("decide about a wave"))).isEmpty());
        assertThat(refusal(sync, Acts.act("delete a decision"))).isEmpty();
        policies.helm("upgrade", "--reset-values");
    }

    @Test
    void letADecisionGoWithItsNamespace() throws IOException {
        policies.run("create", "namespace", "torn");
        policies.run("create", "serviceaccount", "janitor", "-n", "torn");
        policies.run(
                "create",
                "rolebinding",
                "janitor",
                "-n",
                "torn",
                "--clusterrole=usher-security",
                "--serviceaccount=torn:janitor");
        var keep = Files.writeString(directory.resolve("keep.yaml"), """
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: RemovalDecision
                metadata: {name: stay, namespace: torn, finalizers: [example.com/stays]}
                spec: {app: {name: wiki}, wave: w7c1e90ab, decision: Keep, reason: case 8, requestedBy: admin}
                """);
        policies.run("create", "-f", keep.toString());
        var janitor = new Person("system:serviceaccount:torn:janitor", plane.clientFor("torn", "janitor"));
        assertThat(refusal(janitor, deletes("torn", "stay"))).contains(deniedBy("decisions"));

        policies.run("delete", "namespace", "torn", "--wait=false");

        assertThat(refusal(janitor, deletes("torn", "stay"))).isEmpty();
    }

    private static Act deletes(String namespace, String decision) {
        return who -> who.client()
                .resources(RemovalDecision.class)
                .inNamespace(namespace)
                .withName(decision)
                .dryRun()
                .delete();
    }

    @Test
    void judgeWhatTheOperatorLooksAfterAndNothingElse() {
        policies.run("create", "namespace", "elsewhere");
        policies.run(
                "create",
                "role",
                "all",
                "-n",
                "elsewhere",
                "--verb=create",
                "--resource=provisionedusers.provisioning.usher.dev");
        policies.run("create", "rolebinding", "all", "-n", "elsewhere", "--role=all", "--user=editor");
        Act act = who -> who.client()
                .resource(Person.document(ProvisionedUser.class, "x", "{userName: x, roles: [{name: a}]}"))
                .inNamespace("elsewhere")
                .dryRun()
                .create();
        assertThat(refusal(editor, act)).contains(deniedBy("assign"));

        policies.helm("upgrade", "--set", "watch.namespaces={people}");
        Policies.soon(() -> assertThat(refusal(editor, act)).isEmpty());
        policies.awaitInForce();
        policies.helm("upgrade", "--reset-values");
        Policies.soon(() -> assertThat(refusal(editor, act)).contains(deniedBy("assign")));
    }

    /** The controller that empties namespaces has Kubernetes' own verbs and no other. */
    @Test
    void letANamespaceGoWithItsLocks() {
        policies.run("create", "serviceaccount", "namespace-controller", "-n", "kube-system");
        policies.run("create", "namespace", "doomed");
        plane.adminClient()
                .resource(
                        Person.document(AccessLock.class, "case-9", "{externalId: '1', reason: r, requestedBy: admin}"))
                .inNamespace("doomed")
                .create();
        var controller = new Person("controller", plane.clientFor("kube-system", "namespace-controller"));
        Act empties = who ->
                who.client().resources(AccessLock.class).inNamespace("doomed").delete();
        assertThat(refusal(controller, empties)).contains(deniedBy("lift"));

        policies.run("delete", "namespace", "doomed", "--wait=false");

        // Also that a namespace is being deleted is heard of a moment later.
        Policies.soon(() -> assertThat(refusal(controller, empties)).isEmpty());
        assertThat(plane.kubectl("get", "accesslocks", "-n", "doomed", "-o", "name")
                        .output())
                .isEmpty();
    }
}
