package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RemovalDecision;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources of a newer version, on a cluster whose definitions are newer than the operator. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class NewerThanOperatorIT {
    private static final int COMPANIES = 16;
    private static final Duration ALL_READY = Duration.ofSeconds(60);
    private static final String UNDERSTOOD =
            "{userName: u7, externalId: e7, employments: [{id: main, status: Active}], roles: [{name: employee}]}";
    private static final String UNREADABLE =
            "{userName: u7, externalId: e7, name: Ada Lovelace, employments: [{id: main, status: Active}], roles: [{name: employee}]}";
    private static final String UNKNOWN_STATUS =
            "{userName: u7, externalId: e7, employments: [{id: main, status: Seconded}], roles: [{name: employee}]}";

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;
    private App wiki;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home, @TempDir Path newer) throws IOException {
        define(newer, "provisionedusers", spec -> {
            property(spec, "employments", "status").getEnum().add(TextNode.valueOf("Seconded"));
            spec.getProperties().put("name", anything());
            spec.getProperties().put("nickname", anything());
        });
        define(newer, "accessroles", spec -> {
            property(spec, "grants", "entitlements", "kind").getEnum().add(TextNode.valueOf("badge"));
            spec.getProperties().put("inherits", anything());
        });
        define(newer, "targetapps", spec -> {
            property(spec, "deprovisioning", "onDeparture").getEnum().add(TextNode.valueOf("Archive"));
            spec.getProperties().put("displayName", anything());
        });
        define(newer, "retainedaccounts", spec -> {});
        define(newer, "provisioningpolicies", spec -> {});
        define(
                newer,
                "removaldecisions",
                spec -> property(spec, "decision").getEnum().add(TextNode.valueOf("Postpone")));
        define(newer, "accesslocks", spec -> {});
        define(newer, "legalholds", spec -> {});
        define(newer, "usersources", spec -> property(spec, "mode").getEnum().add(TextNode.valueOf("Merge")));
        plane.applyCrds(newer);
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        operator = world.startOperator();
    }

    private static void define(Path newer, String plural, Consumer<JSONSchemaProps> change) throws IOException {
        var file = plural + ".provisioning.usher.dev.yml";
        var definition = Serialization.unmarshal(
                Files.readString(Project.path("crds").resolve(file)), CustomResourceDefinition.class);
        var version = definition.getSpec().getVersions().getFirst();
        change.accept(version.getSchema().getOpenAPIV3Schema().getProperties().get("spec"));
        Files.writeString(newer.resolve(file), Serialization.asYaml(definition));
    }

    private static JSONSchemaProps property(JSONSchemaProps spec, String... path) {
        var schema = spec;
        for (var name : path) {
            var object = schema.getItems() == null ? schema : schema.getItems().getSchema();
            schema = requireNonNull(object.getProperties().get(name), name);
        }
        return schema;
    }

    private static JSONSchemaProps anything() {
        return new JSONSchemaPropsBuilder()
                .withXKubernetesPreserveUnknownFields(true)
                .build();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        company = world.company();
        wiki = company.app("wiki").withGroups("everyone", "others");
        company.role("employee", wiki, "everyone");
    }

    @AfterEach
    void theOperatorIsAlive() {
        assertThat(operator.isAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {UNREADABLE, UNKNOWN_STATUS})
    void oneUserAmongManyStallsAloneUntilItIsUnderstood(String poison) {
        hire(poison);

        awaitStalled(ProvisionedUser.class, "u7");
        awaitAllReadyButTheSeventh();
        assertThat(wiki.has("u7")).isFalse();
        assertThat(stored("ProvisionedUser", "u7").<Object>get("spec")).isEqualTo(parsed(poison));

        company.user("u7", UNDERSTOOD);
        company.awaitReady("u7");
    }

    @ParameterizedTest
    @ValueSource(strings = {UNREADABLE, UNKNOWN_STATUS})
    void aUserWhoIsNotUnderstoodAnyMoreIsShutOutAllTheSame(String poison) {
        company.user("u7", UNDERSTOOD);
        company.awaitReady("u7");
        write("ProvisionedUser", "u7", poison);
        awaitStalled(ProvisionedUser.class, "u7");

        company.apply("AccessLock", "case-7", "{externalId: e7, reason: case 7, requestedBy: admin}");

        soon(() -> assertThat(company.said(AccessLock.class, "case-7", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("Locked")));
        assertThat(wiki.lets("u7")).isFalse();

        company.delete(AccessLock.class, "case-7");
        company.user("u7", UNDERSTOOD);
        soon(() -> assertThat(wiki.lets("u7")).isTrue());
    }

    @Test
    void aUserWhoIsNotUnderstoodAnyMoreKeepsWhatTheyHave() {
        company.user("u7", UNDERSTOOD);
        company.awaitReady("u7");

        write("ProvisionedUser", "u7", UNREADABLE);
        awaitStalled(ProvisionedUser.class, "u7");
        restart();
        company.user("later", "{userName: later, roles: [{name: employee}]}");
        company.awaitReady("later");

        assertThat(wiki.lets("u7")).isTrue();
        assertThat(wiki.members("everyone")).contains("u7");
        assertThat(company.account("u7", "wiki").id()).isEqualTo(wiki.idOf("u7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {UNREADABLE, UNKNOWN_STATUS})
    void aUserWhoIsNotUnderstoodCanBeDeletedAndLosesTheAccount(String poison) {
        company.user("u7", UNDERSTOOD);
        company.awaitReady("u7");
        var id = wiki.idOf("u7");
        write("ProvisionedUser", "u7", poison);
        awaitStalled(ProvisionedUser.class, "u7");

        company.delete(ProvisionedUser.class, "u7");

        soon(() -> assertThat(company.find(ProvisionedUser.class, "u7")).isEmpty());
        soon(() -> assertThat(wiki.lets("u7")).isFalse());
        soon(() -> assertThat(wiki.members("everyone")).isEmpty());

        company.user("again", UNDERSTOOD);
        company.awaitReady("again");
        assertThat(company.account("again", "wiki").id()).isEqualTo(id);
        assertThat(wiki.lets("u7")).isTrue();
    }

    @Test
    void aUserWhoIsNotUnderstoodLeavesTheAccountBehindWhereThatIsSaid() {
        company.user("u7", UNDERSTOOD);
        company.awaitReady("u7");
        write("ProvisionedUser", "u7", UNREADABLE.replace("{userName", "{deletionPolicy: Orphan, userName"));
        awaitStalled(ProvisionedUser.class, "u7");

        company.delete(ProvisionedUser.class, "u7");

        soon(() -> assertThat(company.retained())
                .singleElement()
                .satisfies(retained -> assertThat(retained.getStatus().state()).isEqualTo("Kept")));
        assertThat(wiki.lets("u7")).isTrue();
    }

    @Test
    void aFieldThatIsNotKnownIsNeitherMindedNorLost() {
        write("ProvisionedUser", "u7", "{userName: u7, nickname: {de: Ada}, roles: [{name: employee}]}");
        company.awaitReady("u7");

        assertThat(stored("ProvisionedUser", "u7").<Object>get("spec", "nickname"))
                .isEqualTo(Map.of("de", "Ada"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{inherits: everything, grants: [{app: {name: wiki}}]}",
                "grants: [{app: {name: wiki}, entitlements: [{kind: badge, value: gold}]}]"
            })
    void oneRoleStallsAloneAndTakesNothingFromWhoHoldsIt(String poison) {
        company.role("analyst", wiki, "others");
        company.user("ada", "{userName: ada, roles: [{name: analyst}]}");
        company.awaitReady("ada");

        write("Role", "analyst", poison);
        awaitStalled(Role.class, "analyst");
        restart();
        company.user("later", "{userName: later, roles: [{name: employee}]}");
        company.awaitReady("later");
        awaitStalled(Role.class, "analyst");

        soon(() -> assertThat(company.ready("ada").status()).isNotEqualTo("True"));
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.members("others")).containsExactly("ada");
        assertThat(stored("Role", "analyst").<Object>get("spec")).isEqualTo(parsed(poison));
    }

    @ParameterizedTest
    @ValueSource(strings = {"displayName: {de: Schmiede}", "deprovisioning: {onDeparture: Archive}"})
    void oneAppStallsAloneAndItsAccountsStay(String poison) {
        var forge = company.app("forge");
        company.role("smith", forge);
        company.user("ada", "{userName: ada, roles: [{name: employee}, {name: smith}]}");
        company.awaitReady("ada");

        write("TargetApp", "forge", declared("forge", forge) + poison);
        awaitStalled(TargetApp.class, "forge");
        restart();
        company.user("later", "{userName: later, roles: [{name: employee}]}");
        company.awaitReady("later");
        awaitStalled(TargetApp.class, "forge");

        soon(() -> assertThat(company.ready("ada").status()).isNotEqualTo("True"));
        assertThat(forge.lets("ada")).isTrue();
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(company.account("ada", "forge").id()).isEqualTo(forge.idOf("ada"));
    }

    @Test
    void startsWithWhatItDoesNotUnderstand() {
        operator.stop();
        write("Role", "strange", "{inherits: everything}");
        write("TargetApp", "strange", declared("wiki", wiki) + "displayName: {de: Seltsam}");
        hire(UNREADABLE);
        operator = world.startOperator();

        awaitStalled(ProvisionedUser.class, "u7");
        awaitStalled(Role.class, "strange");
        awaitStalled(TargetApp.class, "strange");
        awaitAllReadyButTheSeventh();
    }

    @Test
    void aSourceThatIsNotUnderstoodMakesNobody() {
        company.file("hr", "people.csv", "number,login,state\n1815,ada,Active\n");

        write(
                "UserSource",
                "hr",
                "{csv: {configMap: {name: hr, key: people.csv}}, key: number, mode: Merge, everySeconds: 5,"
                        + " fields: [{to: userName, from: login}, {to: status, from: state}]}");

        awaitStalled(UserSource.class, "hr");
        company.user("later", "{userName: later, roles: [{name: employee}]}");
        company.awaitReady("later");
        assertThat(company.users()).hasSize(1);
    }

    @Test
    void aDecisionThatIsNotUnderstoodStallsAlone() {
        company.user("u7", UNDERSTOOD);
        company.awaitReady("u7");

        write(
                "RemovalDecision",
                "back",
                "{app: {name: wiki}, wave: w0badcafe, decision: Postpone, reason: case 7, requestedBy: admin}");
        awaitStalled(RemovalDecision.class, "back");
        restart();
        company.user("later", "{userName: later, roles: [{name: employee}]}");
        company.awaitReady("later");

        assertThat(wiki.lets("u7")).isTrue();
    }

    private static void restart() {
        operator.stop();
        operator = world.startOperator();
    }

    /** Twenty people of whom the seventh is as given. */
    private void hire(String seventh) {
        for (var number = 1; number <= 20; number++) {
            write(
                    "ProvisionedUser",
                    "u" + number,
                    number == 7 ? seventh : "{userName: u" + number + ", roles: [{name: employee}]}");
        }
    }

    private void awaitAllReadyButTheSeventh() {
        for (var number = 1; number <= 20; number++) {
            if (number != 7) {
                company.awaitReady("u" + number, ALL_READY);
            }
        }
    }

    private void awaitStalled(Class<? extends HasMetadata> kind, String name) {
        soon(ALL_READY, () -> {
            assertThat(company.said(kind, name, "Ready")).hasValueSatisfying(ready -> {
                assertThat(ready.status()).isEqualTo("False");
                assertThat(ready.reason()).isEqualTo("NewerThanOperator");
            });
            assertThat(company.said(kind, name, "Stalled")).hasValueSatisfying(stalled -> {
                assertThat(stalled.status()).isEqualTo("True");
                assertThat(stalled.reason()).isEqualTo("NewerThanOperator");
            });
        });
    }

    private static String declared(String secret, App app) {
        return "connector: {scim: {endpoint: '" + app.simulator().endpoint() + "', auth: {bearer: {secretRef: {name: "
                + secret + ", key: token}}}}}\n";
    }

    /** Applies YAML that the classes of this version cannot hold. */
    private void write(String kind, String name, String spec) {
        var document = "apiVersion: provisioning.usher.dev/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name
                + ", namespace: " + company.namespace() + "}\nspec:\n" + spec.indent(2);
        company.client()
                .resource(Serialization.unmarshal(document, GenericKubernetesResource.class))
                .fieldManager("kubectl")
                .forceConflicts()
                .serverSideApply();
    }

    private GenericKubernetesResource stored(String kind, String name) {
        return company.client()
                .genericKubernetesResources("provisioning.usher.dev/v1alpha1", kind)
                .inNamespace(company.namespace())
                .withName(name)
                .get();
    }

    private static Object parsed(String yaml) {
        var document = "spec: " + (yaml.startsWith("{") ? yaml : "{" + yaml + "}");
        return requireNonNull(Serialization.unmarshal(document, Map.class).get("spec"));
    }
}
