package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Apps, roles and people that are offered to namespaces by their labels, on an API server that no other operator uses. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane(Extra.CRDS)
class SharingByLabelsIT {
    private static final String TO_THE_GROUP =
            "allowedNamespaces: {from: Selector, selector: {matchLabels: {group: acme}}}";

    private final ControlPlane plane;

    SharingByLabelsIT(ControlPlane plane) {
        this.plane = plane;
    }

    private static void label(Company company, Map<String, String> labels) {
        company.client()
                .namespaces()
                .withName(company.namespace())
                .edit(namespace -> new NamespaceBuilder(namespace)
                        .editMetadata()
                        .removeFromLabels("group")
                        .addToLabels(labels)
                        .endMetadata()
                        .build());
    }

    private static App wiki(Company parent, String offer) {
        var wiki = parent.undeclaredApp("wiki").withGroups("staff");
        parent.secret("wiki", "127.0.0.1", wiki.simulator().token());
        parent.declare("wiki", wiki.simulator().endpoint(), offer);
        return wiki;
    }

    private static void grantsTheWikiOf(Company parent, Company subsidiary) {
        subsidiary.apply("Role", "guest", "{grants: [{app: {name: wiki, namespace: " + parent.namespace() + "}}]}");
    }

    @Test
    void aLabelGivesTheAppAndTheRoleThatAskForItAndTakesThemWithIt() {
        try (var world = OperatorWorld.prepareAlone(plane, "all", 2)) {
            world.launchOperator(Map.of("USHER_WATCH_NAMESPACES", "")).awaitReady();
            var parent = world.company();
            var subsidiary = world.company();
            var wiki = wiki(parent, TO_THE_GROUP);
            parent.apply(
                    "Role",
                    "employee",
                    "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: staff}]}], " + TO_THE_GROUP
                            + "}");
            subsidiary.apply("Role", "staff", "{inherits: [{name: employee, namespace: " + parent.namespace() + "}]}");
            grantsTheWikiOf(parent, subsidiary);
            subsidiary.user("ada", "{userName: ada, externalId: \"1815\", roles: [{name: staff}]}");
            subsidiary.user("grace", "{userName: grace, externalId: \"1906\", roles: [{name: guest}]}");
            subsidiary.awaitNotReady(Role.class, "staff", "RoleNotFound");
            subsidiary.awaitNotReady(Role.class, "guest", "AppNotFound");
            subsidiary.awaitNotReady(ProvisionedUser.class, "ada", "RoleNotFound");
            assertThat(wiki.has("ada")).isFalse();

            label(subsidiary, Map.of("group", "acme"));

            subsidiary.awaitReady("ada");
            subsidiary.awaitReady("grace");
            assertThat(wiki.lets("ada")).isTrue();
            assertThat(wiki.lets("grace")).isTrue();
            assertThat(wiki.members("staff")).containsExactly("ada");

            label(subsidiary, Map.of());

            soon(() -> assertThat(wiki.lets("ada")).isFalse());
            soon(() -> assertThat(wiki.lets("grace")).isFalse());
            soon(() -> assertThat(wiki.members("staff")).isEmpty());
            subsidiary.awaitNotReady(Role.class, "staff", "RoleNotFound");
            subsidiary.awaitNotReady(Role.class, "guest", "AppNotFound");
        }
    }

    @Test
    void theSampleOfASubsidiaryGivesItsPeopleThePlaceInTheChatThatTheParentOffersTheGroup(@TempDir Path samples) {
        try (var world = OperatorWorld.prepareAlone(plane, "samples", 2)) {
            world.launchOperator(Map.of("USHER_WATCH_NAMESPACES", "")).awaitReady();
            var people = world.company();
            var subsidiary = world.company();
            var wiki = sampleApp(people, "wiki").withGroups("analysts", "engineers");
            var chat = sampleApp(people, "chat").withGroups("everyone", "builders");
            SampleFiles.copyTo(
                    samples, Map.of("people", people.namespace(), "subsidiary", subsidiary.namespace()), wiki, chat);

            applied(samples);
            applied(samples.resolve("subsidiary"));

            subsidiary.awaitReady("sophie.germain");
            people.awaitReady("ada.lovelace");
            assertThat(chat.members("everyone")).contains("sophie.germain", "ada.lovelace");
            assertThat(wiki.has("sophie.germain")).isFalse();
        }
    }

    private static App sampleApp(Company people, String name) {
        return people.undeclaredApp(name, ScimSimulator.builder().token(name + "-demo-token"));
    }

    private void applied(Path kustomization) {
        var ran = plane.kubectl("apply", "-k", kustomization.toString());
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
    }

    @Test
    void whereOnlySomeNamespacesAreWatchedItIsSaidThatTheScopeIsTooNarrowAndNobodyLosesAnything() {
        try (var world = OperatorWorld.prepareAlone(plane, "some", 2)) {
            world.startOperator();
            var parent = world.company();
            var subsidiary = world.company();
            var wiki = wiki(parent, "allowedNamespaces: {from: All}");
            parent.apply("Role", "employee", "{grants: [{app: {name: wiki}}], " + TO_THE_GROUP + "}");
            parent.apply("ProvisioningPolicy", "default", TO_THE_GROUP);
            grantsTheWikiOf(parent, subsidiary);
            subsidiary.user("ada", "{userName: ada, externalId: \"1815\", roles: [{name: guest}]}");
            subsidiary.awaitReady("ada");

            label(subsidiary, Map.of("group", "acme"));
            parent.declare("wiki", wiki.simulator().endpoint(), TO_THE_GROUP);
            subsidiary.user("grace", "{userName: grace, externalId: \"1906\", roles: [{name: guest}]}");

            var advice = parent.awaitNotReady(TargetApp.class, "wiki", "ScopeTooNarrow");
            assertThat(advice.message()).contains("USHER_WATCH_NAMESPACES", "`from: Names`");
            parent.awaitNotReady(Role.class, "employee", "ScopeTooNarrow");
            parent.awaitNotReady(ProvisioningPolicy.class, "default", "ScopeTooNarrow");
            subsidiary.awaitNotReady(ProvisionedUser.class, "grace", "AppNotFound");
            subsidiary.awaitNotReady(ProvisionedUser.class, "ada", "AppNotFound");
            assertThat(wiki.lets("ada")).isTrue();
            assertThat(wiki.has("grace")).isFalse();
        }
    }
}
