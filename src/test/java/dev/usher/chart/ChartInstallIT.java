package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockSpec;
import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.AuditEntry;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart on a real API server: there is no node, so no pod comes up, and the operator runs as a process. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane(Extra.AUDIT)
class ChartInstallIT {

    private static final String NAMESPACE = "usher-system";
    private static final String ACCOUNT = "system:serviceaccount:" + NAMESPACE + ":usher";
    private static final String DEFINITION = "accessroles.provisioning.usher.dev";

    private final ControlPlane plane;

    ChartInstallIT(ControlPlane plane) {
        this.plane = plane;
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        helm(plane, "install", "--create-namespace");
        plane.adminClient()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("people")
                        .endMetadata()
                        .build())
                .create();
    }

    @ParameterizedTest
    @CsvSource({
        "list, provisioning.usher.dev, provisionedusers, people, true",
        "watch, provisioning.usher.dev, targetapps, people, true",
        "patch, provisioning.usher.dev, provisionedusers, people, true",
        "create, provisioning.usher.dev, retainedaccounts, people, true",
        "delete, provisioning.usher.dev, retainedaccounts, people, true",
        "get, '', secrets, people, true",
        "get, '', secrets, own, true",
        "create, '', secrets, own, true",
        "update, '', secrets, own, true",
        "delete, '', secrets, own, true",
        "patch, coordination.k8s.io, leases, own, true",
        "create, coordination.k8s.io, leases, people, true",
        "create, events.k8s.io, events, people, true",
        "create, provisioning.usher.dev, provisionedusers, people, false",
        "update, provisioning.usher.dev, provisionedusers, people, false",
        "delete, provisioning.usher.dev, provisionedusers, people, true",
        "patch, provisioning.usher.dev, accessroles, people, true",
        "update, provisioning.usher.dev, accessroles, people, false",
        "delete, provisioning.usher.dev, accessroles, people, false",
        "patch, provisioning.usher.dev, accesslocks, people, true",
        "patch, provisioning.usher.dev, legalholds, people, true",
        "create, provisioning.usher.dev, legalholds, people, false",
        "update, provisioning.usher.dev, legalholds, people, false",
        "delete, provisioning.usher.dev, legalholds, people, false",
        "create, provisioning.usher.dev, accesslocks, people, false",
        "update, provisioning.usher.dev, accesslocks, people, false",
        "delete, provisioning.usher.dev, accesslocks, people, false",
        "patch, provisioning.usher.dev, removaldecisions, people, false",
        "create, provisioning.usher.dev, removaldecisions, people, false",
        "delete, provisioning.usher.dev, removaldecisions, people, true",
        "watch, provisioning.usher.dev, usersources, people, true",
        "patch, provisioning.usher.dev, usersources, people, false",
        "attest, provisioning.usher.dev, provisionedusers, people, false",
        "get, '', configmaps, people, false",
        "patch, '', configmaps, people, false",
        "patch, provisioning.usher.dev, targetapps, people, false",
        "patch, provisioning.usher.dev, provisioningpolicies, people, false",
        "list, '', secrets, people, false",
        "watch, '', secrets, people, false",
        "create, '', secrets, people, false",
        "update, '', secrets, people, false",
        "delete, '', secrets, people, false",
        "list, '', secrets, own, false",
        "patch, provisioning.usher.dev, retainedaccounts, people, false",
        "patch, coordination.k8s.io, leases, people, false",
        "get, '', pods, people, false",
        "create, '', pods, own, false",
        "create, '', pods/exec, own, false",
        "list, '', configmaps, own, false",
        "get, '', configmaps, own, false",
        "get, admissionregistration.k8s.io, validatingadmissionpolicies, '', false",
        "list, admissionregistration.k8s.io, validatingadmissionpolicies, '', false",
        "patch, admissionregistration.k8s.io, validatingadmissionpolicybindings, '', false",
        "create, '', serviceaccounts/token, own, false",
        "impersonate, '', users, own, false",
        "escalate, rbac.authorization.k8s.io, roles, own, false",
        "bind, rbac.authorization.k8s.io, clusterroles, own, false",
        "create, rbac.authorization.k8s.io, rolebindings, own, false",
        "update, apps, deployments, own, false",
        "patch, apiextensions.k8s.io, customresourcedefinitions, '', false",
        "list, apiextensions.k8s.io, customresourcedefinitions, '', false",
        "list, '', namespaces, '', true",
        "watch, '', namespaces, '', true",
        "patch, '', namespaces, '', false",
        "delete, '', namespaces, '', false",
    })
    void letsTheOperatorDoItsWorkAndNothingElse(
            String verb, String group, String resource, String where, boolean allowed) {
        assertThat(may(verb, group, resource, where.equals("own") ? NAMESPACE : where))
                .isEqualTo(allowed);
    }

    private boolean may(String verb, String group, String resource, String namespace) {
        String[] parts = resource.split("/", 2);
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser("system:serviceaccount:" + NAMESPACE + ":usher")
                .addToGroups("system:serviceaccounts", "system:serviceaccounts:" + NAMESPACE)
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup(group)
                .withResource(parts[0])
                .withSubresource(parts.length > 1 ? parts[1] : "")
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build();
        return plane.adminClient().resource(review).create().getStatus().getAllowed();
    }

    @Test
    void letsSomebodyLockInTheirOwnNameAndDoNothingElse() {
        ran(plane.kubectl(
                "create",
                "rolebinding",
                "helpdesk",
                "--clusterrole=usher-helpdesk",
                "--user=grace",
                "--namespace=people"));
        var client = plane.clientOf("grace");
        // The API server heeds a policy a moment after it is stored.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatThrownBy(() ->
                                client.resource(lock("case-6", "ada")).dryRun().create())
                        .hasMessageContaining("`spec.requestedBy` must be whoever creates it: write grace"));
        client.resource(lock("case-7", "grace")).create();

        assertThatThrownBy(() -> client.resource(lock("case-7", "grace")).delete())
                .hasMessageContaining("cannot delete resource \"accesslocks\"");
        assertThatThrownBy(() -> client.resources(ProvisionedUser.class)
                        .inNamespace("people")
                        .list())
                .hasMessageContaining("cannot list resource \"provisionedusers\"");
    }

    private static AccessLock lock(String name, String requestedBy) {
        var lock = new AccessLock();
        lock.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace("people").build());
        lock.setSpec(new AccessLockSpec(
                null, "1815", List.of(), List.of(), List.of(), null, "case 7", requestedBy, null, null, null, null));
        return lock;
    }

    private static void ran(Ran ran) {
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
    }

    @Test
    void letsTheOperatorStart() {
        var environment = Map.of("USHER_NAMESPACE", NAMESPACE, "USHER_ADMISSION_POLICIES", "usher-admission");
        try (var operator = OperatorProcess.start(plane.kubeconfigFor(NAMESPACE, "usher"), environment)) {
            operator.awaitReady();

            assertThat(plane.audited())
                    .filteredOn(request -> request.user().equals(ACCOUNT))
                    .isNotEmpty()
                    .noneMatch(ChartInstallIT::isForbidden);
        }
    }

    @Test
    void upgradesTheDefinitions() {
        definition().edit(definition -> {
            definition.getSpec().getNames().setShortNames(List.of("changed"));
            return definition;
        });

        helm(plane, "upgrade");

        assertThat(definition().get().getSpec().getNames().getShortNames()).containsExactly("arole");
    }

    @Test
    void keepsTheDefinitionsWhenItIsUninstalledAndTakesThemOverAgain() {
        Ran ran = plane.helm("uninstall", "usher", "--no-hooks", "--namespace", NAMESPACE);

        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(definition().get().isMarkedForDeletion()).isFalse();
        assertThat(plane.adminClient()
                        .serviceAccounts()
                        .inNamespace(NAMESPACE)
                        .withName("usher")
                        .get())
                .isNull();
        helm(plane, "install");
    }

    @Test
    void deletesTheDefinitionsWhenItIsUninstalledWhereTheyAreNotToBeKept() {
        helm(plane, "upgrade", "--set", "crds.keep=false");

        Ran ran = plane.helm("uninstall", "usher", "--no-hooks", "--namespace", NAMESPACE, "--timeout", "60s");

        assertThat(ran.exitCode()).as(ran.output() + ran.errors()).isZero();
        await().atMost(Duration.ofSeconds(30)).until(() -> definition().get() == null);
        helm(plane, "install");
    }

    private static void helm(ControlPlane plane, String verb, String... options) {
        String[] common = {verb, "usher", Chart.DIRECTORY.toString(), "--namespace", NAMESPACE};
        Ran ran = plane.helm(
                Stream.concat(Arrays.stream(common), Arrays.stream(options)).toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
    }

    private Resource<CustomResourceDefinition> definition() {
        return plane.adminClient()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(DEFINITION);
    }

    private static boolean isForbidden(AuditEntry request) {
        return request.code() == HttpURLConnection.HTTP_FORBIDDEN;
    }
}
